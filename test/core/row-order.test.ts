import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import { rowOrder } from '../../src/core/row-order.js';

describe('the order of rows', () => {
  test('puts them in ascending order, whatever order they are in', () => {
    const rows = stream(1, 'order').shuffle(Uint32Array.from({ length: 3000 }, (_, i) => 2 * i));
    for (const given of [rows, rows.toSorted(), rows.toSorted().reverse(), rows.subarray(0, 1)]) {
      assert.deepEqual(
        rowOrder(given).map((i) => given[i]),
        given.toSorted(),
      );
    }
    assert.equal(rowOrder(new Uint32Array(0)).length, 0);
  });
});
