/** Bins of levels: each its own, in level order; beyond 255 of them the rarest share the last. */
import { MAX_BINS, MISSING_BIN } from '../../kernels/exports.js';
import type { CodedColumn } from '../table.js';
import type { CategoryBins } from './feature-bins.js';

/** Rows of each code. */
function countCodes({ codes, levels }: CodedColumn): Uint32Array {
  const counts = new Uint32Array(levels.length);
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) counts[codes[row]]++;
  return counts;
}

/** Tells, of levels in order, which are kept apart: the most frequent; of equals the first. */
function rarity(seen: Uint32Array): (count: number) => boolean {
  if (seen.length <= MAX_BINS) return () => true;
  const least = seen.toSorted()[seen.length - (MAX_BINS - 1)];
  const nAbove = seen.reduce((sum, count) => sum + Number(count > least), 0);
  let nEqual = MAX_BINS - 1 - nAbove;
  return (count) => count > least || (count === least && nEqual-- > 0);
}

/** Finds the bins of a column of codes. O(rows + levels log levels). */
export function fitCategoryBins(column: CodedColumn): CategoryBins {
  const counts = countCodes(column);
  const seen = counts.filter((count) => count > 0);
  const isKept = rarity(seen);
  const shared = MAX_BINS - 1;
  const binOfCode = new Uint8Array(counts.length).fill(MISSING_BIN);
  let nBins = 0;
  for (let code = 0; code < counts.length; code++) {
    if (counts[code] > 0) binOfCode[code] = isKept(counts[code]) ? nBins++ : shared;
  }
  return { kind: 'category', name: column.name, nBins: Math.min(seen.length, MAX_BINS), binOfCode };
}

/** Writes the bin of each code; missing for those that are missing or that the feature does not know. @param out OUT [nRows] */
export function binCodes({ codes }: CodedColumn, { binOfCode }: CategoryBins, out: Uint8Array): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    // Asked first, since reading outside an array takes ten times as long.
    out[row] = code >= 0 && code < binOfCode.length ? binOfCode[code] : MISSING_BIN;
  }
}
