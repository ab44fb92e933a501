/**
 * Boosting against LightGBM and XGBoost themselves, on data where an engine of histograms loses nothing
 * (test/golden/make_trees.py, which drops what ties or rounding decide).
 *
 * The naive twin and the engine grow their trees; what is left between the scores is their float32. LightGBM keeps
 * derivatives in it, 6e-8 of each, and sums in float64: 5e-8 after 30 rounds. XGBoost keeps leaf values and scores in it
 * too: 1e-6 after 20. The engine rounds gradients where it looks for splits, never in leaves; only bounds of monotone
 * features come from what is rounded.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { binsOfCells, goldenBoosts } from './golden-boosts.js';
import { engineOf, engineScores } from './grown.js';
import { twinOf, twinScores } from './naive-engine.js';

type Expected = readonly (number | readonly number[] | null)[];

/** Equal within the tolerance, relatively above 1. Rows without an expected value are left out. */
function near(actual: Float64Array, expected: Expected, tolerance: number): void {
  const K = actual.length / expected.length;
  const off = expected.flatMap((row, i) =>
    row === null
      ? []
      : [row].flat().map((value, k) => Math.abs(actual[i * K + k] - value) / Math.max(1, Math.abs(value))),
  );
  assert.ok(Math.max(...off) <= tolerance, `off by ${Math.max(...off)}`);
}

const TOLERANCE = { lightgbm: 5e-8, xgboost: 1e-6 } as const;

for (const library of ['lightgbm', 'xgboost'] as const) {
  const tolerance = TOLERANCE[library];
  for (const boost of goldenBoosts(library)) {
    const { golden, start } = boost;
    const problem = { ...boost, bins: binsOfCells(boost.X) };
    const fresh = binsOfCells(boost.fresh);

    describe(`${library}'s scores: ${golden.name}`, () => {
      test('the naive twin', () => {
        const { trees, scores } = twinOf(problem);
        near(scores, golden.train, tolerance);
        near(twinScores(trees, start, fresh), golden.fresh, tolerance);
      });

      test('the engine', () => {
        const trees = engineOf(problem);
        near(engineScores(trees, start, problem.bins), golden.train, tolerance);
        near(engineScores(trees, start, fresh), golden.fresh, tolerance);
      });
    });
  }
}
