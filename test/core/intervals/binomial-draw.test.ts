import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawBinomial, redrawCounts } from '../../../src/core/intervals/binomial-draw.js';
import { stream } from '../../../src/core/rng.js';
import { chiSquareSurvival } from '../../../src/core/statistics/chi-square.js';

const DRAWS = 40_000;

/** P(k) of k = 0..n by products outwards from the mode, then scaled to 1. */
function probabilities(n: number, p: number): number[] {
  const chances = new Array<number>(n + 1).fill(0);
  const mode = Math.floor((n + 1) * p);
  chances[mode] = 1;
  for (let k = mode; k < n; k++) chances[k + 1] = (chances[k] * (n - k) * p) / ((k + 1) * (1 - p));
  for (let k = mode; k > 0; k--) chances[k - 1] = (chances[k] * k * (1 - p)) / ((n - k + 1) * p);
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => chance / total);
}

/** Pearson's test over outcomes joined until each is expected five times. */
function fit(counts: readonly number[], chances: readonly number[]): number {
  let [statistic, cells, seen, expected] = [0, 0, 0, 0];
  chances.forEach((chance, k) => {
    seen += counts[k];
    expected += chance * DRAWS;
    if (expected < 5) return;
    statistic += (seen - expected) ** 2 / expected;
    cells++;
    [seen, expected] = [0, 0];
  });
  return chiSquareSurvival(statistic, cells - 1);
}

describe('binomial draws', () => {
  for (const [n, p] of [
    [1, 0.3],
    [30, 0.2],
    [30, 0.5],
    [12, 0.9],
    [400, 0.03],
    [2000, 0.4],
    [5000, 0.97],
  ]) {
    test(`n=${n}, p=${p}: chi-square against the exact law`, () => {
      const rng = stream(8, 'binomial', n, Math.round(p * 100));
      const counts = new Array<number>(n + 1).fill(0);
      for (let i = 0; i < DRAWS; i++) counts[drawBinomial(n, p, rng)]++;
      assert.ok(fit(counts, probabilities(n, p)) > 1e-4);
    });
  }

  test('edges', () => {
    const rng = stream(8, 'edges');
    assert.equal(drawBinomial(0, 0.5, rng), 0);
    assert.equal(drawBinomial(9, 0, rng), 0);
    assert.equal(drawBinomial(9, 1, rng), 9);
  });

  test('a table drawn anew keeps its total and its empty cells', () => {
    const rng = stream(8, 'table');
    for (let i = 0; i < 200; i++) {
      const drawn = redrawCounts([0, 700, 25, 0, 3, 0], rng);
      assert.deepEqual([drawn[0], drawn[3], drawn[5]], [0, 0, 0]);
      assert.equal(
        drawn.reduce((sum, count) => sum + count, 0),
        728,
      );
    }
  });
});
