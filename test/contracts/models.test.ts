/** Every model of the registry keeps the contract of core/models/model.ts; a new one is tested the moment it is listed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { models } from '../../src/core/models/list.js';
import type { FitContext, Fitted, Model, TrainBlock } from '../../src/core/models/model.js';
import { log } from '../../src/core/numeric.js';
import { checkParam, type ParamSpec, type ParamValue, resolveParams } from '../../src/core/params.js';
import { fitPipeline, type PipelineSpec, predictPipeline } from '../../src/core/pipeline.js';
import { stream } from '../../src/core/rng.js';
import { loadPipeline, savePipeline } from '../../src/core/saved-pipeline.js';
import { trainOnAll } from '../../src/core/splitters/splitter.js';
import { type Column, sharedFloats, sharedInts, Table } from '../../src/core/table.js';
import { nOutputs, type Task, type TaskKind } from '../../src/core/task.js';
import { binTraining } from '../../src/core/trees/binning.js';
import { createEngine } from '../../src/parallel/engine.js';
import { readingOf } from '../core/made-table.js';

const engine = createEngine();
const contextOf = (seed: number): FitContext => ({
  stream: (purpose, ...ints) => stream(seed, purpose, 0, 0, ...ints),
  engine,
  binned: (block) => binTraining(block, engine),
});

const CLASSES: Record<TaskKind, string[]> = {
  binary: ['no', 'yes'],
  multiclass: ['a', 'b', 'c'],
  regression: [],
};

const taskOf = (kind: TaskKind): Task => ({
  kind,
  target: 'y',
  classes: CLASSES[kind],
  positive: kind === 'binary' ? 1 : null,
});

const numbers = (name: string, values: ArrayLike<number>): Column => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
  integer: false,
});

/** Four standard normal columns, and answers that depend on the first two. Complete numbers: any model takes them. */
function trainBlock(kind: TaskKind, nRows = 120): TrainBlock {
  const rng = stream(11, kind, nRows);
  const columns = ['u', 'v', 'w', 'x'].map((name) =>
    numbers(
      name,
      Array.from({ length: nRows }, () => rng.normal(log)),
    ),
  );
  const [u, v] = columns.map((column) => ('values' in column ? column.values : new Float64Array(0)));
  const y = Float64Array.from({ length: nRows }, (_, row) => {
    const score = u[row] - 0.5 * v[row] + 0.5 * rng.normal(log);
    if (kind === 'regression') return 3 * score + 10;
    return kind === 'binary' ? Number(score > 0) : Number(score > -0.5) + Number(score > 0.5);
  });
  return { nRows, columns, task: taskOf(kind), y, weights: null };
}

/** The rows at `rows`, repeats allowed. */
function takeRows(train: TrainBlock, rows: readonly number[]): TrainBlock {
  const columns = train.columns.map((column) => {
    if (!('values' in column)) throw new Error('numbers only');
    return numbers(
      column.name,
      rows.map((row) => column.values[row]),
    );
  });
  return { ...train, nRows: rows.length, columns, y: Float64Array.from(rows, (row) => train.y[row]) };
}

const defaults = (model: Model) => resolveParams(model.id, model.params, {});

const fit = async (model: Model, train: TrainBlock, seed = 3): Promise<Fitted> =>
  model.fit(train, defaults(model), contextOf(seed));

function checkOutput(output: Float64Array, task: Task, nRows: number): void {
  const width = nOutputs(task);
  assert.equal(output.length, nRows * width);
  assert.ok(output.every(Number.isFinite));
  if (task.kind === 'regression') return;
  for (let row = 0; row < nRows; row++) {
    const p = output.subarray(row * width, (row + 1) * width);
    assert.ok(
      p.every((value) => value >= 0 && value <= 1),
      `row ${row}: ${p}`,
    );
    const sum = p.reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9, `row ${row}: p sums to ${sum}`);
  }
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  assert.equal(a.length, b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

/** Numbers, a date, categories and booleans, all with missing cells; a constant column; more levels than are used. */
function mixedTable(nRows: number): Table {
  const rng = stream(5, 'mixed');
  const floats = (draw: () => number) => {
    const values = sharedFloats(nRows);
    for (let row = 0; row < nRows; row++) values[row] = rng.uniform() < 0.1 ? Number.NaN : draw();
    return values;
  };
  const coded = (nUsed: number) => {
    const codes = sharedInts(nRows);
    for (let row = 0; row < nRows; row++) codes[row] = rng.uniform() < 0.1 ? -1 : rng.below(nUsed);
    return codes;
  };
  return new Table(nRows, [
    { name: 'amount', type: 'number', values: floats(() => 1000 * rng.normal(log)), integer: false },
    { name: 'minus', type: 'number', values: floats(() => -rng.below(3)), integer: true },
    { name: 'when', type: 'date', values: floats(() => 19000 + rng.below(400)), integer: true },
    { name: 'flat', type: 'number', values: sharedFloats(nRows).fill(7), integer: true },
    { name: 'void', type: 'number', values: sharedFloats(nRows).fill(Number.NaN), integer: false },
    { name: 'town', type: 'category', codes: coded(3), levels: ['here', 'near', 'there', 'unused'] },
    { name: 'open', type: 'bool', codes: coded(2), levels: ['false', 'true'] },
  ]);
}

function answersFor(kind: TaskKind, nRows: number): Float64Array {
  const rng = stream(6, kind);
  const y = sharedFloats(nRows);
  const nClasses = CLASSES[kind].length;
  for (let row = 0; row < nRows; row++) y[row] = nClasses === 0 ? rng.normal(log) : rng.below(nClasses);
  return y;
}

function pipelineSpec(model: Model): PipelineSpec {
  return {
    sampler: { id: 'none', params: {} },
    model: { id: model.id, params: defaults(model) },
    classWeight: null,
    threshold: 0.5,
    seed: 42,
  };
}

/** Values at the ends of a parameter's default search space. */
function spaceEnds({ space, type }: ParamSpec): ParamValue[] {
  if (!space) return [];
  if ('choices' in space) return [...space.choices];
  assert.ok(space.low < space.high, 'low < high');
  assert.ok(!space.log || space.low > 0, 'a log range starts above 0');
  assert.ok(type !== 'int' || space.integer, 'the range of an int is of integers');
  return [space.low, space.high];
}

for (const model of models.all()) {
  describe(`model ${model.id}: parameters`, () => {
    test('defaults are in range and resolve', () => {
      for (const [name, spec] of Object.entries(model.params)) {
        assert.equal(checkParam(model.id, name, spec, spec.default), spec.default, name);
        assert.ok(spec.help.length > 0, `${name} has a help text`);
      }
      assert.deepEqual(Object.keys(defaults(model)), Object.keys(model.params));
    });

    test('the search space lies within the range', () => {
      for (const [name, spec] of Object.entries(model.params)) {
        for (const end of spaceEnds(spec)) assert.equal(checkParam(model.id, name, spec, end), end, name);
      }
    });

    test('bytes of something else are refused with exit 1', async () => {
      const other = models.all().find(({ id }) => id !== model.id);
      assert.ok(other);
      const bytes = (await fit(other, trainBlock(other.tasks[0]))).save();
      await assert.rejects(async () => model.load(bytes), { name: 'AssayError', exitCode: 1 });
    });
  });

  for (const kind of model.tasks) {
    const task = taskOf(kind);

    describe(`model ${model.id}: ${kind}`, () => {
      test('outputs have the right shape; probabilities lie in [0, 1] and sum to 1', async () => {
        const train = trainBlock(kind);
        checkOutput((await fit(model, train)).predict(train, engine), task, train.nRows);
      });

      test('same seed, same bytes, whatever was fitted in between', async () => {
        const train = trainBlock(kind);
        const first = (await fit(model, train)).save();
        await fit(model, trainBlock(kind, 77), 9);
        assert.deepEqual((await fit(model, train)).save(), first);
      });

      test('saved and loaded it predicts the same and saves the same', async () => {
        const train = trainBlock(kind);
        const fitted = await fit(model, train);
        const loaded = await model.load(fitted.save());
        assert.deepEqual(loaded.predict(train, engine), fitted.predict(train, engine));
        assert.deepEqual(loaded.save(), fitted.save());
        fitted.dispose?.();
        loaded.dispose?.();
      });

      test('the training block is left as it was', async () => {
        const train = trainBlock(kind);
        await fit(model, train);
        assert.deepEqual(train, trainBlock(kind));
      });

      const { stagedBy } = model;
      if (stagedBy !== undefined) {
        test(`stages are fits with fewer ${stagedBy}, to the byte`, async () => {
          const train = trainBlock(kind);
          const withRounds = (rounds: number) => ({ ...defaults(model), [stagedBy]: rounds });
          const rounds = [1, 2, 7, 12];
          const whole = await model.fit(train, withRounds(12), contextOf(5));
          const stages = whole.staged?.predict(train, rounds, engine) ?? [];
          assert.equal(stages.length, rounds.length);
          for (const [i, n] of rounds.entries()) {
            const alone = await model.fit(train, withRounds(n), contextOf(5));
            assert.deepEqual(alone.predict(train, engine), stages[i], `${n} rounds`);
            assert.deepEqual(alone.warnings, whole.warnings);
          }
        });
      }

      // What is drawn depends on the number of rows, so repeats are no weights there; boost.test.ts has its own.
      const drawsRows = ['bootstrap', 'replacement'].some((name) => Object.hasOwn(model.params, name));
      if (model.takes.weights && !drawsRows && model.id !== 'boost') {
        test('weights count as repeated rows', async () => {
          const train = trainBlock(kind);
          const times = Array.from(train.y, (_, row) => 1 + (row % 3));
          const repeats = times.flatMap((count, row) => new Array<number>(count).fill(row));
          const weighted = await fit(model, { ...train, weights: Float64Array.from(times) });
          const repeated = await fit(model, takeRows(train, repeats));
          const difference = largestDifference(
            weighted.predict(train, engine),
            repeated.predict(train, engine),
          );
          assert.ok(difference < 1e-8, `differ by ${difference}`);
        });
      }

      if (kind !== 'regression') {
        test('one class in the training rows: it is predicted', async () => {
          const train = trainBlock(kind);
          for (const only of task.classes.keys()) {
            const fitted = await fit(model, { ...train, y: train.y.map(() => only) });
            const output = fitted.predict(train, engine);
            checkOutput(output, task, train.nRows);
            for (let at = only; at < output.length; at += task.classes.length) assert.ok(output[at] > 0.5);
          }
        });
      }

      test('one row, two rows, no rows to predict', async () => {
        const train = trainBlock(kind);
        for (const rows of [[0], [0, 1], [4, 3]]) {
          const few = takeRows(train, rows);
          const fitted = await fit(model, few);
          checkOutput(fitted.predict(train, engine), task, train.nRows);
          assert.equal(fitted.predict(takeRows(train, []), engine).length, 0);
        }
      });

      test('constant columns', async () => {
        const train = trainBlock(kind);
        const columns = [5, 0].map((value) =>
          numbers(`always ${value}`, new Float64Array(train.nRows).fill(value)),
        );
        const flat = { ...train, columns };
        checkOutput((await fit(model, flat)).predict(flat, engine), task, train.nRows);
      });

      test('a mixed table with missing cells goes through the pipeline, saved and loaded too', async () => {
        const nRows = 150;
        const table = mixedTable(nRows);
        const data = { task, table, y: answersFor(kind, nRows) };
        const position = { repeat: 0, fold: 0 };
        const { pipeline } = await fitPipeline(
          data,
          trainOnAll(nRows),
          pipelineSpec(model),
          position,
          engine,
          () => 0,
        );
        const output = predictPipeline(pipeline, table.columns, nRows, engine);
        checkOutput(output, task, nRows);
        const bytes = savePipeline(pipeline, readingOf(table));
        const loaded = await loadPipeline(bytes);
        assert.deepEqual(predictPipeline(loaded, table.columns, nRows, engine), output);
        assert.deepEqual(savePipeline(loaded, loaded.reading), bytes);
      });
    });
  }
}
