/**
 * Which version is taken: the best, or the simplest that is within one standard error of it (Breiman et al. 1984) or
 * loses no more than some per cent.
 *
 * Simple is what stands earlier in the list of models; among equals what resamples and weighs less; then the better one.
 * Never time: it moves from run to run.
 */
import { type ReachRule, reachOf, simplestWithin } from '../comparing/reach.js';
import type { Metric } from '../metrics/metric.js';
import { models } from '../models/list.js';
import type { CompareRow } from '../schemas/compare.js';
import { correctedStandardError } from '../statistics/corrected-t.js';
import { testShare } from '../statistics/fold-summary.js';
import type { Candidate } from './candidate.js';
import { ruleText } from './rule.js';

export interface Choice {
  readonly version: string;
  readonly versions: string[];
  /** As it is typed. */
  readonly rule: string;
  readonly why: string;
}

const short = (value: number) => String(Number(value.toPrecision(4)));

/** The corrected standard error of the best row's mean over folds; 0 for one fold. */
function errorOf(best: Candidate, by: string): number {
  const values = best.metrics[by].values.filter((value) => value !== null);
  return correctedStandardError({ values, testShare: testShare(best.folds) }) ?? 0;
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

/** What the choice is made from. */
export interface Board {
  /** In order of the metric. */
  readonly rows: readonly CompareRow[];
  /** The candidate of `rows[0]`. */
  readonly best: Candidate | undefined;
  readonly by: Pick<Metric, 'id' | 'direction'>;
}

const reachText = (rule: ReachRule, distance: number): string =>
  rule.id === 'pct-loss'
    ? `${rule.percent} % (${short(distance)})`
    : `one standard error (${short(distance)})`;

/** The row that a rule takes; null when no row has a value. */
export function choose(board: Board, rule: ReachRule): Choice | null {
  const { rows, best, by } = board;
  const values = rows.map(({ metrics }) => metrics[by.id].value);
  const [top = null] = values;
  if (!best || top === null) return null;
  if (rule.id === 'best') {
    const word = by.direction === 'max' ? 'highest' : 'lowest';
    const { version, versions } = rows[0];
    return { version, versions, rule: rule.id, why: `${word} ${by.id}, ${short(top)}` };
  }
  const distance = reachOf(rule, top, errorOf(best, by.id));
  const taken = simplestWithin(values, distance, (a, b) => isSimpler(rows[a], rows[b]));
  if (taken === null) return null;
  const { version, versions } = rows[taken.at];
  const reach = `within ${reachText(rule, distance)} of the best, ${rows[0].version}`;
  const why = taken.nWithin === 1 ? `no other is ${reach}` : `simplest of ${taken.nWithin} ${reach}`;
  return { version, versions, rule: ruleText(rule), why };
}
