/** The options of every step, as data. Help, ranges and defaults stand here and nowhere else. */
import type { ArgumentSpec, OptionSpec } from './command.js';

/** The data set that a step reads. */
export const dataArgument: ArgumentSpec = {
  name: 'DATA',
  required: true,
  completes: 'data',
  help: 'a CSV, TSV, JSON Lines or Parquet file (.gz, .zst too), - for standard input, or a shipped data set such as loans',
};

/** One version. */
export const versionArgument: ArgumentSpec = {
  name: 'VERSION',
  required: true,
  completes: 'version',
  help: 'loans/v0003, v3, last, last:cv, best:f1, @tag, or the path of its folder',
};

/** At least one version. */
export const versionsArgument: ArgumentSpec = {
  name: 'SELECTOR',
  required: true,
  variadic: true,
  completes: 'version',
  help: 'v3, v3:v9, loans, last:cv, @tag, or the path of a folder',
};

/** Where the data of an old version is now. */
export const dataOption = {
  name: 'data',
  type: 'text',
  value: 'FILE',
  group: 'data',
  completes: 'file',
  help: 'where the data is now; default: as recorded, beside the store, beside assay.yaml. Found by its SHA-256',
} as const satisfies OptionSpec;

/** --resume and --data of a command whose interrupted versions go on. @param work that stopped, in words */
export function resumeOptions(work: string, group: OptionSpec['group']): readonly OptionSpec[] {
  return [
    {
      name: 'resume',
      type: 'text',
      value: 'VERSION',
      group,
      completes: 'version',
      help: `go on with a ${work} that was interrupted, with its own data and options: no DATA, no -t`,
    },
    { ...dataOption, help: `with --resume: ${dataOption.help}` },
  ];
}

/** Which column is predicted. */
export const targetOptions = [
  {
    name: 'target',
    short: 't',
    type: 'text',
    value: 'COL',
    group: 'data',
    completes: 'column',
    help: 'the column to predict',
  },
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
    name: 'encoding',
    type: 'text',
    value: 'NAME',
    group: 'data',
    help: 'of the text, e.g. utf-16le, windows-1252; default: found from the bytes',
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
    mayBeEmpty: true,
    group: 'data',
    completes: 'columns-of',
    help: 'cells that mean missing, in place of: blank, NA, N/A, n/a, ?, null, NULL, nan, NaN',
  },
  {
    name: 'types',
    type: 'text',
    value: 'COL=TYPE',
    repeatable: true,
    group: 'data',
    completes: 'column-type',
    help: 'read a column as number, category, date, text or bool; date:dmy, date:mdy say what comes first',
  },
] as const satisfies readonly OptionSpec[];

/** -x */
export const experimentOption = {
  name: 'experiment',
  short: 'x',
  type: 'text',
  value: 'NAME',
  group: 'experiment',
  completes: 'experiment',
  help: "the line of work; a new version goes by default to the file's name without its ending",
} as const satisfies OptionSpec;

/** -x of commands that look at versions and write none. */
export const lookupOption = {
  ...experimentOption,
  help: 'the experiment that v3, last, best:f1 and @tag are looked up in; default: the one written last',
} as const satisfies OptionSpec;

/** -j */
export const jobsOption = {
  name: 'jobs',
  short: 'j',
  type: 'int',
  min: 1,
  max: 1024,
  group: 'experiment',
  help: 'most threads busy at once; default: the cores. Never changes a result',
} as const satisfies OptionSpec;

/** Where options come from that are not typed. */
export const configurationOptions = [
  {
    name: 'config',
    type: 'text',
    value: 'FILE',
    group: 'experiment',
    completes: 'file',
    help: 'options from FILE; default: the assay.yaml found upward',
  },
  {
    name: 'set',
    type: 'text',
    value: 'KEY=VALUE',
    repeatable: true,
    group: 'experiment',
    completes: 'setting',
    help: 'a key as if it stood in assay.yaml: --set cv.folds=10',
  },
  {
    name: 'like',
    type: 'text',
    value: 'VERSION',
    group: 'experiment',
    completes: 'version',
    help: 'all options of that version; what is typed overrides them',
  },
] as const satisfies readonly OptionSpec[];

/** What a new version is labelled with. */
export const labelOptions = [
  {
    name: 'tag',
    type: 'text',
    value: 'NAME',
    repeatable: true,
    group: 'experiment',
    completes: 'tag',
    help: 'name the version: @NAME finds it again',
  },
  { name: 'note', type: 'text', value: 'TEXT', group: 'experiment', help: 'a remark kept with the version' },
] as const satisfies readonly OptionSpec[];

/** Whether the step runs at all. */
const runOptions = [
  {
    name: 'dry-run',
    type: 'flag',
    group: 'experiment',
    help: 'check everything and say what would run; nothing is fitted, nothing written',
  },
  {
    name: 'skip-done',
    type: 'flag',
    group: 'experiment',
    help: 'take a done version of the same data, options and assay instead of running again',
  },
] as const satisfies readonly OptionSpec[];

/** Where the version goes, the seed, and where options come from. */
export const experimentOptions: readonly OptionSpec[] = [
  experimentOption,
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
  jobsOption,
  ...configurationOptions,
  ...labelOptions,
  ...runOptions,
];

/** -E alone, for commands that only look at versions. */
export function storeOption(): OptionSpec {
  return {
    name: 'store',
    short: 'E',
    type: 'text',
    value: 'DIR',
    group: 'experiment',
    completes: 'folder',
    help: 'the folder of experiments; default: beside the assay.yaml found upward, else ./experiments',
  };
}

/** The options of every step: target, reading, experiment. */
export const stepOptions: readonly OptionSpec[] = [...targetOptions, ...readingOptions, ...experimentOptions];

/** Which of the selected versions; `last` and `best:METRIC` choose among them. */
export const filterOption = {
  name: 'filter',
  type: 'text',
  value: 'EXPR',
  group: 'selection',
  help: "only versions that meet it: 'model in (forest, logistic) and f1 > 0.5'",
} as const satisfies OptionSpec;
