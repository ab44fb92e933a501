/** The table that rows are drawn from by their weights: each has exactly its share of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from '../../../src/core/rng.js';
import { chanceTable, drawingWeights, mostDrawn } from '../../../src/core/trees/chance-table.js';

/** The share of draws that each row gets by a table. */
function sharesOf(table: Uint32Array): Float64Array {
  const n = table.length / 2;
  const shares = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    const kept = table[2 * row] / 2 ** 32;
    shares[row] += kept / n;
    shares[table[2 * row + 1]] += (1 - kept) / n;
  }
  return shares;
}

test('each row is drawn as often as its weight says, to a part in 2^31', () => {
  for (let seed = 0; seed < 200; seed++) {
    const rng = stream(seed, 'chances');
    const n = 1 + rng.below(300);
    const weights = Float64Array.from(
      { length: n },
      () => [0, 1, 5, 1e-9, 1e9 * rng.uniform()][rng.below(5)],
    );
    weights[rng.below(n)] = 1;
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const shares = sharesOf(chanceTable(weights));
    weights.forEach((weight, row) => {
      assert.ok(Math.abs(shares[row] - weight / all) < 2 ** -31, `seed ${seed}, row ${row} of ${n}`);
    });
  }
});

test('twice the weights, the same table', () => {
  const weights = Float64Array.of(1, 2.5, 0.3, 7, 1);
  assert.deepEqual(chanceTable(weights.map((weight) => 2 * weight)), chanceTable(weights));
});

test('rows of one weight are drawn as if they had none', () => {
  const weights = Float64Array.of(3, 3, 3);
  assert.equal(drawingWeights({ weights }, { draws: 3, drawsByWeight: true }), null);
  assert.equal(
    drawingWeights({ weights: Float64Array.of(3, 1, 3) }, { draws: null, drawsByWeight: true }),
    null,
  );
  assert.equal(mostDrawn(4, 8, null), 2);
  assert.equal(mostDrawn(4, 8, Float64Array.of(5, 1, 1, 1)), 5);
});
