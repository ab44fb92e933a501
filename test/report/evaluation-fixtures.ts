/** Small results of score, compare --explain, compare --across and cv --nested to draw screens from. */
import type { CompareAcrossDocument } from '../../src/core/schemas/compare-across.js';
import type { CompareExplainDocument } from '../../src/core/schemas/compare-explain.js';
import type { MetricValue } from '../../src/core/schemas/metric-value.js';
import type { ScoreResults } from '../../src/core/schemas/score.js';
import type { Slice } from '../../src/core/schemas/slices.js';
import type { CvScreenInput } from '../../src/report/screens/cv.js';
import type { ScoreInput } from '../../src/report/screens/score.js';
import { binaryCv, cvBinary, metric, withPooled } from './screen-fixtures.js';

/** One value with its interval over rows, as `score` has it without folds. */
const single = (
  value: number,
  ci95: [number, number],
  direction: MetricValue['direction'] = 'max',
  more: Partial<NonNullable<MetricValue['pooled']>> = {},
): MetricValue => ({
  ...metric([value], null, ci95, direction),
  pooled: { value, ci95, method: 'bca', ...more },
});

const slice = (
  condition: string,
  column: string,
  level: string,
  rows: number,
  value: number | null,
  ci95: [number, number] | null,
  p: number | null,
): Slice => ({
  ...{ slice: condition, column, level, rows, scored: rows, events: Math.round(rows / 4) },
  ...{ value, ci95, method: value === null ? null : ('bca' as const), rest: 0.47, p, weak: false },
  ...{ difference: value === null ? null : value - 0.47, loss: 0.2, rest_loss: 0.19 },
});

const undefinedMetric: MetricValue = {
  ...metric([0]),
  value: null,
  values: [null],
  undefined: [{ repeat: 0, fold: 0, reason: 'no row is predicted to be positive, so 0/0' }],
};

const scored: ScoreResults = {
  schema: 'assay/results-score/1',
  step: 'score',
  seed: 42,
  warnings: [
    { id: 'poor-cut', columns: [], message: '0.5 is a poor cut here: at 0.27 these rows would give f1 0.53' },
  ],
  name: 'xgb',
  task: 'binary',
  target: 'default.payment.next.month',
  classes: ['0', '1'],
  positive: '1',
  rows: 29988,
  missing_truth: 12,
  rows_of: 'file',
  rows_sha256: '00',
  shares: [0.7788, 0.2212],
  predicted_by: 'threshold',
  probability: true,
  threshold: 0.5,
  cost: ['fp=1', 'fn=5'],
  split: null,
  by: 'f1',
  metrics: {
    accuracy: single(0.8176, [0.8132, 0.8219]),
    balanced_accuracy: single(0.6558, [0.6499, 0.6617]),
    precision: single(0.6582, [0.6428, 0.6731]),
    recall: single(0.3651, [0.3536, 0.3766]),
    f1: single(0.4697, [0.458, 0.4811]),
    matthews_corrcoef: single(0.3905, [0.378, 0.403]),
    roc_auc: single(0.7794, [0.773, 0.7857], 'max', { method: 'delong' }),
    average_precision: single(0.5537, [0.5417, 0.5657]),
    log_loss: single(0.4301, [0.4243, 0.4359], 'min'),
    brier: single(0.1351, [0.1329, 0.1374], 'min'),
    ece: single(0.0071, [0.0049, 0.0114], 'min'),
    ks: single(0.4254, [0.414, 0.437]),
    'precision@20': single(0.95, [0.75, 1], 'max', { few_events: true }),
    cost: single(0.7447, [0.7318, 0.7577], 'min'),
    fbeta_macro: undefinedMetric,
  },
  baseline: {
    f1: metric([0.3623]),
    roc_auc: metric([0.5]),
    log_loss: metric([0.5284], null, null, 'min'),
    brier: metric([0.1723], null, null, 'min'),
    cost: metric([0.7788], null, null, 'min'),
  },
  baseline_answers: { f1: 'always 1' },
  folds: [{ repeat: 0, fold: 0, n_train: 0, n_test: 29988, metrics: {} }],
  confusion: [
    [22096, 1258],
    [4213, 2421],
  ],
  gates: [],
};

export const scoreOnce: ScoreInput = {
  results: {
    ...scored,
    gates: [
      {
        require: 'roc_auc.low >= 0.77',
        metric: 'roc_auc.low',
        op: '>=',
        than: 0.77,
        value: 0.773,
        passed: true,
      },
    ],
  },
  file: 'predictions/of-the-other-tool/xgb-2026-11-21.csv',
  kept: null,
  all: false,
  named: ['precision@20', 'fbeta_macro'],
};

/** By fold, against a version, with slices, kept. */
export const scoreAgainst: ScoreInput = {
  ...scoreOnce,
  file: 'xgb.csv',
  results: {
    ...scored,
    warnings: [],
    folds: Array.from({ length: 5 }, (_, fold) => ({ ...scored.folds[0], fold })),
    split: { folds: 5, repeats: 1, sha256: 'a41f09b3c2d1e0ff' },
    metrics: {
      f1: withPooled(
        metric([0.471, 0.468, 0.459, 0.482, 0.466], 0.008, [0.457, 0.481]),
        0.4697,
        [0.458, 0.481],
      ),
      roc_auc: withPooled(
        metric([0.785, 0.78, 0.772, 0.782, 0.776], 0.005, [0.771, 0.787]),
        0.7794,
        [0.773, 0.786],
        'delong',
      ),
      brier: withPooled(
        metric([0.134, 0.135, 0.137, 0.133, 0.136], 0.002, [0.133, 0.137], 'min'),
        0.1351,
        [0.133, 0.137],
      ),
    },
    against: {
      with: 'credit-default/v0007',
      by: 'f1',
      rows: 29988,
      first: 0.4697,
      second: 0.4868,
      bootstrap: { difference: -0.0171, ci95: [-0.0267, -0.0078], p: 0.0004, resamples: 2000 },
      mcnemar: { only_first: 1412, only_second: 1259, statistic: 8.65, p: 0.00327, exact: false },
      delong: { difference: 0.0154, statistic: 5.1, p: 3.3e-7 },
    },
    slices: {
      loss: 'zero_one',
      tests: 4,
      list: [
        slice('SEX = 1', 'SEX', '1', 11888, 0.4813, [0.463, 0.499], 1),
        slice('SEX = 2', 'SEX', '2', 18100, 0.4609, [0.446, 0.476], 1),
        slice('AGE < 28', 'AGE', 'under 28', 8013, 0.478, [0.457, 0.499], 0.4),
        { ...slice('AGE >= 60', 'AGE', '60 and over', 271, 0.3, [0.22, 0.39], 0.003), weak: true },
        {
          ...slice('AGE = none', 'AGE', 'missing', 3, null, null, null),
          few_events: true,
          reason: 'no positive row',
        },
      ],
    },
  },
  kept: {
    version: 'credit-default/v0021',
    path: 'experiments/credit-default/v0021-score-xgb/',
    seconds: 2.41,
    data: { name: 'xgb.csv', rows: 30000, columns: 4 },
    results: scored,
    next: ['assay compare credit-default'],
  },
};

const side = (version: string, model: string, differs: Record<string, unknown>) => ({
  version,
  model,
  sampler: 'none',
  differs,
});

export const explained: CompareExplainDocument = {
  schema: 'assay/compare-explain/1',
  by: 'f1',
  direction: 'max',
  a: side('credit-default/v0005', 'forest', {}),
  b: side('credit-default/v0012', 'forest', { class_weight: 'balanced', threshold: 'f1' }),
  not_comparable: null,
  folds: 'same',
  options: [
    { name: 'class-weight', a: null, b: 'balanced' },
    { name: 'threshold', a: 0.5, b: 'f1' },
    { name: 'max_depth', b: 8 },
  ],
  effect: {
    a: 0.4711,
    b: 0.5298,
    difference: 0.0587,
    ci95: [0.0398, 0.0776],
    p: 0.0009,
    folds_won: { a: 0, b: 5, equal: 0 },
    rope: 0.01,
    probability: { better: 0.9991, equal: 0.0009, worse: 0.00001 },
  },
  metrics: [],
  rows: {
    rows: 30000,
    answers_differ: 4187,
    ahead: { a: 2687, b: 1500, equal: 25813 },
    both_right: 21843,
    both_wrong: 3970,
    mcnemar: { difference: -0.03957, statistic: 336.2, p: 4e-75, exact: false },
    bootstrap: {
      difference: 0.0586,
      statistic: 13.1,
      p: 0.0005,
      ci95: [0.0502, 0.0669],
      resamples: 2000,
      by_group: false,
    },
    classes: [
      { label: '0', rows: 23364, a: 0.942, b: 0.857, only_a: 2351, only_b: 364 },
      { label: '1', rows: 6636, a: 0.369, b: 0.55, only_a: 336, only_b: 1136 },
    ],
    moved: [
      { row: 1203, truth: '1', a: '0', b: '1', p_a: 0.21, p_b: 0.81 },
      { row: 27, truth: '0', a: '0', b: '1', p_a: 0.93, p_b: 0.34 },
    ],
  },
  slices: [
    { column: 'PAY_0', slice: '2', rows: 2667, only_a: 12, only_b: 190, gain: 0.0667, p: 1e-20 },
    { column: 'PAY_0', slice: '0', rows: 14737, only_a: 1601, only_b: 402, gain: -0.0814, p: 1e-30 },
    {
      column: 'LIMIT_BAL',
      slice: '50,000 to 140,000',
      rows: 7676,
      only_a: 801,
      only_b: 377,
      gain: -0.0552,
      p: 0.0004,
    },
  ],
};

/** Numbers, other folds, nothing that could be paired. */
export const explainedApart: CompareExplainDocument = {
  ...explained,
  by: 'rmse',
  direction: 'min',
  a: side('houses/v0002', 'ridge', {}),
  b: side('houses/v0009', 'boost', { time: 'sold' }),
  not_comparable: 'another protocol (folds in time)',
  folds: 'different',
  options: [],
  effect: {
    a: 49135.2,
    b: 45020.9,
    difference: -4114.3,
    ci95: null,
    p: null,
    folds_won: null,
    rope: 0,
    probability: null,
  },
  rows: { why: 'they were tested on other rows' },
  slices: { why: 'rows are not paired' },
};

const DATA_SETS = ['credit-default', 'adult', 'german-credit'];

const learner = (name: string, mean_rank: number, values: number[], p: number | null) => ({
  name,
  model: name.split(' ')[0],
  mean_rank,
  ranks: values.map(() => mean_rank),
  values,
  versions: values.map((_, at) => [`${DATA_SETS[at]}/v000${Math.ceil(mean_rank)}`]),
  p,
});

export const across: CompareAcrossDocument = {
  schema: 'assay/compare-across/1',
  by: 'roc_auc',
  direction: 'max',
  alpha: 0.05,
  data_sets: DATA_SETS.map((name, at) => ({
    name,
    target: 'y',
    sha256: `0${at}`,
    rows: 1000,
    folds: 'stratified, 5 folds',
    split_sha256: `ab12c${at}ef`,
  })),
  learners: [
    learner('boost', 1.33, [0.7801, 0.9272, 0.7715], null),
    learner('forest class_weight=balanced', 2.33, [0.7653, 0.9034, 0.7871], 0.8211),
    learner('logistic', 2.67, [0.7233, 0.9057, 0.7801], 0.5914),
    learner('naive-bayes', 3.67, [0.7371, 0.8961, 0.7688], 0.1204),
    learner('dummy', 5, [0.5, 0.5, 0.5], 0.00712),
  ],
  friedman: {
    statistic: 10.13,
    df: 4,
    p: 0.0383,
    iman_davenport: { statistic: 10.87, df: [4, 8], p: 0.0026 },
  },
  signed_rank: null,
  critical_difference: 3.52,
  groups: [
    ['boost', 'forest class_weight=balanced', 'logistic', 'naive-bayes'],
    ['forest class_weight=balanced', 'logistic', 'naive-bayes', 'dummy'],
  ],
  left_out: [
    { what: 'credit-default/v0003', why: 'a newer version of the same learner' },
    { what: 'tree', why: 'no version on german-credit' },
  ],
};

const innerF1 = [0.534, 0.541, 0.529, 0.531, 0.538];
const outerF1 = binaryCv.metrics.f1.values;

export const cvNested: CvScreenInput = {
  ...cvBinary,
  results: {
    ...binaryCv,
    sampler: 'none',
    sampler_params: {},
    sampled: [],
    threshold: 'f1',
    calibrate: 'isotonic',
    uncalibrated: { brier: 0.146, ece: 0.0512, log_loss: 0.462 },
    metrics: {
      ...binaryCv.metrics,
      ece: metric([0.012, 0.01, 0.009, 0.011, 0.013], 0.002, [0.009, 0.013], 'min'),
      log_loss: metric([0.439, 0.442, 0.444, 0.437, 0.443], 0.003, [0.436, 0.446], 'min'),
    },
    folds: binaryCv.folds.map((fold, at) => ({ ...fold, threshold: 0.301 + at / 100 })),
    inner: {
      folds: 3,
      search: 'random',
      space: { max_depth: { low: 2, high: 12, integer: true }, max_features: { choices: ['sqrt', 0.5] } },
      trials: 30,
      values: innerF1,
      mean: 0.5346,
      chosen: innerF1.map((_, fold) => ({
        repeat: 0,
        fold,
        params: { max_depth: 7 + fold, max_features: fold === 2 ? 'sqrt' : 0.5 },
      })),
    },
    optimism: 0.5346 - outerF1.reduce<number>((sum, value) => sum + (value ?? 0), 0) / outerF1.length,
  },
};

/** The wrong way beside the right one. */
export const cvLeakGap: CvScreenInput = {
  ...cvBinary,
  results: {
    ...binaryCv,
    leak_gap: {
      roc_auc: { value: 0.197, right: 0.763, wrong: 0.96, wrong_real: 0.951 },
      f1: { value: 0.402, right: 0.487, wrong: 0.889, wrong_real: 0.834 },
      precision: { value: null, right: 0.617, wrong: null, wrong_real: null },
      brier: { value: 0.052, right: 0.141, wrong: 0.089, wrong_real: 0.082 },
      log_loss: { value: -0.021, right: 0.458, wrong: 0.479, wrong_real: 0.401 },
    },
  },
};
