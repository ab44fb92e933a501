/** A small bake-off to draw its screen and its plot from: three groups, one run unsure, one that failed. */
import { verdictOf } from '../../src/core/imbalance/verdict.js';
import type { ImbalanceResults, RankedRun } from '../../src/core/schemas/imbalance.js';
import type { ImbalanceInput } from '../../src/report/screens/imbalance.js';
import { binaryCv, cvBinary, metric } from './screen-fixtures.js';

type Scores = readonly [
  f1: number,
  precision: number,
  recall: number,
  ap: number,
  auc: number,
  brier: number,
  ece: number,
];

function run(model: string, scores: Scores, given: Partial<RankedRun>): RankedRun {
  const [f1, precision, recall, ap, auc, brier, ece] = scores;
  return {
    ...{ model, params: {}, sampler: 'none', sampler_params: {}, class_weight: null, threshold: 0.5 },
    metrics: {
      ...{ f1: metric([f1]), precision: metric([precision]), recall: metric([recall]) },
      ...{ average_precision: metric([ap]), roc_auc: metric([auc]) },
      ...{ brier: metric([brier], null, null, 'min'), ece: metric([ece], null, null, 'min') },
    },
    ...{ shifted: false, sampled: [], warnings: [] },
    reliability: [
      { p: 0.1 + ece, share: 0.1, rows: 700 },
      { p: 0.6 + ece / 2, share: 0.6, rows: 300 },
    ],
    ...{ rank: 1, group: 1, p: null, worse_than_baseline: false, against_plain: null },
    ...{ against_baseline: { difference: f1 - 0.362, p: 0.001, better: true }, ...given },
  };
}

const weighed = { class_weight: 'balanced', shifted: true } as const;
const grown = { repeat: 0, fold: 0, before: { no: 560, yes: 240 }, after: { no: 560, yes: 560 } };
const smote = { sampler: 'smote', shifted: true, sampled: [grown] };

const runs: RankedRun[] = [
  run('boost', [0.545, 0.531, 0.56, 0.556, 0.78, 0.135, 0.007], {
    ...{ threshold: 'f1', rank: 1, against_plain: { difference: 0.068, p: 0.004, effect: 'helps' } },
  }),
  run('boost', [0.539, 0.474, 0.625, 0.553, 0.781, 0.174, 0.183], {
    ...{ ...weighed, rank: 2, p: 0.41, against_plain: { difference: 0.062, p: 0.061, effect: 'unclear' } },
  }),
  run('forest', [0.487, 0.617, 0.402, 0.529, 0.763, 0.141, 0.046], {
    ...{ ...smote, rank: 3, group: 2, against_plain: { difference: 0.177, p: 0.01, effect: 'helps' } },
  }),
  run('boost', [0.477, 0.661, 0.372, 0.556, 0.78, 0.135, 0.007], { rank: 4, group: 2, p: 0.3, unsure: true }),
  run('forest', [0.31, 0.65, 0.2, 0.53, 0.765, 0.138, 0.02], {
    rank: 5,
    group: 3,
    worse_than_baseline: true,
  }),
  {
    ...run('boost', [0, 0, 0, 0, 0, 0, 0], { ...smote, shifted: false, rank: null, group: null }),
    ...{ metrics: {}, reliability: [] },
    error: { code: 'ASSAY_TOO_FEW', message: 'class "1" has 1 training row, smote needs 2', hint: '' },
  },
];

const {
  metrics: _metrics,
  confusion: _c,
  folds,
  sampled: _s,
  step: _step,
  schema: _schema,
  ...shared
} = binaryCv;

const results: ImbalanceResults = {
  ...shared,
  schema: 'assay/results-imbalance/1',
  step: 'imbalance',
  ...{ model: 'boost', params: {}, sampler: 'none', sampler_params: {}, threshold: 'f1', warnings: [] },
  metrics: runs[0].metrics,
  baseline: { f1: metric([0.362]), average_precision: metric([0.221]) },
  baseline_answers: { f1: 'always 1', average_precision: 'the training shares' },
  runs,
  folds: folds.map(({ repeat, fold, n_train, n_test }) => ({ repeat, fold, n_train, n_test })),
  tests: { alpha: 0.05, comparisons: 7, against_plain: 3, folds: 5 },
  verdict: verdictOf({
    ...{ runs, by: 'f1', constant: { answer: 'always 1', value: 0.362 }, comparisons: 7, repeats: null },
  }),
  gates: [],
};

export const bakeOff: ImbalanceInput = {
  ...cvBinary,
  results,
  runSeconds: [16.8, 3.1, 36.2, 2.9, 27.4, null],
};
