import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { benjaminiHochberg } from '../../../src/core/comparing/benjamini-hochberg.js';
import { friedman } from '../../../src/core/comparing/friedman.js';
import { rankLearners } from '../../../src/core/comparing/mean-ranks.js';
import { criticalDifference, nemenyi } from '../../../src/core/comparing/nemenyi.js';

interface Golden {
  friedman: {
    scores: number[][];
    statistic: number;
    p: number;
    f: number;
    fP: number;
    meanRanks: number[];
    nemenyi: number[][];
  }[];
  benjaminiHochberg: [number[], number[]][];
  /** k, q at 0.05 over the root of 2 */
  nemenyiQ05: [number, number][];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/rank-tests.json', import.meta.url), 'utf8'),
) as Golden;

const close = (actual: number | undefined, expected: number, relative: number) =>
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual}, not ${expected}`,
  );

describe('mean ranks', () => {
  test('1 is the best, ties shared', () => {
    const scores = [
      [0.9, 0.8, 0.9],
      [0.5, 0.7, 0.6],
    ];
    const { ranks, means, ties } = rankLearners(scores, 'max');
    assert.deepEqual(
      ranks.map((row) => [...row]),
      [
        [1.5, 3, 1.5],
        [3, 1, 2],
      ],
    );
    assert.deepEqual([means, ties], [[2.25, 2, 1.75], 6]);
    assert.deepEqual(rankLearners(scores, 'min').means, [1.75, 2, 2.25]);
  });
});

describe('Friedman', () => {
  test("as SciPy's friedmanchisquare, ties corrected, and Iman and Davenport's F of it", () => {
    for (const { scores, statistic, p, f, fP, meanRanks } of golden.friedman) {
      const ranked = rankLearners(scores, 'max');
      const found = friedman(ranked);
      ranked.means.forEach((rank, learner) => {
        close(rank, meanRanks[learner], 1e-14);
      });
      // SciPy adds up rank sums in another order
      close(found?.statistic, statistic, 1e-12);
      close(found?.p, p, 1e-11);
      close(found?.imanDavenport.statistic, f, 1e-11);
      close(found?.imanDavenport.p, fP, 1e-10);
    }
  });

  test('by hand: three data sets that agree', () => {
    const agreeing = [
      [3, 2, 1],
      [3, 2, 1],
      [3, 2, 1],
    ];
    const found = friedman(rankLearners(agreeing, 'max'));
    assert.equal(found?.statistic, 6); // n (k - 1), the most there is
    close(found?.p, Math.exp(-3), 1e-14);
    assert.deepEqual(found?.imanDavenport, { statistic: Infinity, df: [2, 4], p: 0 });
  });

  test('without differences p is 1; too few for a test is null', () => {
    const equal = friedman(
      rankLearners(
        [
          [1, 1, 1],
          [2, 2, 2],
        ],
        'max',
      ),
    );
    assert.deepEqual([equal?.statistic, equal?.p, equal?.imanDavenport.p], [0, 1, 1]);
    assert.equal(friedman(rankLearners([[1, 2, 3]], 'max')), null);
    assert.equal(
      friedman(
        rankLearners(
          [
            [1, 2],
            [2, 1],
          ],
          'max',
        ),
      ),
      null,
    );
  });
});

describe('Nemenyi', () => {
  /** SciPy's quadrature behind scikit-posthocs, and ours, each reach about 1e-9. */
  test('p-values as scikit-posthocs', () => {
    for (const { scores, meanRanks, nemenyi: expected } of golden.friedman) {
      nemenyi(meanRanks, scores.length).forEach((row, i) => {
        row.forEach((p, j) => {
          assert.ok(Math.abs(p - expected[i][j]) < 1e-8, `${p}, not ${expected[i][j]}`);
        });
      });
    }
  });

  test('critical differences as SciPy, and as printed in Demšar 2006: 2.569 at four learners', () => {
    for (const [k, q] of golden.nemenyiQ05)
      close(criticalDifference(k, 14, 0.05), q * Math.sqrt((k * (k + 1)) / (6 * 14)), 1e-8);
    assert.equal((criticalDifference(4, 14, 0.05) / Math.sqrt(20 / (6 * 14))).toFixed(3), '2.569');
    assert.equal(criticalDifference(4, 14, 0.05).toFixed(2), '1.25');
  });
});

describe('Benjamini-Hochberg', () => {
  test("as SciPy's false_discovery_control", () => {
    for (const [p, expected] of golden.benjaminiHochberg)
      benjaminiHochberg(p).forEach((value, i) => {
        close(value, expected[i], 1e-15);
      });
    assert.deepEqual(benjaminiHochberg([]), []);
    assert.deepEqual(benjaminiHochberg([0.9, 1]), [1, 1]);
  });
});
