/**
 * What one column alone says about two classes: the area under the ROC curve.
 *
 * Numbers: the Mann-Whitney statistic with ties at half, turned so that it is at least 0.5. Levels have no order, and
 * one read off the answers would flatter columns of many levels: each half of the rows (odd, even) is scored by the
 * rates of the other half.
 */
import { argsort, midRanks, runEnd } from '../argsort.js';
import { isoDate } from '../dates.js';
import type { Association } from '../schemas/eda.js';
import type { CodedColumn, NumericColumn } from '../table.js';
import { levelCounts, topLevels } from './describe-column.js';

const PARTS = 8;
type Rates = NonNullable<Association['rates']>;

/** Area under the ROC curve of `scores`, ties at half; null when the rows present are of one class. O(rows). */
function rocAuc(scores: Float64Array, order: Uint32Array, isPositive: Uint8Array): number | null {
  const ranks = midRanks(scores, order);
  let positives = 0;
  let rankSum = 0;
  for (const row of order) {
    if (isPositive[row] === 0) continue;
    positives++;
    rankSum += ranks[row];
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Share of positives in eighths of the rows; eighths that a run of equal values reaches into are one part. */
function numberRates(column: NumericColumn, order: Uint32Array, isPositive: Uint8Array): Rates {
  const rates: Rates = [];
  let rows = 0;
  let positives = 0;
  let goal = order.length / PARTS;
  for (let from = 0; from < order.length; ) {
    const to = runEnd(column.values, order, from);
    for (let i = from; i < to; i++) positives += isPositive[order[i]];
    rows += to - from;
    if (to >= goal || to === order.length) {
      const value = column.values[order[to - 1]] + 0;
      rates.push({
        upto: column.type === 'date' ? isoDate(value) : String(value),
        rows,
        rate: positives / rows,
      });
      rows = 0;
      positives = 0;
      goal = ((Math.floor((PARTS * to) / order.length) + 1) * order.length) / PARTS;
    }
    from = to;
  }
  return rates;
}

function levelPositives(codes: Int32Array, nLevels: number, isPositive: Uint8Array): Uint32Array {
  const positives = new Uint32Array(nLevels);
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) positives[codes[row]] += isPositive[row];
  return positives;
}

/** Each row's rate of its level in the half it is not in; the other half's whole rate for a level unseen there. */
function crossedRates({ codes, levels }: CodedColumn, isPositive: Uint8Array, half: number): Float64Array {
  const rows = new Uint32Array(levels.length);
  const positives = new Uint32Array(levels.length);
  let allRows = 0;
  let allPositives = 0;
  for (let row = 1 - half; row < codes.length; row += 2) {
    if (codes[row] < 0) continue;
    rows[codes[row]]++;
    positives[codes[row]] += isPositive[row];
    allRows++;
    allPositives += isPositive[row];
  }
  const scores = new Float64Array(codes.length).fill(Number.NaN);
  for (let row = half; row < codes.length; row += 2) {
    const code = codes[row];
    if (code < 0) continue;
    scores[row] = rows[code] > 0 ? positives[code] / rows[code] : allPositives / Math.max(1, allRows);
  }
  return scores;
}

function levelAuc(column: CodedColumn, isPositive: Uint8Array): number | null {
  const halves = [0, 1].map((half) => {
    const scores = crossedRates(column, isPositive, half);
    return rocAuc(scores, argsort(scores), isPositive);
  });
  const defined = halves.filter((auc) => auc !== null);
  return defined.length === 0 ? null : defined.reduce((sum, auc) => sum + auc, 0) / defined.length;
}

/** @param order present rows ascending by value  @param isPositive [nRows] */
export function binaryNumber(column: NumericColumn, order: Uint32Array, isPositive: Uint8Array): Association {
  const auc = rocAuc(column.values, order, isPositive);
  return {
    column: column.name,
    measure: 'roc_auc',
    value: auc === null ? null : Math.max(auc, 1 - auc),
    rows: order.length,
    rates: numberRates(column, order, isPositive),
  };
}

/** @param isPositive [nRows] */
export function binaryLevels(column: CodedColumn, isPositive: Uint8Array): Association {
  const counts = levelCounts(column);
  const positives = levelPositives(column.codes, column.levels.length, isPositive);
  return {
    column: column.name,
    measure: 'roc_auc',
    value: levelAuc(column, isPositive),
    rows: counts.reduce((sum, count) => sum + count, 0),
    rates: topLevels(counts, PARTS).map((level) => ({
      upto: column.levels[level],
      rows: counts[level],
      rate: positives[level] / counts[level],
    })),
  };
}
