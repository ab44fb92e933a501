/** Versions made by hand for the tests of ranking. */
import { metrics } from '../../../src/core/metrics/list.js';
import { defined, undefinedScore } from '../../../src/core/metrics/metric.js';
import type { RankEntry } from '../../../src/core/ranking/entry.js';
import type { EvaluationResults } from '../../../src/core/schemas/evaluation.js';
import { type FoldScore, summarise } from '../../../src/core/statistics/fold-summary.js';

interface Given {
  f1: (number | null)[];
  seed?: number;
  model?: string;
  sampler?: string;
  data?: string;
  split?: string;
  seconds?: number;
  fitSeconds?: number;
  tags?: string[];
  splitter?: string;
  step?: 'cv' | 'train' | 'tune';
  leaky?: boolean;
  accuracy?: number[];
  options?: Record<string, unknown>;
  multiclass?: boolean;
  started?: string;
}

const foldScores = (values: readonly (number | null)[]): FoldScore[] =>
  values.map((value, fold) => ({
    repeat: 0,
    fold,
    score: value === null ? undefinedScore('no row is "1"') : defined(value),
    nTrain: 80,
    nTest: 20,
  }));

const summaryOf = (id: string, values: readonly (number | null)[]) =>
  summarise(metrics.get(id), foldScores(values));

function resultsOf(given: Given): EvaluationResults {
  const { f1, step = 'cv', leaky, multiclass = false, accuracy } = given;
  const by = multiclass ? 'f1_macro' : 'f1';
  const results = {
    schema: `assay/results-${step}/1`,
    step,
    seed: given.seed ?? 42,
    warnings: [],
    ...(leaky ? { leaky } : {}),
    ...(step === 'tune' ? { optimistic: true } : {}),
    task: multiclass ? 'multiclass' : 'binary',
    target: 'y',
    classes: multiclass ? ['a', 'b', 'c'] : ['0', '1'],
    positive: multiclass ? null : '1',
    rows: 100,
    rows_sha256: 'rows',
    shares: [0.7, 0.3],
    features: ['a'],
    left_out: [],
    model: given.model ?? 'forest',
    params: {},
    sampler: given.sampler ?? 'none',
    sampler_params: {},
    class_weight: null,
    threshold: 0.5,
    split: {
      splitter: given.splitter ?? 'stratified',
      folds: f1.length,
      repeats: 1,
      seed: 42,
      ...(step === 'train' ? { test_size: 0.2 } : {}),
      sha256: given.split ?? 'split',
    },
    by,
    sampled: [],
    metrics: { [by]: summaryOf(by, f1), ...(accuracy ? { accuracy: summaryOf('accuracy', accuracy) } : {}) },
    baseline: {
      [by]: summaryOf(
        by,
        f1.map(() => 0.36),
      ),
    },
    baseline_answers: { [by]: 'always 1' },
    folds: f1.map((value, fold) => ({ repeat: 0, fold, n_train: 80, n_test: 20, metrics: { [by]: value } })),
    confusion: null,
    gates: [],
  };
  return results as unknown as EvaluationResults;
}

/** A version by hand: five folds of 80 and 20 rows unless told otherwise. */
export const entry = (number: number, given: Given): RankEntry => ({
  version: `exp/v${String(number).padStart(4, '0')}`,
  experiment: 'exp',
  number,
  step: given.step ?? 'cv',
  started: given.started ?? `2024-01-01T00:00:${String(number).padStart(2, '0')}Z`,
  dataSha256: given.data ?? 'aaaaaaaa',
  results: resultsOf(given),
  seconds: given.seconds ?? 10,
  foldSeconds: {
    fit: given.f1.map(() => given.fitSeconds ?? 1),
    predict: given.f1.map(() => (given.fitSeconds ?? 1) / 10),
  },
  modelBytes: given.step === 'train' ? 1000 : null,
  tags: given.tags ?? [],
  options: {
    model: given.model ?? 'forest',
    sampler: given.sampler ?? 'none',
    seed: given.seed ?? 42,
    threshold: 0.5,
    class_weight: null,
    ...given.options,
  },
});
