/**
 * Gradient boosting on binned columns (Friedman 2001): second-order gains (Chen & Guestrin 2016), trees grown leaf by leaf
 * (Ke et al. 2017).
 */
import type { Params } from '../params.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { gather } from '../table.js';
import type { Task } from '../task.js';
import type { BinnedColumns } from '../trees/binned-columns.js';
import { shareOf } from '../trees/boost-job.js';
import type { BoostOptions, Objective } from '../trees/boost-options.js';
import { fittedBoost, loadBoost } from '../trees/boosted.js';
import { drawHeldOut, Patience } from '../trees/early-stopping.js';
import { joinTrees } from '../trees/ensemble.js';
import { growBoost } from '../trees/grow-boost.js';
import { interactionGroups } from '../trees/interactions.js';
import { monotoneSigns } from '../trees/monotone.js';
import { type Answers, meanLoss, startOf } from '../trees/objectives.js';
import { packTree } from '../trees/packed-nodes.js';
import { checkBoost, checkBoostAsked, objectiveOf, stopsEarly } from './boost-checks.js';
import { boostParams } from './boost-params.js';
import type { FitContext, Fitted, Model, TrainBlock } from './model.js';

function boostOptions(
  params: Params,
  task: Task,
  objective: Objective,
  { features }: BinnedColumns,
): BoostOptions {
  return {
    objective,
    rounds: Number(params.n_estimators),
    learningRate: Number(params.learning_rate),
    maxLeaves: Number(params.max_leaf_nodes),
    maxDepth: params.max_depth === null ? Number.POSITIVE_INFINITY : Number(params.max_depth),
    minSamplesLeaf: Number(params.min_samples_leaf),
    minChildWeight: Number(params.min_child_weight),
    l2: Number(params.l2),
    l1: Number(params.l1),
    gamma: Number(params.gamma),
    subsample: Number(params.subsample),
    colsampleByTree: Number(params.colsample_bytree),
    colsampleByNode: Number(params.colsample_bynode),
    monotone: monotoneSigns(params.monotonic_cst, features, task),
    interactions: interactionGroups(params.interaction_cst, features),
    categories: {
      l2: Number(params.cat_l2),
      smooth: Number(params.cat_smooth),
      most: Number(params.max_cat_threshold),
    },
  };
}

/** Sample weights, and what the rows of the positive class count besides. */
function weightsOf({ task, y, weights }: TrainBlock, ofPositive: number): Float64Array | null {
  if (ofPositive === 1) return weights;
  return y.map((label, row) => (label === task.positive ? ofPositive : 1) * (weights ? weights[row] : 1));
}

const takeAnswers = ({ y, weights }: Answers, rows: Uint32Array): Answers => ({
  y: gather(y, rows),
  weights: weights && gather(weights, rows),
});

const DEFAULT_PATIENCE = 10;

/** The share of the rows that tells when to stop; null without early stopping. */
const heldOutShare = (params: Params): number | null =>
  stopsEarly(params) ? Number(params.validation_fraction) : null;

function drawWatched({ task, y }: TrainBlock, params: Params, { stream }: FitContext): Uint32Array | null {
  const share = heldOutShare(params);
  return share === null ? null : drawHeldOut(task, y, share, stream('boost/held-out'));
}

/** Rows that tell when to stop, and those that are left to learn from; null without any. */
function holdOut(train: TrainBlock, params: Params, context: FitContext) {
  const rows = train.heldOut ?? drawWatched(train, params, context);
  if (!rows?.length) return null;
  const isHeldOut = new Set(rows);
  const learnt = Uint32Array.from(train.y.keys()).filter((row) => !isHeldOut.has(row));
  const patience = new Patience(Number(params.n_iter_no_change ?? DEFAULT_PATIENCE), Number(params.tol));
  return { rows, learnt, patience };
}

/** Early stopping was asked for, and no rows could tell when. */
function withoutStopping(params: Params): WorkWarning[] {
  const message =
    'boost cannot stop early: no row, group or time of the training rows can be held out and leave another to learn from; ' +
    `all ${params.n_estimators} rounds were grown`;
  return [{ id: 'no-early-stopping', message }];
}

/** A tree of less than two full leaves' rows is one leaf, and predictions are all the same. */
function withoutSplits({ minSamplesLeaf, subsample }: BoostOptions, nRows: number): WorkWarning[] {
  const nSeen = shareOf(subsample, nRows);
  if (2 * minSamplesLeaf <= nSeen) return [];
  const message =
    `boost cannot split: min_samples_leaf=${minSamplesLeaf} needs ${2 * minSamplesLeaf} rows, and a tree sees ${nSeen}; ` +
    'every row is predicted the same, so lower min_samples_leaf';
  return [{ id: 'no-splits', message }];
}

function fitBoost(train: TrainBlock, params: Params, context: FitContext): Fitted {
  checkBoost(params, train.task, train);
  const objective = objectiveOf(train.task, params);
  const columns = context.binned(train);
  const answers = { y: train.y, weights: weightsOf(train, Number(params.scale_pos_weight)) };
  const heldOut = holdOut(train, params, context);
  const nChannels = objective.id === 'softmax' ? train.task.classes.length : 1;
  const learnt = heldOut ? takeAnswers(answers, heldOut.learnt) : answers;
  const watched = heldOut && takeAnswers(answers, heldOut.rows);
  const start = startOf(objective, learnt, nChannels);
  const options = boostOptions(params, train.task, objective, columns);
  const { trees, rounds } = growBoost(
    {
      columns,
      ...answers,
      start,
      nChannels,
      options,
      heldOut: heldOut?.rows ?? null,
      onRound: watched
        ? (round, scores) =>
            heldOut.patience.goesOn(round, meanLoss(objective, scores, watched)) ? 'go' : 'stop'
        : undefined,
    },
    context,
  );
  const kept = heldOut?.patience.best ?? rounds;
  const shape = { nValues: 1, treesPerRound: nChannels };
  const packed = trees
    .slice(0, kept * nChannels)
    .map((tree) => packTree(tree, columns.features.length, context.engine));
  const ensemble = joinTrees(columns, packed, shape);
  return {
    ...fittedBoost(ensemble, { objective, start: [...start] }),
    ...(heldOut ? { stoppedAt: kept } : {}),
    warnings: [
      ...withoutSplits(options, learnt.y.length),
      ...(stopsEarly(params) && !heldOut ? withoutStopping(params) : []),
    ],
  };
}

export const boost: Model = {
  id: 'boost',
  summary: 'gradient boosting on binned columns, leaf by leaf',
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: true, categories: true, unscaled: true, weights: true },
  gives: { probability: true, logOdds: true },
  joinable: true,
  stagedBy: 'n_estimators',
  grows: 'rounds',
  isStaged: (params) => !stopsEarly(params),
  params: boostParams,
  check: checkBoostAsked,
  heldOutShare,
  fit: fitBoost,
  load: loadBoost,
};
