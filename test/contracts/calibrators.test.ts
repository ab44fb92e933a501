/** What every registered calibrator promises. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CalibrationRows } from '../../src/core/calibrators/calibrator.js';
import { calibrators } from '../../src/core/calibrators/list.js';
import { groupScores, poolAdjacent } from '../../src/core/calibrators/pool-adjacent.js';
import { vennAbers } from '../../src/core/calibrators/venn-abers.js';
import { stream } from '../../src/core/rng.js';
import { isFitted } from '../core/calibrators/is-fitted.js';

/** Scores in [0, 1] that understate what happens; with ties. */
function madeRows(n: number, seed: number, weighted = false): CalibrationRows {
  const rng = stream(seed, 'calibrators');
  const scores = Float64Array.from({ length: n }, () => Math.round(200 * rng.uniform()) / 200);
  return {
    scores,
    isClass: scores.map((p) => Number(rng.uniform() < Math.sqrt(p))),
    weights: weighted ? scores.map(() => 0.1 + rng.uniform()) : null,
  };
}

const GRID = Float64Array.from({ length: 101 }, (_, i) => i / 100);

const odd: Readonly<Record<string, CalibrationRows>> = {
  'one score': {
    scores: new Float64Array(20).fill(0.3),
    isClass: Float64Array.from({ length: 20 }, (_, i) => i % 2),
    weights: null,
  },
  'scores that part the classes': { scores: GRID, isClass: GRID.map((p) => Number(p > 0.5)), weights: null },
  'scores turned round': { scores: GRID, isClass: GRID.map((p) => Number(p < 0.5)), weights: null },
  'no row of the class': { scores: GRID, isClass: new Float64Array(GRID.length), weights: null },
  'scores of 0 and 1 alone': {
    scores: GRID.map((p) => Number(p > 0.4)),
    isClass: GRID.map((_, i) => i % 2),
    weights: null,
  },
};

for (const calibrator of calibrators.all().filter(isFitted)) {
  const applied = (rows: CalibrationRows, scores = GRID) => calibrator.apply(scores, calibrator.fit(rows));
  describe(calibrator.id, () => {
    test('its state is JSON', () => {
      const state = calibrator.fit(madeRows(200, 1));
      assert.deepEqual(
        calibrator.apply(GRID, JSON.parse(JSON.stringify(state))),
        calibrator.apply(GRID, state),
      );
    });

    test('a higher score is never less probable', () => {
      const p = applied(madeRows(500, 2));
      assert.ok(p.every((value, i) => i === 0 || value >= p[i - 1] - 1e-12));
    });

    test('mends what is understated', () => {
      const p = applied(madeRows(20_000, 3));
      for (const at of [20, 50, 80])
        assert.ok(Math.abs(p[at] - Math.sqrt(at / 100)) < 0.05, `${at}: ${p[at]}`);
    });

    test('a row of weight 3 is three rows', () => {
      const { scores, isClass } = madeRows(60, 4);
      const weights = scores.map((_, i) => 1 + (i % 3));
      const repeated = [...scores.keys()].flatMap((i) => Array.from({ length: weights[i] }, () => i));
      const [once, often] = [
        // Only the ratio to the new row tells Venn-Abers weights from repeats.
        applied({ scores, isClass, weights }),
        applied({
          scores: Float64Array.from(repeated, (i) => scores[i]),
          isClass: Float64Array.from(repeated, (i) => isClass[i]),
          weights: null,
        }),
      ];
      const tolerance = calibrator.id === 'venn-abers' ? 0.1 : 1e-9;
      assert.ok(once.every((p, i) => Math.abs(p - often[i]) <= tolerance));
    });

    for (const [name, rows] of Object.entries(odd)) {
      test(`${name}: probabilities all the same`, () => {
        for (const p of applied(rows)) assert.ok(p >= 0 && p <= 1, String(p));
      });
    }
  });
}

/** p0 and p1 of a score by two isotonic regressions, as they are defined. */
function naiveVennAbers(rows: CalibrationRows, score: number): number {
  const nRows = rows.scores.length;
  const weights = rows.weights ?? new Float64Array(nRows).fill(1);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / nRows;
  const [p0, p1] = [0, 1].map((label) => {
    const groups = groupScores({
      scores: Float64Array.of(...rows.scores, score),
      isClass: Float64Array.of(...rows.isClass, label),
      weights: Float64Array.of(...weights, mean),
    });
    return poolAdjacent(groups.shares, groups.weights)[groups.scores.indexOf(score)];
  });
  return p1 / (1 - p0 + p1);
}

describe('venn-abers in one pass', () => {
  for (let seed = 0; seed < 20; seed++) {
    test(`is two isotonic regressions for each score, seed ${seed}`, () => {
      const rows = madeRows(10 + 7 * seed, seed, seed % 2 === 1);
      const given = vennAbers.apply(GRID, vennAbers.fit(rows));
      given.forEach((p, i) => {
        assert.ok(Math.abs(p - naiveVennAbers(rows, GRID[i])) <= 1e-9, `${GRID[i]}: ${p}`);
      });
    });
  }
});
