import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ScoredFold } from '../../src/core/evaluation.js';
import { confusionMatrix } from '../../src/core/metrics/confusion.js';
import { metrics } from '../../src/core/metrics/list.js';
import type { Scored } from '../../src/core/metrics/metric.js';
import { betterCut } from '../../src/core/poor-cut.js';
import { stream } from '../../src/core/rng.js';
import type { Task } from '../../src/core/task.js';

const task: Task = { kind: 'binary', target: 'y', classes: ['0', '1'], positive: 1 };

/** Rows whose probability says something, but is shrunk towards 0. */
function shrunkFold(fold: number, scale: number): ScoredFold {
  const rng = stream(7, 'poor-cut', fold);
  const nRows = 400;
  const truth = Float64Array.from({ length: nRows }, () => Number(rng.uniform() < 0.3));
  const p = Float64Array.from(truth, (label) => scale * (0.5 * label + 0.5 * rng.uniform()));
  const proba = Float64Array.from({ length: 2 * nRows }, (_, i) => (i % 2 ? p[i >> 1] : 1 - p[i >> 1]));
  const predicted = Float64Array.from(p, (value) => Number(value >= 0.5));
  const scored: Scored = { task, nRows, truth, predicted, proba };
  return { fold: {} as ScoredFold['fold'], output: proba, threshold: 0.5, scored, scores: {} };
}

/** The mean of a metric over folds cut at a threshold, the slow way. */
function meanAt(folds: readonly ScoredFold[], id: string, threshold: number): number {
  const metric = metrics.get(id);
  assert.equal(metric.needs, 'label');
  if (metric.needs !== 'label') return Number.NaN;
  const values = folds.map(({ scored }) => {
    const predicted = Float64Array.from(scored.truth, (_, row) =>
      Number((scored.proba as Float64Array)[2 * row + 1] >= threshold),
    );
    return metric.scoreCounts(confusionMatrix({ ...scored, predicted }), task).value ?? 0;
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('a better cut', () => {
  const folds = [0, 1, 2].map((fold) => shrunkFold(fold, 0.6));

  for (const id of ['f1', 'balanced_accuracy', 'matthews_corrcoef']) {
    test(`${id}: the best of all hundredths, as counted row by row`, () => {
      const found = betterCut(folds, metrics.get(id), meanAt(folds, id, 0.5), 0);
      const all = Array.from({ length: 99 }, (_, i) => meanAt(folds, id, (i + 1) / 100));
      assert.ok(found);
      assert.ok(Math.abs(found.value - Math.max(...all)) < 1e-12);
      assert.ok(Math.abs(all[Math.round(found.threshold * 100) - 1] - found.value) < 1e-12);
    });
  }

  test('none where the cut is good already, where the metric takes one side, or where there is no score', () => {
    const fair = [0, 1, 2].map((fold) => shrunkFold(fold, 1));
    assert.equal(betterCut(fair, metrics.get('f1'), meanAt(fair, 'f1', 0.5), 0), null);
    assert.equal(betterCut(folds, metrics.get('recall'), 0.2, 0), null);
    assert.equal(betterCut(folds, metrics.get('roc_auc'), 0.2, 0), null);
    assert.equal(betterCut(folds, metrics.get('f1'), null, 0), null);
    assert.equal(betterCut(folds, metrics.get('f1'), 0.2, 0.999), null, 'no better than a constant');
    assert.equal(betterCut([], metrics.get('f1'), 0.1, 0), null);
  });
});
