import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { samplingQuality } from '../../src/core/sampling-quality.js';
import { numbers, problemOf, tableOf, words } from './made-table.js';

const levels = ['a', 'b', 'c'];
const data = problemOf(
  tableOf(
    numbers('x', [9, 9, 0, 2, null]),
    numbers('same', [9, 9, 4, 4, 4]),
    words('w', ['c', 'c', 'a', 'b', 'b'], levels),
  ),
  [0, 0, 1, 1, 1],
);
const made = tableOf(
  numbers('x', [2, 3, 0, 3]),
  numbers('same', [4, 4, 4, 4]),
  words('w', ['b', 'b', 'b', null], levels),
);

describe('sampling quality', () => {
  test('shares, copies and the distances of each column, by hand', () => {
    const quality = samplingQuality(data, {
      keep: Uint32Array.of(0, 1, 2, 3, 4, 4),
      synthetic: made,
      syntheticY: new Float64Array(4).fill(1),
      origin: Uint32Array.of(2, 3, 2, 3),
      warnings: [],
    });
    assert.deepEqual(quality, {
      synthetic_share: 0.4,
      repeated_share: 0.1,
      exact_copies: 1,
      columns: [
        // real 0, 2 (mean 1, sd 1); new 0, 2, 3, 3 (mean 2): the distribution functions are furthest at 0 and at 2.
        { column: 'x', class: '1', mean_shift: 1, ks: 0.5, total_variation: null },
        { column: 'same', class: '1', mean_shift: null, ks: 0, total_variation: null },
        // real a 1/3, b 2/3; new b 3/4, missing 1/4.
        {
          column: 'w',
          class: '1',
          mean_shift: null,
          ks: null,
          total_variation: quality.columns[2].total_variation,
        },
      ],
    });
    assert.ok(Math.abs((quality.columns[2].total_variation as number) - 1 / 3) < 1e-12);
  });

  test('nothing made: no columns, no copies', () => {
    const nothing = samplingQuality(data, {
      keep: Uint32Array.of(0, 2),
      synthetic: made.take(new Uint32Array(0)),
      syntheticY: new Float64Array(0),
      origin: new Uint32Array(0),
      warnings: [],
    });
    assert.deepEqual(nothing, { synthetic_share: 0, repeated_share: 0, exact_copies: 0, columns: [] });
  });
});
