/** The options of the steps that fit models, as data: which model, which columns, which folds, which metrics. */
import type { OptionSpec } from './command.js';
import { knownCalibrators, knownModels, knownSamplers, knownSplitters } from './registry-help.js';
import { stepOptions } from './step-options.js';

/** `-p` */
export const paramOption = {
  name: 'param',
  short: 'p',
  type: 'text',
  repeatable: true,
  value: '[ID.]NAME=VALUE',
  group: 'model',
  completes: 'param',
  help: 'a parameter of the model, or of the model, sampler or splitter ID: -p smote.k_neighbors=3',
} as const satisfies OptionSpec;

/** `--sampler` */
export const samplerOption = {
  name: 'sampler',
  type: 'text',
  default: 'none',
  value: 'ID',
  group: 'model',
  completes: 'sampler',
  help: 'resamples the training rows inside each fold; smote+tomek-links: one after the other',
  known: knownSamplers,
} as const satisfies OptionSpec;

/** `--recipe` */
export const recipeOption = {
  name: 'recipe',
  type: 'text',
  value: 'VERSION',
  group: 'model',
  completes: 'resampled-version',
  help: 'the sampler and parameters of a resample version (v3, last, @tag, a path) or recipe.json, in place of --sampler; -p ID.NAME=VALUE overrides one',
} as const satisfies OptionSpec;

const modelOptions = [
  {
    name: 'model',
    short: 'm',
    type: 'text',
    default: 'forest',
    value: 'ID',
    group: 'model',
    sweeps: true,
    completes: 'model',
    help: 'the model; of lists the product runs, a version each',
    known: knownModels,
  },
  paramOption,
  { ...samplerOption, sweeps: true },
  recipeOption,
  {
    name: 'class-weight',
    type: 'text',
    choices: ['balanced', 'balanced_subsample', 'none'],
    value: 'balanced',
    group: 'model',
    sweeps: true,
    help: 'weigh the classes as if they were equally frequent; balanced_subsample: in the rows that each tree draws',
  },
  {
    name: 'weights',
    type: 'text',
    value: 'COL',
    group: 'model',
    completes: 'column',
    help: 'weigh the rows in fits by this column, from 0; times --class-weight; metrics stay unweighted; a row that a sampler makes weighs what the row that it grew from weighs',
  },
  {
    name: 'calibrate',
    type: 'text',
    default: 'none',
    value: 'ID',
    group: 'model',
    sweeps: true,
    completes: 'calibrator',
    help: 'turns what the model gives into probabilities that can be taken at their word, inside the training rows: assay help calibration',
    known: knownCalibrators,
  },
  {
    name: 'threshold',
    type: 'text',
    default: '0.5',
    value: 'P|METRIC',
    group: 'model',
    sweeps: true,
    completes: 'cut-metric',
    help: 'a row is positive when p is this or more; of a metric (f1, cost, …): the cut that is best for it, chosen inside the training rows: assay help thresholds',
  },
] as const satisfies readonly OptionSpec[];

/** Which columns are used. */
export const featureOptions = [
  {
    name: 'features',
    type: 'list',
    group: 'columns',
    completes: 'column',
    help: 'columns used: names, "globs*", positions from 1, last',
  },
  { name: 'drop', type: 'list', group: 'columns', completes: 'column', help: 'columns left out' },
  {
    name: 'keep',
    type: 'list',
    group: 'columns',
    completes: 'column',
    help: 'columns kept though they look useless',
  },
] as const satisfies readonly OptionSpec[];

const splitOptions = [
  {
    name: 'folds',
    short: 'k',
    type: 'int',
    default: 5,
    min: 2,
    group: 'evaluation',
    help: 'number of folds',
  },
  {
    name: 'repeats',
    type: 'int',
    default: 1,
    min: 1,
    group: 'evaluation',
    help: 'the whole cross-validation again with other folds',
  },
  {
    name: 'splitter',
    type: 'text',
    value: 'ID',
    group: 'evaluation',
    completes: 'splitter',
    help: 'how rows are dealt to folds; default: shuffled, stratified for classification',
    known: knownSplitters,
  },
  {
    name: 'groups',
    type: 'text',
    value: 'COL',
    group: 'evaluation',
    completes: 'column',
    help: 'rows of one value stay in one fold',
  },
  {
    name: 'time',
    type: 'text',
    value: 'COL',
    group: 'evaluation',
    completes: 'column',
    help: 'sort by it and test on later rows; implies --splitter time',
  },
  {
    name: 'gap',
    type: 'text',
    value: '24|7d',
    group: 'evaluation',
    help: 'rows, or time, left out between training rows and later ones that are tested',
  },
  {
    name: 'split-seed',
    type: 'int',
    default: 42,
    min: 0,
    group: 'evaluation',
    help: 'alone decides folds and hold-out, where they are drawn: not with --splits, nor in time',
  },
  {
    name: 'splits',
    type: 'text',
    value: 'FILE',
    group: 'evaluation',
    completes: 'file',
    help: 'folds from a CSV, all from 0: a column fold (and repeat), a line for each data row; or columns fold, row and part (train or test), a line for each row of each fold',
  },
  {
    name: 'save-splits',
    type: 'text',
    value: 'FILE',
    group: 'evaluation',
    completes: 'file',
    help: 'write the folds to such a CSV: of the second form where they are no partition',
  },
] as const satisfies readonly OptionSpec[];

/** What splitters that draw test, of `cv` and others: `train` has its own. */
const testRowsOption = {
  name: 'test-size',
  type: 'number',
  min: 0.001,
  value: 'SHARE|ROWS',
  group: 'evaluation',
  help: 'rows tested in a fold of shuffle, stratified-shuffle, group-shuffle, time or hold-out',
} as const satisfies OptionSpec;

/** `train`'s share of rows held out. */
export const testSizeOption = {
  name: 'test-size',
  type: 'number',
  default: 0.2,
  min: 0,
  max: 0.99,
  value: 'SHARE',
  group: 'evaluation',
  help: 'share of the rows held out and scored; 0: train on all rows, no score',
} as const satisfies OptionSpec;

/** `cv --permutations` */
export const permutationsOption = {
  name: 'permutations',
  type: 'int',
  min: 1,
  max: 100000,
  group: 'evaluation',
  help: 'p of the score by so many permuted targets, each cross-validated anew (100 gives p down to 0.01); with --groups within them. Ctrl-C ends it early: the cross-validation is kept, and the p of those done from 19 on (exit 130)',
} as const satisfies OptionSpec;

/** Intervals and sets, of `cv` and `train`. */
export const conformalOptions = [
  {
    name: 'conformal',
    type: 'text',
    default: 'none',
    value: 'split|cv+',
    group: 'evaluation',
    completes: 'conformal',
    help: 'intervals of numbers, or sets of classes, that hold the answer as often as --coverage says: assay help conformal',
  },
  {
    name: 'coverage',
    type: 'list',
    default: ['0.9'],
    value: 'SHARE',
    group: 'evaluation',
    help: 'how often intervals or sets of --conformal hold the answer; of lists each',
  },
] as const satisfies readonly OptionSpec[];

/** Which metric ranks, in every command that scores. */
export const byOption = {
  name: 'by',
  type: 'text',
  value: 'METRIC',
  group: 'evaluation',
  completes: 'metric',
  help: 'the metric that ranks; default: f1, f1_macro or rmse, by the task',
} as const satisfies OptionSpec;

/** `--slices`, of the steps that score once. */
export const slicesOption = {
  name: 'slices',
  type: 'list',
  value: 'COL[,COL]|auto',
  group: 'evaluation',
  completes: 'slice',
  help: '--by for each level of these columns, left-out ones too; auto searches for weak slices: assay help slices',
} as const satisfies OptionSpec;

/** What is measured. */
const metricOptions = [
  {
    name: 'metrics',
    type: 'list',
    group: 'evaluation',
    completes: 'metric',
    help: 'more metrics: assay help metrics',
  },
  {
    name: 'cost',
    type: 'list',
    value: 'FP=1,FN=5',
    group: 'evaluation',
    help: "what answers cost, for the metric cost: fp=1,fn=5 (tp, tn too), 'TRUTH>ANSWER=3' by label, or a column of amounts: fn=COLUMN (it stays a feature; --drop it where it is not known in time)",
  },
  byOption,
] as const satisfies readonly OptionSpec[];

/** What a run must reach. */
export const requireOption = {
  name: 'require',
  type: 'text',
  value: "'METRIC OP X'",
  repeatable: true,
  group: 'evaluation',
  completes: 'metric',
  help: "a gate, exit 3 when it fails: 'f1 >= 0.65', 'f1.low > 0.6' (an end of the interval over folds, of a hold-out over rows), 'f1 >= @baseline-0.01'",
} as const satisfies OptionSpec;

const leakOption = {
  name: 'allow-leaky',
  type: 'flag',
  group: 'evaluation',
  help: 'run on rows that a sampler made or repeated; the version is marked everywhere',
} as const satisfies OptionSpec;

/** The options of every step, `--seed` taking a list. */
export const sweepingStepOptions: readonly OptionSpec[] = stepOptions.map((option) =>
  option.name === 'seed' ? { ...option, sweeps: true } : option,
);

/** The options of `train`, `cv` and `tune` beside those of every step. `train` adds `testSizeOption`. */
export const modellingOptions: readonly OptionSpec[] = [
  ...modelOptions,
  ...featureOptions,
  ...splitOptions,
  testRowsOption,
  ...metricOptions,
  requireOption,
  leakOption,
];
