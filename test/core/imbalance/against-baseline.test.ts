/** Each run beside the best single answer, by SciPy's t and Benjamini and Hochberg's correction by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { againstBaseline } from '../../../src/core/imbalance/against-baseline.js';
import type { Candidate } from '../../../src/core/ranking/candidate.js';
import { foldTest } from '../../../src/core/ranking/fold-tests.js';
import type { MetricValue } from '../../../src/core/schemas/metric-value.js';
import { mean } from '../../../src/core/statistics/moments.js';

const folds = Array.from({ length: 5 }, () => ({ nTrain: 80, nTest: 20 }));

const scores = (values: readonly number[]) => ({
  f1: { value: mean(values), values } as unknown as MetricValue,
});

const candidate = (values: readonly number[]): Candidate => ({
  ...{ entries: [], metrics: scores(values), splitSha256: 'same', folds },
});

const BASELINE = scores([0.5, 0.52, 0.48, 0.51, 0.49]);
const runs = [
  candidate([0.6, 0.63, 0.57, 0.62, 0.58]),
  candidate([0.52, 0.5, 0.5, 0.52, 0.49]),
  candidate([0, 0, 0, 0, 0]),
];
const beside = { by: 'f1', direction: 'max', alpha: 0.05, test: foldTest('corrected-t', []) } as const;

/** One-sided p of mean / sqrt(variance (1/5 + 1/4)) on 4 degrees of freedom by scipy.stats.t.sf, times 3 over its place. */
const P = [
  3 * (0.00011793929069029753 / 2),
  (3 / 2) * (0.6213082950374971 / 2),
  1 - 1.2113635927503556e-6 / 2,
];

test('a run far above the same answer is better; one within its swing is not, nor one far below', () => {
  const found = againstBaseline(runs, BASELINE, beside);
  assert.deepEqual(
    found.map((one) => one?.better),
    [true, false, false],
  );
  found.forEach((one, at) => {
    assert.ok(Math.abs((one?.p ?? 0) / P[at] - 1) < 1e-9, `${one?.p} ${P[at]}`);
  });
});

test('of a metric that is better when it is smaller, the other way round', () => {
  const found = againstBaseline(runs, BASELINE, { ...beside, direction: 'min' });
  assert.deepEqual(
    found.map((one) => one?.better),
    [false, false, true],
  );
});

test('on one fold nothing is shown', () => {
  const once = runs.map((run) => ({ ...run, folds: folds.slice(0, 1) }));
  assert.ok(againstBaseline(once, BASELINE, beside).every((one) => one?.better === false));
});

test('of a metric without a baseline nothing is known', () => {
  assert.deepEqual(againstBaseline(runs, {}, beside), [null, null, null]);
});
