/** The naive twin against LightGBM and XGBoost themselves. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { quantile } from '../../../src/core/trees/quantile.js';
import { naiveBoost, naiveValue } from '../../../src/kernels/boost.js';
import { naiveDerivatives } from '../../../src/kernels/boost-gradients.js';
import { binsOfCells, type GoldenBoost, goldenBoosts, NOT_FOLLOWED } from './golden-boosts.js';

/** The value of a leaf as its loss has it, where derivatives do not tell. */
function renewalOf({ objective, y, weights }: GoldenBoost) {
  if (objective.id !== 'absolute_error' && objective.id !== 'quantile') return null;
  const level = objective.id === 'quantile' ? objective.alpha : 0.5;
  return (rows: readonly number[], scores: Float64Array) =>
    quantile(
      Float64Array.from(rows, (row) => y[row] - scores[row]),
      weights && Float64Array.from(rows, (row) => weights[row]),
      level,
    );
}

function twinOf(boost: GoldenBoost) {
  const { objective, y, weights, start, options, isCategory } = boost;
  return naiveBoost({
    nRows: y.length,
    bins: binsOfCells(boost.X),
    isCategory,
    start,
    options,
    derivatives: (scores, channel) => naiveDerivatives(objective, y, weights, scores, channel),
    renew: renewalOf(boost),
  });
}

function largest(actual: Float64Array, expected: (number | number[] | null)[]) {
  const K = actual.length / expected.length;
  let off = 0;
  expected.forEach((value, row) => {
    if (value === null) return;
    [value].flat().forEach((one, k) => {
      off = Math.max(off, Math.abs(actual[row * K + k] - one) / Math.max(1, Math.abs(one)));
    });
  });
  return off;
}

for (const library of ['lightgbm', 'xgboost'] as const) {
  describe(library, () => {
    for (const boost of goldenBoosts(library)) {
      const { golden } = boost;
      test(golden.name, { skip: NOT_FOLLOWED[`${library}: ${golden.name}`] }, () => {
        const { trees, scores } = twinOf(boost);
        const bins = binsOfCells(boost.fresh);
        const K = boost.start.length;
        const fresh = Float64Array.from({ length: golden.fresh.length * K }, (_, at) =>
          trees.reduce(
            (sum, tree, t) =>
              t % K === at % K ? sum + naiveValue(tree, (f) => bins[f][Math.floor(at / K)]) : sum,
            boost.start[at % K],
          ),
        );
        const a = largest(scores, golden.train),
          b = largest(fresh, golden.fresh);
        console.log(library, golden.name, a.toExponential(1), b.toExponential(1));
        assert.ok(Math.max(a, b) <= (library === 'lightgbm' ? 1e-6 : 1e-5));
      });
    }
  });
}
