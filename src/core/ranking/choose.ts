/**
 * Which version is taken: the best, or the simplest that is within one standard error of it (Breiman et al. 1984).
 *
 * Simple is what stands earlier in the list of models; among equals what resamples and weighs less; then the better one.
 * Never time: it moves from run to run.
 */
import type { Metric } from '../metrics/metric.js';
import { models } from '../models/list.js';
import type { CompareRow, RULES } from '../schemas/compare.js';
import { correctedStandardError } from '../statistics/corrected-t.js';
import { testShare } from '../statistics/fold-summary.js';
import type { Candidate } from './candidate.js';

export type Rule = (typeof RULES)[number];

export interface Choice {
  readonly version: string;
  readonly versions: string[];
  readonly rule: Rule;
  readonly why: string;
}

const short = (value: number) => String(Number(value.toPrecision(4)));

/** The corrected standard error of the best row's mean over folds; 0 for one fold. */
function errorOf(best: Candidate, by: string): number {
  const folds = best.entries[0].results.folds.map(({ n_train, n_test }) => ({
    nTrain: n_train,
    nTest: n_test,
  }));
  const values = best.metrics[by].values.filter((value) => value !== null);
  return correctedStandardError({ values, testShare: testShare(folds) }) ?? 0;
}

/** Order of complexity, compared key by key. */
function complexity({ model, sampler, differs }: CompareRow): number[] {
  const at = models.ids().indexOf(model);
  return [
    at < 0 ? models.ids().length : at,
    sampler === 'none' ? 0 : 1,
    differs.class_weight === undefined ? 0 : 1,
    differs.calibrate === undefined ? 0 : 1,
  ];
}

function isSimpler(a: CompareRow, b: CompareRow): boolean {
  const [keysA, keysB] = [complexity(a), complexity(b)];
  const first = keysA.findIndex((key, i) => key !== keysB[i]);
  return first >= 0 && keysA[first] < keysB[first];
}

/**
 * The row that a rule takes; null when no row has a value.
 * @param rows in order of the metric  @param best the candidate of the first row
 */
export function choose(
  rows: readonly CompareRow[],
  best: Candidate | undefined,
  by: Pick<Metric, 'id' | 'direction'>,
  rule: Rule,
): Choice | null {
  const top = rows[0]?.metrics[by.id].value ?? null;
  if (!best || top === null) return null;
  const [first] = rows;
  if (rule === 'best') {
    const word = by.direction === 'max' ? 'highest' : 'lowest';
    return { version: first.version, versions: first.versions, rule, why: `${word} ${by.id}, ${short(top)}` };
  }
  const error = errorOf(best, by.id);
  const near = rows.filter(({ metrics }) => {
    const value = metrics[by.id].value;
    return value !== null && Math.abs(value - top) <= error;
  });
  const taken = near.reduce((simplest, row) => (isSimpler(row, simplest) ? row : simplest));
  const why = `simplest of ${near.length} within one standard error (${short(error)}) of the best, ${first.version}`;
  return { version: taken.version, versions: taken.versions, rule, why };
}
