/**
 * A number in [0, 1) for each row, as if drawn, by the cells of the row and the seed: equal scores have to be told apart at
 * random, and yet a row must have the same set alone, among others, and in any file.
 */
import { stream } from '../rng.js';
import { hashRowContents } from '../row-hash.js';
import type { Column } from '../table.js';
import type { ConformalScore } from './conformal.js';

/** MurmurHash3's finaliser (Appleby, public domain). */
function scramble(word: number): number {
  let h = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * @param columns the features of a pipeline
 * @returns [nRows] in [0, 1); all 0 for a score of numbers, which needs none
 */
export function rowTies(
  score: ConformalScore,
  columns: readonly Column[],
  nRows: number,
  seed: number,
): Float64Array {
  const ties = new Float64Array(nRows);
  if (score === 'absolute') return ties;
  const key = stream(seed, 'conformal ties').nextUint32();
  const { low, high } = hashRowContents(columns, nRows);
  return ties.map((_, row) => scramble(scramble(low[row] ^ key) ^ high[row]) / 2 ** 32);
}
