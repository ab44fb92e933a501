/**
 * The factors of naive Bayes, one a column: what a cell says about each class, as log-likelihoods. Numbers are normal in
 * each class (scikit-learn's GaussianNB), categories have smoothed shares (its CategoricalNB). A missing cell says
 * nothing, in fitting and in predicting.
 */
import { log } from '../numeric.js';
import { type CodedColumn, isNumeric, type NumericColumn } from '../table.js';
import type { TrainBlock } from './model.js';

/** log N(x; mean, variance) of each class. */
export interface NormalFactor {
  /** [nClasses] NaN in all when every cell is missing: the column says nothing. */
  readonly means: Float64Array;
  /** [nClasses] above 0. */
  readonly variances: Float64Array;
}

/** log p of each level in each class. */
export interface LevelFactor {
  readonly nLevels: number;
  /** [nLevels * nClasses] */
  readonly logs: Float64Array;
}

export type Factor = NormalFactor | LevelFactor;

export interface Smoothing {
  /** Share of the largest variance of a column that is added to every variance. */
  readonly varSmoothing: number;
  /** Rows that every level of a category is given on top. */
  readonly alpha: number;
}

const LOG_2_PI = log(2 * Math.PI);

/** Weighted sums over the rows whose cell is present: [nClasses], and of all rows behind them. */
function sumsByClass(train: TrainBlock, values: Float64Array, termOf: (row: number) => number): Float64Array {
  const nClasses = train.task.classes.length;
  const sums = new Float64Array(nClasses + 1);
  for (let row = 0; row < train.nRows; row++) {
    if (Number.isNaN(values[row])) continue;
    const term = (train.weights ? train.weights[row] : 1) * termOf(row);
    sums[train.y[row]] += term;
    sums[nClasses] += term;
  }
  return sums;
}

/** Mean and variance of each class and, last, of all rows; NaN where no cell is present. */
interface Moments {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/** In two passes, in row order. */
function momentsOf(train: TrainBlock, { values }: NumericColumn): Moments {
  const nClasses = train.task.classes.length;
  const counts = sumsByClass(train, values, () => 1);
  const means = sumsByClass(train, values, (row) => values[row]).map((sum, k) => sum / counts[k]);
  const variances = sumsByClass(train, values, (row) => (values[row] - means[train.y[row]]) ** 2);
  const spread = sumsByClass(train, values, (row) => (values[row] - means[nClasses]) ** 2);
  variances[nClasses] = spread[nClasses];
  return { means, variances: variances.map((sum, k) => sum / counts[k]) };
}

/** A class without a cell in the column is given the moments of all rows. */
function normalFactor({ means, variances }: Moments, floor: number): NormalFactor {
  const nClasses = means.length - 1;
  const filled = (moments: Float64Array) =>
    moments.slice(0, nClasses).map((value) => (Number.isNaN(value) ? moments[nClasses] : value));
  return { means: filled(means), variances: filled(variances).map((variance) => variance + floor) };
}

/** log((n of the level in the class + alpha) / (n of the class + alpha * levels)). */
function levelFactor(train: TrainBlock, { codes, levels }: CodedColumn, alpha: number): LevelFactor {
  const nClasses = train.task.classes.length;
  const counts = new Float64Array(levels.length * nClasses);
  const totals = new Float64Array(nClasses);
  for (let row = 0; row < train.nRows; row++) {
    if (codes[row] < 0) continue;
    const weight = train.weights ? train.weights[row] : 1;
    counts[codes[row] * nClasses + train.y[row]] += weight;
    totals[train.y[row]] += weight;
  }
  const all = totals.map((total) => log(total + alpha * levels.length));
  const logs = counts.map((count, at) => log(count + alpha) - all[at % nClasses]);
  return { nLevels: levels.length, logs };
}

/** One factor a column. Every level of a column's list is smoothed, those without a training row too. */
export function fitFactors(train: TrainBlock, { varSmoothing, alpha }: Smoothing): Factor[] {
  const nClasses = train.task.classes.length;
  const moments = train.columns.map((column) => (isNumeric(column) ? momentsOf(train, column) : null));
  const largest = moments.reduce((most, one) => Math.max(most, one?.variances[nClasses] || 0), 0);
  const floor = varSmoothing * (largest || 1);
  return train.columns.map((column, i) => {
    const known = moments[i];
    if (known) return normalFactor(known, floor);
    return levelFactor(train, column as CodedColumn, alpha);
  });
}

/** Adds a column of numbers. @param joint IN OUT [nRows * nClasses] */
export function addNormal({ means, variances }: NormalFactor, values: Float64Array, joint: Float64Array) {
  const nClasses = means.length;
  const constants = variances.map((variance) => -0.5 * (LOG_2_PI + log(variance)));
  if (Number.isNaN(means[0])) return;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) continue;
    for (let k = 0; k < nClasses; k++) {
      const deviation = values[row] - means[k];
      joint[row * nClasses + k] += constants[k] - (0.5 * (deviation * deviation)) / variances[k];
    }
  }
}

/** Adds a column of categories; a code that the training columns had no level for says nothing. */
export function addLevels({ nLevels, logs }: LevelFactor, codes: Int32Array, joint: Float64Array) {
  const nClasses = nLevels === 0 ? 0 : logs.length / nLevels;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0 || code >= nLevels) continue;
    for (let k = 0; k < nClasses; k++) joint[row * nClasses + k] += logs[code * nClasses + k];
  }
}
