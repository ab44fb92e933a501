import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type BaselineFold, baseline } from '../../src/core/baseline.js';
import { metrics } from '../../src/core/metrics/list.js';
import type { Task } from '../../src/core/task.js';

const binary: Task = { kind: 'binary', target: 'y', classes: ['no', 'yes'], positive: 1 };
const regression: Task = { kind: 'regression', target: 'y', classes: [], positive: null };

const fold = (at: number, trainY: number[], testY: number[]): BaselineFold => ({
  repeat: 0,
  fold: at,
  trainY: Float64Array.from(trainY),
  testY: Float64Array.from(testY),
});

const folds = [fold(0, [0, 0, 0, 1], [0, 0, 1, 0]), fold(1, [0, 1, 0, 0], [0, 0, 0, 1])];
const of = (id: string) => baseline(metrics.get(id), binary, folds);
const near = (actual: number | null, expected: number) =>
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-12, `${actual}, not ${expected}`);

describe('the best single answer for every row', () => {
  test('labels: the one that scores best', () => {
    near(of('f1').value.value, 0.4);
    assert.equal(of('f1').answer, 'always yes');
    near(of('accuracy').value.value, 0.75);
    assert.equal(of('accuracy').answer, 'always no');
    near(of('recall').value.value, 1);
    near(of('specificity').value.value, 1);
    assert.equal(of('matthews_corrcoef').value.value, null);
    assert.equal(of('matthews_corrcoef').answer, 'undefined for any one label');
  });

  test('one label over all folds, not the best of each', () => {
    const turned = [fold(0, [0, 1], [0, 0, 0]), fold(1, [0, 1], [1, 1, 0])];
    const { value, answer } = baseline(metrics.get('accuracy'), binary, turned);
    assert.equal(answer, 'always no');
    assert.deepEqual(value.values, [1, 1 / 3]);
  });

  test('probabilities: the training shares', () => {
    near(of('roc_auc').value.value, 0.5);
    near(of('average_precision').value.value, 0.25);
    near(of('brier').value.value, 0.1875);
    near(of('log_loss').value.value, -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)));
    near(of('ece').value.value, 0);
    assert.equal(of('brier').answer, 'training shares');
  });

  test('regression: the training mean, the median for mae and median_ae', () => {
    const rows = [fold(0, [0, 0, 9], [1, 3]), fold(1, [1, 2, 3, 10], [4])];
    const value = (id: string) => baseline(metrics.get(id), regression, rows);
    assert.deepEqual(value('mae').value.values, [2, 1.5]);
    assert.equal(value('mae').answer, 'training median');
    assert.deepEqual(value('median_ae').value.values, [2, 1.5]);
    assert.deepEqual(value('mse').value.values, [2, 0]);
    assert.equal(value('mse').answer, 'training mean');
    assert.equal(value('r2').value.undefined.length, 1);
  });
});
