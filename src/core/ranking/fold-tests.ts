/** Tests of two rows of a ranking by their scores on folds. */
import { fiveByTwoF } from '../comparing/five-by-two.js';
import { usageError } from '../errors.js';
import type { FOLD_TESTS } from '../schemas/compare.js';
import {
  type FoldValues,
  pairedCorrectedTest,
  type TestResult,
  welchCorrectedTest,
} from '../statistics/corrected-t.js';
import { testShare } from '../statistics/fold-summary.js';
import type { Candidate } from './candidate.js';

/** Two-sided; null where no test is possible. @param by the metric that ranks */
export type FoldTest = (a: Candidate, b: Candidate, by: string) => { readonly p: number } | null;

export type FoldTestId = (typeof FOLD_TESTS)[number];

/** Values on the folds where `keep` holds, with the test share of those folds. */
function foldValues(candidate: Candidate, value: (fold: number) => number | null): FoldValues | null {
  const used = candidate.folds
    .map((fold, at) => ({ fold, value: value(at) }))
    .filter((item) => item.value !== null);
  if (used.length === 0) return null;
  return {
    values: used.map((item) => item.value as number),
    testShare: testShare(used.map(({ fold }) => fold)),
  };
}

/** The metric's score on a fold; null where it is undefined, was not asked for, or is of all rows at once. */
const scoreOn = ({ metrics }: Candidate, by: string, fold: number): number | null =>
  metrics[by]?.values[fold] ?? null;

/** Differences a - b on the folds where both are defined; null when the folds are not the same ones, or none is left. */
export function pairedDifferences(a: Candidate, b: Candidate, by: string): FoldValues | null {
  if (a.splitSha256 !== b.splitSha256) return null;
  return foldValues(a, (fold) => {
    const first = scoreOn(a, by, fold);
    const second = scoreOn(b, by, fold);
    return first === null || second === null ? null : first - second;
  });
}

/** Scores of each on the folds where it is defined; null when one has none. */
export function unpairedValues(a: Candidate, b: Candidate, by: string): [FoldValues, FoldValues] | null {
  const [first, second] = [a, b].map((one) => foldValues(one, (fold) => scoreOn(one, by, fold)));
  return first && second && [first, second];
}

/** The corrected resampled t: paired by fold, or Welch's on other folds. */
function correctedT(a: Candidate, b: Candidate, by: string): TestResult | null {
  if (a.splitSha256 === b.splitSha256) {
    const differences = pairedDifferences(a, b, by);
    return differences && pairedCorrectedTest(differences);
  }
  const values = unpairedValues(a, b, by);
  return values && welchCorrectedTest(...values);
}

const isFiveByTwo = ({ entries }: Candidate): boolean => {
  const { repeats, folds } = entries[0].results.split;
  return repeats === 5 && folds === 2;
};

/** The 5x2cv F test: on the same five repeats of two folds, all of them defined. */
function fiveByTwo(a: Candidate, b: Candidate, by: string): { p: number } | null {
  const differences = isFiveByTwo(a) ? pairedDifferences(a, b, by) : null;
  if (differences?.values.length !== 10) return null;
  const { values } = differences;
  return fiveByTwoF([0, 2, 4, 6, 8].map((at) => [values[at], values[at + 1]] as const));
}

const TESTS: Readonly<Record<FoldTestId, FoldTest>> = { 'corrected-t': correctedT, '5x2cv-f': fiveByTwo };

/**
 * The test of that name for these rows.
 * @throws AssayError (exit 2): 5x2cv-f where no row has five repeats of two folds
 */
export function foldTest(id: FoldTestId, rows: readonly Candidate[]): FoldTest {
  if (id === '5x2cv-f' && rows.length > 0 && !rows.some(isFiveByTwo)) {
    const { repeats, folds } = rows[0].entries[0].results.split;
    throw usageError(
      'ASSAY_NOT_FIVE_BY_TWO',
      `5x2cv-f is of five repeats of two folds, these versions have ${repeats} of ${folds}`,
      'make them with --folds 2 --repeats 5, or leave --test out',
    );
  }
  return TESTS[id];
}
