import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { AssayError } from '../../../src/core/errors.js';
import { defaultMetric, defaultMetrics, metricFor } from '../../../src/core/metrics/choose-metrics.js';
import { metrics } from '../../../src/core/metrics/list.js';
import type { Scored } from '../../../src/core/metrics/metric.js';
import { stream } from '../../../src/core/rng.js';
import type { Task, TaskKind } from '../../../src/core/task.js';

interface Case {
  classes?: number;
  positive?: number | null;
  /** Class indices as digits, or hundredths. */
  truth: string | number[];
  predicted: string | number[];
  thousandths?: number[];
  quarters: number[] | null;
  /** As `metrics` of the group; "-": no reference. */
  expected: (number | null | '-')[];
}

interface Group {
  kind: TaskKind;
  metrics: string[];
  cases: Case[];
}

const golden = new URL('../../../../test/golden/metrics.json', import.meta.url);
const groups = JSON.parse(readFileSync(golden, 'utf8')) as Group[];

const taskOf = (kind: TaskKind, nClasses: number, positive: number | null = null): Task => ({
  kind,
  target: 'y',
  classes: Array.from({ length: nClasses }, (_, k) => `c${k}`),
  positive,
});

const answersOf = (answers: string | number[]): Float64Array =>
  typeof answers === 'string'
    ? Float64Array.from(answers, Number)
    : Float64Array.from(answers, (hundredths) => hundredths / 100);

const scoredOf = (kind: TaskKind, item: Case): Scored => ({
  task: taskOf(kind, item.classes ?? 0, item.positive ?? null),
  nRows: item.truth.length,
  truth: answersOf(item.truth),
  predicted: answersOf(item.predicted),
  proba: item.thousandths ? Float64Array.from(item.thousandths, (part) => part / 1000) : null,
  weights: item.quarters ? Float64Array.from(item.quarters, (quarter) => quarter / 4) : undefined,
});

/** Every case with what one metric is there. */
const expectedOf = (id: string) =>
  groups.flatMap(({ kind, metrics: names, cases }) => {
    const at = names.indexOf(id);
    if (at < 0) return [];
    return cases.flatMap((item) => {
      const wanted = item.expected[at];
      return wanted === '-' || wanted === undefined ? [] : [{ scored: scoredOf(kind, item), wanted }];
    });
  });

const binary = taskOf('binary', 2, 1);
const multiclass = taskOf('multiclass', 3);
const regression = taskOf('regression', 0);

/** Summed in another order than there; relative to the larger of 1 and the value. */
const TOLERANCE = 1e-12;

/** Its values are tested in cost.test.ts: it needs costs. */
const NO_PEER = new Set(['cost']);

describe('metrics against scikit-learn and imbalanced-learn', () => {
  const named = [...new Set(groups.flatMap((group) => group.metrics))];

  test('at least 300 cases, a third of them weighted; values of every metric and family, and nulls', () => {
    const cases = groups.flatMap((group) => group.cases);
    assert.ok(cases.length >= 300);
    assert.ok(cases.filter(({ quarters }) => quarters !== null).length >= cases.length / 3);
    for (const { id } of metrics.all()) {
      if (NO_PEER.has(id)) continue;
      const values = expectedOf(id).filter(({ wanted }) => wanted !== null);
      assert.ok(values.length >= 20, `${id} has golden values`);
    }
    for (const { id } of metrics.families())
      assert.ok(
        named.some((name) => name.startsWith(`${id}@`)),
        `${id}@`,
      );
    const nullable = [
      'f1',
      'precision',
      'recall',
      'roc_auc',
      'roc_auc_ovr',
      'matthews_corrcoef',
      'r2',
      'mape',
    ];
    for (const id of nullable) {
      assert.ok(
        expectedOf(id).some(({ wanted }) => wanted === null),
        `${id} has an undefined case`,
      );
    }
  });

  for (const name of named) {
    test(name, () => {
      const metric = metrics.get(name);
      assert.equal(metric.id, name);
      expectedOf(name).forEach(({ scored, wanted }, at) => {
        const score = metric.score(scored);
        if (wanted === null || score.value === null) {
          assert.equal(score.value, wanted, `case ${at}`);
          assert.ok('reason' in score && score.reason.length > 5);
          return;
        }
        const scale = Math.max(1, Math.abs(wanted));
        assert.ok(
          Math.abs(score.value - wanted) <= TOLERANCE * scale,
          `case ${at}: ${score.value}, not ${wanted}`,
        );
        assert.ok(score.value >= metric.range[0] - 1e-12 && score.value <= metric.range[1] + 1e-12);
      });
    });
  }
});

describe('definitions that hand counts show', () => {
  const scored: Scored = {
    task: binary,
    nRows: 6,
    truth: Float64Array.of(1, 1, 1, 0, 0, 0),
    predicted: Float64Array.of(1, 1, 0, 1, 0, 0),
    proba: Float64Array.of(0.1, 0.9, 0.4, 0.6, 0.7, 0.3, 0.4, 0.6, 0.8, 0.2, 0.9, 0.1),
  };
  const value = (id: string) => metricFor(scored.task, id).score(scored).value;

  test('f1 = 2tp/(2tp+fp+fn), auc counts a tie as half', () => {
    assert.equal(value('f1'), 4 / 6);
    assert.equal(value('fbeta'), 10 / (10 + 1 + 4));
    assert.equal(value('roc_auc'), 7.5 / 9);
  });

  test('specificity_macro leaves out a class that every row has', () => {
    const one = { ...scored, truth: Float64Array.of(1, 1, 1, 1, 1, 1) };
    assert.equal(metricFor(binary, 'specificity_macro').score(one).value, 3 / 6);
    assert.equal(metricFor(binary, 'specificity').score(one).value, null);
  });
});

describe('choosing metrics', () => {
  test('the out-of-bag score is none: it says where it stands, and what ranks', () => {
    assert.throws(() => metricFor(regression, 'oob_score'), {
      exitCode: 2,
      message: /oob_score is no metric/,
      hint: /results\.json as oob_score.*held-out rows/,
    });
  });

  test('aliases and longer names, any case', () => {
    const known: Record<string, string> = {
      auc: 'roc_auc',
      pr_auc: 'average_precision',
      MCC: 'matthews_corrcoef',
      'F1-Score': 'f1',
      neg_log_loss: 'log_loss',
      f1_score_macro: 'f1_macro',
      neg_brier_score: 'brier',
    };
    for (const [typed, id] of Object.entries(known)) assert.equal(metrics.get(typed).id, id);
    assert.equal(metricFor(regression, 'neg_root_mean_squared_error').id, 'rmse');
    assert.equal(metricFor(regression, 'neg_mae').id, 'mae');
  });

  const failure = (task: Task, id: string): AssayError => {
    try {
      metricFor(task, id);
    } catch (error) {
      assert.ok(error instanceof AssayError);
      return error;
    }
    throw new Error(`${id} was accepted`);
  };

  test('the bare names are binary: on more classes exit 2 names the other forms', () => {
    for (const id of ['f1', 'precision', 'recall', 'jaccard', 'specificity', 'fbeta']) {
      const error = failure(multiclass, id);
      assert.equal(error.exitCode, 2);
      assert.equal(error.hint, `use ${id}_macro, ${id}_micro, ${id}_weighted, ${id}:CLASS for one class`);
    }
    assert.equal(
      failure(multiclass, 'auc').hint,
      'use roc_auc_ovr, roc_auc_ovo, roc_auc:CLASS for one class',
    );
    assert.match(failure(multiclass, 'fbeta@3').hint, /^use fbeta_macro@3, fbeta_micro@3, /);
  });

  test('unknown and of another task', () => {
    assert.match(failure(binary, 'acuracy').hint, /did you mean "accuracy"/);
    assert.match(failure(regression, 'f1').hint, /rmse, mae/);
    assert.equal(failure(binary, 'rmse').exitCode, 2);
  });

  test('defaults fit their task; without probabilities only labels', () => {
    for (const task of [binary, multiclass, regression]) {
      const shown = defaultMetrics(task, true);
      assert.equal(shown[0].id, defaultMetric(task.kind));
      for (const metric of shown) assert.equal(metricFor(task, metric.id), metric);
      assert.ok(defaultMetrics(task, false).every((metric) => metric.needs !== 'probability'));
    }
    assert.equal(defaultMetrics(binary, true).length, 11);
  });
});

test('every default binary metric on 300,000 rows in well under two seconds', () => {
  const nRows = 300_000;
  const rng = stream(3, 'metrics-test');
  const truth = Float64Array.from({ length: nRows }, () => rng.below(2));
  const proba = new Float64Array(2 * nRows);
  for (let row = 0; row < nRows; row++) {
    proba[2 * row + 1] = rng.uniform();
    proba[2 * row] = 1 - proba[2 * row + 1];
  }
  const predicted = Float64Array.from(truth, (_, row) => (proba[2 * row + 1] >= 0.5 ? 1 : 0));
  const scored: Scored = { task: binary, nRows, truth, predicted, proba };
  const started = performance.now();
  for (const metric of defaultMetrics(binary, true)) assert.notEqual(metric.score(scored).value, null);
  assert.ok(performance.now() - started < 2000);
});
