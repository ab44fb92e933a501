import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AssayError } from '../../src/core/errors.js';
import { resolveParams } from '../../src/core/params.js';
import { packResampled, resample, unpackResampled } from '../../src/core/resampling.js';
import { stream } from '../../src/core/rng.js';
import { samplers } from '../../src/core/samplers/list.js';
import type { SampleInput } from '../../src/core/samplers/sampler.js';
import { makeFold } from '../../src/core/splitters/splitter.js';
import { isNumeric, type Table } from '../../src/core/table.js';
import { createEngine } from '../../src/parallel/engine.js';
import { classTask, numbers, rowTexts, tableOf, trainRows, words } from '../core/made-table.js';

const engine = createEngine();
const N = 240;

/** Numbers, whole numbers, dates, categories and holes; three classes of 140, 70 and 30 rows or so. */
function madeData(shiftOutside = 0, inside: ReadonlySet<number> = new Set()) {
  const rng = stream(5, 'contract');
  const cell = (row: number, value: number) => (inside.has(row) ? value : value + shiftOutside);
  const word = (row: number, level: string) => (shiftOutside && !inside.has(row) ? 'z' : level);
  const hole = (value: number) => (rng.uniform() < 0.1 ? null : value);
  const rows = Array.from({ length: N }, (_, row) => row);
  const table = tableOf(
    numbers(
      'x',
      rows.map((row) => hole(cell(row, rng.uniform() * 9))),
    ),
    numbers(
      'whole',
      rows.map((row) => hole(cell(row, rng.below(50)))),
    ),
    numbers(
      'day',
      rows.map((row) => cell(row, 19000 + rng.below(300))),
      'date',
    ),
    words(
      'kind',
      rows.map((row) => word(row, 'abc'[rng.below(3)])),
      ['a', 'b', 'c', 'z'],
    ),
  );
  const y = Float64Array.from(rows, (row) => (row % 8 < 5 ? 0 : row % 8 < 7 ? 1 : 2));
  return { task: classTask(['p', 'q', 'r']), table, y };
}

const train = Array.from({ length: N }, (_, row) => row).filter((row) => row % 5 !== 3);
const run = (id: string, data = madeData(), seed = 1, rows = train) =>
  resample(
    data,
    trainRows(rows),
    { id, params: resolveParams(id, samplers.get(id).params, {}) },
    seed,
    0,
    0,
    engine,
  );

const bytes = ({ keep, synthetic, syntheticY, origin }: ReturnType<typeof run>) => ({
  keep: [...keep],
  rows: rowTexts(synthetic),
  y: [...syntheticY],
  origin: [...origin],
});

/** Class counts after sampling. */
function after(data: ReturnType<typeof madeData>, result: ReturnType<typeof run>): number[] {
  const counts = data.task.classes.map(() => 0);
  for (const row of result.keep) counts[data.y[row]]++;
  for (const label of result.syntheticY) counts[label]++;
  return counts;
}

test('rows to be tested are no input of a sampler: it does not compile', () => {
  const { test: tested } = makeFold(0, 0, [0, 1], [2]);
  // @ts-expect-error test rows are not training rows
  const rows: SampleInput['rows'] = tested;
  assert.equal(rows.length, 1);
});

test('what travelled from a worker is what the sampler made', () => {
  const made = run('smote');
  assert.deepEqual(bytes(unpackResampled(structuredClone(packResampled(made, 1)))), bytes(made));
});

for (const id of samplers.ids()) {
  describe(`sampler ${id}`, () => {
    test('same seed, same bytes; another seed, others', () => {
      assert.deepEqual(bytes(run(id)), bytes(run(id)));
      if (id !== 'none') assert.notDeepEqual(bytes(run(id)), bytes(run(id, madeData(), 2)));
    });

    test('rows outside the training rows are not looked at', () => {
      const inside = new Set(train);
      const moved = madeData(1000, inside);
      for (let row = 0; row < N; row++) if (!inside.has(row)) moved.y[row] = 2 - moved.y[row];
      const kept = madeData(0, inside);
      assert.notDeepEqual(rowTexts(moved.table), rowTexts(kept.table));
      assert.deepEqual(bytes(run(id, moved)), bytes(run(id, kept)));
    });

    test('keeps training rows alone, ascending with repeats after, and the shape of the table', () => {
      const data = madeData();
      const { keep, synthetic, syntheticY, origin } = run(id, data);
      const known = new Set(train);
      assert.ok([...keep, ...origin].every((row) => known.has(row)));
      const firsts = [...new Set(keep)];
      assert.deepEqual(
        [...keep.slice(0, firsts.length)],
        firsts.toSorted((a, b) => a - b),
      );
      assert.deepEqual(synthetic.names, data.table.names);
      assert.deepEqual([syntheticY.length, origin.length], [synthetic.nRows, synthetic.nRows]);
      sameTypes(synthetic, data.table);
      origin.forEach((row, i) => {
        assert.equal(data.y[row], syntheticY[i]);
      });
    });

    if (id !== 'none') {
      test('auto: all classes equal', () => {
        const data = madeData();
        assert.equal(new Set(after(data, run(id, data))).size, 1);
      });

      test('a regression task is a usage error', () => {
        const task = { kind: 'regression', target: 'y', classes: [], positive: null } as const;
        const data = { ...madeData(), task };
        assert.throws(
          () => run(id, data as never),
          (error: AssayError) => error.exitCode === 2,
        );
      });
    }
  });
}

function sameTypes(made: Table, table: Table): void {
  made.columns.forEach((column, i) => {
    const like = table.columns[i];
    assert.equal(column.type, like.type);
    if (isNumeric(column) && isNumeric(like)) {
      assert.equal(column.integer, like.integer);
      if (like.integer) assert.ok(column.values.every((v) => Number.isNaN(v) || Number.isInteger(v)));
    } else if (!isNumeric(column) && !isNumeric(like)) {
      assert.equal(column.levels, like.levels);
    }
  });
}
