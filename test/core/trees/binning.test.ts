import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../../src/core/rng.js';
import { binTraining } from '../../../src/core/trees/binning.js';
import { MISSING_BIN } from '../../../src/kernels/exports.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { numbers, words } from '../made-table.js';

const engine = createEngine();

const binsOf = (column: ReturnType<typeof numbers> | ReturnType<typeof words>) => {
  const nRows = 'values' in column ? column.values.length : column.codes.length;
  const { features, bins } = binTraining({ nRows, columns: [column] }, engine);
  const [feature] = features;
  return { cuts: feature.kind === 'number' ? feature.cuts : [], bins: [...bins] };
};

describe('binning', () => {
  test('few distinct values: one bin each, cut half-way, missing in its own', () => {
    const { cuts, bins } = binsOf(numbers('x', [3, 1, null, 2, 1, 8]));
    assert.deepEqual([...cuts], [1.5, 2.5, 5.5]);
    assert.deepEqual(bins, [2, 0, MISSING_BIN, 1, 0, 3]);
  });

  test('neighbouring doubles are parted', () => {
    const next = 1 + Number.EPSILON;
    assert.deepEqual(binsOf(numbers('x', [1, next])).bins, [0, 1]);
  });

  test('codes are binned in level order', () => {
    assert.deepEqual(binsOf(words('c', ['b', 'a', null, 'c'])).bins, [1, 0, MISSING_BIN, 2]);
  });

  test('many values: order kept, at most 255 bins, nearly equal in rows', () => {
    const rng = stream(1, 'bins');
    const values = Array.from({ length: 20000 }, () => rng.uniform() ** 3);
    const { cuts, bins } = binsOf(numbers('x', values));
    assert.equal(cuts.length, 254);
    const byValue = values.map((value, row) => [value, bins[row]]).sort((a, b) => a[0] - b[0]);
    assert.ok(byValue.every(([, bin], i) => i === 0 || bin >= byValue[i - 1][1]));
    const counts = new Array<number>(255).fill(0);
    for (const bin of bins) counts[bin]++;
    assert.ok(
      Math.min(...counts) > 60 && Math.max(...counts) < 90,
      `${Math.min(...counts)}..${Math.max(...counts)}`,
    );
  });

  test('ties cost one bin: a thin tail keeps its resolution', () => {
    // 9,000 rows hold 20 values, 400 rows hold 400 more: quantile bins would give the tail some ten bins.
    const values = Array.from({ length: 9400 }, (_, i) => (i < 9000 ? i % 20 : 100 + i));
    const { bins } = binsOf(numbers('x', values));
    assert.equal(new Set(bins.slice(0, 9000)).size, 20);
    assert.ok(new Set(bins.slice(9000)).size > 180);
  });

  test('a constant and an all-missing column have no cut', () => {
    assert.equal(binsOf(numbers('x', [5, 5, 5])).cuts.length, 0);
    assert.deepEqual(binsOf(numbers('x', [null, null])).bins, [MISSING_BIN, MISSING_BIN]);
  });
});
