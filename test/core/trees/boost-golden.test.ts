/**
 * Boosting against LightGBM and XGBoost themselves, on data where an engine of histograms loses nothing
 * (test/golden/make_trees.py, which drops what ties or rounding decide).
 *
 * The naive twin gives their trees; what is left between the scores is their float32. LightGBM keeps derivatives in it,
 * 6e-8 of each, and sums in float64: 5e-8 after 30 rounds. XGBoost keeps leaf values and scores in it too: 1e-6 after 20.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { binsOfCells, goldenBoosts } from './golden-boosts.js';
import { twinOf, twinScores } from './naive-engine.js';

type Expected = readonly (number | readonly number[] | null)[];

/** The largest difference, relative above 1. Rows without an expected value are left out. */
function largestDifference(actual: Float64Array, expected: Expected): number {
  const K = actual.length / expected.length;
  const off = expected.flatMap((row, i) =>
    row === null
      ? []
      : [row].flat().map((value, k) => Math.abs(actual[i * K + k] - value) / Math.max(1, Math.abs(value))),
  );
  return Math.max(...off);
}

const TOLERANCE = { lightgbm: 5e-8, xgboost: 1e-6 } as const;

for (const library of ['lightgbm', 'xgboost'] as const) {
  describe(`the naive twin of boosting gives ${library}'s scores`, () => {
    for (const boost of goldenBoosts(library)) {
      const { golden, start } = boost;
      test(golden.name, () => {
        const { trees, scores } = twinOf({ ...boost, bins: binsOfCells(boost.X) });
        const fresh = twinScores(trees, start, binsOfCells(boost.fresh));
        for (const off of [largestDifference(scores, golden.train), largestDifference(fresh, golden.fresh)])
          assert.ok(off <= TOLERANCE[library], `off by ${off}`);
      });
    }
  });
}
