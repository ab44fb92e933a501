/** Parameters of `tree`, `forest` and `extra-trees`: scikit-learn's names and defaults, LightGBM's and XGBoost's as aliases. */
import { usageError } from '../errors.js';
import type { TrainBlock } from '../models/model.js';
import { ALL, type ParamSpecs, type Params, type ParamValue } from '../params.js';
import { isClassification, type Task } from '../task.js';
import { depthParam } from './depth-param.js';
import { checkMeanLogs } from './mean-logs.js';
import { checkDirections, monotonicCst } from './monotone.js';
import { LEAF_ROWS, LEAVES, NODE_COLUMN_SHARE, ROUNDS, ROW_SHARE } from './peer-aliases.js';
import { PEER_CRITERIA } from './peer-losses.js';
import type { TreeOptions } from './tree-options.js';

/** What a split may be chosen by; the first of each kind is the default. */
const CRITERIA_OF = {
  classes: ['gini', 'entropy', 'log_loss'],
  numbers: ['squared_error', 'absolute_error', 'poisson'],
} as const;

/** Parameters of every tree. */
const treeParams = {
  max_depth: {
    ...depthParam,
    help: 'deepest level; none (or -1, 0): until leaves are pure',
    space: { low: 2, high: 20, integer: true },
  },
  min_samples_split: {
    type: 'int',
    default: 2,
    min: 2,
    orFraction: true,
    help: 'rows needed to split a node',
  },
  min_samples_leaf: {
    type: 'int',
    default: 1,
    min: 1,
    orFraction: true,
    help: 'rows needed in each leaf',
    space: { low: 1, high: 50, log: true, integer: true },
    aliases: LEAF_ROWS,
  },
  criterion: {
    type: 'word',
    default: 'auto',
    words: ['auto', ...CRITERIA_OF.classes, ...CRITERIA_OF.numbers],
    otherWords: PEER_CRITERIA,
    help: 'what splits are chosen by; auto: gini for classes, squared_error for numbers; log_loss is entropy',
    aliases: ['split_criterion'],
  },
  max_leaf_nodes: {
    type: 'int',
    default: null,
    nullable: true,
    min: 2,
    simpler: 'low',
    help: 'leaves at most, the node that gains most split first; none: any number',
    aliases: LEAVES,
  },
  min_impurity_decrease: {
    type: 'float',
    default: 0,
    min: 0,
    help: 'what a split must gain: the fall of impurity times the share of the rows',
  },
  ccp_alpha: {
    type: 'float',
    default: 0,
    min: 0,
    simpler: 'high',
    help: 'cost of a leaf in minimal cost-complexity pruning',
  },
  monotonic_cst: monotonicCst,
} as const satisfies ParamSpecs;

const maxFeatures = {
  type: 'int',
  min: 1,
  orFraction: true,
  nullable: true,
  aliases: ['mtry'],
  shareAliases: [...NODE_COLUMN_SHARE, 'colsample_bynode'],
} as const;

/** Parameters of one tree. */
export const loneTreeParams = {
  ...treeParams,
  max_features: {
    ...maxFeatures,
    default: null,
    words: ['sqrt', 'log2', 'all', ALL],
    help: 'features drawn at every split; none: all, and nothing is drawn',
  },
} as const satisfies ParamSpecs;

/** Trees of a forest, rounds of a boost: what memory and patience can bear. */
export const MOST_TREES = 100_000;

/** Parameters of many trees. @param bootstrap the default */
export const forestParams = (bootstrap: boolean) =>
  ({
    n_estimators: {
      type: 'int',
      default: 100,
      min: 1,
      max: MOST_TREES,
      simpler: 'low',
      help: 'trees',
      aliases: ROUNDS,
    },
    max_features: {
      ...maxFeatures,
      default: 'auto',
      words: ['auto', 'sqrt', 'log2', 'all', ALL],
      help: 'features drawn at every split, all when it has no more; auto: sqrt for classes, all for numbers',
      space: { choices: ['sqrt', 0.2, 0.35, 0.5, 0.75] },
    },
    ...treeParams,
    bootstrap: {
      type: 'bool',
      default: bootstrap,
      help: 'each tree sees rows drawn with replacement, by their weights; false: all rows, weights count in its splits and leaves',
    },
    max_samples: {
      type: 'int',
      default: null,
      nullable: true,
      min: 1,
      orFraction: true,
      words: [ALL],
      help: 'rows that each tree draws, or their share; none: as many as there are; needs bootstrap',
      shareAliases: [...ROW_SHARE, 'subsample', 'sample_fraction'],
    },
    oob_score: {
      type: 'bool',
      default: false,
      help: 'also score the rows that trees did not draw: accuracy, or r2 for numbers; needs bootstrap, and no sampler',
    },
  }) as const satisfies ParamSpecs;

const rowsOrShare = (value: ParamValue, nRows: number, least: number) =>
  Math.max(least, Number(value) < 1 ? Math.ceil(Number(value) * nRows) : Number(value));

const orInfinity = (value: ParamValue) => (value === null ? Number.POSITIVE_INFINITY : Number(value));

/** How many features a split may look at, as scikit-learn counts them. */
function featureCount(typed: ParamValue, nFeatures: number, { kind }: Task): number {
  const value = typed === 'auto' ? (kind === 'regression' ? 'all' : 'sqrt') : typed;
  if (value === null || value === 'all' || value === ALL) return nFeatures;
  if (value === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(nFeatures)));
  if (value === 'log2') return Math.max(1, 31 - Math.clz32(nFeatures));
  const number = Number(value);
  return number < 1 ? Math.max(1, Math.floor(number * nFeatures)) : Math.min(nFeatures, number);
}

/** How many rows a tree draws, as scikit-learn counts them: shares are rounded down, more rows than there are may be drawn. */
function drawCount({ bootstrap, max_samples: typed }: Params, nRows: number): number | null {
  if (bootstrap !== true) return null;
  if (typed === null || typed === ALL) return nRows;
  const number = Number(typed);
  return number < 1 ? Math.max(1, Math.floor(number * nRows)) : number;
}

function criterionFor(value: ParamValue, { kind }: Task): TreeOptions['criterion'] {
  if (value === 'auto') return kind === 'regression' ? 'squared_error' : 'gini';
  return value === 'log_loss' ? 'entropy' : (value as TreeOptions['criterion']);
}

/** The part of a tree's options that `loneTreeParams` give. */
export function treeOptions(params: Params, nRows: number, nFeatures: number, task: Task) {
  return {
    criterion: criterionFor(params.criterion, task),
    maxFeatures: featureCount(params.max_features, nFeatures, task),
    maxDepth: orInfinity(params.max_depth),
    maxLeaves: orInfinity(params.max_leaf_nodes),
    minSamplesSplit: rowsOrShare(params.min_samples_split, nRows, 2),
    minSamplesLeaf: rowsOrShare(params.min_samples_leaf, nRows, 1),
    minImpurityDecrease: Number(params.min_impurity_decrease),
    ccpAlpha: Number(params.ccp_alpha),
    monotone: params.monotonic_cst,
  };
}

/** All options that `forestParams` give but how cuts are found. */
export function forestOptions(
  params: Params,
  nRows: number,
  nFeatures: number,
  task: Task,
): Omit<TreeOptions, 'drawsCuts'> {
  return {
    ...treeOptions(params, nRows, nFeatures, task),
    nTrees: Number(params.n_estimators),
    draws: drawCount(params, nRows),
    outOfBag: params.oob_score === true,
  };
}

type TrainingData = Pick<TrainBlock, 'columns' | 'y'>;

/**
 * Do parameters suit the task, the columns and the answers?
 * @throws AssayError exit 2, or 3 for answers that a criterion cannot take
 */
export function checkTreeParams(params: Params, task: Task, { columns, y }: TrainingData): void {
  const fitting: readonly ParamValue[] = CRITERIA_OF[isClassification(task) ? 'classes' : 'numbers'];
  if (params.criterion !== 'auto' && !fitting.includes(params.criterion)) {
    throw usageError(
      'ASSAY_CRITERION_TASK',
      `criterion=${params.criterion} cannot do ${task.kind}`,
      `for ${task.target}: ${fitting.join(', ')}`,
    );
  }
  checkDirections(params.monotonic_cst, task, columns);
  if (params.criterion !== 'poisson') return;
  checkMeanLogs({ what: 'criterion=poisson', zeros: true, instead: 'criterion=squared_error' }, task, y);
}

/** A row may be drawn 65,535 times: far more than this often is never reached by chance. */
const MOST_DRAWS_PER_ROW = 100;

function checkDraws({ max_samples }: Params, nRows: number): void {
  if (!(Number(max_samples) > MOST_DRAWS_PER_ROW * nRows)) return;
  throw usageError(
    'ASSAY_PARAM_VALUE',
    `max_samples draws at most ${MOST_DRAWS_PER_ROW} times as many rows as there are, got ${max_samples} of ${nRows}`,
    'leave it out: each tree then draws as many as there are',
  );
}

const drawsFewer = ({ max_samples }: Params) => max_samples !== null && max_samples !== ALL;

/** The same for a forest. @throws AssayError exit 2 or 3 */
export function checkForestParams(params: Params, task: Task, data: TrainingData): void {
  checkTreeParams(params, task, data);
  checkDraws(params, data.y.length);
  if (params.bootstrap === true) return;
  const needing = params.oob_score === true ? 'oob_score' : drawsFewer(params) ? 'max_samples' : null;
  if (needing === null) return;
  throw usageError(
    'ASSAY_NEEDS_BOOTSTRAP',
    `${needing} needs rows that are drawn, and bootstrap is false`,
    'add -p bootstrap=true',
  );
}
