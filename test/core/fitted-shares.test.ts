/** Shares of classes by hand: rows drawn by class, and what counts as moved. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { areMoved, classShares, lostClasses } from '../../src/core/fitted-shares.js';

const y = Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1);
const own = { y, weights: null };

describe('shares of classes', () => {
  test('rows drawn by class weigh what rows of their class weigh in the mean', () => {
    const weights = Float64Array.of(1, 1, 1, 1, 1, 1, 2, 4);
    const met = { y, weights, drawn: [5, 5] };
    assert.deepEqual(classShares(own, met, null, 2), { own: [0.75, 0.25], fitted: [5 / 20, 15 / 20] });
  });

  test('a class of which none is drawn is lost; numbers have no shares', () => {
    const shares = classShares(own, { y, weights: null, drawn: [2, 0] }, null, 2);
    assert.deepEqual([shares.fitted, lostClasses(shares)], [[1, 0], [1]]);
    const values = { y: Float64Array.of(0.5, 7), weights: null };
    assert.deepEqual(classShares(values, values, null, 0), { own: [], fitted: [] });
  });

  test('moved: by more than a twentieth of the share of some class', () => {
    assert.equal(areMoved({ own: [0.5, 0.5], fitted: [0.52, 0.48] }), false);
    assert.equal(areMoved({ own: [0.99, 0.01], fitted: [0.988, 0.012] }), true);
    assert.equal(areMoved({ own: [], fitted: [] }), false);
  });
});
