/** What a bake-off says before it runs: a fit counts by its rows, and by the fits inside it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AbleContender } from '../../src/workflows/imbalance/contenders.js';
import { estimateSeconds, firstOfModels, isCold } from '../../src/workflows/imbalance/estimate.js';
import { scaledSeconds } from '../../src/workflows/imbalance/try-samplers.js';

/** Ten rows, of which eight are of one class; five folds. */
const contender = (
  sampler: string,
  { model = 'tree', threshold = 0.5 as number | { metric: string } } = {},
) =>
  ({
    contestant: { model, sampler },
    prepared: {
      spec: { threshold },
      folds: [0, 1, 2, 3, 4],
      loaded: {
        problem: { y: Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1), task: { classes: ['a', 'b'] } },
      },
    },
  }) as unknown as AbleContender;

const plain = contender('none');
const NOTHING: ReadonlyMap<string, number> = new Map();
const seconds = (...contenders: AbleContender[]) =>
  estimateSeconds(contenders, [{ contender: plain, seconds: 1 }], NOTHING);

describe('the time of a bake-off', () => {
  test('of fits on more rows, on fewer, and of six for one', () => {
    assert.equal(seconds(plain), 5);
    assert.equal(seconds(contender('smote')), 5 * 1.6);
    assert.equal(seconds(contender('smote+tomek-links')), 5 * 1.6);
    assert.equal(seconds(contender('random-under')), 5 * 0.4);
    assert.equal(seconds(contender('tomek-links')), 5);
    assert.equal(seconds(contender('none', { threshold: { metric: 'f1' } })), 30);
    assert.equal(seconds(plain, contender('smote'), contender('none', { model: 'knn' })), 13);
  });

  test('the shortest fit of a model counts, whichever contender it is of', () => {
    const first = [
      { contender: plain, seconds: 9 },
      { contender: contender('smote'), seconds: 3.2 },
    ];
    assert.equal(estimateSeconds([plain], first, NOTHING), 10);
    assert.deepEqual(first.map(isCold), [false, false]);
    assert.ok(isCold({ contender: contender('smote'), seconds: 3.1 }));
  });

  test('what a sampler takes comes before each fit', () => {
    const sampling = new Map([['smote', 0.5]]);
    const of = (one: AbleContender) => estimateSeconds([one], [{ contender: plain, seconds: 1 }], sampling);
    assert.equal(of(plain), 5);
    assert.equal(of(contender('smote')), 5 * (1.6 + 0.5));
    const inside = contender('smote', { threshold: { metric: 'f1' } });
    assert.ok(Math.abs(of(inside) - 6 * 5 * (1.6 + 0.5)) < 1e-9);
  });

  test('a try on few rows says what more take: what grows does so with their square', () => {
    assert.equal(scaledSeconds([100, 2], [200, 5], 200), 5);
    assert.equal(scaledSeconds([100, 2], [200, 2.75], 1000), 2.75 + 24);
    assert.equal(scaledSeconds([100, 2], [200, 1], 1000), 1);
    assert.equal(scaledSeconds([80, 2], [80, 3], 80), 3);
  });

  test('the first contender of each model is fitted first', () => {
    const others = [contender('smote'), contender('none', { model: 'knn' }), contender('smote')];
    assert.deepEqual(firstOfModels([plain, ...others]), [plain, others[1]]);
  });
});
