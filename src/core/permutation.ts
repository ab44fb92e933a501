/**
 * The permutation test of a score (Ojala & Garriga 2010, "Permutation tests for studying classifier performance", JMLR 11;
 * scikit-learn's permutation_test_score): how often a target that is shuffled against the columns scores as well.
 */
import type { Metric } from './metrics/metric.js';
import type { Rng } from './rng.js';
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
