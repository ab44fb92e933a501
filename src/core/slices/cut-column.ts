/**
 * A column cut into slices: levels of categories (rare ones joined), months or years of dates, quarters of numbers. The
 * one rule for `--slices` and for `compare --explain`.
 */
import { type CodedColumn, type Column, isNumeric } from '../table.js';
import { cutNumbers } from './cut-numbers.js';
import { type CutColumn, missingPart, type Part } from './part.js';

/** More categories than this are joined into `others`, the rarest first. */
const MOST_LEVELS = 20;

/** Rows of each code, and of none. */
function countCodes({ codes, levels }: CodedColumn, rows: ArrayLike<number>) {
  const counts = new Uint32Array(levels.length);
  let nMissing = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]];
    if (code < 0) nMissing++;
    else counts[code]++;
  }
  return { counts, nMissing };
}

/** Codes that rows have, in level order; the most frequent of them when there are too many. */
function keptCodes(counts: Uint32Array): number[] {
  const seen = [...counts.keys()].filter((code) => counts[code] > 0);
  if (seen.length <= MOST_LEVELS) return seen;
  const frequent = seen.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, MOST_LEVELS - 1);
  return frequent.sort((a, b) => a - b);
}

/** All levels but some, missing cells apart where there are any. */
function othersPart(column: string, known: readonly string[], hasMissing: boolean): Part {
  const values = [...known, ...(hasMissing ? [null] : [])];
  return { level: 'others', rules: values.map((value) => ({ column, is: 'unequal', value })) };
}

function cutCodes(column: CodedColumn, rows: ArrayLike<number>): CutColumn {
  const { name, codes, levels } = column;
  const { counts, nMissing } = countCodes(column, rows);
  const kept = keptCodes(counts);
  const names = kept.map((code) => levels[code]);
  const isWhole = counts.every((count, code) => count === 0 || kept.includes(code));
  const parts: Part[] = [
    ...names.map((value): Part => ({ level: value, rules: [{ column: name, is: 'equal', value }] })),
    ...(isWhole ? [] : [othersPart(name, names, nMissing > 0)]),
    ...(nMissing > 0 ? [missingPart(name)] : []),
  ];
  const partOfCode = new Int32Array(levels.length).fill(kept.length);
  kept.forEach((code, part) => {
    partOfCode[code] = part;
  });
  const partOf = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]];
    partOf[i] = code < 0 ? parts.length - 1 : partOfCode[code];
  }
  return { parts, partOf };
}

/** @param rows of the column, repeats allowed */
export const cutColumn = (column: Column, rows: ArrayLike<number>): CutColumn =>
  isNumeric(column) ? cutNumbers(column, rows) : cutCodes(column, rows);
