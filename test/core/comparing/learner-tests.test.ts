import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bayesianCorrelatedT } from '../../../src/core/comparing/bayesian-correlated-t.js';
import { benjaminiHochberg } from '../../../src/core/comparing/benjamini-hochberg.js';
import { fiveByTwoF } from '../../../src/core/comparing/five-by-two.js';
import { mcnemar } from '../../../src/core/comparing/mcnemar.js';
import { reachOf, simplestWithin } from '../../../src/core/comparing/reach.js';
import { pairedCorrectedTest } from '../../../src/core/statistics/corrected-t.js';
import { holm } from '../../../src/core/statistics/holm.js';
import { readGolden } from '../models/fixtures.js';

interface Golden {
  fiveByTwoF: { differences: [number, number][]; statistic: number; p: number }[];
  /** only first, only second, statistic, p, exact */
  mcnemar: [number, number, number, number, boolean][];
  bayes: { gains: number[]; folds: number; rope: number; probs: [number, number, number] }[];
  corrections: { p: number[]; holm: number[]; bh: number[] }[];
}

const golden = readGolden<Golden>('learner-tests.json');

const close = (actual: number, expected: number, relative: number) =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual}, not ${expected}`);

describe('5x2cv F', () => {
  /** mlxtend takes the variance of a repeat from its mean, we from its difference: rounding apart. */
  test('as mlxtend', () => {
    for (const { differences, statistic, p } of golden.fiveByTwoF) {
      const found = fiveByTwoF(differences);
      close(found.statistic, statistic, 1e-12);
      close(found.p, p, 1e-11);
      assert.deepEqual(found.df, [10, 5]);
    }
  });

  test('equal scores are no difference; one without any spread is certain', () => {
    const always = (value: number) => Array.from({ length: 5 }, (): [number, number] => [value, value]);
    assert.deepEqual(fiveByTwoF(always(0)), { difference: 0, statistic: 0, df: [10, 5], p: 1 });
    assert.deepEqual(fiveByTwoF(always(0.25)), { difference: 0.25, statistic: Infinity, df: [10, 5], p: 0 });
    assert.throws(() => fiveByTwoF(always(0.1).slice(1)), /5 repeats, got 4/);
  });
});

describe('McNemar', () => {
  test('as statsmodels: exact under 25 rows, else chi-square with continuity correction', () => {
    for (const [onlyFirst, onlySecond, statistic, p, exact] of golden.mcnemar) {
      const found = mcnemar(onlyFirst, onlySecond);
      assert.deepEqual([found.difference, found.exact], [onlyFirst - onlySecond, exact]);
      close(found.statistic, statistic, 1e-14);
      close(found.p, p, 1e-10);
      assert.equal(mcnemar(onlySecond, onlyFirst).p, found.p);
    }
  });

  test('by hand: 1 of 10 rows is 22 of 1024 patterns', () => {
    close(mcnemar(1, 9).p, 22 / 1024, 1e-14);
  });
});

describe('Bayesian correlated t', () => {
  /** baycomp's middle is a difference of two tails, as ours: absolute. */
  test("as baycomp's probabilities of better, equal and worse", () => {
    for (const { gains, folds, rope, probs } of golden.bayes) {
      const found = bayesianCorrelatedT({ values: gains, testShare: 1 / (folds - 1) }, rope);
      assert.ok(found);
      [found.better, found.equal, found.worse].forEach((value, i) => {
        assert.ok(Math.abs(value - probs[i]) < 1e-12, `${value}, not ${probs[i]}`);
      });
    }
  });

  test('without a rope, `worse` is half the p of the corrected t when better on average', () => {
    const gains = { values: [0.1, 0.3, -0.05, 0.2], testShare: 1 / 3 };
    close(bayesianCorrelatedT(gains, 0)?.worse ?? 0, (pairedCorrectedTest(gains)?.p ?? 0) / 2, 1e-12);
  });

  test('without spread it is certain; one fold says nothing', () => {
    const same = { values: [0.02, 0.02], testShare: 1 };
    assert.deepEqual(bayesianCorrelatedT(same, 0.01), { better: 1, equal: 0, worse: 0 });
    assert.deepEqual(bayesianCorrelatedT(same, 0.02), { better: 0, equal: 1, worse: 0 });
    assert.equal(bayesianCorrelatedT({ values: [0.02], testShare: 1 }, 0), null);
  });
});

describe('corrections over comparisons', () => {
  test('Holm and Benjamini-Hochberg as statsmodels', () => {
    for (const { p, holm: byHolm, bh } of golden.corrections) {
      holm(p).forEach((value, i) => {
        close(value, byHolm[i], 1e-14);
      });
      benjaminiHochberg(p).forEach((value, i) => {
        close(value, bh[i], 1e-14);
      });
    }
  });
});

describe('rules of reach', () => {
  test('the best alone, one standard error, a share of the best', () => {
    assert.equal(reachOf({ id: 'best' }, 0.8, 0.03), 0);
    assert.equal(reachOf({ id: 'one-se' }, 0.8, 0.03), 0.03);
    assert.equal(reachOf({ id: 'pct-loss', percent: 5 }, -0.8, 0.03), 0.04);
  });

  test('the simplest within reach, of equal ones the better; undefined ones never', () => {
    const simplicity = [3, 2, 2, 0, 1];
    const isSimpler = (a: number, b: number) => simplicity[a] < simplicity[b];
    const values = [0.9, 0.89, 0.88, null, 0.8];
    assert.deepEqual(simplestWithin(values, 0.05, isSimpler), { at: 1, nWithin: 3 });
    assert.deepEqual(simplestWithin(values, 0.5, isSimpler), { at: 4, nWithin: 4 });
    assert.deepEqual(simplestWithin(values, 0, isSimpler), { at: 0, nWithin: 1 });
    assert.equal(simplestWithin([null, 1], 1, isSimpler), null);
  });
});
