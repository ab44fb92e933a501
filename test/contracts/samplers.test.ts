/** What every registered sampler keeps to, on every kind of table; `workers` and `leak-safety` hold it inside folds too. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { AssayError } from '../../src/core/errors.js';
import { lostClasses } from '../../src/core/fitted-shares.js';
import { models } from '../../src/core/models/list.js';
import { resolveParams } from '../../src/core/params.js';
import { runFold } from '../../src/core/pipeline-jobs.js';
import { packResampled, resample, unpackResampled } from '../../src/core/resampling.js';
import { samplers } from '../../src/core/samplers/list.js';
import type { Resampled, SampleInput, Sampler } from '../../src/core/samplers/sampler.js';
import { makeFold } from '../../src/core/splitters/splitter.js';
import { isMissing, isNumeric, sharedFloats, type Table } from '../../src/core/table.js';
import { problemToHandle, type TaskData } from '../../src/core/task.js';
import { createEngine } from '../../src/parallel/engine.js';
import { createRunner } from '../../src/parallel/pool.js';
import { rowTexts, trainRows } from '../core/made-table.js';
import { changedOutside, sampledData, sampledTables, trainingRows, withFewRows } from './sampler-tables.js';

const engine = createEngine();
const runners = [1, 2, 7].map((workers) => createRunner(workers));
after(() => Promise.all(runners.map((runner) => runner.close())));

const specOf = (id: string) => ({ id, params: resolveParams(id, samplers.get(id).params, {}) });

const run = (id: string, data: TaskData, seed = 1, rows = trainingRows) =>
  resample(data, trainRows(rows), specOf(id), seed, 0, 0, engine);

/** What came out, columns by their names. */
const bytes = ({ keep, synthetic, syntheticY, origin, warnings }: Resampled) => ({
  keep: [...keep],
  rows: rowTexts(synthetic.select(synthetic.names.toSorted())),
  y: [...syntheticY],
  origin: [...origin],
  warnings,
});

/** Rows of each class among some, with repeats. */
function countsOf({ task, y }: TaskData, rows: Iterable<number>, made: Iterable<number> = []): number[] {
  const counts = task.classes.map(() => 0);
  for (const row of rows) counts[y[row]]++;
  for (const label of made) counts[label]++;
  return counts;
}

test('rows to be tested are no input of a sampler: it does not compile', () => {
  const { test: tested } = makeFold(0, 0, [0, 1], [2]);
  // @ts-expect-error test rows are not training rows
  const rows: SampleInput['rows'] = tested;
  assert.equal(rows.length, 1);
});

test('what travelled from a worker is what the sampler made', () => {
  const made = run('smote', sampledData('all types, with holes'));
  assert.deepEqual(bytes(unpackResampled(structuredClone(packResampled(made, 1)))), bytes(made));
});

/** Each class as `sampling_strategy=auto` leaves it. */
function checkCounts({ kind, roundsEachRow, keepsTies }: Sampler, before: number[], counts: number[]): void {
  const [least, most] = [Math.min(...before), Math.max(...before)];
  const expected = { none: before, over: before.map(() => most), under: before.map(() => least) };
  if (kind === 'clean') {
    assert.ok(counts.every((count, label) => count <= before[label]));
    assert.equal(counts[before.indexOf(least)], least);
  } else if (roundsEachRow) {
    // No row is rounded by more than a half.
    counts.forEach((count, label) => {
      assert.ok(Math.abs(count - most) <= before[label] / 2, `${count} rows, asked for ${most}`);
    });
  } else if (keepsTies) {
    counts.forEach((count, label) => {
      assert.ok(count >= least && count <= before[label], `${count} rows, asked for ${least}`);
    });
  } else if (kind === 'both') {
    // Grown to the largest class, then cleaned: a class may lose all of its rows, but not all classes.
    assert.ok(
      counts.every((count) => count <= most),
      `${counts} rows of ${before}`,
    );
    assert.ok(counts.some((count) => count > 0));
  } else assert.deepEqual(counts, expected[kind]);
}

/** Cells of new rows are such as the column's: of its type, in its range, missing where the base's is. */
function checkCells(table: Table, { synthetic, origin }: Resampled, rows: readonly number[]): void {
  assert.deepEqual(synthetic.names, table.names);
  synthetic.columns.forEach((made, at) => {
    const column = table.columns[at];
    assert.equal(made.type, column.type);
    origin.forEach((base, i) => {
      const isGone = isMissing(column, base);
      assert.equal(isMissing(made, i), isGone, `${made.name} of a new row, missing in its base: ${isGone}`);
    });
    if (isNumeric(made) && isNumeric(column)) {
      assert.equal(made.integer, column.integer);
      const seen = rows.map((row) => column.values[row]).filter((value) => !Number.isNaN(value));
      for (const value of made.values) {
        if (Number.isNaN(value)) continue;
        assert.ok(!column.integer || Number.isInteger(value), `${made.name} stays whole, got ${value}`);
        assert.ok(
          value >= Math.min(...seen) && value <= Math.max(...seen),
          `${made.name} stays in its range`,
        );
      }
    } else if (!isNumeric(made) && !isNumeric(column)) {
      assert.equal(made.levels, column.levels);
      const seen = new Set(rows.map((row) => column.codes[row]));
      assert.ok(
        made.codes.every((code) => seen.has(code)),
        `${made.name}: a level of no training row`,
      );
    }
  });
}

/** On one table. */
function describeOn(sampler: Sampler, name: string): void {
  const { id } = sampler;
  test(`${name}: same seed, same bytes`, () => {
    assert.deepEqual(bytes(run(id, sampledData(name))), bytes(run(id, sampledData(name))));
  });

  test(`${name}: the order of columns does not matter`, () => {
    const data = sampledData(name);
    const turned = { ...data, table: data.table.select(data.table.names.toReversed()) };
    assert.deepEqual(bytes(run(id, turned)), bytes(run(id, data)));
  });

  test(`${name}: rows outside the training rows are not looked at`, () => {
    const data = sampledData(name);
    const changed = changedOutside(data, new Set(trainingRows));
    assert.notDeepEqual(rowTexts(changed.table), rowTexts(data.table));
    assert.deepEqual(bytes(run(id, changed)), bytes(run(id, data)));
  });

  test(`${name}: keeps training rows alone, ascending with repeats after; makes rows like them, in such counts`, () => {
    const data = sampledData(name);
    const made = run(id, data);
    const { keep, synthetic, syntheticY, origin } = made;
    const known = new Set(trainingRows);
    assert.ok([...keep, ...origin].every((row) => known.has(row)));
    const firsts = [...new Set(keep)];
    assert.deepEqual(
      [...keep.subarray(0, firsts.length)],
      firsts.toSorted((a, b) => a - b),
    );
    assert.deepEqual([syntheticY.length, origin.length], [synthetic.nRows, synthetic.nRows]);
    assert.deepEqual(
      [...syntheticY],
      Array.from(origin, (row) => data.y[row]),
    );
    checkCells(data.table, made, trainingRows);
    checkCounts(sampler, countsOf(data, trainingRows), countsOf(data, keep, syntheticY));
  });
}

/** Inside a fold of cross-validation, weighed. */
async function fitted(id: string, data: TaskData, modelId: string) {
  const model = models.get(modelId);
  const params = resolveParams(model.id, model.params, {});
  const { train, test: tested } = makeFold(
    0,
    0,
    trainingRows,
    Array.from(data.y.keys()).filter((row) => row % 5 === 3),
  );
  const spec = {
    sampler: specOf(id),
    model: { id: model.id, params },
    classWeight: null,
    threshold: 0.5,
    seed: 1,
  };
  const problem = problemToHandle(data);
  const [trainRowsShared, testShared] = [train, tested].map((rows) => rows.buffer as SharedArrayBuffer);
  const job = { problem, spec, repeat: 0, fold: 0, train: trainRowsShared, test: testShared };
  return runFold(data, job, engine, () => 0);
}

const weighted = (data: TaskData, weigh: (row: number) => number): TaskData => {
  const y = sharedFloats(data.y.length);
  y.set(data.y);
  return { ...data, y, weights: sharedFloats(y.length).map((_, row) => weigh(row)) };
};

for (const sampler of samplers.all()) {
  const { id, kind } = sampler;
  describe(`sampler ${id}`, () => {
    for (const name of sampledTables) describeOn(sampler, name);

    if (kind === 'over' || kind === 'both') {
      test('another seed, other rows', () => {
        const data = sampledData('numbers');
        assert.notDeepEqual(bytes(run(id, data, 2)), bytes(run(id, data)));
      });
    }

    test('1, 2 and 7 workers: the same bytes', async () => {
      const data = sampledData('all types, with holes');
      const y = sharedFloats(data.y.length);
      y.set(data.y);
      const job = {
        problem: problemToHandle({ ...data, y }),
        rows: trainRows(trainingRows).buffer as SharedArrayBuffer,
        sampler: specOf(id),
        seed: 1,
      };
      for (const runner of runners) {
        const [made] = await runner.map('sample', [job], { joinable: true });
        assert.deepEqual(bytes(unpackResampled(made)), bytes(run(id, data)), `${runner.jobs} workers`);
      }
    });

    test('a class of two rows, of one: rows like them, or exit 3 that names the class', () => {
      for (const n of [2, 1]) {
        const data = withFewRows(n);
        const all = Array.from(data.y.keys());
        try {
          const made = run(id, data, 1, all);
          checkCells(data.table, made, all);
          checkCounts(sampler, countsOf(data, all), countsOf(data, made.keep, made.syntheticY));
        } catch (error) {
          const { exitCode, message } = error as AssayError;
          assert.ok(n === 1 && exitCode === 3 && /class "r" has 1/.test(message), String(error));
        }
      }
    });

    test('rows that a bootstrap repeats', () => {
      const data = sampledData('all types, with holes');
      const repeated = trainingRows.flatMap((row) =>
        row % 3 === 0 ? [row, row] : row % 3 === 1 ? [row] : [],
      );
      const made = run(id, data, 1, repeated);
      checkCells(data.table, made, repeated);
      checkCounts(sampler, countsOf(data, repeated), countsOf(data, made.keep, made.syntheticY));
    });

    test('inside a fold made rows weigh what their origins weigh', async () => {
      const data = sampledData('all types, with holes');
      const weigh = (row: number) => 1 + (row % 7);
      const { output } = await fitted(id, weighted(data, weigh), 'dummy');
      const { keep, origin } = run(id, data);
      const sums = data.task.classes.map(() => 0);
      for (const row of [...keep, ...origin]) sums[data.y[row]] += weigh(row);
      const all = sums.reduce((sum, one) => sum + one, 0);
      // The prior of dummy is the classes' shares of the weights.
      sums.forEach((sum, label) => {
        assert.ok(Math.abs(output[label] - sum / all) < 1e-12, `${output[label]} is not ${sum / all}`);
      });
    });

    for (const name of ['numbers', 'one number of few values']) {
      test(`${name}: inside a fold a model learns from what it made, and a class that is lost is known`, async () => {
        const data = sampledData(name);
        const { output, report } = await fitted(
          id,
          weighted(data, () => 1),
          'tree',
        );
        const { keep, syntheticY } = run(id, data);
        const counts = countsOf(data, keep, syntheticY);
        const all = counts.reduce((sum, count) => sum + count, 0);
        assert.deepEqual(report.after, counts);
        assert.deepEqual(
          report.shares.fitted,
          counts.map((count) => count / all),
        );
        assert.deepEqual(
          lostClasses(report.shares),
          [...counts.keys()].filter((label) => counts[label] === 0),
        );
        assert.ok(output.every((p) => p >= 0 && p <= 1));
      });
    }

    if (kind !== 'none') {
      test('a regression task is a usage error', () => {
        const task = { kind: 'regression', target: 'y', classes: [], positive: null } as const;
        const data = { ...sampledData('numbers'), task };
        assert.throws(
          () => run(id, data),
          (error: AssayError) => error.exitCode === 2,
        );
      });
    }
  });
}
