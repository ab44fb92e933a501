/** What the rows of a fit weigh: what `--weights` says, the classes balanced when asked for. */
import { dataError } from './errors.js';
import { type TrainRows, weighingRows } from './splitters/splitter.js';
import { gather } from './table.js';
import type { Task, TaskData } from './task.js';
import { unitWeights } from './weight-scale.js';

/** balanced: over the training rows; balanced_subsample: in each bootstrap sample, by models that can. */
export type ClassWeight = 'balanced' | 'balanced_subsample';

/** all / (classes present * of the class), scikit-learn's `balanced`, rows counted by their weights. */
function balancedWeights(task: Task, y: Float64Array, weights: Float64Array): Float64Array {
  const sums = task.classes.map(() => 0);
  y.forEach((label, row) => {
    sums[label] += weights[row];
  });
  const all = sums.reduce((sum, one) => sum + one, 0);
  const present = sums.filter((sum) => sum > 0).length;
  return weights.map((weight, row) => (weight * all) / (present * sums[y[row]]));
}

/** What the rows of a fit are weighed by. */
export interface Weighing {
  readonly classWeight: ClassWeight | null;
  /** The model looks at ratios of weights alone, so their size is taken out. */
  readonly onlyRatios: boolean;
}

function ownWeights(weights: Float64Array, rows: Uint32Array, { onlyRatios }: Weighing): Float64Array {
  const own = gather(weights, rows);
  return onlyRatios ? unitWeights(own) : own;
}

/**
 * The weights of a fit: the rows' own, the classes balanced by them when asked for; null for all 1.
 * @param rows [nFitted] whose weight each row of the fit has: its own, or of what a sampler made that of its origin
 * @param y [nFitted]
 */
export function fitWeights(
  { task, weights }: TaskData,
  rows: Uint32Array,
  y: Float64Array,
  weighing: Weighing,
): Float64Array | null {
  const own = weights ? ownWeights(weights, rows, weighing) : null;
  return weighing.classWeight === 'balanced'
    ? balancedWeights(task, y, own ?? new Float64Array(y.length).fill(1))
    : own;
}

/** The rows that are fitted on. @throws AssayError exit 3 when none of them weighs anything */
export function fittedRows({ weights }: TaskData, rows: TrainRows): TrainRows {
  if (!weights) return rows;
  const weighing = weighingRows(rows, weights);
  if (weighing.length > 0) return weighing;
  throw dataError(
    'ASSAY_WEIGHTS_ZERO',
    `--weights is 0 in all ${rows.length} training rows of a fold`,
    'use fewer folds, another splitter, or leave --weights out',
  );
}
