import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { rulesOf } from '../../../src/core/samplers/settle.js';
import { isNumeric, type Table } from '../../../src/core/table.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, classTask, numbers, tableOf } from '../made-table.js';

const engine = createEngine();
const N = 200;
const rng = stream(8, 'sums');
const rows = Array.from({ length: N }, (_, i) => i);
/** Most cells are 0, as of counts and shares. */
const counts = () => rows.map(() => Math.max(0, rng.below(40) - 20));
const reals = () => rows.map(() => rng.uniform());

/** Whole parts of a whole, of a hundred, floats, and days between dates; `total` enters a second sum. */
function tableOfSums(): Table {
  const [a, b, c, d] = [counts(), counts(), counts(), counts()];
  const total = rows.map((i) => a[i] + b[i] + c[i]);
  const [p, q] = [reals(), reals()];
  const [opened, days] = [rows.map(() => 19000 + rng.below(400)), counts()];
  const share = rows.map((i) => rng.below(101 - Math.floor(p[i] * 50)));
  return tableOf(
    numbers('a', a),
    numbers('b', b),
    numbers('c', c),
    numbers('total', total),
    numbers(
      'total_and_d',
      rows.map((i) => total[i] + d[i]),
    ),
    numbers('d', d),
    numbers('p', p),
    numbers('q', q),
    numbers(
      'rest',
      rows.map((i) => 1 - p[i] / 2 - q[i] / 2),
    ),
    numbers(
      'p_less_q',
      rows.map((i) => p[i] - q[i]),
    ),
    numbers('share', share),
    numbers(
      'other_share',
      rows.map((i) => 100 - share[i]),
    ),
    numbers('free', counts()),
    numbers('opened', opened, 'date'),
    numbers(
      'closed',
      rows.map((i) => opened[i] + days[i]),
      'date',
    ),
    numbers('days', days),
  );
}

/** Samplers that make rows, random-over with noise. */
const makers = samplers
  .all()
  .filter(({ id, kind }) => kind === 'over' || kind === 'both' || id === 'cluster-centroids');

const cellsOf = (table: Table, name: string): Float64Array => {
  const column = table.column(name);
  return isNumeric(column) ? column.values : new Float64Array(0);
};

function run(id: string, table: Table, given: Params = {}) {
  return samplers.get(id).sample({
    task: classTask(['few', 'many']),
    table,
    y: Float64Array.from(rows, (i) => (i % 5 === 0 ? 0 : 1)),
    rows: allRows(table),
    params: resolveParams(id, samplers.get(id).params, given),
    stream: (purpose, ...ints) => stream(2, purpose, ...ints),
    engine,
  });
}

describe('fixed sums', () => {
  test('found with their signs, in whatever order columns stand; sums with factors are none', () => {
    const table = tableOfSums();
    const sumsOf = (of: Table) =>
      rulesOf(of, allRows(of), engine)
        .groups.flatMap(({ sums }) => sums)
        .map(({ columns, signs, constant }) => {
          const parts = columns.map((at, i) => `${signs[i] > 0 ? '+' : '-'}${of.columns[at].name}`);
          return `${parts.join('')}=${Math.round(constant)}`;
        })
        .sort();
    const found = sumsOf(table);
    assert.deepEqual(
      found,
      [
        ...['-a-b-c+total=0', '-a-b-c-d+total_and_d=0', '-p+p_less_q+q=0', '+other_share+share=100'],
        '-closed+days+opened=0',
      ].sort(),
    );
    assert.deepEqual(sumsOf(table.select(table.names.toReversed())), found);
  });

  test('one row that breaks a sum is enough; rows outside are not looked at', () => {
    const table = tableOfSums();
    cellsOf(table, 'other_share')[N - 1] += 1;
    const all = allRows(table);
    assert.equal(rulesOf(table, all, engine).groups.length, 3);
    assert.equal(rulesOf(table, all.subarray(0, N - 1), engine).groups.length, 4);
  });

  test('few rows show no sum', () => {
    const table = tableOf(numbers('x', rows.slice(0, 12)), numbers('y', rows.slice(0, 12)));
    assert.deepEqual(rulesOf(table, allRows(table), engine).groups, []);
  });

  for (const { id } of makers) {
    test(`${id} keeps sums, ranges and whole numbers`, () => {
      const table = tableOfSums();
      const { synthetic, origin } = run(id, table, id === 'random-over' ? { shrinkage: 1 } : {});
      assert.ok(synthetic.nRows > 20, `${synthetic.nRows} new rows`);
      const [a, b, c, total, d, both, share, other, p, q, less] = [
        ...['a', 'b', 'c', 'total', 'd', 'total_and_d', 'share', 'other_share', 'p', 'q', 'p_less_q'],
      ].map((name) => cellsOf(synthetic, name));
      const [opened, closed, days] = ['opened', 'closed', 'days'].map((name) => cellsOf(synthetic, name));
      let nMoved = 0;
      origin.forEach((base, i) => {
        assert.equal(a[i] + b[i] + c[i], total[i]);
        assert.equal(total[i] + d[i], both[i]);
        assert.equal(share[i] + other[i], 100);
        assert.ok(Math.abs(p[i] - q[i] - less[i]) < 1e-9);
        assert.equal(opened[i] + days[i], closed[i]);
        if (total[i] !== cellsOf(table, 'total')[base]) nMoved++;
      });
      for (const { name } of table.columns) {
        const [before, made] = [cellsOf(table, name), cellsOf(synthetic, name)];
        assert.ok(Math.min(...made) >= Math.min(...before), name);
        assert.ok(Math.max(...made) <= Math.max(...before), name);
        if (before.every(Number.isInteger)) assert.ok(made.every(Number.isInteger), name);
      }
      assert.ok(nMoved >= origin.length / 2, `${nMoved} of ${origin.length} rows moved`);
    });
  }

  /** Cells of a column in one row of `every`, none in the others. */
  const seldom = (every: number, cells: readonly number[]) =>
    cells.map((cell, row) => (row % every === 0 ? cell : null));

  test('a column that is mostly missing hides no sum of the others', () => {
    const [a, b] = [counts(), counts()];
    const table = tableOf(
      numbers('a', a),
      numbers('b', b),
      numbers('rare', seldom(50, reals())),
      numbers(
        'tot',
        rows.map((i) => a[i] + b[i]),
      ),
    );
    assert.equal(rulesOf(table, allRows(table), engine).groups.length, 1);
    const { synthetic, origin } = run('smote', table);
    const [first, second, both] = ['a', 'b', 'tot'].map((name) => cellsOf(synthetic, name));
    origin.forEach((_, i) => {
      assert.equal(first[i] + second[i], both[i]);
    });
    assert.ok(origin.some((base, i) => both[i] !== cellsOf(table, 'tot')[base]));
  });

  test('sums of seldom filled columns, among themselves and with the others', () => {
    const [a, b, c] = [counts(), counts(), counts()];
    // Where the fee is filled a is 7: these rows alone would show a for a constant.
    for (const row of rows) if (row % 5 === 0) a[row] = 7;
    const total = rows.map((i) => a[i] + b[i]);
    const table = tableOf(
      numbers('a', a),
      numbers('b', b),
      numbers('fee', seldom(5, c)),
      numbers(
        'less_fee',
        seldom(
          5,
          c.map((fee) => 100 - fee),
        ),
      ),
      numbers('total', total),
      numbers(
        'with_fee',
        seldom(
          5,
          total.map((sum, i) => sum + c[i]),
        ),
      ),
    );
    const { synthetic, origin } = run('smote', table);
    const of = (name: string) => cellsOf(synthetic, name);
    let held = 0;
    origin.forEach((_, i) => {
      assert.equal(of('a')[i] + of('b')[i], of('total')[i]);
      if (Number.isNaN(of('fee')[i])) return;
      assert.equal(of('fee')[i] + of('less_fee')[i], 100);
      assert.equal(of('total')[i] + of('fee')[i], of('with_fee')[i]);
      held++;
    });
    assert.ok(held > 0);
    const found = rulesOf(table, allRows(table), engine).groups.flatMap(({ sums }) => sums);
    const named = found.map(({ columns }) => columns.map((at) => table.columns[at].name).sort());
    assert.deepEqual(named.toSorted(), [
      ['a', 'b', 'total'],
      ['b', 'fee', 'with_fee'],
      ['fee', 'less_fee'],
    ]);
    const taken = new Set<number>();
    for (const { columns } of found) {
      assert.ok(!taken.has(columns[columns.length - 1]), 'the last is in no sum before');
      for (const at of columns) taken.add(at);
    }
  });

  test('a whole number that is the sum of two floats stays their sum', () => {
    const whole = rows.map(() => 10 + rng.below(90));
    const part = reals();
    const table = tableOf(
      numbers('part', part),
      numbers(
        'rest',
        rows.map((i) => whole[i] - part[i]),
      ),
      numbers('whole', whole),
    );
    const { synthetic } = run('smote', table);
    const of = (name: string) => cellsOf(synthetic, name);
    assert.equal(rulesOf(table, allRows(table), engine).groups.length, 1);
    of('whole').forEach((value, i) => {
      assert.ok(Number.isInteger(value) && Math.abs(of('part')[i] + of('rest')[i] - value) < 1e-6);
    });
  });

  test('what a neighbour lacks holds the whole sum', () => {
    const table = tableOfSums();
    const [a, total] = [cellsOf(table, 'a'), cellsOf(table, 'total')];
    for (let row = 0; row < N; row += 15) a[row] = Number.NaN;
    for (let row = 5; row < N; row += 15) cellsOf(table, 'd')[row] = Number.NaN;
    const { synthetic, origin } = run('smote', table);
    const of = (name: string, i: number) => cellsOf(synthetic, name)[i];
    origin.forEach((base, i) => {
      assert.equal(Number.isNaN(of('a', i)), Number.isNaN(a[base]));
      if (!Number.isNaN(a[base])) assert.equal(of('a', i) + of('b', i) + of('c', i), of('total', i));
      if (!Number.isNaN(of('d', i))) assert.equal(of('total', i) + of('d', i), of('total_and_d', i));
    });
    assert.ok(origin.some((base, i) => of('total', i) !== total[base]));
  });
});
