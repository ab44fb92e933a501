/** The rules of the verdict, one by one, on boards made for them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Board, verdictOf } from '../../../src/core/imbalance/verdict.js';
import type { RankedRun } from '../../../src/core/schemas/imbalance.js';
import type { MetricValue } from '../../../src/core/schemas/metric-value.js';

const metric = (value: number): MetricValue => ({
  ...{
    value,
    estimate: 'fold-mean',
    direction: 'max',
    std: 0.01,
    ci95: null,
    values: [value],
    undefined: [],
  },
});

/** @param f1 also decides the order @param given what is not as in a plain forest of group 1 */
const run = (f1: number, given: Partial<RankedRun> = {}): RankedRun => ({
  ...{ model: 'forest', params: {}, sampler: 'none', sampler_params: {}, class_weight: null, threshold: 0.5 },
  metrics: { f1: metric(f1), ece: metric(given.shifted ? 0.2 : 0.01) },
  ...{ shifted: false, sampled: [], reliability: [], warnings: [] },
  ...{ rank: 1, group: 1, p: null, worse_than_baseline: false, against_plain: null },
  ...{ against_baseline: { difference: f1 - 0.3, p: 0.002, better: true }, ...given },
});

const FOLD = { repeat: 0, fold: 0, before: { no: 90, yes: 10 }, after: { no: 90, yes: 90 } };

const sampled = (f1: number, given: Partial<RankedRun> = {}) =>
  run(f1, { sampler: 'smote', shifted: true, sampled: [FOLD], ...given });
const weighed = (f1: number, given: Partial<RankedRun> = {}) =>
  run(f1, { class_weight: 'balanced', shifted: true, ...given });
const tuned = (f1: number, given: Partial<RankedRun> = {}) => run(f1, { threshold: 'f1', ...given });

const board = (runs: readonly RankedRun[], given: Partial<Board> = {}): Board => ({
  ...{
    runs,
    by: 'f1',
    constant: { answer: 'always 1', value: 0.3 },
    comparisons: 3,
    repeats: null,
    ...given,
  },
});

const APART = { group: 2, rank: 2 } as const;
const NO_PROOF = { against_baseline: { difference: 0.01, p: 0.4, better: false } } as const;
const HELPS = { against_plain: { difference: 0.1, p: 0.0114, effect: 'helps' } } as const;

describe('the verdict', () => {
  const cases: readonly (readonly [string, Board, rule: string, taken: number | null, RegExp])[] = [
    [
      'the best run under the constant answer',
      board([sampled(0.2, { worse_than_baseline: true }), run(0.1, APART)]),
      ...(['constant', null, /always 1: f1 0\.300.*assay eda/] as const),
    ],
    [
      'no run shown to beat the constant answer, though a cut is shown to help a plain model without any hit',
      board([tuned(0.32, { ...HELPS, ...NO_PROOF }), run(0, { ...APART, ...NO_PROOF })]),
      ...([
        'constant',
        null,
        /^No run is shown to beat the same answer for every row \(always 1: f1 0\.300\); the best is forest threshold=f1/,
      ] as const),
    ],
    [
      'a cut that helps and is level with the best, but under the constant answer',
      board([
        sampled(0.6, HELPS),
        tuned(0.29, { ...HELPS, ...NO_PROOF, worse_than_baseline: true }),
        run(0, { ...APART, ...NO_PROOF }),
      ]),
      ...(['resampling', 0, /^Resampling helps: forest smote \(f1 0\.600\)/] as const),
    ],
    [
      'the best run swings too widely to be shown above the constant answer, another is',
      board([sampled(0.6, NO_PROOF), weighed(0.5)]),
      ...([
        'class-weight',
        1,
        /^The best run that is shown to beat the same answer for every row is forest class_weight=balanced/,
      ] as const),
    ],
    [
      'a plain model level with the best, but not shown above the constant answer',
      board([tuned(0.6), sampled(0.59), run(0.31, NO_PROOF)]),
      ...([
        'threshold',
        0,
        /^The best run is forest threshold=f1 \(f1 0\.600\); .*nor that forest \(f1 0\.310\) beats the same answer .*always 1: f1 0\.300/,
      ] as const),
    ],
    [
      'nothing known of the constant answer',
      board([run(0.6, { against_baseline: null }), sampled(0.5, { ...APART, against_baseline: null })]),
      ...(['nothing', 0, /is the best run/] as const),
    ],
    [
      'folds without a test',
      board([sampled(0.6), run(0.5)], { comparisons: 0 }),
      ...(['untested', 0, /nothing can be tested/] as const),
    ],
    [
      'a plain model is the best run',
      board([run(0.6), sampled(0.5, APART)]),
      ...(['nothing', 0, /forest \(f1 0\.600\) is the best run\./] as const),
    ],
    [
      'a plain model in the group of the best',
      board([sampled(0.6), tuned(0.55), run(0.5)], { repeats: 4 }),
      ...(['nothing', 2, /not told apart from the best, forest smote \(f1 0\.600\).*--repeats 4/] as const),
    ],
    [
      'a plain model behind, but not told apart from the best',
      board([sampled(0.6), tuned(0.55, APART), run(0.5, { ...APART, unsure: true })]),
      ...(['nothing', 2, /not told apart/] as const),
    ],
    [
      'a chosen cut in the group of the best; of two the better',
      board([
        ...[sampled(0.6, HELPS), tuned(0.59), tuned(0.58, HELPS), weighed(0.57)],
        ...[tuned(0.55, { model: 'tree', ...HELPS }), run(0.4, APART)],
      ]),
      ...([
        'threshold',
        2,
        /^A tuned threshold is enough: forest threshold=f1 .*, and shown to help forest \(f1 0\.400\): p 0\.011; .*stay as the model gives/,
      ] as const),
    ],
    [
      'a plain model in the group of the best that a remedy is shown to help',
      board([tuned(0.6, HELPS), sampled(0.59), run(0.55)]),
      ...(['threshold', 0, /is the best run, and shown to help/] as const),
    ],
    [
      'another plain model that no remedy is shown to help',
      board([tuned(0.6, HELPS), run(0.58, { model: 'boost' }), run(0.55)]),
      ...(['nothing', 1, /boost \(f1 0\.580\) is not told apart/] as const),
    ],
    [
      'the best run without a plain one to be held against',
      board([sampled(0.6), weighed(0.5, APART)]),
      ...(['resampling', 0, /that its remedy helps is not shown/] as const),
    ],
    [
      'a chosen cut of a model that draws rows by class: its probabilities are moved',
      board([tuned(0.6, { ...HELPS, shifted: true }), run(0.4, APART)]),
      ...([
        'threshold',
        0,
        /threshold=f1 \(f1 0\.600\) is the best run, and shown to help .*; no row is made or taken away\. Its p is no chance/,
      ] as const),
    ],
    [
      'class weights in the group of the best',
      board([sampled(0.6, HELPS), weighed(0.57, HELPS), tuned(0.5, APART), run(0.4, APART)]),
      ...(['class-weight', 1, /Class weights are enough.*--calibrate prior/] as const),
    ],
    [
      'nothing milder holds up',
      board([sampled(0.6, HELPS), weighed(0.5, APART), tuned(0.5, APART), run(0.4, APART)]),
      ...(['resampling', 0, /Resampling helps: forest smote .*its p is no chance/i] as const),
    ],
  ];
  for (const [name, of, rule, taken, text] of cases) {
    test(`${name}: ${rule}`, () => {
      const verdict = verdictOf(of);
      assert.deepEqual([verdict.rule, verdict.run], [rule, taken]);
      assert.match(verdict.text, text);
    });
  }

  test('an earlier leader is not the best run: unsure in the third group says nothing of it', () => {
    const third = { group: 3, rank: 3, unsure: true } as const;
    assert.equal(
      verdictOf(board([sampled(0.6, HELPS), weighed(0.5, APART), run(0.4, third)])).rule,
      'resampling',
    );
  });

  test('what the best sampler cost is told beside its own model; runs that failed have no say', () => {
    const failed = run(0, {
      metrics: {},
      rank: null,
      group: null,
      error: { code: 'A', message: 'b', hint: '' },
    });
    const { text } = verdictOf(board([tuned(0.6), sampled(0.5), run(0.4), failed]));
    assert.match(text, /What smote did to forest: ece 0\.010 → 0\.200\./);
    assert.match(text, /1 of 4 runs failed/);
  });

  test('nothing is told of a sampler that changed no row, nor of a metric that is the same as shown', () => {
    const idle = sampled(0.5, { sampled: [{ ...FOLD, after: FOLD.before }] });
    assert.doesNotMatch(verdictOf(board([tuned(0.6), idle, run(0.4)])).text, /What smote did/);
    const metrics = { f1: metric(0.5), ece: metric(0.2), brier: metric(0.1004) };
    const plain = run(0.4, { metrics: { ...metrics, ece: metric(0.1), brier: metric(0.1) } });
    const { text } = verdictOf(board([tuned(0.6), sampled(0.5, { metrics }), plain]));
    assert.match(text, /What smote did to forest: ece 0\.100 → 0\.200\./);
  });
});
