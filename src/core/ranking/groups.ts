/**
 * Groups of rows that the folds cannot tell apart.
 *
 * The best row leads; it is compared with every later row by the corrected resampled t-test (paired by fold on equal folds,
 * else Welch's) or another test of folds, corrected over these comparisons. Its group runs to the row before the first one told apart, which leads the
 * next group. So a group is a statement about its leader, not about every pair in it.
 */
import {
  type FoldValues,
  pairedCorrectedTest,
  type TestResult,
  welchCorrectedTest,
} from '../statistics/corrected-t.js';
import { testShare } from '../statistics/fold-summary.js';
import { type Candidate, metricOf } from './candidate.js';

export interface Grouped {
  readonly candidate: Candidate;
  /** From 1. Rows without a value share the last one. */
  readonly group: number;
  /** Against the group's leader, adjusted; null for the leader and where no test is possible. */
  readonly p: number | null;
  /** Not told apart from the leader of an earlier group. */
  readonly unsure: boolean;
}

const trainAndTest = (candidate: Candidate) => {
  const folds = [...candidate.entries[0].results.folds];
  return folds
    .sort((a, b) => a.repeat - b.repeat || a.fold - b.fold)
    .map(({ n_train: nTrain, n_test: nTest }) => ({ nTrain, nTest }));
};

/** Values on the folds where `keep` holds, with the test share of those folds. */
function foldValues(candidate: Candidate, value: (fold: number) => number | null): FoldValues | null {
  const folds = trainAndTest(candidate);
  const used = folds.map((fold, at) => ({ fold, value: value(at) })).filter((item) => item.value !== null);
  if (used.length === 0) return null;
  return {
    values: used.map((item) => item.value as number),
    testShare: testShare(used.map(({ fold }) => fold)),
  };
}

/** Differences a - b on the folds where both are defined; null when the folds are not the same ones, or none is left. */
export function pairedDifferences(a: Candidate, b: Candidate, by: string): FoldValues | null {
  if (a.splitSha256 !== b.splitSha256) return null;
  const first = a.metrics[by].values;
  const second = b.metrics[by].values;
  return foldValues(a, (fold) => {
    const x = first[fold] ?? null;
    const y = second[fold] ?? null;
    return x === null || y === null ? null : x - y;
  });
}

/** A two-sided test of two rows by their folds; null where none is possible. */
export type FoldTest = (a: Candidate, b: Candidate, by: string) => Pick<TestResult, 'p'> | null;

/** The corrected resampled t: paired by fold, or Welch's on other folds. */
export function correctedT(a: Candidate, b: Candidate, by: string): TestResult | null {
  if (a.splitSha256 === b.splitSha256) {
    const differences = pairedDifferences(a, b, by);
    return differences && pairedCorrectedTest(differences);
  }
  const first = foldValues(a, (fold) => a.metrics[by].values[fold]);
  const second = foldValues(b, (fold) => b.metrics[by].values[fold]);
  return first && second && welchCorrectedTest(first, second);
}

export interface GroupOptions {
  /** The metric that ranks. */
  readonly by: string;
  /** Level of the family of one leader's comparisons, e.g. 0.05. */
  readonly alpha: number;
  readonly test: FoldTest;
  /** Adjusts the p-values of one leader's comparisons, in the order given. */
  readonly correct: (pValues: readonly number[]) => number[];
}

/** Adjusted p of every later row against the leader; null where no test is possible, which no correction counts. */
function comparisons(
  leader: Candidate,
  later: readonly Candidate[],
  { by, test, correct }: GroupOptions,
): (number | null)[] {
  const raw = later.map((candidate) => test(leader, candidate, by)?.p ?? null);
  const tested = raw.flatMap((p, at) => (p === null ? [] : [{ p, at }]));
  const adjusted = correct(tested.map(({ p }) => p));
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
