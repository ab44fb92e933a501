import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { baseline } from '../../src/core/baseline.js';
import { readCosts } from '../../src/core/costs.js';
import { AssayError } from '../../src/core/errors.js';
import { metrics } from '../../src/core/metrics/list.js';
import type { Task } from '../../src/core/task.js';
import { numbers, tableOf, words } from './made-table.js';

const churn: Task = { kind: 'binary', target: 'churn', classes: ['no', 'yes'], positive: 1 };
const kinds: Task = { kind: 'multiclass', target: 'kind', classes: ['a', 'b>c', 'c=d'], positive: null };

const table = tableOf(
  numbers('amount', [10, 20, 30, 40]),
  numbers('gap', [1, null, 3, 4]),
  words('word', ['x', 'y', 'x', 'y']),
);
const rows = [0, 1, 2, 3];
const truth = Float64Array.of(0, 0, 1, 1);

const costsOf = (items: string[], task = churn, answers = truth) =>
  Array.from(readCosts(items, task, answers, table, rows));

function refusal(items: string[], task = churn): AssayError {
  try {
    costsOf(items, task);
  } catch (error) {
    assert.ok(error instanceof AssayError);
    return error;
  }
  throw new Error(`${items} were taken`);
}

describe('what answers cost', () => {
  test('numbers and columns of amounts, [row][answer]', () => {
    assert.deepEqual(costsOf(['fp=1', 'fn=5']), [0, 1, 0, 1, 5, 0, 5, 0]);
    assert.deepEqual(costsOf(['FN=amount', 'tp=-2', 'tn=0.5']), [0.5, 0, 0.5, 0, 30, -2, 40, -2]);
  });

  test('by label, whatever labels hold', () => {
    const some = Float64Array.of(0, 1, 2, 2);
    assert.deepEqual(costsOf(['a>b>c=1', 'b>c>a=2', 'c=d>c=d=3', 'c=d>a=amount'], kinds, some), [
      ...[0, 1, 0],
      ...[2, 0, 0],
      ...[30, 0, 3],
      ...[40, 0, 3],
    ]);
  });

  test('what cannot be read says how to say it', () => {
    assert.match(refusal(['fp']).message, /names no amount/);
    assert.match(refusal(['fx=1']).hint, /'no>yes=3', fp=3, .*its classes: no, yes/);
    assert.match(refusal(['fp=1'], kinds).hint, /'a>b>c=3'; its classes/);
    assert.match(refusal(['fp=1', 'no>yes=2']).message, /says again what fp=1 says/);
    assert.match(refusal(['fp=Infinity']).message, /no amount/);
    assert.match(refusal(['fp=']).message, /ends before its amount/);
    assert.match(refusal(['fn=amout']).hint, /amount/);
    assert.match(refusal(['fn=word']).message, /needs numbers; the column is category/);
    assert.equal(
      refusal(['fp=1'], { ...churn, kind: 'regression', classes: [], positive: null }).exitCode,
      2,
    );
    const missing = refusal(['fn=gap']);
    assert.equal(missing.exitCode, 3);
    assert.match(missing.message, /missing in row 1/);
  });
});

describe('the metric cost', () => {
  const cost = metrics.get('cost');
  const scored = {
    task: churn,
    nRows: 4,
    truth,
    predicted: Float64Array.of(0, 1, 0, 1),
    proba: null,
    costs: Float64Array.from(costsOf(['fp=1', 'fn=amount'])),
  };

  test('is the mean a row, weighted; undefined without costs', () => {
    assert.equal(cost.score(scored).value, (1 + 30) / 4);
    assert.equal(cost.score({ ...scored, weights: Float64Array.of(1, 3, 0.5, 0) }).value, (3 + 15) / 4.5);
    assert.equal(cost.score({ ...scored, costs: undefined }).value, null);
  });

  test('its baseline is the cheapest answer to every row', () => {
    const fold = { repeat: 0, fold: 0, trainY: truth, testY: truth, testCosts: scored.costs };
    const { value, answer } = baseline(cost, churn, [fold]);
    assert.equal(value.value, 2 / 4);
    assert.equal(answer, 'always yes');
  });
});
