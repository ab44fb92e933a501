import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { effectOf } from '../../src/core/ranking/effect.js';
import type { RankEntry } from '../../src/core/ranking/entry.js';
import { type ModellingOptions, type Options, options } from '../../src/core/schemas/options.js';
import { foldsOf, metricChanges, optionChanges } from '../../src/core/version-diff.js';

const closeTo = (actual: number | null | undefined, wanted: number) =>
  assert.ok(Math.abs((actual ?? Number.NaN) - wanted) < 1e-12, `${actual} is not ${wanted}`);

/** Five folds of a cv of 100 rows. */
function entry(f1: readonly (number | null)[], more: { split?: string; rows?: string } = {}): RankEntry {
  const value = f1.reduce<number>((sum, one) => sum + (one ?? 0), 0) / f1.length;
  const metric = {
    value,
    estimate: 'fold-mean',
    direction: 'max',
    std: null,
    ci95: null,
    values: f1,
    undefined: [],
  };
  const folds = f1.map((_, fold) => ({ repeat: 0, fold, n_train: 80, n_test: 20, metrics: {} }));
  const results = {
    metrics: { f1: metric },
    folds,
    rows_sha256: more.rows ?? 'rows',
    split: { sha256: more.split ?? 'folds' },
    params: {},
    sampler_params: {},
  };
  const entryOf = {
    version: 'credit/v0001',
    experiment: 'credit',
    number: 1,
    step: 'cv',
    started: '',
    options: {},
  };
  return { ...entryOf, dataSha256: '', seconds: 1, results } as unknown as RankEntry;
}

describe('the effect of the second of two versions', () => {
  const F1 = { id: 'f1', direction: 'max' as const };
  const a = entry([0.5, 0.6, 0.55, 0.52, 0.58]);

  test("on other folds of the same rows by Welch's corrected t; on other rows by none", () => {
    const {
      difference,
      ci95,
      p,
      folds_won: won,
    } = effectOf(a, entry([0.7, 0.72, 0.71, 0.69, 0.68], { split: 'x' }), F1, 0);
    closeTo(difference, 0.15);
    // s^2 of .0017 and .00025, each times 1/5 + 20/80, sum to .0008775; df (.00195)^2 / ((.0017^2 + .00025^2) / 4) =
    // 5.15157; so scipy.stats.t.ppf(0.975, df) * sqrt(.0008775), and 2 * t.sf(0.15 / sqrt(.0008775), df).
    assert.ok(ci95 !== null && p !== null);
    const half = (ci95[1] - ci95[0]) / 2;
    assert.ok(Math.abs(half - 0.07547844332776163) < 1e-9, String(half));
    assert.ok(Math.abs(p - 0.0035731127222094093) < 1e-9, String(p));
    assert.equal(won, null);
    const otherRows = effectOf(a, entry([0.7, 0.7], { rows: 'x', split: 'x' }), F1, 0);
    assert.deepEqual([otherRows.ci95, otherRows.p], [null, null]);
  });

  test('f1 of another positive class is another quantity: nothing is subtracted or tested', () => {
    const other = entry([0.7, 0.7, 0.7, 0.6, 0.7]);
    const b = { ...other, results: { ...other.results, positive: '0' } } as RankEntry;
    const { a: first, b: second, ...rest } = effectOf(a, b, F1, 0.01);
    closeTo(first, 0.55);
    closeTo(second, 0.68);
    assert.deepEqual(rest, {
      difference: null,
      ci95: null,
      p: null,
      folds_won: null,
      rope: 0.01,
      probability: null,
    });
    assert.equal(metricChanges(a, b)[0].difference, null);
  });
});

describe('metrics of two versions', () => {
  const a = entry([0.5, 0.6, 0.55, 0.52, 0.58]);

  test('the interval is that of the paired fold differences, corrected (Nadeau & Bengio)', () => {
    const [change] = metricChanges(a, entry([0.53, 0.62, 0.6, 0.53, 0.62]));
    closeTo(change.difference, 0.03);
    // Differences .03 .02 .05 .01 .04: s^2 = 2.5e-4, times 1/5 + 20/80; t(0.975, 4) = 2.7764451051977934.
    const half = 2.7764451051977934 * Math.sqrt(2.5e-4 * (1 / 5 + 1 / 4));
    assert.ok(Math.abs((change.ci95?.[0] ?? 9) - (0.03 - half)) < 1e-9);
    assert.ok(Math.abs((change.ci95?.[1] ?? 9) - (0.03 + half)) < 1e-9);
    assert.ok(change.p !== null && change.p > 0.01 && change.p < 0.1);
  });

  test('b - a, whichever is older', () => {
    const b = entry([0.7, 0.7, 0.7, 0.7, 0.7]);
    closeTo(metricChanges(a, b)[0].difference, 0.15);
    closeTo(metricChanges(b, a)[0].difference, -0.15);
  });

  test('other folds, other rows: no interval; not scored: nothing', () => {
    for (const other of [
      entry([0.5, 0.6, 0.5, 0.5, 0.5], { split: 'x' }),
      entry([0.5, 0.6], { rows: 'x' }),
    ]) {
      assert.equal(foldsOf(a, other), 'different');
      const [{ ci95, p }] = metricChanges(a, other);
      assert.deepEqual([ci95, p], [null, null]);
    }
    assert.equal(foldsOf(a, null), null);
    assert.deepEqual(metricChanges(null, a), []);
  });
});

const modelling: ModellingOptions = {
  ...{
    target: 'y',
    positive: null,
    task: 'binary',
    model: 'tree',
    params: { max_depth: null },
    sampler: 'none',
  },
  ...{
    sampler_params: {},
    class_weight: null,
    threshold: 0.5,
    features: null,
    drop: [],
    keep: [],
    groups: null,
  },
  ...{ time: null, splitter: 'stratified', splitter_params: {}, folds: 5, repeats: 1, test_size: null },
  ...{ split_seed: 42, splits: null, metrics: [], by: 'f1', allow_leaky: false },
};
const optionsWith = (more: Partial<ModellingOptions>, rest: Partial<Options> = {}): Options =>
  options.parse({
    ...{ schema: 'assay/options/1', step: 'cv', data: 'a.csv', seed: 42, ...rest },
    reading: { delimiter: null, header: null, na: [], types: [] },
    modelling: { ...modelling, ...more },
  });

describe('options of two versions', () => {
  test('only what differs, by the names that are typed', () => {
    const a = optionsWith({});
    const b = optionsWith(
      { params: { max_depth: 3 }, sampler: 'smote', sampler_params: { k_neighbors: 5 }, drop: ['ID'] },
      { seed: 7, data: 'b.csv' },
    );
    assert.deepEqual(optionChanges(a, b), [
      { name: 'seed', a: 42, b: 7 },
      { name: 'sampler', a: 'none', b: 'smote' },
      { name: 'drop', a: [], b: ['ID'] },
      { name: 'max_depth', a: null, b: 3 },
      { name: 'smote.k_neighbors', b: 5 },
    ]);
    assert.deepEqual(optionChanges(a, a), []);
    assert.deepEqual(optionChanges(a, null), []);
  });
});
