import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { columnQualities } from '../../../src/core/sampling-quality/column-quality.js';
import { discriminatorOf } from '../../../src/core/sampling-quality/discriminator.js';
import { judge, judgeJob } from '../../../src/core/sampling-quality/judge.js';
import { lookAt, MOST_LOOKED_AT, sideRows } from '../../../src/core/sampling-quality/looked-at.js';
import { unseenCategories } from '../../../src/core/sampling-quality/unseen-categories.js';
import { problemToHandle } from '../../../src/core/task.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { numbers, problemOf, tableOf, words } from '../made-table.js';

const levels = ['a', 'b', 'c'];
const data = problemOf(
  tableOf(
    numbers('x', [9, 9, 0, 2, null]),
    numbers('same', [9, 9, 4, 4, 4]),
    words('w', ['c', 'c', 'a', 'b', 'b'], levels),
    words('v', ['p', 'q', 'p', 'q', 'p'], ['p', 'q']),
  ),
  [0, 0, 1, 1, 1],
);
const made = tableOf(
  numbers('x', [2, 3, 0, 3]),
  numbers('same', [4, 4, 4, 4]),
  words('w', ['b', 'a', 'b', null], levels),
  words('v', ['q', 'q', 'p', 'q'], ['p', 'q']),
);
const resampled = {
  keep: Uint32Array.of(0, 1, 2, 3, 4, 4),
  synthetic: made,
  syntheticY: new Float64Array(4).fill(1),
  origin: Uint32Array.of(2, 3, 2, 3),
  warnings: [],
};
const looked = lookAt(data, resampled, 1) ?? assert.fail();

describe('what is looked at', () => {
  test('real rows of the classes that grew, then new ones, with the rows they grew from', () => {
    assert.equal(looked.nReal, 3);
    assert.deepEqual([...looked.base], [2, 3, 4, 2, 3, 2, 3]);
    assert.deepEqual([...sideRows(looked, 'new', 1)], [3, 4, 5, 6]);
    assert.deepEqual([...sideRows(looked, 'real', 0)], []);
  });

  test('nothing, where nothing is new', () => {
    const none = { ...resampled, synthetic: made.take(new Uint32Array(0)), syntheticY: new Float64Array(0) };
    assert.equal(lookAt(data, { ...none, origin: new Uint32Array(0) }, 1), null);
  });

  test('of many rows some, the same for one seed', () => {
    const n = MOST_LOOKED_AT + 500;
    const many = problemOf(
      tableOf(
        numbers(
          'x',
          Array.from({ length: n }, (_, row) => row),
        ),
      ),
      Array.from({ length: n }, (_, row) => row % 2),
    );
    const twice = { ...resampled, keep: Uint32Array.from({ length: n }, (_, row) => row) };
    const grown = { synthetic: many.table, syntheticY: many.y, origin: twice.keep };
    const [one, two, other] = [3, 3, 4].map((seed) => lookAt(many, { ...twice, ...grown }, seed));
    assert.equal(one?.nReal, MOST_LOOKED_AT);
    assert.equal(one?.y.length, 2 * MOST_LOOKED_AT);
    assert.deepEqual(one?.base, two?.base);
    assert.notDeepEqual(one?.base, other?.base);
    assert.equal(new Set(one?.base.subarray(0, MOST_LOOKED_AT)).size, MOST_LOOKED_AT);
  });
});

test('columns, by hand', () => {
  const [x, same, w] = columnQualities(looked, data.task);
  // real 0, 2 (mean 1, sd 1); new 0, 2, 3, 3 (mean 2): the distribution functions are furthest at 0 and at 2.
  assert.deepEqual(x, { column: 'x', class: '1', mean_shift: 1, ks: 0.5, total_variation: null });
  assert.deepEqual(same, { column: 'same', class: '1', mean_shift: null, ks: 0, total_variation: null });
  // real a 1/3, b 2/3; new a 1/4, b 1/2, missing 1/4.
  assert.ok(Math.abs((w.total_variation ?? 0) - 1 / 4) < 1e-12);
});

describe('categories that never stand together', () => {
  test('pairs are looked up in all rows, a missing cell is in none', () => {
    // Of the data: c p, c q, a p, b q, b p. New: b q, a q, b p, missing q.
    assert.deepEqual(unseenCategories(data.table, looked), {
      columns: 2,
      pair_rows: 1,
      rows: 2,
      examples: [{ columns: ['w', 'v'], levels: ['a', 'q'], rows: 1 }],
    });
  });

  test('one categorical column has no pairs', () => {
    const names = ['x', 'w'];
    const some = { ...looked, table: looked.table.select(names) };
    assert.equal(unseenCategories(data.table.select(names), some), null);
  });
});

test('the judgement is one job: copies are looked up in the whole data', () => {
  const found = judge(data, judgeJob(problemToHandle(data), looked, 1), createEngine());
  assert.equal(found.copies, 1);
  assert.equal(found.nearest.synthetic.q05, 0);
  assert.equal(found.columns.length, 4);
});

describe('the discriminator', () => {
  const n = 60;
  const real = problemOf(
    tableOf(
      numbers(
        'x',
        Array.from({ length: n }, (_, row) => (row * 37) % 61),
      ),
    ),
    Array.from({ length: n }, (_, row) => (row < 40 ? 0 : 1)),
  );
  const grown = {
    keep: Uint32Array.from({ length: n }, (_, row) => row),
    synthetic: tableOf(
      numbers(
        'x',
        Array.from({ length: 30 }, (_, at) => at),
      ),
    ),
    syntheticY: new Float64Array(30).fill(1),
    origin: Uint32Array.from({ length: 30 }, (_, at) => 40 + (at % 20)),
    warnings: [],
  };
  const asked = discriminatorOf(lookAt(real, grown, 1) ?? assert.fail(), 1) ?? assert.fail();

  test('has as many rows of each class on both sides', () => {
    assert.equal(asked.nEach, 20);
    assert.deepEqual([...asked.problem.y], [...new Array(20).fill(0), ...new Array(20).fill(1)]);
  });

  test('never tests a row whose base, or whose child, it trains on', () => {
    const groups = asked.problem.groups ?? assert.fail();
    const rows = asked.folds.flatMap(({ test }) => [...test]);
    assert.equal(new Set(rows).size, 40);
    for (const { train, test } of asked.folds) {
      const trained = new Set(Array.from(train, (row) => groups[row]));
      assert.ok(test.every((row) => !trained.has(groups[row])));
    }
  });

  test('is not fitted on a handful of rows', () => assert.equal(discriminatorOf(looked, 1), null));
});
