/** What parameters of `boost`, the task and the answers cannot do together: said before any fit. */
import { usageError } from '../errors.js';
import type { Params } from '../params.js';
import type { Task, TaskKind } from '../task.js';
import type { Objective } from '../trees/boost-options.js';
import { checkMeanLogs } from '../trees/mean-logs.js';
import { checkDirections } from '../trees/monotone.js';
import type { TrainBlock } from './model.js';

/** Losses of each kind of task, by what they are called; the first is `auto`. */
const LOSSES: Readonly<Record<TaskKind, Readonly<Record<string, Objective['id']>>>> = {
  binary: { log_loss: 'log_loss' },
  multiclass: { softmax: 'softmax', log_loss: 'softmax' },
  regression: {
    squared_error: 'squared_error',
    absolute_error: 'absolute_error',
    quantile: 'quantile',
    huber: 'huber',
    poisson: 'poisson',
    gamma: 'gamma',
  },
};

/** LightGBM's. */
const DEFAULT_ALPHA = 0.9;

const takesAlpha = (id: Objective['id']) => id === 'quantile' || id === 'huber';

/** @throws AssayError exit 2 when the loss is of another kind of task, or its alpha out of range */
export function objectiveOf({ kind, target }: Task, { loss, alpha }: Params): Objective {
  const known = LOSSES[kind];
  const id = loss === 'auto' ? Object.values(known)[0] : known[String(loss)];
  if (id === undefined) {
    throw usageError(
      'ASSAY_LOSS_TASK',
      `boost: loss=${loss} is not for ${kind}, and ${target} is ${kind}`,
      `losses for it: ${Object.keys(known).join(', ')}; or leave loss out`,
    );
  }
  if (id === 'quantile' && Number(alpha) >= 1) {
    throw usageError(
      'ASSAY_PARAM_VALUE',
      `boost: alpha is the share of rows below a quantile, so under 1, got ${alpha}`,
      'for the median: -p alpha=0.5',
    );
  }
  return { id, alpha: takesAlpha(id) ? Number(alpha ?? DEFAULT_ALPHA) : 0 };
}

/** Is a logarithm taken of the mean? */
function checkAnswers({ id }: Objective, task: Task, y: Float64Array): void {
  if (id !== 'poisson' && id !== 'gamma') return;
  const instead = id === 'gamma' && !y.some((value) => value < 0) ? 'loss=poisson' : 'loss=squared_error';
  checkMeanLogs({ what: `boost: loss=${id}`, zeros: id === 'poisson', instead }, task, y);
}

/** Leaves that are quantiles keep no direction. */
function checkLeaves({ id }: Objective, { monotonic_cst }: Params): void {
  if (typeof monotonic_cst !== 'string' || (id !== 'absolute_error' && id !== 'quantile')) return;
  throw usageError(
    'ASSAY_MONOTONE_LOSS',
    `boost: leaves of loss=${id} are quantiles, which keep no direction`,
    'with monotonic_cst use -p loss=huber or squared_error',
  );
}

/** Does a fit hold rows out that tell when to stop? A number of rounds to wait turns it on. */
export const stopsEarly = ({ early_stopping, n_iter_no_change }: Params) =>
  early_stopping === true || typeof n_iter_no_change === 'number';

function checkStopping({ early_stopping, n_iter_no_change }: Params): void {
  if (early_stopping !== false || typeof n_iter_no_change !== 'number') return;
  throw usageError(
    'ASSAY_STOPPING',
    `boost: early_stopping=false, and n_iter_no_change=${n_iter_no_change} turns it on`,
    'leave one of the two out',
  );
}

/** @throws AssayError exit 2 for parameters that do not fit the task or the columns */
export function checkBoost(params: Params, task: Task, { columns }: Pick<TrainBlock, 'columns'>): void {
  const objective = objectiveOf(task, params);
  checkStopping(params);
  checkDirections(params.monotonic_cst, task, columns);
  checkLeaves(objective, params);
  if (params.scale_pos_weight === 1 || task.kind === 'binary') return;
  throw usageError(
    'ASSAY_POSITIVE_TASK',
    `boost: scale_pos_weight is of two classes, and ${task.target} is ${task.kind}`,
    task.kind === 'multiclass' ? 'use --class-weight balanced' : 'leave it out',
  );
}

/** An alpha that the loss does not look at was meant for another one. */
function checkAlpha(params: Params, task: Task): void {
  const { id } = objectiveOf(task, params);
  if (params.alpha === null || takesAlpha(id)) return;
  throw usageError(
    'ASSAY_ALPHA_LOSS',
    `boost: alpha is of loss=quantile and loss=huber, and the loss is ${id}`,
    task.kind === 'regression'
      ? 'add -p loss=quantile or -p loss=huber, or leave alpha out; the alpha of XGBoost, a penalty, is l1 here: -p l1=NUMBER'
      : 'leave alpha out; the alpha of XGBoost, a penalty, is l1 here: -p l1=NUMBER',
  );
}

/**
 * The same before any work.
 * @throws AssayError also exit 2 for an alpha that the loss does not look at, exit 3 for answers out of range
 */
export function checkBoostAsked(params: Params, task: Task, data: Pick<TrainBlock, 'columns' | 'y'>): void {
  checkBoost(params, task, data);
  checkAlpha(params, task);
  checkAnswers(objectiveOf(task, params), task, data.y);
}
