/** Each run beside the plain one of its model, beside SciPy's t and Holm's correction by hand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { againstPlain } from '../../../src/core/imbalance/against-plain.js';
import type { Candidate } from '../../../src/core/ranking/candidate.js';
import { foldTest } from '../../../src/core/ranking/fold-tests.js';
import type { BakeOffRun } from '../../../src/core/schemas/imbalance.js';

const folds = Array.from({ length: 5 }, () => ({ nTrain: 80, nTest: 20 }));

function scored(model: string, remedy: Partial<BakeOffRun>, values: readonly number[]) {
  const value = values.reduce((sum, one) => sum + one, 0) / values.length;
  const metrics = { f1: { value, values } };
  const candidate = { entries: [], metrics, splitSha256: 'same', folds } as unknown as Candidate;
  const run = { model, sampler: 'none', class_weight: null, threshold: 0.5, ...remedy } as BakeOffRun;
  return { run, candidate };
}

const PLAIN = [0.5, 0.52, 0.48, 0.51, 0.49];
const board = [
  scored('forest', {}, PLAIN),
  scored('forest', { threshold: 'f1' }, [0.6, 0.63, 0.57, 0.62, 0.58]),
  scored('forest', { sampler: 'smote' }, [0.52, 0.5, 0.5, 0.52, 0.49]),
  scored('tree', { sampler: 'smote' }, PLAIN),
  scored('boost', { class_weight: 'balanced' }, [0.4, 0.42, 0.38, 0.4, 0.4]),
  scored('boost', {}, [0.5, 0.5, 0.5, 0.49, 0.51]),
];
const test5 = { by: 'f1', alpha: 0.05, test: foldTest('corrected-t', []) } as const;

/** Two-sided p of mean / sqrt(variance (1/5 + 1/4)) on 4 degrees of freedom by scipy.stats.t.sf, times its place in Holm's order. */
const P = {
  threshold: 3 * 0.00011793929069029753,
  smote: 0.6213082950374971,
  weights: 2 * 0.0007056129425387868,
};

test('beside the plain run of the same model; none for plain ones and where that is missing', () => {
  const beside = againstPlain(board, { ...test5, direction: 'max' });
  assert.deepEqual(
    beside.map((one) => one?.effect ?? null),
    [null, 'helps', 'unclear', null, 'harms', null],
  );
  const [, threshold, smote, , weights] = beside;
  assert.ok(Math.abs((threshold?.difference ?? 0) - 0.1) < 1e-12);
  for (const [found, p] of [
    [threshold, P.threshold],
    [smote, P.smote],
    [weights, P.weights],
  ] as const) {
    assert.ok(Math.abs((found?.p ?? 0) / p - 1) < 1e-9, `${found?.p} ${p}`);
  }
});

test('of a metric that is better when it is smaller, the other way round', () => {
  const effects = againstPlain(board, { ...test5, direction: 'min' }).map((one) => one?.effect ?? null);
  assert.deepEqual(effects, [null, 'harms', 'unclear', null, 'helps', null]);
});
