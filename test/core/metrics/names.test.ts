import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../../src/core/errors.js';
import { parseGate } from '../../../src/core/gates.js';
import { metricFor } from '../../../src/core/metrics/choose-metrics.js';
import { metrics } from '../../../src/core/metrics/list.js';
import type { Scored } from '../../../src/core/metrics/metric.js';
import type { Task } from '../../../src/core/task.js';

const flowers: Task = {
  kind: 'multiclass',
  target: 'species',
  classes: ['setosa', 'versicolor', 'very good: 1@2'],
  positive: null,
};
const income: Task = { kind: 'binary', target: 'income', classes: ['<=50K', '>50K'], positive: 1 };

const scored: Scored = {
  task: flowers,
  nRows: 6,
  truth: Float64Array.of(0, 0, 0, 1, 1, 2),
  predicted: Float64Array.of(0, 0, 1, 1, 2, 2),
  proba: null,
};

function refusal(act: () => unknown): AssayError {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof AssayError);
    assert.equal(error.exitCode, 2);
    return error;
  }
  throw new Error('nothing was refused');
}

describe('names of metrics', () => {
  test('a parameter is written in one way, and the standard one is the bare name', () => {
    assert.equal(metrics.get('fbeta@0.50').id, 'fbeta@0.5');
    assert.equal(metrics.get('F_Beta@5e-1'), metrics.get('fbeta@0.5'));
    assert.equal(metrics.get('fbeta_score@2'), metrics.get('fbeta'));
    assert.equal(metrics.get('fbeta_macro@0.5').id, 'fbeta_macro@0.5');
  });

  test('one class, whatever its label holds', () => {
    assert.equal(metricFor(flowers, 'f1:setosa').score(scored).value, 4 / 5);
    assert.equal(metricFor(flowers, 'recall_score:versicolor').id, 'recall:versicolor');
    assert.equal(metricFor(flowers, 'precision:very good: 1@2').score(scored).value, 1 / 2);
    assert.equal(metricFor(flowers, 'fbeta@0.5:setosa').id, 'fbeta@0.5:setosa');
    assert.equal(metricFor(income, 'f1:<=50K').id, 'f1:<=50K');
    assert.equal(metrics.get('f1:setosa'), metrics.get('F1:setosa'));
  });

  test('an unknown class names the classes', () => {
    const error = refusal(() => metricFor(flowers, 'f1:versicolour'));
    assert.equal(error.message, 'f1:versicolour: the target "species" has no class "versicolour"');
    assert.match(error.hint, /^did you mean "versicolor"\? its classes: setosa, versicolor, very good/);
  });

  test('what is no parameter, what takes none, what is of all classes', () => {
    assert.match(refusal(() => metrics.get('fbeta@0')).message, /BETA is a number above 0, .* got "0"/);
    assert.match(refusal(() => metrics.get('fbeta@')).hint, /fbeta@0\.5/);
    assert.match(refusal(() => metrics.get('accuracy@3')).message, /accuracy has no parameter/);
    assert.match(refusal(() => metrics.get('f1_macro:setosa')).hint, /f1:CLASS, precision:CLASS/);
    assert.match(refusal(() => metrics.get('fbetta@3')).hint, /did you mean/);
    for (const name of ['fbeta@x', 'accuracy@3', 'f1_macro:a', 'nothing', '', ':a', '@1'])
      assert.equal(metrics.has(name), false, name);
    assert.ok(metrics.has('fbeta@3:a'));
  });

  test('gates take the names, also of labels that hold an operator', () => {
    const parts = (text: string) => {
      const { metric, op, than } = parseGate(text);
      return [metric, op, than];
    };
    assert.deepEqual(parts('f1:>50K >= 0.5'), ['f1:>50K', '>=', 0.5]);
    assert.deepEqual(parts('recall:<=50K>0.5'), ['recall:<=50K', '>', 0.5]);
    assert.deepEqual(parts('fbeta@0.5.low > 0.5'), ['fbeta@0.5.low', '>', 0.5]);
    assert.deepEqual(parts('f1:yes.high <= @base-0.1')[0], 'f1:yes.high');
  });
});
