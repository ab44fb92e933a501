/** Small results to draw screens from. The binary ones are the numbers of a real run on five folds, rounded. */
import { runId } from '../../src/core/imbalance/run-id.js';
import type { CvResults, TrainResults, TuneResults } from '../../src/core/schemas/evaluation.js';
import type { MetricValue } from '../../src/core/schemas/metric-value.js';
import type { Slices } from '../../src/core/schemas/slices.js';
import type { CompareRow, CompareScreenInput } from '../../src/report/screens/compare-view.js';
import type { CvScreenInput } from '../../src/report/screens/cv.js';
import type { TrainScreenInput } from '../../src/report/screens/train.js';
import type { TuneScreenInput } from '../../src/report/screens/tune.js';

type Direction = MetricValue['direction'];

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A metric over folds, or of one set of rows. */
export function metric(
  values: number[],
  std: number | null = null,
  ci95: [number, number] | null = null,
  direction: Direction = 'max',
): MetricValue {
  const estimate = values.length === 1 ? 'single' : 'fold-mean';
  return { value: mean(values), estimate, direction, std, ci95, values, undefined: [] };
}

/** The same over all rows at once. */
export const withPooled = (
  value: MetricValue,
  pooled: number,
  ci95: [number, number],
  method: 'bca' | 'delong' = 'bca',
): MetricValue => ({ ...value, pooled: { value: pooled, ci95, method } });

const f1 = [0.491, 0.478, 0.476, 0.504, 0.486];
const precision = [0.629, 0.592, 0.609, 0.638, 0.618];
const recall = [0.402, 0.401, 0.39, 0.417, 0.4];
const rocAuc = [0.77, 0.764, 0.757, 0.766, 0.756];
const brier = [0.14, 0.142, 0.143, 0.139, 0.142];

/** Five folds of credit-default, rounded. */
export const binaryCv: CvResults = {
  schema: 'assay/results-cv/1',
  step: 'cv',
  seed: 42,
  warnings: [],
  task: 'binary',
  target: 'default.payment.next.month',
  classes: ['0', '1'],
  positive: '1',
  rows: 30000,
  rows_sha256: '00',
  shares: [0.7788, 0.2212],
  features: Array.from({ length: 23 }, (_, i) => `x${i}`),
  left_out: [{ column: 'ID', why: 'id-like' }],
  model: 'forest',
  params: { n_estimators: 100, max_depth: null },
  sampler: 'smote',
  sampler_params: { k_neighbors: 5 },
  class_weight: null,
  threshold: 0.5,
  split: { splitter: 'stratified', folds: 5, repeats: 1, seed: 42, sha256: 'a41f09c2' },
  by: 'f1',
  sampled: f1.map((_, fold) => ({
    repeat: 0,
    fold,
    before: { '0': 18692, '1': 5308 },
    after: { '0': 18692, '1': 18692 },
  })),
  metrics: {
    f1: withPooled(metric(f1, 0.011, [0.466, 0.508]), 0.4868, [0.475, 0.498]),
    precision: metric(precision, 0.018, [0.584, 0.65]),
    recall: metric(recall, 0.01, [0.384, 0.42]),
    roc_auc: withPooled(metric(rocAuc, 0.006, [0.752, 0.773]), 0.7624, [0.756, 0.769], 'delong'),
    brier: withPooled(metric(brier, 0.002, [0.138, 0.145], 'min'), 0.1412, [0.138, 0.144]),
  },
  baseline: {
    f1: metric([0.362]),
    precision: metric([0.221]),
    recall: metric([1]),
    roc_auc: metric([0.5]),
    brier: metric([0.172], null, null, 'min'),
  },
  baseline_answers: { f1: 'always 1' },
  folds: f1.map((value, fold) => ({
    repeat: 0,
    fold,
    n_train: 24000,
    n_test: 6000,
    metrics: {
      f1: value,
      precision: precision[fold],
      recall: recall[fold],
      roc_auc: rocAuc[fold],
      brier: brier[fold],
    },
  })),
  confusion: [
    [21709, 1655],
    [3968, 2668],
  ],
  gates: [],
};

const shell = {
  version: 'credit-default/v0007',
  path: 'experiments/credit-default/v0007-cv-forest/',
  seconds: 9.83,
  data: { name: 'credit-default.csv', rows: 30000, columns: 25 },
  next: ['assay compare --by f1'],
};

/** A slice of 100 rows that scores as the rest does. */
const plainSlice = {
  column: 'SEX' as string | null,
  rows: 100,
  scored: 100,
  events: 22,
  value: 0.487,
  ci95: [0.4, 0.57] as [number, number],
  method: 'bca' as const,
  resamples: 2000,
  rest: 0.487,
  difference: 0,
  loss: 0.46,
  rest_loss: 0.46,
  p: 1 as number | null,
  weak: false,
};

const slices: Slices = {
  loss: 'log_loss',
  tests: 9,
  search: { columns: 23, depth: 3, least_rows: 150, tests: 7 },
  list: [
    { ...plainSlice, slice: 'SEX = 1', level: '1', rows: 11888, scored: 11888, events: 2873 },
    { ...plainSlice, slice: 'SEX = 2', level: '2', difference: -0.031, p: 0.0123, weak: true },
    {
      ...{ ...plainSlice, slice: 'SEX = none', level: 'missing', rows: 12, scored: 12, events: 0, p: null },
      ...{ value: null, ci95: null, method: null, difference: null, reason: 'no row is positive' },
    },
    {
      ...{ ...plainSlice, column: null, level: null, rows: 2000, scored: 1012, events: 40, few_events: true },
      ...{ slice: 'AGE < 30 and EDUCATION = "\u001b[31mnone" and LIMIT_BAL >= 100000', value: 0.301 },
      ...{ rest: 0.5, difference: -0.199, p: 1e-9, weak: true },
    },
  ],
};

export const cvBinary: CvScreenInput = {
  ...shell,
  results: {
    ...binaryCv,
    warnings: [
      {
        id: 'poor-cut',
        columns: [],
        message:
          '0.5 is a poor cut here: at 0.35 these folds would give f1 0.53 (read off the answers, so flattering)',
      },
    ],
  },
};

const undefinedIn: MetricValue = {
  ...metric([0.9]),
  estimate: 'fold-mean',
  values: [0.9, 0.9, null, 0.9],
  undefined: [{ repeat: 0, fold: 2, reason: 'one class' }],
};

/** Three classes, two repeats, a metric undefined in a fold, worse than the constant answer. */
export const cvSlices: CvScreenInput = { ...cvBinary, results: { ...cvBinary.results, slices } };

export const cvMulticlass: CvScreenInput = {
  ...shell,
  results: {
    ...binaryCv,
    task: 'multiclass',
    target: 'species',
    classes: ['setosa', 'versicolor', 'a class with a very long name'],
    positive: null,
    threshold: null,
    rows: 150,
    shares: [0.3333, 0.3333, 0.3334],
    sampler: 'none',
    sampler_params: {},
    sampled: [],
    by: 'f1_macro',
    split: { splitter: 'stratified', folds: 2, repeats: 2, seed: 1, sha256: 'bb01aa' },
    metrics: { f1_macro: metric([0.15, 0.16, 0.15, 0.14], 0.01, [0.12, 0.18]), roc_auc_ovr: undefinedIn },
    baseline: { f1_macro: metric([0.167]), roc_auc_ovr: metric([0.5]) },
    baseline_answers: { f1_macro: 'always setosa' },
    folds: [0.15, 0.16, 0.15, 0.14].map((value, i) => ({
      repeat: Math.floor(i / 2),
      fold: i % 2,
      n_train: 75,
      n_test: 75,
      metrics: { f1_macro: value, roc_auc_ovr: i === 2 ? null : 0.9 },
    })),
    confusion: [
      [50, 0, 0],
      [40, 8, 2],
      [45, 5, 0],
    ],
  },
  data: { name: 'iris.csv', rows: 152, columns: 24 },
};

/** Large errors, many left-out columns, text from a hostile file. */
export const cvRegression: CvScreenInput = {
  ...shell,
  results: {
    ...binaryCv,
    task: 'regression',
    target: 'price\u001b[31m\nUSD',
    classes: [],
    positive: null,
    threshold: null,
    shares: [],
    sampler: 'none',
    sampler_params: {},
    sampled: [],
    left_out: Array.from({ length: 9 }, (_, i) => ({
      column: `c${i}`,
      why: i < 4 ? 'constant' : 'all missing',
    })),
    by: 'rmse',
    metrics: {
      rmse: metric([1234567.8, 1198765.4], 25316.1, [1100000, 1300000], 'min'),
      r2: metric([0.81, 0.83], 0.014, [0.7, 0.94]),
    },
    baseline: { rmse: metric([2987654], null, null, 'min'), r2: metric([-0.0001]) },
    baseline_answers: { rmse: 'always 540,088' },
    folds: [1234567.8, 1198765.4].map((value, fold) => ({
      repeat: 0,
      fold,
      n_train: 15000,
      n_test: 15000,
      metrics: { rmse: value, r2: fold === 0 ? 0.81 : 0.83 },
    })),
    confusion: null,
  },
};

const trainResults: TrainResults = {
  ...binaryCv,
  schema: 'assay/results-train/1',
  step: 'train',
  split: { ...binaryCv.split, folds: 1, test_size: 0.2 },
  metrics: {
    f1: {
      ...metric([0.491]),
      pooled: { value: 0.491, ci95: [0.46, 0.522], method: 'bca', resamples: 2000, few_events: true },
    },
    brier: metric([0.14], null, null, 'min'),
  },
  folds: binaryCv.folds.slice(0, 1),
  confusion: [
    [4342, 331],
    [794, 533],
  ],
};

export const trainHoldOut: TrainScreenInput = { ...shell, results: trainResults };

export const trainAllRows: TrainScreenInput = {
  ...shell,
  results: {
    ...trainResults,
    split: { ...trainResults.split, test_size: 0 },
    metrics: {},
    baseline: {},
    folds: [],
    confusion: null,
  },
};

const tuneResults: TuneResults = {
  ...binaryCv,
  schema: 'assay/results-tune/1',
  step: 'tune',
  optimistic: true,
  search: 'random',
  space: {
    max_depth: { low: 2, high: 12, integer: true },
    learning_rate: { low: 0.001, high: 0.3, log: true },
    max_features: { choices: ['sqrt', 0.5, null] },
  },
  best: { number: 17, params: { max_depth: 9, learning_rate: 0.0512345678 }, value: 0.487 },
  trials: { complete: 28, pruned: 1, failed: 1 },
};

const trial = (number: number, value: number | null, max_depth: number) => ({
  schema: 'assay/trial/1' as const,
  number,
  state: value === null ? ('failed' as const) : ('complete' as const),
  params: { max_depth, learning_rate: 0.0512345678, max_features: max_depth > 5 ? 'sqrt' : null },
  value,
  seconds: max_depth / 7,
});

export const tuneRandom: TuneScreenInput = {
  ...shell,
  results: tuneResults,
  trials: [trial(3, 0.4519, 4), trial(0, null, 2), trial(17, 0.487, 9), trial(21, 0.4519, 12)],
  mostTrials: 3,
};

/** Every trial shown, the failed one last. */
export const tuneGrid: TuneScreenInput = {
  ...tuneRandom,
  results: { ...tuneResults, search: 'grid' },
  mostTrials: 4,
};

function row(
  rank: number,
  group: number,
  [version, model, differs]: [string, string, Record<string, unknown>],
  [value, std, auc]: [number, number, number],
  extra: Partial<CompareRow> = {},
): CompareRow {
  const id = `credit-default/${version}`;
  return {
    rank,
    group,
    version: id,
    versions: [id],
    model,
    sampler: 'none',
    differs,
    metrics: {
      f1: metric([value], std, [value - 2 * std, value + 2 * std]),
      roc_auc: metric([auc]),
      brier: metric([0.138], null, null, 'min'),
    },
    seconds: 17.2,
    fit_time: 2.41,
    predict_time: 2e-6,
    model_bytes: null,
    worse_than_baseline: false,
    ...extra,
  };
}

export const compareBoard: CompareScreenInput = {
  about: ['credit-default', 'binary, positive 1 (22.1 %)', '30,000 rows', '5 folds (a41f09)'],
  document: {
    by: 'f1',
    direction: 'max',
    then_by: [],
    rows: [
      row(1, 1, ['v0012', 'boost', { class_weight: 'balanced' }], [0.545, 0.013, 0.78]),
      row(2, 1, ['v0008', 'forest', {}], [0.53, 0.013, 0.765], {
        versions: ['credit-default/v0008', 'credit-default/v0009'],
        seconds: 178.4,
      }),
      row(3, 2, ['v0007', 'forest', { sampler: 'smote', max_features: 0.333333333 }], [0.487, 0.011, 0.763]),
      row(4, 2, ['v0013', 'boost', { sampler: 'smote' }], [0.48, 0.012, 0.78], { unsure: true }),
      row(5, 3, ['v0003', 'logistic', {}], [0.36, 0.008, 0.723], { worse_than_baseline: true, seconds: 2.6 }),
    ],
    baseline: {
      metrics: { f1: metric([0.362]), roc_auc: metric([0.5]), brier: metric([0.172], null, null, 'min') },
      answers: { f1: 'always 1' },
    },
    chosen: {
      version: 'credit-default/v0012',
      rule: 'best',
      why: 'the highest f1',
    },
    alpha: 0.05,
    rope: null,
    other_rule: {
      version: 'credit-default/v0008',
      rule: 'one-se',
      why: 'within one standard error, and simpler',
    },
    tests: {
      test: 'corrected-t',
      correction: 'holm',
      comparisons: 4,
      folds: 5,
      split_sha256: 'a41f09b3c2d1e0ff',
    },
    more_repeats: { leader: 'credit-default/v0012', version: 'credit-default/v0008', gap: 0.015, repeats: 5 },
    blocks: [
      { why: 'another protocol (hold-out)', rows: [{ version: 'credit-default/v0016' }] },
      { why: 'leaky: sampled before the split', rows: [{ version: 'credit-default/v0017' }] },
    ],
  },
  next: ['assay train credit-default.csv -t default.payment.next.month -m boost --class-weight balanced'],
};

/** The runs of one bake-off: they stand under its name and their places. */
export const compareBakeOff: CompareScreenInput = {
  ...compareBoard,
  document: {
    ...compareBoard.document,
    rows: [
      row(1, 1, [runId('v0004', 0), 'boost', { threshold: 'f1' }], [0.545, 0.013, 0.78]),
      row(2, 1, [runId('v0004', 1), 'boost', { class_weight: 'balanced' }], [0.539, 0.012, 0.781]),
      row(3, 2, [runId('v0004', 2), 'forest', { sampler: 'smote' }], [0.487, 0.011, 0.763], {
        seconds: 36.2,
      }),
      row(4, 2, [runId('v0004', 3), 'boost', {}], [0.477, 0.012, 0.78], { unsure: true }),
      row(5, 3, [runId('v0004', 10), 'forest', { sampler: 'smote-enn' }], [0.31, 0.008, 0.765], {
        worse_than_baseline: true,
      }),
    ],
    chosen: { version: `credit-default/${runId('v0004', 0)}`, rule: 'best', why: 'highest f1, 0.545' },
    other_rule: null,
    more_repeats: {
      leader: `credit-default/${runId('v0004', 0)}`,
      version: `credit-default/${runId('v0004', 1)}`,
      ...{ gap: 0.006, repeats: 9 },
    },
    blocks: [],
  },
  next: ['assay train --like credit-default/v0004 -x credit-default -m boost --threshold f1'],
};

/** Versions of `train`: one hold-out each, so that nothing can be tested. */
export const compareHoldOuts: CompareScreenInput = {
  about: ['credit-default', 'hold-out (a41f09)'],
  document: {
    ...compareBoard.document,
    rows: compareBoard.document.rows.map((one) => ({
      ...one,
      group: 1,
      unsure: undefined,
      metrics: { f1: metric([one.metrics.f1.value ?? 0]) },
    })),
    tests: {
      test: 'corrected-t',
      correction: 'holm',
      comparisons: 0,
      folds: 1,
      split_sha256: 'a41f09b3c2d1e0ff',
    },
    more_repeats: null,
    other_rule: null,
    blocks: [],
  },
};

/** One row on other folds than the rest. */
export const compareOtherFolds: CompareScreenInput = {
  ...compareBoard,
  document: {
    ...compareBoard.document,
    rows: compareBoard.document.rows.map((one) => (one.rank === 2 ? { ...one, folds: 'other' } : one)),
    other_rule: {
      version: 'credit-default/v0010',
      rule: 'one-se',
      why: 'fastest of 2 within one standard error (0.01) of the best, credit-default/v0012',
    },
  },
  foldsOf: () => 'split seed 3 (9ab12c)',
};

/** Rows that were sampled before the split too: one flattered, the other hardly. */
export const compareLeakGap: CompareScreenInput = {
  ...compareBoard,
  document: {
    ...compareBoard.document,
    rows: compareBoard.document.rows.map((one) => {
      const sampled = { ...one, sampler: 'smote' };
      if (one.rank === 3) return { ...sampled, leak_gap: { value: 0.366, wrong: 0.853 } };
      return one.rank === 4 ? { ...sampled, leak_gap: { value: -0.002, wrong: 0.478 } } : one;
    }),
  },
};

export const compareEmpty: CompareScreenInput = {
  about: [],
  document: {
    by: 'rmse',
    direction: 'min',
    then_by: [],
    rows: [],
    baseline: null,
    alpha: 0.05,
    rope: null,
    chosen: null,
    other_rule: null,
    tests: { test: 'corrected-t', correction: 'holm', comparisons: 0, folds: null, split_sha256: null },
    more_repeats: null,
    blocks: [],
  },
};
