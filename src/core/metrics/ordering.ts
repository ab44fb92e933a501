/**
 * Metrics of order: do rows of a class get a higher p of it than others? From the scores of each class sorted once; ties
 * count half. Sources: Hand & Till 2001 (one against one); scikit-learn (`roc_auc_score`, `average_precision_score`).
 */
import type { Task } from '../task.js';
import { positiveOf } from './confusion.js';
import { defined, type RowMetric, type Score, type Scored, undefinedScore } from './metric.js';
import { perScored } from './per-scored.js';

/** p of class `column` of the rows of each class, ascending: [class][rows of the class]. O(rows log rows). */
function sortedByClass({ task, nRows, truth, proba }: Scored, column: number): Float64Array[] {
  const width = task.classes.length;
  const sizes = new Uint32Array(width);
  for (let row = 0; row < nRows; row++) sizes[truth[row]]++;
  const parts = Array.from(sizes, (size) => new Float64Array(size));
  const filled = new Uint32Array(width);
  for (let row = 0; row < nRows; row++) {
    const k = truth[row];
    parts[k][filled[k]++] = (proba as Float64Array)[row * width + column];
  }
  for (const part of parts) part.sort();
  return parts;
}

/** Pairs in which `higher` has the larger score, each counted twice, and ties once: a whole number. O(a + b). */
function doubledWins(higher: Float64Array, lower: Float64Array): number {
  let wins = 0;
  let below = 0;
  let upTo = 0;
  for (const score of higher) {
    while (below < lower.length && lower[below] < score) below++;
    while (upTo < lower.length && lower[upTo] <= score) upTo++;
    wins += below + upTo;
  }
  return wins;
}

/**
 * Average precision: the sum over distinct scores of (recall gained) * (precision there), no interpolation.
 * @param inside ascending scores of the class's rows, at least one  @param outside ascending scores of all others
 */
function averagePrecisionOf(inside: Float64Array, outside: Float64Array): number {
  let sum = 0;
  let i = inside.length;
  let j = outside.length;
  while (i > 0) {
    const cut = inside[i - 1];
    const before = i;
    while (i > 0 && inside[i - 1] >= cut) i--;
    while (j > 0 && outside[j - 1] >= cut) j--;
    const found = inside.length - i;
    sum += ((before - i) / inside.length) * (found / (found + outside.length - j));
  }
  return sum;
}

interface ClassOrder {
  readonly nInside: number;
  readonly nOutside: number;
  /** Doubled wins of the class's rows over the rows of each class, by p of the class. */
  readonly wins: readonly number[];
  /** null when the class has no row. */
  readonly averagePrecision: number | null;
}

function orderOf(scored: Scored, k: number): ClassOrder {
  const parts = sortedByClass(scored, k);
  const inside = parts[k];
  const outside = new Float64Array(scored.nRows - inside.length);
  let at = 0;
  parts.forEach((part, other) => {
    if (other === k) return;
    outside.set(part, at);
    at += part.length;
  });
  if (parts.length > 2) outside.sort();
  return {
    nInside: inside.length,
    nOutside: outside.length,
    wins: parts.map((part, other) => (other === k ? 0 : doubledWins(inside, part))),
    averagePrecision: inside.length === 0 ? null : averagePrecisionOf(inside, outside),
  };
}

const positiveOrder = perScored((scored) => orderOf(scored, positiveOf(scored.task)));
const allOrders = perScored((scored) => scored.task.classes.map((_, k) => orderOf(scored, k)));

const noRow = (task: Task, k: number) => undefinedScore(`no row is "${task.classes[k]}"`);

/** The average of a number a class over all classes; undefined unless every class has a row. */
function overClasses(scored: Scored, areaOf: (order: ClassOrder, k: number) => number): Score {
  const orders = allOrders(scored);
  const absent = orders.findIndex((order) => order.nInside === 0);
  if (absent >= 0) return noRow(scored.task, absent);
  return defined(orders.reduce((sum, order, k) => sum + areaOf(order, k), 0) / orders.length);
}

const oneAgainstRest = ({ wins, nInside, nOutside }: ClassOrder) =>
  wins.reduce((sum, count) => sum + count, 0) / (2 * nInside * nOutside);

function binaryAuc(scored: Scored): Score {
  const order = positiveOrder(scored);
  const positive = positiveOf(scored.task);
  if (order.nInside === 0) return noRow(scored.task, positive);
  if (order.nOutside === 0) return noRow(scored.task, 1 - positive);
  return defined(oneAgainstRest(order));
}

function oneAgainstOne(scored: Scored): Score {
  const orders = allOrders(scored);
  return overClasses(scored, ({ wins, nInside }, k) => {
    const areas = wins.map((count, other) =>
      other === k ? 0 : count / (2 * nInside * orders[other].nInside),
    );
    return areas.reduce((sum, area) => sum + area, 0) / (orders.length - 1);
  });
}

function averagePrecisionScore(scored: Scored): Score {
  if (scored.task.kind === 'multiclass')
    return overClasses(scored, (order) => order.averagePrecision as number);
  const { averagePrecision } = positiveOrder(scored);
  return averagePrecision === null ? noRow(scored.task, positiveOf(scored.task)) : defined(averagePrecision);
}

const shared = { direction: 'max', range: [0, 1], needs: 'probability' } as const;

export const rocAuc: RowMetric = {
  ...shared,
  id: 'roc_auc',
  aliases: ['auc', 'roc_auc_score', 'auroc'],
  summary: 'chance that a positive row gets a higher p than a negative one; 0.5 is guessing',
  tasks: ['binary'],
  ofOneClass: true,
  score: binaryAuc,
};

export const rocAucOvr: RowMetric = {
  ...shared,
  id: 'roc_auc_ovr',
  aliases: ['auc_ovr'],
  summary: 'roc_auc of each class against the rest, mean over classes',
  tasks: ['multiclass'],
  score: (scored) => overClasses(scored, oneAgainstRest),
};

export const rocAucOvo: RowMetric = {
  ...shared,
  id: 'roc_auc_ovo',
  aliases: ['auc_ovo'],
  summary: 'roc_auc of each pair of classes, mean over pairs (Hand & Till 2001)',
  tasks: ['multiclass'],
  score: oneAgainstOne,
};

export const averagePrecision: RowMetric = {
  ...shared,
  id: 'average_precision',
  aliases: ['average_precision_score', 'pr_auc', 'auprc', 'aucpr'],
  summary: 'area under precision and recall in steps; multiclass: mean over classes against the rest',
  tasks: ['binary', 'multiclass'],
  ofOneClass: true,
  score: averagePrecisionScore,
};
