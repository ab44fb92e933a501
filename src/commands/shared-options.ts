/** Options that several commands share, as data. Help, ranges and defaults stand here and nowhere else. */
import type { ArgumentSpec, OptionSpec } from './command.js';
import { knownModels, knownSamplers, knownSplitters } from './registry-help.js';

/** The data set that a step reads. */
export const dataArgument: ArgumentSpec = {
  name: 'DATA',
  required: true,
  help: 'a CSV or TSV file (.gz too), or the name of a shipped data set such as loans',
};

/** Which column is predicted. */
export const targetOptions = [
  { name: 'target', short: 't', type: 'text', value: 'COL', group: 'data', help: 'the column to predict' },
  {
    name: 'positive',
    type: 'text',
    value: 'LABEL',
    group: 'data',
    help: 'the positive class; default: the second of 0/1, no/yes, …, else the rarer',
  },
  {
    name: 'task',
    type: 'text',
    choices: ['binary', 'multiclass', 'regression'],
    value: 'KIND',
    group: 'data',
    help: 'default: by the values of the target',
  },
] as const satisfies readonly OptionSpec[];

/** How the file is read. */
export const readingOptions = [
  {
    name: 'delimiter',
    type: 'text',
    value: 'CHAR',
    group: 'data',
    help: 'what stands between cells; default: found from the file',
  },
  {
    name: 'header',
    type: 'flag',
    negatable: true,
    group: 'data',
    help: 'whether the first row names the columns; default: data when one of its cells is a number',
  },
  {
    name: 'na',
    type: 'text',
    value: '[COL=]LIST',
    repeatable: true,
    group: 'data',
    help: 'cells that mean missing, in place of: blank, NA, N/A, n/a, ?, null, NULL, nan, NaN',
  },
  {
    name: 'types',
    type: 'text',
    value: 'COL=TYPE',
    repeatable: true,
    group: 'data',
    help: 'read a column as number, category, date, text or bool',
  },
] as const satisfies readonly OptionSpec[];

/** Where the version goes, and the seed. */
export const experimentOptions = [
  {
    name: 'experiment',
    short: 'x',
    type: 'text',
    value: 'NAME',
    group: 'experiment',
    help: "the experiment that the version goes to; default: the file's name without its ending",
  },
  storeOption(),
  {
    name: 'seed',
    type: 'int',
    default: 42,
    min: 0,
    max: 4294967295,
    group: 'experiment',
    help: 'all randomness but the folds depends on it',
  },
  {
    name: 'jobs',
    short: 'j',
    type: 'int',
    min: 1,
    max: 1024,
    group: 'experiment',
    help: 'most threads busy at once; default: the cores. Never changes a result',
  },
] as const satisfies readonly OptionSpec[];

/** -E alone, for commands that only look at versions. */
export function storeOption(): OptionSpec {
  return {
    name: 'store',
    short: 'E',
    type: 'text',
    value: 'DIR',
    group: 'experiment',
    help: 'the folder of experiments; default: beside the assay.yaml found upward, else ./experiments',
  };
}

/** The options of every step: target, reading, experiment. */
export const stepOptions: readonly OptionSpec[] = [...targetOptions, ...readingOptions, ...experimentOptions];

/** `-p` */
export const paramOption = {
  name: 'param',
  short: 'p',
  type: 'text',
  repeatable: true,
  value: '[ID.]NAME=VALUE',
  group: 'model',
  help: 'a parameter of the model, or of the model, sampler or splitter ID: -p smote.k_neighbors=3',
} as const satisfies OptionSpec;

/** `--sampler` */
export const samplerOption = {
  name: 'sampler',
  type: 'text',
  default: 'none',
  value: 'ID',
  group: 'model',
  help: 'resamples the training rows inside each fold',
  known: knownSamplers,
} as const satisfies OptionSpec;

const modelOptions = [
  {
    name: 'model',
    short: 'm',
    type: 'text',
    default: 'forest',
    value: 'ID',
    group: 'model',
    help: 'the model',
    known: knownModels,
  },
  paramOption,
  samplerOption,
  {
    name: 'class-weight',
    type: 'text',
    choices: ['balanced'],
    value: 'balanced',
    group: 'model',
    help: 'weigh the classes as if they were equally frequent',
  },
  {
    name: 'threshold',
    type: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    group: 'model',
    help: 'a row is positive when p is this or more',
  },
] as const satisfies readonly OptionSpec[];

/** Which columns are used. */
export const featureOptions = [
  {
    name: 'features',
    type: 'list',
    group: 'columns',
    help: 'columns used: names, "globs*", positions from 1, last',
  },
  { name: 'drop', type: 'list', group: 'columns', help: 'columns left out' },
  { name: 'keep', type: 'list', group: 'columns', help: 'columns kept though they look useless' },
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
    help: 'how rows are dealt to folds; default: shuffled, stratified for classification',
    known: knownSplitters,
  },
  {
    name: 'groups',
    type: 'text',
    value: 'COL',
    group: 'evaluation',
    help: 'rows of one value stay in one fold',
  },
  {
    name: 'time',
    type: 'text',
    value: 'COL',
    group: 'evaluation',
    help: 'sort by it and test on later rows; implies --splitter time',
  },
  {
    name: 'split-seed',
    type: 'int',
    default: 42,
    min: 0,
    max: 4294967295,
    group: 'evaluation',
    help: 'alone decides folds and hold-out',
  },
  {
    name: 'splits',
    type: 'text',
    value: 'FILE',
    group: 'evaluation',
    help: 'folds from a CSV: a column fold (and repeat), a line for each data row, from 0',
  },
  {
    name: 'save-splits',
    type: 'text',
    value: 'FILE',
    group: 'evaluation',
    help: 'write the folds to such a CSV',
  },
] as const satisfies readonly OptionSpec[];

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

/** What is measured. */
export const metricOptions = [
  { name: 'metrics', type: 'list', group: 'evaluation', help: 'more metrics: assay help metrics' },
  {
    name: 'by',
    type: 'text',
    value: 'METRIC',
    group: 'evaluation',
    help: 'the metric that ranks; default: f1, f1_macro or rmse, by the task',
  },
] as const satisfies readonly OptionSpec[];

const leakOption = {
  name: 'allow-leaky',
  type: 'flag',
  group: 'evaluation',
  help: 'run on rows that a sampler made or repeated; the version is marked everywhere',
} as const satisfies OptionSpec;

/** The options of `train`, `cv` and `tune` beside those of every step. `train` adds `testSizeOption`. */
export const modellingOptions: readonly OptionSpec[] = [
  ...modelOptions,
  ...featureOptions,
  ...splitOptions,
  ...metricOptions,
  leakOption,
];
