/** Words that people type for what assay calls otherwise. Only suggested, never accepted: one name for one thing. */

/** Command → other words for it. */
export const COMMAND_SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  init: ['new', 'create', 'setup'],
  data: ['dataset', 'datasets', 'sample', 'generate', 'head'],
  eda: ['profile', 'explore', 'describe', 'summary', 'stats', 'inspect', 'overview'],
  validate: ['check', 'lint', 'expect', 'expectations', 'quality'],
  resample: ['oversample', 'undersample', 'balance', 'rebalance', 'smote', 'augment'],
  train: ['fit', 'learn', 'build', 'model', 'holdout'],
  cv: ['benchmark', 'cross-validate', 'cross-validation', 'crossval', 'evaluate', 'kfold', 'xval', 'run'],
  tune: ['search', 'optimize', 'optimise', 'hpo', 'gridsearch', 'hyperopt', 'optuna'],
  predict: ['infer', 'inference', 'apply', 'classify'],
  score: ['metrics', 'metric', 'grade'],
  compare: ['leaderboard', 'rank', 'ranking', 'board', 'best', 'results', 'versus', 'vs'],
  list: ['ls', 'versions', 'runs', 'history', 'experiments'],
  show: ['cat', 'view', 'info', 'print', 'open', 'log'],
  diff: ['delta', 'changes'],
  lineage: ['graph', 'ancestry', 'parents', 'tree'],
  tag: ['label', 'mark'],
  note: ['comment', 'annotate'],
  mv: ['rename', 'move'],
  rm: ['delete', 'remove', 'del', 'trash'],
  restore: ['undelete', 'undo', 'recover'],
  gc: ['clean', 'prune', 'cleanup'],
  rerun: ['replay', 'repro', 'reproduce', 'repeat', 'retry'],
  verify: ['confirm', 'certify'],
  fsck: ['repair', 'fix'],
  export: ['archive', 'pack', 'zip'],
  import: ['unpack', 'load'],
  demo: ['example', 'tutorial', 'tour', 'start'],
  doctor: ['diagnose', 'env', 'environment'],
  schema: ['jsonschema', 'schemas', 'spec'],
  config: ['settings', 'configuration'],
  help: ['man', 'usage', 'docs', 'models', 'samplers', 'splitters'],
};

/** Option → other words for it. */
export const OPTION_SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  target: ['label', 'y', 'outcome', 'response', 'target-column', 'label-column', 'class'],
  positive: ['pos-label', 'pos', 'positive-class'],
  experiment: ['name', 'exp', 'project'],
  store: ['dir', 'directory', 'folder', 'experiments', 'workspace'],
  seed: ['random-state', 'random-seed', 'rng'],
  jobs: ['n-jobs', 'threads', 'workers', 'cores', 'parallel', 'nthread'],
  delimiter: ['sep', 'separator', 'delim'],
  na: ['na-values', 'missing', 'null', 'nulls'],
  types: ['dtype', 'dtypes', 'type', 'categorical'],
  model: ['estimator', 'classifier', 'regressor', 'algorithm', 'algo', 'learner'],
  param: ['set-param', 'hyperparameter', 'hyperparameters', 'arg'],
  features: ['columns', 'cols', 'x'],
  drop: ['exclude', 'ignore', 'skip'],
  folds: ['k', 'cv', 'n-splits', 'n-folds', 'kfold', 'splits-count'],
  repeats: ['n-repeats', 'repeat'],
  splitter: ['split', 'cv-strategy', 'stratify'],
  groups: ['group', 'group-column', 'cluster'],
  time: ['date', 'time-column', 'timestamp'],
  'test-size': ['holdout', 'hold-out', 'test-split', 'validation-split', 'train-size'],
  sampler: ['oversample', 'undersample', 'resample', 'smote', 'imbalance', 'sampling'],
  'class-weight': ['balanced', 'weights', 'class-weights'],
  threshold: ['cutoff', 'cut', 'cut-off'],
  metrics: ['scores', 'measures'],
  by: ['scoring', 'metric', 'score', 'sort', 'order', 'sort-by', 'rank-by', 'optimize'],
  trials: ['n-iter', 'n-trials', 'iterations', 'budget', 'evals'],
  search: ['method', 'strategy', 'optimizer'],
  output: ['out', 'outfile', 'file', 'to', 'save'],
  yes: ['force', 'overwrite', 'f'],
  quiet: ['silent'],
  color: ['colour'],
  'allow-leaky': ['allow-leak', 'allow-leaks', 'force-leaky'],
};

/** The known name that `typed` is a synonym of. */
export function bySynonym(
  typed: string,
  synonyms: Readonly<Record<string, readonly string[]>>,
  known: readonly string[],
): string | undefined {
  const word = typed.toLowerCase().replaceAll('_', '-');
  return known.find((name) => synonyms[name]?.includes(word));
}
