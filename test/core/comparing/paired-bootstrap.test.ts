import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type PairedRows,
  pairedBootstrap,
  pairedJobs,
  pairedResamples,
} from '../../../src/core/comparing/paired-bootstrap.js';
import { reweighted } from '../../../src/core/comparing/reweighted.js';
import { runReplicates } from '../../../src/core/intervals/replicates.js';
import { fromSampledHandle, unitsOf } from '../../../src/core/intervals/sampled-rows.js';
import { metrics } from '../../../src/core/metrics/list.js';
import type { Metric, Scored } from '../../../src/core/metrics/metric.js';
import { stream } from '../../../src/core/rng.js';
import type { Task } from '../../../src/core/task.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { readGolden } from '../models/fixtures.js';

interface Golden {
  bootstrap: {
    truth: number[];
    groups: number[];
    first: number[];
    second: number[];
    cases: {
      metric: string;
      grouped: boolean;
      resamples: number;
      difference: number;
      p: number;
      half: number;
    }[];
  };
}

const { bootstrap } = readGolden<Golden>('learner-tests.json');
const task: Task = { kind: 'binary', target: 'y', classes: ['0', '1'], positive: 1 };

const scoredOf = (truth: readonly number[], p: readonly number[]): Scored => ({
  task,
  nRows: truth.length,
  truth: Float64Array.from(truth),
  predicted: Float64Array.from(p, (value) => Number(value >= 0.5)),
  proba: Float64Array.from(p.flatMap((value) => [1 - value, value])),
});

const first = scoredOf(bootstrap.truth, bootstrap.first);
const second = scoredOf(bootstrap.truth, bootstrap.second);
const groups = Int32Array.from(bootstrap.groups);
const engine = createEngine();

const pairOf = (a: Scored, b: Scored, keys: Int32Array | null): PairedRows => ({
  first: { scored: a, ...(keys ? unitsOf(keys) : { unitOf: null, nUnits: a.nRows }) },
  second: b,
});
const rowsOf = (grouped: boolean): PairedRows => pairOf(first, second, grouped ? groups : null);

/** As the runner does it, here. */
function bootstrapped(metric: Metric, rows: PairedRows, resamples: number) {
  const jobs = pairedJobs(metric, rows, { resamples, seed: 5 });
  const outcomes = jobs.map((job) => runReplicates(job, fromSampledHandle, engine));
  return pairedBootstrap(metric, rows, outcomes);
}

describe('reweighted', () => {
  const ids = [
    ...['f1', 'accuracy', 'f1:0', 'log_loss', 'd2_log_loss', 'brier', 'brier:0', 'd2_brier', 'ece', 'ece@3'],
    ...[
      'roc_auc',
      'roc_auc:0',
      'roc_auc@0.2',
      'average_precision',
      'ks',
      'gini',
      'lift',
      'recall_at_precision',
    ],
  ];
  const sameAsAlone = (chosen: readonly string[], scored: Scored) => {
    const rng = stream(1, 'weights');
    const all = chosen.map((id) => metrics.get(id));
    const score = reweighted(all, scored);
    for (let i = 0; i < 5; i++) {
      const weights = Float64Array.from(scored.truth, () => rng.below(4));
      score(weights).forEach(({ value }, at) => {
        // Copied: nothing that was found of the first rows is known of these.
        const expected = all[at].score({ ...scored, truth: scored.truth.slice(), weights }).value;
        assert.ok(Math.abs((value ?? Number.NaN) - (expected ?? 0)) < 1e-12, chosen[at]);
      });
    }
  };

  test('says what the metrics say of weighted rows, whichever way it takes', () => sameAsAlone(ids, first));

  test('of three classes, and of numbers', () => {
    const rng = stream(2, 'rows');
    const truth = Float64Array.from({ length: 90 }, () => rng.below(3));
    const three: Scored = {
      task: { kind: 'multiclass', target: 'y', classes: ['a', 'b', 'c'], positive: null },
      nRows: 90,
      truth,
      predicted: truth.map((label) => (rng.below(3) === 0 ? 2 - label : label)),
      proba: Float64Array.from({ length: 270 }, () => rng.below(5) / 5),
    };
    sameAsAlone(
      ['f1_macro', 'roc_auc_ovr', 'roc_auc_ovo', 'average_precision', 'ece', 'brier', 'ks:b'],
      three,
    );
    const regression = { kind: 'regression', target: 'y', classes: [], positive: null } as const;
    sameAsAlone(['rmse', 'r2', 'median_ae', 'd2_absolute_error', 'd2_pinball@0.9'], {
      ...three,
      task: regression,
      predicted: truth.map(() => rng.below(9) / 3),
      proba: null,
    });
  });
});

describe('paired bootstrap', () => {
  /**
   * Both sides draw: of 4,000 resamples each, p has a standard error of at most 0.008 and the 95 % quantile one of 1.5 %;
   * the difference of two is 1.4 times that, and four of those is allowed.
   */
  test('p and interval as NumPy has them on draws of its own, rows and groups', () => {
    for (const { metric, grouped, difference, p, half } of bootstrap.cases) {
      const found = bootstrapped(metrics.get(metric), rowsOf(grouped), 3999);
      assert.ok(found);
      const what = `${metric}, ${grouped ? 'groups' : 'rows'}: ${JSON.stringify(found)}`;
      assert.ok(Math.abs(found.difference - difference) < 1e-12, what);
      assert.ok(Math.abs(found.p - p) < 0.045, what);
      assert.ok(Math.abs((found.interval[1] - found.interval[0]) / 2 / half - 1) < 0.085, what);
      assert.equal(found.resamples, 3999);
    }
  });

  test('the other way round only signs turn, and the same seed gives the same', () => {
    const metric = metrics.get('f1');
    const there = bootstrapped(metric, rowsOf(true), 199);
    const back = bootstrapped(metric, pairOf(second, first, groups), 199);
    assert.ok(there && back);
    assert.equal(back.p, there.p);
    assert.equal(back.difference, -there.difference);
    assert.equal(back.statistic, -there.statistic);
    assert.deepEqual(bootstrapped(metric, rowsOf(true), 199), there);
  });

  test('the interval leaves out 0 just where p is at most its level', () => {
    const metric = metrics.get('accuracy');
    const rng = stream(2, 'answers');
    let nApart = 0;
    for (let i = 0; i < 30; i++) {
      const answers = bootstrap.truth.map((label) => (rng.uniform() < 0.78 ? label : 1 - label));
      const found = bootstrapped(metric, pairOf(scoredOf(bootstrap.truth, answers), second, null), 199);
      assert.ok(found);
      const [low, high] = found.interval;
      assert.equal(low > 0 || high < 0, found.p <= 0.05, JSON.stringify(found));
      nApart += Number(found.p <= 0.05);
    }
    assert.ok(nApart > 0 && nApart < 30, `${nApart} of 30 apart`);
  });

  test('groups of one row are rows; equal answers are never told apart', () => {
    const metric = metrics.get('f1');
    const ofOne = Int32Array.from(first.truth, (_, row) => row);
    assert.deepEqual(
      bootstrapped(metric, pairOf(first, second, ofOne), 99),
      bootstrapped(metric, rowsOf(false), 99),
    );
    const same = bootstrapped(metric, pairOf(first, first, null), 99);
    assert.deepEqual([same?.difference, same?.p, same?.interval], [0, 1, [0, 0]]);
  });

  test('rows of weight 0 are as if they were not there', () => {
    const weights = first.truth.map((_, row) => Number(row < 100));
    const kept = (scored: Scored): Scored => ({ ...scored, weights });
    const changed = {
      ...first,
      predicted: first.predicted.map((label, row) => (row < 100 ? label : 1 - label)),
    };
    const of = (scored: Scored) =>
      bootstrapped(metrics.get('f1'), pairOf(kept(scored), kept(second), null), 99);
    assert.deepEqual(of(changed), of(first));
  });

  test('undefined on all rows, or on most resamples, is null', () => {
    const none = scoredOf([0, 0, 0], [0.1, 0.2, 0.3]);
    assert.equal(bootstrapped(metrics.get('roc_auc'), pairOf(none, none, null), 99), null);
    // a third class that stands for itself in one row: two ninths of the draws have all three
    const three: Scored = {
      task: { kind: 'multiclass', target: 'y', classes: ['a', 'b', 'c'], positive: null },
      nRows: 3,
      truth: Float64Array.of(0, 1, 2),
      predicted: Float64Array.of(0, 1, 1),
      proba: Float64Array.of(0.6, 0.2, 0.2, 0.1, 0.8, 0.1, 0.2, 0.5, 0.3),
    };
    const ofThree = pairOf(three, three, null);
    assert.equal(bootstrapped(metrics.get('roc_auc_ovr'), ofThree, 199), null);
  });

  test('resamples without a score are left out, and those that are used counted', () => {
    // one row of eight is positive: 1 - (7/8)^8 = 66 % of the draws have it, and all but 1e-5 another
    const truth = [1, 0, 0, 0, 0, 0, 0, 0];
    const a = scoredOf(truth, [0.9, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    const b = scoredOf(truth, [0.5, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    const found = bootstrapped(metrics.get('roc_auc'), pairOf(a, b, null), 999);
    assert.ok(found && found.resamples > 590 && found.resamples < 720, `${found?.resamples}`);
  });

  test('how rows are cut into jobs changes nothing; many rows are drawn less often', () => {
    const metric = metrics.get('roc_auc');
    const whole = pairedJobs(metric, rowsOf(true), { resamples: 300, seed: 5 });
    const parts = whole.flatMap((job) => [
      { ...job, end: 100 },
      { ...job, first: 100 },
    ]);
    const run = (jobs: typeof whole) => jobs.map((job) => runReplicates(job, fromSampledHandle, engine));
    assert.equal(whole.length, 2);
    assert.deepEqual(
      pairedBootstrap(metric, rowsOf(true), run(parts)),
      pairedBootstrap(metric, rowsOf(true), run(whole)),
    );
    assert.deepEqual([300, 10_000, 40_000, 1_000_000].map(pairedResamples), [2000, 2000, 500, 200]);
  });
});
