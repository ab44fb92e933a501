/** A small part of `npm run bench -- conformal`, whose output is in test/bench/conformal.txt. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CONFORMAL_CASES, conformalCoverage } from '../../bench/conformal-coverage.js';

const N_SETS = 60;
const SIZES = { fitted: 200, calibrating: 200, tested: 200 };

/** Of the mean over the sets: a set's coverage varies with its calibration rows and its tested rows. */
const standardError = (level: number) => Math.sqrt((2 * level * (1 - level)) / 200 / N_SETS);

for (const one of CONFORMAL_CASES) {
  test(`${one.name}: regions hold the answer as often as asked`, async () => {
    const found = await conformalCoverage(one, SIZES, N_SETS);
    one.spec.levels.forEach((level, at) => {
      const { coverage } = found[at];
      const low = level - 4 * standardError(level);
      // Whole ranks: at most 1 / (n + 1) more. What is proved of CV+ has no upper end.
      const high = one.spec.method === 'cv+' ? 1 : level + 1 / 201 + 4 * standardError(level);
      assert.ok(coverage > low && coverage < high, `${level}: ${coverage}`);
    });
  });
}
