/** Shares of classes by hand: rows drawn by class, and what counts as moved. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { areMoved, classShares, countClasses, lostClasses } from '../../src/core/fitted-shares.js';

const y = Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1);
const counts = countClasses(y, 2);
const own = { y, counts, weights: null };

describe('shares of classes', () => {
  test('rows drawn by class weigh what rows of their class weigh in the mean', () => {
    const weights = Float64Array.of(1, 1, 1, 1, 1, 1, 2, 4);
    const met = { y, counts, weights, drawn: [5, 5] };
    assert.deepEqual(classShares(own, met, null), { own: [0.75, 0.25], fitted: [5 / 20, 15 / 20] });
  });

  test('rows held out do not count, with weights and without', () => {
    const without = Uint32Array.of(0, 7);
    const weights = Float64Array.of(9, 1, 1, 1, 1, 1, 2, 9);
    const fitted = (more: object) => classShares(own, { ...own, without, ...more }, null).fitted;
    assert.deepEqual(fitted({}), [5 / 6, 1 / 6]);
    assert.deepEqual(fitted({ weights }), [5 / 7, 2 / 7]);
    assert.deepEqual(fitted({ drawn: [5, 5] }), [0.5, 0.5]);
  });

  test('a class of which none is drawn is lost; numbers have no shares', () => {
    const shares = classShares(own, { ...own, drawn: [2, 0] }, null);
    assert.deepEqual([shares.fitted, lostClasses(shares)], [[1, 0], [1]]);
    const answers = Float64Array.of(0.5, 7);
    const values = { y: answers, counts: countClasses(answers, 0), weights: answers };
    assert.deepEqual(classShares(values, values, null), { own: [], fitted: [] });
  });

  test('moved: by more than a twentieth of the share of some class', () => {
    assert.equal(areMoved({ own: [0.5, 0.5], fitted: [0.52, 0.48] }), false);
    assert.equal(areMoved({ own: [0.99, 0.01], fitted: [0.988, 0.012] }), true);
    assert.equal(areMoved({ own: [], fitted: [] }), false);
  });
});
