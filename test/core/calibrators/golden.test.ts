import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { calibrators } from '../../../src/core/calibrators/list.js';
import { isFitted } from './is-fitted.js';

interface Answer {
  readonly library: number[];
  readonly exact?: number[] | null;
}

interface Case {
  readonly p: number[];
  readonly y: number[];
  readonly weights: number[] | null;
  readonly at: number[];
  readonly answers: Readonly<Record<string, Answer | null>>;
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/calibration.json', import.meta.url), 'utf8'),
) as Case[];

/**
 * `exact`: two ways to the same optimum in doubles, whose curvature costs a few digits. The libraries' solvers of sigmoid
 * and beta stop at gradients of 1e-4 to 1e-6, which moves p by up to that. The others are sums and ratios in another order.
 */
const LIBRARY_TOLERANCE: Readonly<Record<string, number>> = {
  sigmoid: 2e-4,
  isotonic: 1e-12,
  beta: 2e-3,
  'venn-abers': 1e-9,
};
const EXACT_TOLERANCE = 1e-8;

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

for (const calibrator of calibrators.all().filter(isFitted)) {
  describe(`${calibrator.id} against other people's numbers`, () => {
    for (const [i, { p, y, weights, at, answers }] of golden.entries()) {
      const answer = answers[calibrator.id];
      if (!answer) continue;
      test(`case ${i}`, () => {
        const state = calibrator.fit({
          scores: Float64Array.from(p),
          isClass: Float64Array.from(y),
          weights: weights && Float64Array.from(weights),
        });
        const given = calibrator.apply(Float64Array.from(at), state);
        assert.ok(
          furthest(given, answer.library) <= LIBRARY_TOLERANCE[calibrator.id],
          `${furthest(given, answer.library)}`,
        );
        if (answer.exact)
          assert.ok(furthest(given, answer.exact) <= EXACT_TOLERANCE, `${furthest(given, answer.exact)}`);
      });
    }
  });
}
