import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../../src/core/rng.js';
import type { Column } from '../../../src/core/table.js';
import { binColumn, binTraining } from '../../../src/core/trees/binning.js';
import type { CategoryBins, FeatureBins, NumberBins } from '../../../src/core/trees/feature-bins.js';
import { naiveBin, naiveBins } from '../../../src/kernels/binning.js';
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

describe('bins of levels', () => {
  /** `count` rows of each level, in order of rows. */
  const levelled = (counts: readonly number[]) => {
    const levels = counts.map((_, code) => `l${String(code).padStart(7, '0')}`);
    const codes = Int32Array.from(counts.flatMap((count, code) => new Array<number>(count).fill(code)));
    return { name: 'c', type: 'category', codes, levels } as const;
  };
  const featureOf = (column: ReturnType<typeof levelled>) => {
    const { features } = binTraining({ nRows: column.codes.length, columns: [column] }, engine);
    return features[0] as CategoryBins;
  };

  test('beyond 255 levels the rarest share the last bin; of equals the first are kept apart', () => {
    const counts = Array.from({ length: 300 }, (_, code) => (code % 3 === 0 ? 5 : 2));
    const { nBins, binOfCode } = featureOf(levelled(counts));
    assert.equal(nBins, 255);
    const kept = [...counts.keys()].filter((code) => counts[code] === 5);
    const first = [...counts.keys()].filter((code) => counts[code] === 2).slice(0, 254 - kept.length);
    const apart = [...kept, ...first].sort((a, b) => a - b);
    assert.deepEqual(
      apart.map((code) => binOfCode[code]),
      apart.map((_, bin) => bin),
    );
    const shared = [...binOfCode].filter((_, code) => !apart.includes(code));
    assert.ok(shared.every((bin) => bin === 254));
  });

  test('255 levels are kept apart; a level without a training row is missing', () => {
    const counts = Array.from({ length: 256 }, (_, code) => (code === 7 ? 0 : 1));
    const { nBins, binOfCode } = featureOf(levelled(counts));
    assert.equal(nBins, 255);
    assert.deepEqual(
      [...binOfCode],
      [...counts.keys()].map((code) => code - Number(code > 7)).with(7, MISSING_BIN),
    );
  });

  test('a million levels: a byte each', () => {
    const counts = new Array<number>(1_000_000).fill(1);
    counts[999_999] = 3;
    const { nBins, binOfCode } = featureOf(levelled(counts));
    assert.deepEqual([nBins, binOfCode.length, binOfCode[999_999]], [255, 1_000_000, 253]);
    assert.equal(binOfCode.indexOf(254), 253);
  });
});

describe('bins of many columns and rows', () => {
  const madeColumns = (nColumns: number, nRows: number) => {
    const rng = stream(2, 'columns', nColumns);
    return Array.from({ length: nColumns }, (_, c) =>
      numbers(
        `x${c}`,
        Array.from({ length: nRows }, () => (rng.uniform() < 0.1 ? null : rng.below(1 + c))),
      ),
    );
  };

  test('the order of columns does not matter', () => {
    const columns = madeColumns(12, 500);
    const block = { nRows: 500, columns };
    const { columns: at, ...forward } = binTraining(block, engine);
    const { columns: backAt, ...backward } = binTraining({ ...block, columns: columns.toReversed() }, engine);
    assert.deepEqual(backward, forward);
    assert.deepEqual(
      backAt,
      at.map((index) => 11 - index),
    );
  });

  test('10,000 columns', () => {
    const columns = madeColumns(10_000, 30);
    const { features, bins } = binTraining({ nRows: 30, columns }, engine);
    assert.equal(features.length, 10_000);
    const at = features.findIndex(({ name }) => name === 'x8765');
    const { cuts } = naiveBins(columns[8765].values);
    const expected = Array.from(columns[8765].values, (x) => naiveBin(cuts, x));
    assert.deepEqual([...bins.subarray(30 * at, 30 * at + 30)], expected);
  });

  test('more rows than are looked at: bins nearly equal, smallest and largest values of all rows', () => {
    const nRows = 350_000;
    const rng = stream(3, 'many rows');
    const values = Float64Array.from({ length: nRows }, () => rng.uniform() ** 2);
    values[17] = 5;
    values[18] = -5;
    const column = { name: 'x', type: 'number', values, integer: false } as const;
    const { features, bins, ranges } = binTraining({ nRows, columns: [column] }, engine);
    const { cuts } = features[0] as NumberBins;
    const rows = new Array<number>(255).fill(0);
    const low = new Array<number>(255).fill(Number.POSITIVE_INFINITY);
    const high = new Array<number>(255).fill(Number.NEGATIVE_INFINITY);
    values.forEach((x, row) => {
      const bin = bins[row];
      rows[bin]++;
      low[bin] = Math.min(low[bin], x);
      high[bin] = Math.max(high[bin], x);
      assert.ok(x <= (cuts[bin] ?? 9) && (bin === 0 || x > cuts[bin - 1]));
    });
    assert.deepEqual([[...ranges[0].low], [...ranges[0].high]], [low, high]);
    assert.ok(
      Math.min(...rows) > 1100 && Math.max(...rows) < 1650,
      `${Math.min(...rows)}..${Math.max(...rows)}`,
    );
  });

  test('new rows: the same bins as in training; levels that are new are missing', () => {
    const x = numbers('x', [4, null, 1, 1, 9]);
    const c = words('c', ['b', 'a', null, 'b', 'a']);
    const { features, bins } = binTraining({ nRows: 5, columns: [x, c] }, engine);
    const again = (column: Column, feature: FeatureBins) =>
      engine.arena.scope((scratch) => {
        const out = scratch.alloc(5);
        binColumn(column, feature, engine, out);
        return [...scratch.u8(out, 5)];
      });
    assert.deepEqual([...again(c, features[0]), ...again(x, features[1])], [...bins]);
    const newer = words('c', ['a', 'b', 'zz', null, 'b'], ['a', 'b', 'zz']);
    assert.deepEqual(again(newer, features[0]), [0, 1, MISSING_BIN, MISSING_BIN, 1]);
    assert.throws(() => again(x, features[0]), /another kind/);
  });
});
