import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowTies } from '../../../src/core/conformal/row-ties.js';
import { log } from '../../../src/core/numeric.js';
import { stream } from '../../../src/core/rng.js';
import { takeColumn } from '../../../src/core/table.js';
import { numbers, words } from '../made-table.js';

const N_ROWS = 4000;
const rng = stream(4, 'ties');
const columns = [
  numbers(
    'x',
    Array.from({ length: N_ROWS }, () => rng.normal(log)),
  ),
  words(
    'w',
    Array.from({ length: N_ROWS }, () => (rng.below(9) === 0 ? null : 'abc'[rng.below(3)])),
  ),
];
const ties = rowTies('lac', columns, N_ROWS, 7);

test('ties are spread over [0, 1) as if drawn', () => {
  assert.ok(ties.every((tie) => tie >= 0 && tie < 1));
  const counts = new Array<number>(20).fill(0);
  for (const tie of ties) counts[Math.floor(20 * tie)]++;
  const expected = N_ROWS / 20;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // 19 degrees of freedom: above 43.8 once in a thousand.
  assert.ok(chiSquare < 43.8, String(chiSquare));
});

test('a row has the same tie alone, among others, and with levels that others bring', () => {
  const some = Uint32Array.of(3, 17, 3999);
  const own = rowTies(
    'lac',
    columns.map((column) => takeColumn(column, some)),
    3,
    7,
  );
  assert.deepEqual(
    [...own],
    [...some].map((row) => ties[row]),
  );
  const cells = (levels: readonly string[]) => [numbers('x', [1]), words('w', ['b'], levels)];
  assert.deepEqual(rowTies('lac', cells(['b']), 1, 7), rowTies('lac', cells(['a', 'b', 'new']), 1, 7));
});

test('another seed, other ties; numbers need none', () => {
  assert.notDeepEqual(rowTies('lac', columns, N_ROWS, 8), ties);
  assert.ok(rowTies('absolute', columns, N_ROWS, 7).every((tie) => tie === 0));
});
