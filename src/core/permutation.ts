/**
 * The permutation test of a score (Ojala & Garriga 2010, "Permutation tests for studying classifier performance", JMLR 11;
 * scikit-learn's permutation_test_score): how often a target that is shuffled against the columns scores as well.
 */
import type { Metric } from './metrics/metric.js';
import type { Rng } from './rng.js';
import type { CvResults } from './schemas/evaluation.js';
import { sharedFloats } from './table.js';
import type { Problem } from './task.js';

/** Rows that may swap their targets: all, or those of each group. */
function blocksOf({ y, groups }: Problem): Uint32Array[] {
  if (!groups) return [Uint32Array.from({ length: y.length }, (_, row) => row)];
  const members = new Map<number, number[]>();
  groups.forEach((group, row) => {
    const rows = members.get(group);
    if (rows) rows.push(row);
    else members.set(group, [row]);
  });
  return [...members.values()].map((rows) => Uint32Array.from(rows));
}

/** The problem with its target permuted, within groups where there are some: rows of a group belong together. */
export function permuteTarget(problem: Problem, rng: Rng): Problem {
  const { y } = problem;
  const permuted = sharedFloats(y.length);
  for (const rows of blocksOf(problem)) {
    const donors = rng.shuffle(rows.slice());
    rows.forEach((row, i) => {
      permuted[row] = y[donors[i]];
    });
  }
  return { ...problem, y: permuted };
}

/** Whether permuting changes anything: not where each group has one answer. */
export const canPermute = (problem: Problem): boolean =>
  blocksOf(problem).some((rows) => rows.some((row) => problem.y[row] !== problem.y[rows[0]]));

/**
 * (1 + permutations that score as well or better) / (1 + permutations): the observed order is one of them, so that p is
 * never 0. Undefined ones count as better: p errs upwards.
 */
export function permutationP(
  { direction }: Pick<Metric, 'direction'>,
  observed: number,
  values: readonly (number | null)[],
): number {
  const asGood = (value: number) => (direction === 'max' ? value >= observed : value <= observed);
  const n = values.filter((value) => value === null || asGood(value)).length;
  return (1 + n) / (1 + values.length);
}

/** Of fewer permuted targets p is above 0.05 whatever they score: 1 / (1 + 19). */
const LEAST_PERMUTATIONS = 19;

type Test = NonNullable<CvResults['permutation']>;

/**
 * What a test of `n` permuted targets found. One that was stopped before has the p of those that were done.
 * @param observed null: undefined, and there is nothing to test
 * @param values of those done, in order; at most `n`
 */
export function permutationTestOf(
  by: Pick<Metric, 'direction'>,
  observed: number | null,
  values: readonly (number | null)[],
  n: number,
): Test {
  const done = values.length;
  const p = observed === null ? null : permutationP(by, observed, values);
  if (done === n) return { n, p, values: [...values] };
  if (done >= LEAST_PERMUTATIONS) return { n, done, p, values: [...values] };
  const why = `${done} permuted targets are too few: of under ${LEAST_PERMUTATIONS} p cannot be 0.05 or less`;
  return { n, done, p: null, why, values: [...values] };
}
