import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { binomialTwoSided } from '../../../src/core/statistics/binomial.js';
import { midranks } from '../../../src/core/statistics/ranks.js';
import { wilcoxonSignedRank } from '../../../src/core/statistics/signed-rank.js';
import { Worst } from './worst.js';

interface Golden {
  /** differences, statistic, p, exact */
  signedRank: [number[], number, number, boolean][];
  /** k, n, p of a success, p-value */
  binomial: [number, number, number, number][];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/rank-tests.json', import.meta.url), 'utf8'),
) as Golden;

describe('signed ranks', () => {
  test("as SciPy's wilcoxon; exact with ties as counted in whole numbers", (t) => {
    const worst = new Worst();
    for (const [differences, statistic, p, exact] of golden.signedRank) {
      const found = wilcoxonSignedRank(differences);
      assert.equal(found.statistic, statistic);
      assert.equal(found.exact, exact);
      worst.see(found.p, p, differences.length);
    }
    worst.below(1e-12, t, 35);
  });

  test('by hand: all three positive has 1 pattern of 8 on either side', () => {
    assert.deepEqual(wilcoxonSignedRank([1, 2, 3]), { statistic: 0, p: 0.25, exact: true });
    assert.deepEqual(wilcoxonSignedRank([-1, -2, 0, -3]), { statistic: 0, p: 0.25, exact: true });
  });

  test('all patterns of signs of tied ranks, one by one', () => {
    const sizes = [1, 1, 2, 2, 2, 5, 7, 7];
    const { ranks } = midranks(sizes);
    const sums = Array.from({ length: 256 }, (_, signs) =>
      ranks.reduce((sum, rank, i) => ((signs >> i) & 1 ? sum + rank : sum), 0),
    );
    for (const signs of [0, 3, 77, 128, 200, 255]) {
      const { p, statistic } = wilcoxonSignedRank(sizes.map((size, i) => ((signs >> i) & 1 ? size : -size)));
      assert.equal(p, Math.min(1, (2 * sums.filter((sum) => sum <= statistic).length) / 256));
    }
  });

  test('no differences but zeros: nothing to tell', () => {
    assert.deepEqual(wilcoxonSignedRank([0, 0]), { statistic: 0, p: 1, exact: true });
    assert.equal(wilcoxonSignedRank([]).p, 1);
  });
});

describe('midranks', () => {
  test('ties share the mean of their places', () => {
    const { ranks, ties } = midranks([3, 1, 3, 0, 3]);
    assert.deepEqual([...ranks], [4, 2, 4, 1, 4]);
    assert.equal(ties, 24);
    assert.equal(midranks([5, 4]).ties, 0);
  });
});

describe('binomial, two-sided', () => {
  /** SciPy sums its own beta tails, good to about 1e-12. */
  test("as SciPy's binomtest", (t) => {
    const worst = new Worst();
    for (const [k, n, p, expected] of golden.binomial)
      worst.see(binomialTwoSided(k, n, p), expected, [k, n, p]);
    worst.below(1e-11, t, 55);
  });

  test('by hand: at p = 1/2 twice the smaller tail', () => {
    assert.ok(Math.abs(binomialTwoSided(2, 10, 0.5) - (2 * (1 + 10 + 45)) / 1024) < 1e-15);
    assert.equal(binomialTwoSided(5, 10, 0.5), 1);
    assert.equal(binomialTwoSided(0, 0, 0.5), 1);
  });
});
