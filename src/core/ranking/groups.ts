/**
 * Groups of rows that the folds cannot tell apart.
 *
 * The best row leads; it is compared with every later row by the corrected resampled t-test (paired by fold on equal folds,
 * else Welch's) or another test of folds, corrected over all pairs of the rows from the leader on:
 * the best was picked after looking at them. Its group runs to the row before the first one told apart, which leads the
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

/** Adjusts p-values, in the order given. @param family how many were looked at, at least as many as are given */
export type Correct = (pValues: readonly number[], family: number) => number[];

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

/** Adjusted p of every later row against the leader; null where no test is possible, which no correction counts. */
function comparisons(
  leader: Candidate,
  later: readonly Candidate[],
  { by, test, correct }: GroupOptions,
): (number | null)[] {
  const raw = later.map((candidate) => test(leader, candidate, by)?.p ?? null);
  const tested = raw.flatMap((p, at) => (p === null ? [] : [{ p, at }]));
  const adjusted = correct(
    tested.map(({ p }) => p),
    pairsAmong(tested.length),
  );
  const out: (number | null)[] = raw.map(() => null);
  tested.forEach(({ at }, i) => {
    out[at] = adjusted[i];
  });
  return out;
}

export interface Grouping {
  readonly rows: readonly Grouped[];
  readonly nComparisons: number;
}

/** Groups rows that are in order of the metric. */
export function group(ordered: readonly Candidate[], options: GroupOptions): Grouping {
  const { by, alpha } = options;
  const ranked = ordered.filter((candidate) => metricOf(candidate, by) !== null);
  const unsure = ranked.map(() => false);
  const rows: Grouped[] = [];
  let nComparisons = 0;
  let groupNumber = 0;
  while (rows.length < ranked.length) {
    const start = rows.length;
    const leader = ranked[start];
    const p = comparisons(leader, ranked.slice(start + 1), options);
    nComparisons += p.filter((value) => value !== null).length;
    const isApart = (value: number | null) => value !== null && value < alpha;
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
  return { rows: [...rows, ...last], nComparisons };
}
