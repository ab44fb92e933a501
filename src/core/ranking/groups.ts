/**
 * Groups of rows that the folds cannot tell apart.
 *
 * The best row leads; it is compared with every later row by the corrected resampled t-test (paired by fold on equal folds,
 * else Welch's) or another test of folds, corrected over all pairs of the rows from the leader on: the best was picked after
 * looking at them. Its group runs to the row before the first one told apart, which leads the
 * next group. So a group is a statement about its leader, not about every pair in it.
 */
import { type Candidate, metricOf } from './candidate.js';
import type { FoldTest } from './fold-tests.js';

export interface Grouped {
  readonly candidate: Candidate;
  /** From 1. Rows without a value share the last one. */
  readonly group: number;
  /** Against the group's leader, adjusted; null for the leader and where no test is possible. */
  readonly p: number | null;
  /** Not told apart from the leader of an earlier group. */
  readonly unsure: boolean;
}

/** Adjusts p-values, in the order given. @param family how many were looked at, when not all of them are given */
export type Correct = (pValues: readonly number[], family?: number) => number[];

/** Who compares the best of some rows with each other one has looked at all pairs. @param nOthers the rows beside it */
export const pairsAmong = (nOthers: number): number => (nOthers * (nOthers + 1)) / 2;

export interface GroupOptions {
  /** The metric that ranks. */
  readonly by: string;
  /** Level of the family of all pairs that were compared, e.g. 0.05. */
  readonly alpha: number;
  readonly test: FoldTest;
  readonly correct: Correct;
}

/** Two rows by their place, the better one first. */
interface Pair {
  readonly better: number;
  readonly worse: number;
  readonly p: number;
}

/** Every pair that can be tested, the smallest p first; no correction counts the others. O(rows^2) tests */
function testedPairs(ranked: readonly Candidate[], { by, test }: GroupOptions): Pair[] {
  const pairs: Pair[] = [];
  ranked.forEach((leader, better) => {
    for (let worse = better + 1; worse < ranked.length; worse++) {
      const tested = test(leader, ranked[worse], by);
      if (tested) pairs.push({ better, worse, p: tested.p });
    }
  });
  return pairs.sort((a, b) => a.p - b.p);
}

/**
 * Adjusted p of every row behind a leader; null where no test is possible.
 * @param pairs of the rows from the leader on
 * @param nRows in all
 */
function behind(leader: number, pairs: readonly Pair[], nRows: number, correct: Correct): (number | null)[] {
  const adjusted = correct(pairs.map(({ p }) => p));
  const out = new Array<number | null>(nRows - leader - 1).fill(null);
  for (let at = 0; at < pairs.length; at++) {
    const { better, worse } = pairs[at];
    if (better === leader) out[worse - leader - 1] = adjusted[at];
  }
  return out;
}

export interface Grouping {
  readonly rows: readonly Grouped[];
  /** Pairs that were tested, all rows with all. */
  readonly nComparisons: number;
  /** Those told apart among them. */
  readonly nApart: number;
}

/** Groups rows that are in order of the metric. */
export function group(ordered: readonly Candidate[], options: GroupOptions): Grouping {
  const { by, alpha, correct } = options;
  const ranked = ordered.filter((candidate) => metricOf(candidate, by) !== null);
  const pairs = testedPairs(ranked, options);
  const isApart = (value: number | null) => value !== null && value < alpha;
  const unsure = ranked.map(() => false);
  const rows: Grouped[] = [];
  let left: readonly Pair[] = pairs;
  let groupNumber = 0;
  while (rows.length < ranked.length) {
    const start = rows.length;
    left = left.filter(({ better }) => better >= start);
    const p = behind(start, left, ranked.length, correct);
    const first = p.findIndex(isApart);
    const end = first < 0 ? ranked.length : start + 1 + first;
    groupNumber++;
    for (let at = start; at < end; at++) {
      const own = at === start ? null : p[at - start - 1];
      rows.push({ candidate: ranked[at], group: groupNumber, p: own, unsure: unsure[at] });
    }
    for (let at = end; at < ranked.length; at++) if (!isApart(p[at - start - 1])) unsure[at] = true;
  }
  const without = ordered.slice(ranked.length);
  const last = without.map((candidate) => ({ candidate, group: groupNumber + 1, p: null, unsure: false }));
  const nApart = correct(pairs.map(({ p }) => p)).filter(isApart).length;
  return { rows: [...rows, ...last], nComparisons: pairs.length, nApart };
}
