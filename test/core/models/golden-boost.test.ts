/**
 * LightGBM's predictions by the model as users ask for it: names, bins, where scores start, links. Its scale_pos_weight is
 * left out: LightGBM lets scores start as if there were none, `boost` by its weights. boost-golden.test.ts has more digits.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boost } from '../../../src/core/models/boost.js';
import type { Block, TrainBlock } from '../../../src/core/models/model.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import type { Column } from '../../../src/core/table.js';
import type { BoostOptions } from '../../../src/core/trees/boost-options.js';
import { type GoldenBoost, goldenBoosts } from '../trees/golden-boosts.js';
import { contextOf, regressionBlockOf, trainBlockOf } from './fixtures.js';

const context = contextOf();

function paramsOf({ options }: GoldenBoost): Params {
  const { objective, categories, monotone, interactions, maxDepth } = options;
  return resolveParams('boost', boost.params, {
    loss: objective.id,
    ...(objective.alpha > 0 ? { alpha: objective.alpha } : {}),
    ...numbersOf(options),
    max_depth: Number.isFinite(maxDepth) ? maxDepth : null,
    monotonic_cst:
      monotone &&
      Array.from(monotone, (sign, f) => (sign ? [`x${f}:${sign}`] : []))
        .flat()
        .join(','),
    interaction_cst: interactions?.map((group) => group.map((f) => `x${f}`).join('+')).join(',') ?? null,
    cat_l2: categories.l2,
    cat_smooth: categories.smooth,
    max_cat_threshold: categories.most,
  });
}

const numbersOf = (options: BoostOptions): Params => ({
  num_iterations: options.rounds,
  learning_rate: options.learningRate,
  num_leaves: options.maxLeaves,
  min_data_in_leaf: Math.max(1, options.minSamplesLeaf),
  min_sum_hessian_in_leaf: options.minChildWeight,
  lambda_l2: options.l2,
  lambda_l1: options.l1,
  min_split_gain: options.gamma,
});

/** Whole numbers as cells, or as levels. */
function columnsOf(cells: GoldenBoost['X'], isCategory: readonly boolean[]): Column[] {
  const levels = Array.from({ length: 256 }, (_, k) => `l${String(k).padStart(3, '0')}`);
  return cells.map((column, f) => {
    const name = `x${f}`;
    return isCategory[f]
      ? { name, type: 'category', codes: Int32Array.from(column, (cell) => cell ?? -1), levels }
      : {
          name,
          type: 'number',
          values: Float64Array.from(column, (cell) => cell ?? Number.NaN),
          integer: true,
        };
  });
}

function trainBlock({ options, X, isCategory, y, weights }: GoldenBoost): TrainBlock {
  const isClass = options.objective.id === 'log_loss' || options.objective.id === 'softmax';
  const block = (isClass ? trainBlockOf : regressionBlockOf)([[0]], [...y], weights && [...weights]);
  return { ...block, nRows: y.length, columns: columnsOf(X, isCategory) };
}

describe("LightGBM's predictions, by boost", () => {
  const cases = goldenBoosts('lightgbm').filter(({ golden }) => !('scale_pos_weight' in golden.params));
  for (const one of cases) {
    test(one.golden.name, async () => {
      const fitted = await boost.fit(trainBlock(one), paramsOf(one), context);
      const { predicted } = one.golden;
      const fresh: Block = { nRows: predicted.length, columns: columnsOf(one.fresh, one.isCategory) };
      const output = fitted.predict(fresh, context.engine);
      const width = output.length / predicted.length;
      assert.ok(predicted.some((answer) => answer !== null));
      for (const [row, answer] of predicted.entries()) {
        for (const [k, value] of answer === null ? [] : [answer].flat().entries()) {
          const off = Math.abs(output[row * width + k] - value) / Math.max(1, Math.abs(value));
          assert.ok(off < 1e-7, `row ${row}: ${output[row * width + k]} is not ${value}`);
        }
      }
    });
  }
});
