import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { point632Plus, point632Values } from '../../src/core/bootstrap-score.js';
import type { ScoredFold } from '../../src/core/evaluation.js';
import { metrics } from '../../src/core/metrics/list.js';
import type { Scored } from '../../src/core/metrics/metric.js';
import { resubstitution } from '../../src/core/splitters/splitter.js';
import { summarise } from '../../src/core/statistics/fold-summary.js';
import type { Task } from '../../src/core/task.js';
import { classTask } from './made-table.js';

interface Golden {
  labels: number[];
  answers: number[];
  error: number;
  values: number[];
  guesses: number[];
  mse: number;
}

const golden = JSON.parse(
  readFileSync(new URL('../../../test/golden/bootstrap.json', import.meta.url), 'utf8'),
) as Golden;

const near = (actual: number, expected: number, tolerance = 1e-12) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

describe('.632+ of Efron & Tibshirani 1997', () => {
  test('between the extremes it is the weighted mean of eq. 29', () => {
    const [err1, err, gamma] = [0.4, 0.1, 0.6];
    const r = (err1 - err) / (gamma - err);
    const w = 0.632 / (1 - 0.368 * r);
    near(point632Plus(err1, err, gamma, 'min'), (1 - w) * err + w * err1);
  });

  test('no overfitting: .632; nothing learnt: the weight of the fitted rows goes to gamma', () => {
    near(point632Plus(0.2, 0.2, 0.5, 'min'), 0.2);
    near(point632Plus(0.1, 0.2, 0.5, 'min'), 0.368 * 0.2 + 0.632 * 0.1);
    near(point632Plus(0.5, 0, 0.5, 'min'), 0.5);
    near(point632Plus(0.6, 0, 0.5, 'min'), 0.632 * 0.6 + 0.368 * 0.5);
  });

  test('a score is one less its error', () => {
    near(point632Plus(0.6, 0.9, 0.4, 'max'), 1 - point632Plus(0.4, 0.1, 0.6, 'min'));
  });
});

/** The .632+ value when the rows that were not drawn score as given. */
function combined(id: string, task: Task, truth: number[], predicted: number[], tested: number): number {
  const metric = metrics.get(id);
  const scored: Scored = {
    task,
    nRows: truth.length,
    truth: Float64Array.from(truth),
    predicted: Float64Array.from(predicted),
    proba: null,
  };
  const fold = resubstitution(truth.length, 1);
  const onFitted: ScoredFold = {
    fold,
    output: scored.predicted,
    scored,
    scores: { [id]: metric.score(scored) },
  };
  const values = summarise(metric, [
    { repeat: 0, fold: 0, score: { value: tested }, nTrain: truth.length, nTest: 20 },
  ]);
  const made = point632Values({ [id]: values }, onFitted, [metric])[id];
  assert.equal(made.estimate, '.632+');
  assert.equal(made.ci95, null);
  return made.value as number;
}

describe('the score of predictions that have nothing to do with the truth', () => {
  test('of labels: all pairs, as mlxtend counts them', () => {
    const { labels, answers, error } = golden;
    const fitted = labels.filter((label, i) => label === answers[i]).length / labels.length;
    const value = combined('accuracy', classTask(['0', '1', '2']), labels, answers, 0.6);
    near(value, point632Plus(0.6, fitted, 1 - error, 'max'));
  });

  test('of values: 50 shufflings come near all pairs', () => {
    const { values, guesses, mse } = golden;
    const task: Task = { kind: 'regression', target: 'y', classes: [], positive: null };
    const fitted = Math.sqrt(values.reduce((sum, y, i) => sum + (y - guesses[i]) ** 2, 0) / values.length);
    const value = combined('rmse', task, values, guesses, 1.3);
    // A mean of 50 x 60 squared differences has a standard error of about 3 %, its root half of that, and the value
    // moves by a third of gamma at most: 2 % is four standard errors.
    near(value, point632Plus(1.3, fitted, Math.sqrt(mse), 'min'), 0.02 * value);
  });
});
