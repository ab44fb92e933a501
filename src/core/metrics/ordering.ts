/** Metrics of the order in which probabilities put the rows: areas under curves. scikit-learn's definitions. */
import type { Task } from '../task.js';
import { positiveOf } from './confusion.js';
import { type MetricFamily, numberWhere } from './family.js';
import { defined, type RowMetric, type Score, type Scored, undefinedScore } from './metric.js';
import { doubledWins, endOf, type RankCurve, rankCurve } from './rank-curve.js';
import { rowMetric } from './row-metric.js';

export const noRow = (task: Task, k: number) => undefinedScore(`no row is "${task.classes[k]}"`);

/** What `measure` says of the positive class's curve; undefined when one of the two classes has no row. */
export function ofBothClasses(scored: Scored, measure: (curve: RankCurve) => number): Score {
  const positive = positiveOf(scored.task);
  const curve = rankCurve(scored, positive);
  const { nInside, nOutside } = endOf(curve);
  if (nInside === 0) return noRow(scored.task, positive);
  return nOutside === 0 ? noRow(scored.task, 1 - positive) : defined(measure(curve));
}

/** Area under the ROC curve by trapezia: ties count half. */
export function areaUnder(curve: RankCurve): number {
  const { inside, outside } = curve;
  const { nInside, nOutside } = endOf(curve);
  let doubled = outside[0] * inside[0];
  for (let i = 1; i < inside.length; i++) {
    doubled += (outside[i] - outside[i - 1]) * (inside[i] + inside[i - 1]);
  }
  return doubled / (2 * nInside * nOutside);
}

/**
 * The area where the share of false positives is at most `maxFpr`, standardised so that guessing is 0.5 and a perfect
 * order 1: McClish 1989, as roc_auc_score's max_fpr.
 */
function partialArea(curve: RankCurve, maxFpr: number): number {
  const { nInside, nOutside } = endOf(curve);
  let area = 0;
  let [fpr, tpr] = [0, 0];
  for (let i = 0; i < curve.inside.length && fpr < maxFpr; i++) {
    const nextFpr = curve.outside[i] / nOutside;
    const nextTpr = curve.inside[i] / nInside;
    const end = Math.min(nextFpr, maxFpr);
    const tprThere = nextFpr > end ? tpr + ((nextTpr - tpr) * (end - fpr)) / (nextFpr - fpr) : nextTpr;
    area += ((end - fpr) * (tpr + tprThere)) / 2;
    [fpr, tpr] = [end, tprThere];
  }
  const guessing = maxFpr ** 2 / 2;
  return 0.5 * (1 + (area - guessing) / (maxFpr - guessing));
}

/** Sum over cuts of (recall gained) * (precision there), no interpolation. @param curve of a class that has rows */
function averagePrecisionOf(curve: RankCurve): number {
  const { inside, outside } = curve;
  const { nInside } = endOf(curve);
  let sum = 0;
  for (let i = 0; i < inside.length; i++) {
    const gained = inside[i] - (i > 0 ? inside[i - 1] : 0);
    if (gained > 0) sum += (gained / nInside) * (inside[i] / (inside[i] + outside[i]));
  }
  return sum;
}

/** The mean of a number a class over all classes; undefined unless every class has a row. */
function overClasses(scored: Scored, measure: (curve: RankCurve, k: number) => number): Score {
  const curves = scored.task.classes.map((_, k) => rankCurve(scored, k));
  const absent = curves.findIndex((curve) => endOf(curve).nInside === 0);
  if (absent >= 0) return noRow(scored.task, absent);
  if (curves.some((curve) => endOf(curve).nOutside === 0)) return undefinedScore('only one class has rows');
  return defined(curves.reduce((sum, curve, k) => sum + measure(curve, k), 0) / curves.length);
}

function oneAgainstOne(scored: Scored): Score {
  const sizes = scored.task.classes.map((_, k) => endOf(rankCurve(scored, k)).nInside);
  return overClasses(scored, (_, k) => {
    let areas = 0;
    doubledWins(scored, k).forEach((wins, other) => {
      if (other !== k) areas += wins / (2 * sizes[k] * sizes[other]);
    });
    return areas / (sizes.length - 1);
  });
}

function averagePrecisionScore(scored: Scored): Score {
  if (scored.task.kind === 'multiclass') return overClasses(scored, averagePrecisionOf);
  const positive = positiveOf(scored.task);
  const curve = rankCurve(scored, positive);
  return endOf(curve).nInside === 0 ? noRow(scored.task, positive) : defined(averagePrecisionOf(curve));
}

const shared = { direction: 'max', range: [0, 1], needs: 'probability' } as const;

function rocAucMetric(id: string, parameter: string): RowMetric {
  const maxFpr = Number(parameter);
  const whole = maxFpr === 1;
  return rowMetric({
    ...shared,
    id,
    aliases: whole ? ['auc', 'roc_auc_score', 'auroc'] : [],
    summary: whole
      ? 'chance that a positive row gets a higher p than a negative one; 0.5 is guessing'
      : `roc_auc where at most ${maxFpr} of the negative rows are called positive; 0.5 is guessing`,
    tasks: ['binary'],
    ofOneClass: true,
    score: (scored) => ofBothClasses(scored, whole ? areaUnder : (curve) => partialArea(curve, maxFpr)),
  });
}

export const rocAuc: MetricFamily = {
  id: 'roc_auc',
  summary: 'partial roc_auc up to a share of false positives, standardised (McClish 1989)',
  parameter: 'MAX_FPR',
  accepts: 'a number above 0, at most 1',
  example: '0.1',
  standard: '1',
  read: numberWhere((maxFpr) => maxFpr > 0 && maxFpr <= 1),
  make: rocAucMetric,
};

export const rocAucOvr: RowMetric = rowMetric({
  ...shared,
  id: 'roc_auc_ovr',
  aliases: ['auc_ovr'],
  summary: 'roc_auc of each class against the rest, mean over classes',
  tasks: ['multiclass'],
  score: (scored) => overClasses(scored, areaUnder),
});

export const rocAucOvo: RowMetric = rowMetric({
  ...shared,
  id: 'roc_auc_ovo',
  aliases: ['auc_ovo'],
  summary: 'roc_auc of each pair of classes, mean over pairs (Hand & Till 2001)',
  tasks: ['multiclass'],
  score: oneAgainstOne,
});

export const averagePrecision: RowMetric = rowMetric({
  ...shared,
  id: 'average_precision',
  aliases: ['average_precision_score', 'pr_auc', 'auprc', 'aucpr'],
  summary: 'area under precision and recall in steps; multiclass: mean over classes against the rest',
  tasks: ['binary', 'multiclass'],
  ofOneClass: true,
  score: averagePrecisionScore,
});
