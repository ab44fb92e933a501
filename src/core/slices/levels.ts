/** Rows by the levels of a column: its categories, or its numbers cut at their quartiles. */
import { type CodedColumn, type Column, isNumeric, type NumericColumn } from '../table.js';

export interface Level {
  /** `north`, `12 to 20`, `missing`. */
  readonly level: string;
  /** Positions among the rows that were asked for, ascending, at least one. */
  readonly positions: readonly number[];
}

/** More categories than this are joined into `others`, the rarest first. */
const MOST_LEVELS = 20;
/** A number column with no more values than this has a level for each. */
const MOST_VALUES = 5;

/** Positions by a key, -1 apart. */
function byKey(keys: readonly number[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  keys.forEach((key, position) => {
    const known = found.get(key);
    if (known) known.push(position);
    else found.set(key, [position]);
  });
  return found;
}

const MISSING = -1;

/** Levels in order of their keys, missing cells last. */
function named(keys: readonly number[], nameOf: (key: number) => string): Level[] {
  const found = [...byKey(keys)].sort(([a], [b]) => a - b);
  const present = found.filter(([key]) => key !== MISSING);
  const missing = found.filter(([key]) => key === MISSING);
  return [
    ...present.map(([key, positions]) => ({ level: nameOf(key), positions })),
    ...missing.map(([, positions]) => ({ level: 'missing', positions })),
  ];
}

function ofCategories({ codes, levels }: CodedColumn, rows: ArrayLike<number>): Level[] {
  const all = named(
    Array.from(rows, (row) => codes[row]),
    (code) => levels[code],
  );
  if (all.length <= MOST_LEVELS) return all;
  const bySize = [...all].sort((a, b) => b.positions.length - a.positions.length);
  const kept = new Set(bySize.slice(0, MOST_LEVELS - 1));
  const rest = all.filter((level) => !kept.has(level)).flatMap(({ positions }) => positions);
  return [
    ...all.filter((level) => kept.has(level)),
    { level: 'others', positions: rest.sort((a, b) => a - b) },
  ];
}

/** The values that quarters end with; equal values stay together. @param sorted not empty */
function quartilesOf(sorted: readonly number[]): number[] {
  const ends = [1, 2, 3, 4].map((quarter) => sorted[Math.ceil((quarter * sorted.length) / 4) - 1]);
  return [...new Set(ends)];
}

function ofNumbers({ values }: NumericColumn, rows: ArrayLike<number>): Level[] {
  const cells = Array.from(rows, (row) => values[row]);
  const sorted = cells.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const distinct = [...new Set(sorted)];
  const few = distinct.length <= MOST_VALUES;
  const ends = few ? distinct : quartilesOf(sorted);
  const keys = cells.map((value) => (Number.isNaN(value) ? MISSING : ends.findIndex((end) => value <= end)));
  const nameOf = (key: number) => {
    const lowest = key === 0 ? sorted[0] : distinct.find((value) => value > ends[key - 1]);
    return lowest === ends[key] ? String(lowest) : `${lowest} to ${ends[key]}`;
  };
  return named(keys, nameOf);
}

/** @param rows of the column, repeats allowed @returns each level that one of them has */
export const levelsOf = (column: Column, rows: ArrayLike<number>): Level[] =>
  isNumeric(column) ? ofNumbers(column, rows) : ofCategories(column, rows);
