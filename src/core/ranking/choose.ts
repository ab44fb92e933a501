/**
 * Which version is taken: the best, or the simplest that is within one standard error of it (Breiman et al. 1984) or
 * loses no more than some per cent. Of equally simple ones the better.
 */
import { type ReachRule, reachOf, simplestWithin } from '../comparing/reach.js';
import type { Metric } from '../metrics/metric.js';
import type { CompareRow } from '../schemas/compare.js';
import { correctedStandardError } from '../statistics/corrected-t.js';
import { testShare } from '../statistics/fold-summary.js';
import type { Candidate } from './candidate.js';
import { ruleText } from './rule.js';
import { isSimpler } from './simplicity.js';

export interface Choice {
  readonly version: string;
  readonly versions: string[];
  /** As it is typed. */
  readonly rule: string;
  readonly why: string;
}

const short = (value: number) => String(Number(value.toPrecision(4)));

/** The corrected standard error of the best row's mean over folds; null for one fold and for what is no mean over folds. */
function errorOf(best: Candidate, by: string): number | null {
  const { estimate, values: all } = best.metrics[by];
  const values = all.filter((value) => value !== null);
  if (estimate !== 'fold-mean' || values.length === 0) return null;
  return correctedStandardError({ values, testShare: testShare(best.folds) });
}

/** What the choice is made from. */
export interface Board {
  /** In order of the metric. */
  readonly rows: readonly CompareRow[];
  /** Of the rows, in their order. */
  readonly candidates: readonly Candidate[];
  readonly by: Pick<Metric, 'id' | 'direction'>;
}

const reachText = (rule: ReachRule, distance: number): string =>
  rule.id === 'pct-loss'
    ? `${rule.percent} % (${short(distance)})`
    : `one standard error (${short(distance)})`;

function best({ rows, by }: Board, top: number, rule: ReachRule, unlike = ''): Choice {
  const word = by.direction === 'max' ? 'highest' : 'lowest';
  const { version, versions } = rows[0];
  return { version, versions, rule: ruleText(rule), why: `${word} ${by.id}, ${short(top)}${unlike}` };
}

/** The row that a rule takes, where no standard error is known the best; null when no row has a value. */
export function choose(board: Board, rule: ReachRule): Choice | null {
  const { rows, candidates, by } = board;
  const values = rows.map(({ metrics }) => metrics[by.id].value);
  const [top = null] = values;
  if (top === null) return null;
  if (rule.id === 'best') return best(board, top, rule);
  const error = errorOf(candidates[0], by.id);
  if (rule.id === 'one-se' && error === null) {
    return best(board, top, rule, ': it is no mean over folds, so it has no standard error');
  }
  const distance = reachOf(rule, top, error ?? 0);
  const at = (index: number) => ({ row: rows[index], candidate: candidates[index] });
  const taken = simplestWithin(values, distance, (a, b) => isSimpler(at(a), at(b)));
  if (taken === null) return null;
  const { version, versions } = rows[taken.at];
  const reach = `within ${reachText(rule, distance)} of the best, ${rows[0].version}`;
  const why = taken.nWithin === 1 ? `no other is ${reach}` : `simplest of ${taken.nWithin} ${reach}`;
  return { version, versions, rule: ruleText(rule), why };
}
