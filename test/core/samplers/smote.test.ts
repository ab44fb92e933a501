import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AssayError } from '../../../src/core/errors.js';
import { nearestOfAll, nearestRows } from '../../../src/core/neighbours/nearest.js';
import { distanceSpace } from '../../../src/core/neighbours/space.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { smote } from '../../../src/core/samplers/smote.js';
import type { Column, Table } from '../../../src/core/table.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, classTask, numbers, tableOf, words } from '../made-table.js';

const engine = createEngine();

function run(table: Table, y: readonly number[], given: Params = {}) {
  const classes = Array.from({ length: Math.max(...y) + 1 }, (_, label) => `c${label}`);
  return smote.sample({
    task: classTask(classes),
    table,
    y: Float64Array.from(y),
    rows: allRows(table),
    params: resolveParams('smote', smote.params, given),
    stream: (purpose, ...ints) => stream(9, purpose, ...ints),
    engine,
  });
}

const labels = (many: number, few: number) => [...Array(many).fill(0), ...Array(few).fill(1)];
const cells = (column: Column) => ('values' in column ? [...column.values] : [...column.codes]);

describe('smote', () => {
  test('new rows lie between their origin and one of its k neighbours', () => {
    const rng = stream(1, 'segment');
    const [a, b] = [0, 1].map(() => Array.from({ length: 60 }, () => rng.uniform() * 10));
    const table = tableOf(numbers('a', a), numbers('b', b));
    const { synthetic, origin } = run(table, labels(45, 15), { k_neighbors: 3, scale: 'none' });
    assert.equal(synthetic.nRows, 30);
    const [newA, newB] = synthetic.columns.map(cells);
    origin.forEach((from, i) => {
      const near = Array.from({ length: 15 }, (_, j) => 45 + j)
        .filter((row) => row !== from)
        .map((row) => ({ row, squared: (a[row] - a[from]) ** 2 + (b[row] - b[from]) ** 2 }))
        .sort((p, q) => p.squared - q.squared)
        .slice(0, 3);
      const on = near.some(({ row }) => {
        const gap = (newA[i] - a[from]) / (a[row] - a[from]);
        return gap >= 0 && gap < 1 && Math.abs(b[from] + gap * (b[row] - b[from]) - newB[i]) < 1e-9;
      });
      assert.ok(on, `new row ${i} is on no segment of row ${from}`);
    });
  });

  test('scale decides which neighbours are near', () => {
    // Row 10 is nearest to row 8 in its small column, row 9 in its large one.
    const large = [...Array.from({ length: 8 }, (_, i) => i * 100), 400, 350, 410];
    const small = [...Array(8).fill(0), 0.001, 0.0405, 0.041];
    const table = tableOf(numbers('large', large), numbers('small', small));
    const members = Uint32Array.of(8, 9, 10);
    const nearestOf = (scale: 'standard' | 'none') =>
      nearestRows(
        distanceSpace(table.columns, allRows(table), members, scale),
        members,
        Uint32Array.of(10),
        1,
        engine,
      ).index[0];
    assert.equal(nearestOf('none'), 0);
    assert.equal(nearestOf('standard'), 1);
  });

  test('neighbours do not depend on the unit, however large or small', () => {
    const rng = stream(6, 'unit');
    const x = Array.from({ length: 80 }, () => rng.uniform());
    const w = words(
      'w',
      Array.from({ length: 80 }, () => 'abc'[rng.below(3)]),
    );
    const found = [1, 2 ** -400, 2 ** 300].map((unit) => {
      const table = tableOf(
        numbers(
          'x',
          x.map((value) => value * unit),
        ),
        w,
      );
      const all = allRows(table);
      return [...nearestOfAll(distanceSpace(table.columns, all, all, 'none'), all, 5, engine).index];
    });
    assert.deepEqual(found[1], found[0]);
    assert.deepEqual(found[2], found[0]);
  });

  test('a category takes the level that most neighbours have, ties the first', () => {
    const x = [...Array(40).fill(50), 0, 1, 2, 3];
    const of = (levels: string[]) =>
      tableOf(numbers('x', x), words('w', [...Array(40).fill('b'), ...levels], ['a', 'b', 'c']));
    const voted = (levels: string[]) => {
      const { synthetic, origin } = run(of(levels), labels(40, 4), { k_neighbors: 3 });
      return cells(synthetic.column('w')).filter((_, i) => origin[i] === 40);
    };
    assert.ok(voted(['a', 'c', 'c', 'b']).every((code) => code === 2));
    assert.ok(voted(['c', 'b', 'a', 'c']).every((code) => code === 0));
    assert.ok(voted(['a', 'c', 'c', 'b']).length > 0 && voted(['c', 'b', 'a', 'c']).length > 0);
  });

  test('missing base cells stay missing; what is missing in the neighbour alone is the base value', () => {
    const table = tableOf(
      numbers('x', [...Array(10).fill(5), 1, 2, 3, 4]),
      numbers('holes', [...Array(10).fill(5), null, null, 7, null]),
      words('w', [...Array(10).fill('a'), null, 'a', null, null], ['a', 'b']),
    );
    const { synthetic, origin } = run(table, labels(10, 4));
    const [, holes, w] = synthetic.columns.map(cells);
    origin.forEach((row, i) => {
      assert.deepEqual(holes[i], row === 12 ? 7 : Number.NaN);
      assert.equal(w[i], row === 11 ? 0 : -1);
    });
    assert.ok(origin.includes(12) && origin.includes(11) && origin.includes(13));
  });

  test('few rows: the largest usable k, with a warning; one row: exit 3 that says so', () => {
    const table = tableOf(numbers('x', [1, 2, 3, 4, 5, 6, 7, 8]));
    const { warnings, syntheticY } = run(table, labels(5, 3));
    assert.match(warnings[0].message, /class "c1" has 3 training rows: smote used 2 neighbours, not 5/);
    assert.equal(syntheticY.length, 2);
    assert.throws(
      () => run(table, labels(7, 1)),
      (error: AssayError) => error.exitCode === 3 && /class "c1" has 1 among the 8/.test(error.message),
    );
  });

  test('a ratio: minority = floor(ratio * majority); refused when exceeded or of many classes', () => {
    const table = tableOf(
      numbers(
        'x',
        Array.from({ length: 40 }, (_, i) => i),
      ),
    );
    assert.equal(run(table, labels(31, 9), { sampling_strategy: 0.5 }).syntheticY.length, 15 - 9);
    const usage = (error: AssayError) => error.exitCode === 2;
    // Met already once rounded: nothing to add, where imbalanced-learn refuses.
    assert.equal(run(table, labels(31, 9), { sampling_strategy: 0.3 }).syntheticY.length, 0);
    assert.throws(() => run(table, labels(31, 9), { sampling_strategy: 0.25 }), usage);
    const three = labels(20, 20).map((label, i) => (i < 5 ? 2 : label));
    assert.throws(() => run(table, three, { sampling_strategy: 0.9 }), usage);
    assert.throws(() => resolveParams('smote', smote.params, { sampling_strategy: 1.5 }), usage);
  });

  test('categories alone: differing cells decide', () => {
    const w = ['a', 'a', 'b', 'b', 'a', 'a', 'a', 'b', 'b'];
    const table = tableOf(words('v', w), words('w', w.toReversed()));
    assert.equal(run(table, labels(6, 3), { k_neighbors: 2 }).synthetic.nRows, 3);
  });
});
