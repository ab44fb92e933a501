/** What parts of a pipeline and weights cannot do together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { models } from '../../src/core/models/list.js';
import { resolveParams } from '../../src/core/params.js';
import { checkPipeline } from '../../src/workflows/check-pipeline.js';
import { classTask, numbers, tableOf } from '../core/made-table.js';

const data = (weight: number) => ({
  task: classTask(['no', 'yes']),
  table: tableOf(numbers('x', [1, 2, 3, 4])),
  y: Float64Array.of(0, 1, 0, 1),
  weights: Float64Array.of(weight, weight, 0, weight),
});

const check = (model: string, weight: number) =>
  checkPipeline(data(weight), {
    model,
    params: resolveParams(model, models.get(model).params, {}),
    sampler: 'none',
    sampler_params: {},
    class_weight: null,
    weights: 'w',
    threshold: 0.5,
  });

test('weights of any size are taken where only ratios count, else refused with exit 3 beyond what sums bear', () => {
  for (const weight of [1e-300, 1e300]) {
    for (const model of ['tree', 'forest', 'extra-trees']) check(model, weight);
    for (const model of ['boost', 'logistic', 'naive-bayes']) {
      assert.throws(() => check(model, weight), {
        exitCode: 3,
        message: /cannot reckon with a weight of 1e/,
      });
    }
  }
  for (const weight of [1e-6, 1e6]) check('boost', weight);
});
