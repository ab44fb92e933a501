/** Two learners' out-of-fold answers to the same rows, and who is right about which. */
import type { Scored } from '../metrics/metric.js';
import { isClassification } from '../task.js';

/** What one learner answered, every row of the file at most once, in their order. */
export interface OutOfFold {
  /** [nRows] 0-based data rows of the file, rising. */
  readonly rowIds: Uint32Array;
  readonly scored: Scored;
}

export interface RowPair {
  /** [nRows] as of both. */
  readonly rowIds: Uint32Array;
  readonly a: Scored;
  readonly b: Scored;
}

const isEqual = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

/** Null unless both answered the same rows with the same truth. */
export const pairRows = (a: OutOfFold, b: OutOfFold): RowPair | null =>
  isEqual(a.rowIds, b.rowIds) && isEqual(a.scored.truth, b.scored.truth)
    ? { rowIds: a.rowIds, a: a.scored, b: b.scored }
    : null;

/** How far an answer is off: 0 or 1 for a class, |error| for a value. */
const missOf = ({ truth, predicted, task }: Scored, row: number): number =>
  isClassification(task) ? Number(truth[row] !== predicted[row]) : Math.abs(truth[row] - predicted[row]);

/** Who is right about a row when the other is not, or closer to its value: [nRows] 1 for b, -1 for a, 0 for neither. */
export function aheadOnRows({ a, b }: Pick<RowPair, 'a' | 'b'>): Int8Array {
  const ahead = new Int8Array(a.nRows);
  for (let row = 0; row < a.nRows; row++) ahead[row] = Math.sign(missOf(a, row) - missOf(b, row));
  return ahead;
}

export interface Tally {
  readonly a: number;
  readonly b: number;
  readonly equal: number;
}

/** Counts who is ahead. @param ahead 1 for b, -1 for a, 0 for neither */
export function tally(ahead: Iterable<number>): Tally {
  const count = { a: 0, b: 0, equal: 0 };
  for (const one of ahead) count[one > 0 ? 'b' : one < 0 ? 'a' : 'equal']++;
  return count;
}
