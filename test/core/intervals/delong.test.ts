import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  aucCovariance,
  aucInterval,
  curveVariance,
  delongTest,
  type Placements,
  placementsOf,
} from '../../../src/core/intervals/delong.js';
import { unitsOf } from '../../../src/core/intervals/sampled-rows.js';
import { rankCurve } from '../../../src/core/metrics/rank-curve.js';
import { log } from '../../../src/core/numeric.js';
import { stream } from '../../../src/core/rng.js';
import { classTask } from '../made-table.js';

interface Case {
  y: number[];
  first: number[];
  second: number[];
  groups: number[];
  auc: [number, number];
  variance: [number, number];
  covariance: number;
  z: number;
  p: number;
  interval: [number, number];
  clustered: [number, number];
}

const { delong: cases } = JSON.parse(
  readFileSync(new URL('../../../../test/golden/intervals.json', import.meta.url), 'utf8'),
) as { delong: Case[] };

/** Sums of a few dozen terms in another order. */
const near = (actual: number | null | undefined, expected: number, what: string) =>
  assert.ok(
    typeof actual === 'number' && Math.abs(actual - expected) <= 1e-12 * Math.max(1e-3, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

const placed = (scores: readonly number[], y: readonly number[]): Placements => {
  const placements = placementsOf(Float64Array.from(scores), Uint8Array.from(y));
  assert.ok(placements);
  return placements;
};

/** The definition: the share of the other class, pair by pair. */
const naivePlacement = (scores: readonly number[], y: readonly number[], row: number): number => {
  const others = scores.filter((_, other) => y[other] !== y[row]);
  const ahead = (score: number) => (scores[row] - score) * (y[row] === 1 ? 1 : -1);
  const won = others.reduce((sum, score) => sum + (ahead(score) > 0 ? 1 : ahead(score) === 0 ? 0.5 : 0), 0);
  return won / others.length;
};

describe('DeLong against the definition in numpy', () => {
  cases.forEach((one, i) => {
    test(`case ${i}: ${one.y.length} rows`, () => {
      const [a, b] = [placed(one.first, one.y), placed(one.second, one.y)];
      near(a.auc, one.auc[0], 'area');
      near(aucCovariance(a, a, null), one.variance[0], 'variance');
      near(aucCovariance(b, b, null), one.variance[1], 'variance');
      near(aucCovariance(a, b, null), one.covariance, 'covariance');
      const found = delongTest(a, b);
      near(found?.statistic, one.z, 'z');
      near(found?.p, one.p, 'p');
      const interval = aucInterval(a.auc, one.variance[0], 0.95);
      near(interval?.[0], one.interval[0], 'low');
      near(interval?.[1], one.interval[1], 'high');
    });

    test(`case ${i}: rows in groups`, () => {
      const [a, b] = [placed(one.first, one.y), placed(one.second, one.y)];
      const groups = unitsOf(one.groups).unitOf;
      near(aucCovariance(a, a, groups), one.clustered[0], 'variance');
      near(aucCovariance(a, b, groups), one.clustered[1], 'covariance');
    });
  });
});

describe('DeLong by ranks', () => {
  const rng = stream(5, 'delong');
  const made = Array.from({ length: 40 }, (_, i) => {
    const n = 4 + rng.below(60);
    const y = Array.from({ length: n }, (_, row) => (row < 2 ? 0 : row < 4 ? 1 : rng.below(2)));
    const scores = y.map((label) => (i % 2 ? rng.normal(log) + label : rng.below(5)) / 8);
    return { y, scores };
  });

  test('placements are those of all pairs', () => {
    for (const { y, scores } of made) {
      const { placement } = placed(scores, y);
      y.forEach((_, row) => {
        near(placement[row], naivePlacement(scores, y, row), `row ${row}`);
      });
    }
  });

  test('the variance off the curve is that of the placements', () => {
    for (const { y, scores } of made) {
      const a = placed(scores, y);
      const scored = {
        task: classTask(['0', '1']),
        nRows: y.length,
        truth: Float64Array.from(y),
        predicted: Float64Array.from(y),
        proba: Float64Array.from(scores.flatMap((p) => [1 - p, p])),
      };
      near(curveVariance(rankCurve(scored, 1)), aucCovariance(a, a, null) as number, 'variance');
    }
  });

  test('equal scores do not differ, and one class has no area', () => {
    const { y, scores } = made[1];
    assert.deepEqual(delongTest(placed(scores, y), placed(scores, y)), { difference: 0, statistic: 0, p: 1 });
    assert.equal(placementsOf(Float64Array.of(0.1, 0.2), Uint8Array.of(1, 1)), null);
    const two = placed([0.1, 0.2], [0, 1]);
    assert.equal(aucCovariance(two, two, null), null);
    assert.equal(aucInterval(1, 0, 0.95), null);
  });
});
