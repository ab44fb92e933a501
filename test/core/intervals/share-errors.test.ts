import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decide } from '../../../src/core/decide.js';
import { type ShareResponse, shareErrors } from '../../../src/core/intervals/share-errors.js';
import { metrics } from '../../../src/core/metrics/list.js';
import type { Scored } from '../../../src/core/metrics/metric.js';
import { takeRows } from '../../../src/core/metrics/take-rows.js';
import { exp, log } from '../../../src/core/numeric.js';
import { stream } from '../../../src/core/rng.js';
import { classTask } from '../made-table.js';

const STAYS: ShareResponse = { proba: false, threshold: null };
const FOLLOWS: ShareResponse = { proba: true, threshold: 0.5 };

const errorsOf = (
  scored: Scored,
  ids: readonly string[],
  response: ShareResponse,
  groups: readonly number[] | null = null,
) =>
  shareErrors(
    scored,
    { y: scored.truth, groups },
    ids.map((id) => metrics.get(id)),
    response,
  );

const near = (found: number, expected: number, tolerance: number, what = '') =>
  assert.ok(Math.abs(found - expected) <= tolerance, `${what} ${found}, not ${expected}`);

/** Rows from counts [truth][predicted]. */
function fromCounts(counts: readonly (readonly number[])[]): Scored {
  const pairs = counts.flatMap((row, truth) =>
    row.flatMap((times, predicted) => Array.from({ length: times }, () => [truth, predicted])),
  );
  return {
    task: classTask(counts.map((_, k) => `c${k}`)),
    nRows: pairs.length,
    truth: Float64Array.from(pairs, ([truth]) => truth),
    predicted: Float64Array.from(pairs, ([, predicted]) => predicted),
    proba: null,
  };
}

/**
 * Two normals, one unit of variance each, `gap` apart, `share` of the rows positive: p is right by Bayes' rule for that share,
 * as a model gives it that was fitted on many such rows.
 */
function twoNormals(nRows: number, share: number, gap: number, set: number): Scored {
  const rng = stream(5, 'two-normals', nRows, set);
  const task = classTask(['0', '1']);
  const truth = Float64Array.from({ length: nRows }, () => (rng.uniform() < share ? 1 : 0));
  const own = truth.reduce((sum, label) => sum + label, 0) / nRows;
  const proba = new Float64Array(2 * nRows);
  truth.forEach((label, row) => {
    const x = rng.normal(log) + gap * label;
    const odds = (exp(gap * x - (gap * gap) / 2) * own) / (1 - own);
    proba[2 * row] = 1 / (1 + odds);
    proba[2 * row + 1] = odds / (1 + odds);
  });
  return { task, nRows, truth, predicted: decide(task, proba, 0.5), proba };
}

describe('what chance in the class shares adds to a standard error', () => {
  test('accuracy is linear in the shares: the spread of the recalls of the classes, in closed form', () => {
    const two = fromCounts([
      [120, 30],
      [25, 25],
    ]);
    // |specificity - recall| sqrt(share (1 - share) / n)
    const expected = Math.abs(0.8 - 0.5) * Math.sqrt((0.75 * 0.25) / 200);
    near(errorsOf(two, ['accuracy'], STAYS).accuracy, expected, 1e-12);
    const three = fromCounts([
      [60, 20, 20],
      [10, 30, 10],
      [5, 5, 40],
    ]);
    const [shares, recalls] = [
      [0.5, 0.25, 0.25],
      [0.6, 0.6, 0.8],
    ];
    const mean = shares.reduce((sum, share, k) => sum + share * recalls[k], 0);
    const variance = shares.reduce((sum, share, k) => sum + share * (recalls[k] - mean) ** 2, 0);
    near(errorsOf(three, ['accuracy'], STAYS).accuracy, Math.sqrt(variance / 200), 1e-12);
  });

  test('f1 by its derivative; what does not depend on the shares has no such error', () => {
    const scored = fromCounts([
      [1500, 300],
      [80, 120],
    ]);
    const [share, recall, fallOut] = [0.1, 0.6, 1 / 6];
    // f1 = 2 r s / (s (1 + r) + (1 - s) f)
    const below = share * (1 + recall) + (1 - share) * fallOut;
    const slope = (2 * recall * below - 2 * recall * share * (1 + recall - fallOut)) / below ** 2;
    const found = errorsOf(scored, ['f1', 'recall', 'balanced_accuracy'], STAYS);
    const expected = slope * Math.sqrt((share * (1 - share)) / 2000);
    near(found.f1, expected, 0.05 * expected, 'f1, curved between the two shares');
    assert.deepEqual([found.recall, found.balanced_accuracy], [0, 0]);
  });

  test('rows of one group vary together', () => {
    const scored = fromCounts([
      [40, 10],
      [20, 30],
    ]);
    const twice: Scored = {
      ...scored,
      nRows: 200,
      truth: Float64Array.from({ length: 200 }, (_, row) => scored.truth[row % 100]),
      predicted: Float64Array.from({ length: 200 }, (_, row) => scored.predicted[row % 100]),
    };
    const group = Array.from({ length: 200 }, (_, row) => row % 100);
    const one = errorsOf(scored, ['accuracy'], STAYS).accuracy;
    const grouped = errorsOf(twice, ['accuracy'], STAYS, group).accuracy;
    const apart = errorsOf(twice, ['accuracy'], STAYS).accuracy;
    near(grouped, one, 1e-12);
    near(apart, one / Math.sqrt(2), 1e-12);
  });

  test('one class alone, a metric without a value: nothing is added, nothing is NaN', () => {
    const one = fromCounts([
      [7, 3],
      [0, 0],
    ]);
    assert.deepEqual(errorsOf(one, ['accuracy', 'f1', 'roc_auc'], FOLLOWS), {
      accuracy: 0,
      f1: 0,
      roc_auc: 0,
    });
  });

  test('where p follows the shares, as much as scores vary from one data set to the next for their shares', () => {
    const [nRows, share, gap] = [2000, 0.3, 1.5];
    const ids = ['f1', 'precision', 'recall', 'log_loss', 'average_precision', 'roc_auc'];
    const found = errorsOf(twoNormals(nRows, share, gap, 0), ids, FOLLOWS);
    // Scores of very many rows at shares that are one standard error higher and lower: Bayes' rule fitted to each.
    const error = Math.sqrt((share * (1 - share)) / nRows);
    const [high, low] = [share + error, share - error].map((at) => twoNormals(400_000, at, gap, 1));
    for (const id of ids) {
      const [above, below] = [high, low].map((rows) => metrics.get(id).score(rows).value ?? Number.NaN);
      near(found[id], Math.abs(above - below) / 2, 0.0025, id);
    }
    assert.equal(found.roc_auc, 0);
    assert.ok(found.recall > 0.01, `${found.recall}`);
    assert.equal(errorsOf(twoNormals(nRows, share, gap, 0), ['recall'], STAYS).recall, 0);
  });

  test('a cut that is chosen anew: labels stay where p follows', () => {
    const scored = twoNormals(500, 0.4, 1, 2);
    const [kept, stays] = [{ proba: true, threshold: null }, STAYS].map(
      (response) => errorsOf(scored, ['f1'], response).f1,
    );
    assert.equal(kept, stays);
  });

  test('of very many rows some tell it, of a rare class all: as well as all rows would', () => {
    const many = twoNormals(100_000, 0.3, 1.5, 3);
    const few = errorsOf(twoNormals(4000, 0.3, 1.5, 4), ['f1'], FOLLOWS).f1;
    near(errorsOf(many, ['f1'], FOLLOWS).f1 * 5, few, 0.15 * few);
    // 200 positives of 100,000, a model and a cut that stay: f1 by its derivative, as above.
    const rare = fromCounts([
      [99_200, 600],
      [80, 120],
    ]);
    const [share, recall, fallOut] = [0.002, 0.6, 600 / 99_800];
    const below = share * (1 + recall) + (1 - share) * fallOut;
    const slope = (2 * recall * below - 2 * recall * share * (1 + recall - fallOut)) / below ** 2;
    const expected = slope * Math.sqrt((share * (1 - share)) / 100_000);
    near(errorsOf(rare, ['f1'], STAYS).f1, expected, 0.15 * expected);
  });

  test('rows that several folds test count once: shares vary as those of the data', () => {
    const scored = fromCounts([
      [120, 30],
      [25, 25],
    ]);
    const half = takeRows(
      scored,
      Array.from({ length: 100 }, (_, row) => 2 * row),
    );
    const [accuracy] = [metrics.get('accuracy')];
    const drawn = { y: scored.truth, groups: null };
    const found = shareErrors(half, drawn, [accuracy], STAYS).accuracy;
    near(found, Math.abs(60 / 75 - 12 / 25) * Math.sqrt((0.75 * 0.25) / 200), 0.002);
  });
});
