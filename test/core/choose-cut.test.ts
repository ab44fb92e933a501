import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { chooseCut } from '../../src/core/choose-cut.js';
import { dependsOnCut } from '../../src/core/metrics/cut-metrics.js';
import { metrics } from '../../src/core/metrics/list.js';
import type { Metric, Scored } from '../../src/core/metrics/metric.js';
import { stream } from '../../src/core/rng.js';
import { classTask } from './made-table.js';

interface Case {
  readonly truth: number[];
  readonly p: number[];
  readonly best: Readonly<Record<string, number>>;
}

const golden = JSON.parse(
  readFileSync(new URL('../../../test/golden/cuts.json', import.meta.url), 'utf8'),
) as Case[];

const task = classTask(['no', 'yes']);

/** A wrong answer costs 1, or 5 where a "yes" is missed. */
function scoredOf(truth: readonly number[], p: readonly number[], cut = 0.5): Scored {
  return {
    task,
    nRows: p.length,
    truth: Float64Array.from(truth),
    predicted: Float64Array.from(p, (one) => Number(one >= cut)),
    proba: Float64Array.from(p.flatMap((one) => [1 - one, one])),
    costs: Float64Array.from(truth.flatMap((label) => (label ? [5, 0] : [0, 1]))),
  };
}

const valueAt = (metric: Metric, { truth, p }: Pick<Case, 'truth' | 'p'>, cut: number) =>
  metric.score(scoredOf(truth, p, cut)).value;

/** One cut in each gap between distinct scores. */
function everyCut(p: readonly number[]): number[] {
  const distinct = [...new Set(p)].sort((a, b) => a - b);
  return [...distinct, ...(distinct[distinct.length - 1] < 1 ? [1] : [])];
}

describe('the best cut', () => {
  for (const [i, one] of golden.entries()) {
    test(`is worth what scikit-learn's is, case ${i}`, () => {
      for (const [id, best] of Object.entries(one.best)) {
        const metric = metrics.get(id);
        const { threshold, value } = chooseCut(scoredOf(one.truth, one.p), metric);
        // Ratios and roots of the same counts, in another order of operations.
        assert.ok(Math.abs(value - best) <= 1e-12, `${id}: ${value}, scikit-learn ${best}`);
        assert.ok(
          Math.abs((valueAt(metric, one, threshold) ?? Number.NaN) - best) <= 1e-12,
          `${id} at ${threshold}`,
        );
      }
    });
  }

  test('is no worse than any other, for every metric of answers', () => {
    const known = metrics.all().filter((metric) => metric.tasks.includes('binary') && dependsOnCut(metric));
    assert.ok(known.length > 20);
    for (const metric of known) {
      const rng = stream(3, `cut/${metric.id}`);
      const truth = Array.from({ length: 60 }, (_, row) => Number(row < 2 ? row : rng.uniform() < 0.3));
      const p = truth.map((label) => Math.round(20 * (0.4 * label + 0.6 * rng.uniform())) / 20);
      const { threshold, value } = chooseCut(scoredOf(truth, p), metric);
      const values = everyCut(p)
        .map((cut) => valueAt(metric, { truth, p }, cut))
        .filter((one) => one !== null);
      const best = metric.direction === 'max' ? Math.max(...values) : Math.min(...values);
      assert.ok(Math.abs(value - best) <= 1e-12, `${metric.id}: ${value} of ${best}`);
      assert.ok(
        Math.abs((valueAt(metric, { truth, p }, threshold) ?? Number.NaN) - best) <= 1e-12,
        metric.id,
      );
    }
  });

  const accuracy = metrics.get('accuracy');
  const cutOf = (truth: number[], p: number[], metric = accuracy) =>
    chooseCut(scoredOf(truth, p), metric).threshold;

  test('is the middle of its plateau', () => {
    assert.equal(cutOf([0, 0, 1, 1], [0.1, 0.2, 0.6, 0.9]), (0.2 + 0.6) / 2);
  });

  test('of equally good plateaus is in the widest', () => {
    // Whether the cut is below the first yes or above the last no, there is one mistake.
    assert.equal(cutOf([0, 1, 0, 1], [0.1, 0.3, 0.8, 0.9]), (0.1 + 0.3) / 2);
    assert.equal(cutOf([0, 1, 0, 1], [0.25, 0.3, 0.5, 0.9]), (0.5 + 0.9) / 2);
  });

  test('parts no equal scores, and tells 0 and 1 apart', () => {
    assert.equal(cutOf([0, 1], [0, 1]), 0.5);
    assert.ok(cutOf([0, 1], [0, Number.MIN_VALUE]) === Number.MIN_VALUE);
    assert.equal(cutOf([1, 1], [0, 0.5], metrics.get('recall')), 0);
    assert.ok(cutOf([0, 0, 1], [0.4, 0.4, 0.4]) > 0.4, 'nothing is positive');
  });

  test('a metric that is undefined at every cut is an error', () => {
    assert.throws(() => cutOf([0, 0], [0.2, 0.4], metrics.get('recall')), /recall is undefined at every cut/);
  });
});
