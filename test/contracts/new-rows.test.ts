/** Every model predicts new rows through what was saved of it: each row on its own, whatever its cells hold. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { conform } from '../../src/core/conform.js';
import { models } from '../../src/core/models/list.js';
import type { Model } from '../../src/core/models/model.js';
import { log } from '../../src/core/numeric.js';
import { type ParamValue, resolveParams } from '../../src/core/params.js';
import { fitPipeline, predictPipeline } from '../../src/core/pipeline.js';
import { stream } from '../../src/core/rng.js';
import { type LoadedPipeline, loadPipeline, savePipeline } from '../../src/core/saved-pipeline.js';
import type { Column, Table } from '../../src/core/table.js';
import { nOutputs, type Task, type TaskKind } from '../../src/core/task.js';
import { createEngine } from '../../src/parallel/engine.js';
import { allRows, classTask, numbers, readingOf, tableOf, words } from '../core/made-table.js';

const engine = createEngine();
const N_TRAIN = 160;
const LEVELS = ['far', 'here', 'near', 'unused'];

const TASKS: Record<TaskKind, Task> = {
  binary: classTask(['no', 'yes']),
  multiclass: classTask(['a', 'b', 'c']),
  regression: { kind: 'regression', target: 'y', classes: [], positive: null },
};

/** A number, a date, a category of which one level is never used, holes in all of them. */
function trainTable(): Table {
  const rng = stream(8, 'new-rows');
  const rows = Array.from({ length: N_TRAIN }, () => 0);
  const orHole = <T>(cell: T) => (rng.uniform() < 0.1 ? null : cell);
  return tableOf(
    numbers(
      'amount',
      rows.map(() => orHole(100 * rng.normal(log))),
    ),
    numbers(
      'when',
      rows.map(() => orHole(19_000 + rng.below(300))),
      'date',
    ),
    words(
      'town',
      rows.map(() => orHole(LEVELS[rng.below(3)])),
      LEVELS,
    ),
  );
}

function answersOf(table: Table, { kind, classes }: Task): Float64Array {
  const rng = stream(9, kind);
  const town = table.column('town');
  return Float64Array.from({ length: table.nRows }, (_, row) => {
    const signal = ('codes' in town ? town.codes[row] : 0) + rng.uniform();
    return classes.length === 0 ? 10 * signal : Math.max(0, Math.floor(signal)) % classes.length;
  });
}

async function savedPipeline(model: Model, task: Task): Promise<LoadedPipeline> {
  const table = trainTable();
  const few: Record<string, ParamValue> = Object.hasOwn(model.params, 'n_estimators')
    ? { n_estimators: 10 }
    : {};
  const { pipeline } = await fitPipeline(
    { task, table, y: answersOf(table, task) },
    allRows(table),
    {
      sampler: { id: 'none', params: {} },
      model: { id: model.id, params: resolveParams(model.id, model.params, few) },
      classWeight: null,
      threshold: 0.5,
      seed: 3,
    },
    { repeat: 0, fold: 0 },
    engine,
    () => 0,
  );
  return loadPipeline(savePipeline(pipeline, readingOf(table)));
}

type Row = readonly [amount: number | null, when: number | null, town: string | null];

const NEW_ROWS: readonly Row[] = [
  [12, 19_100, 'here'],
  [null, null, null],
  [1e12, -5, 'never seen'],
  [-3, null, 'unused'],
  [null, 19_050, 'another'],
  [12, 19_100, 'far'],
];

/** In another order than in training, beside a column that the model knows nothing of. */
const newTable = (rows: readonly Row[]): Table =>
  tableOf(
    words(
      'town',
      rows.map(([, , town]) => town),
    ),
    words(
      'remark',
      rows.map((_, row) => `remark ${row}`),
    ),
    numbers(
      'when',
      rows.map(([, when]) => when),
      'date',
    ),
    numbers(
      'amount',
      rows.map(([amount]) => amount),
    ),
  );

function predictNew(pipeline: LoadedPipeline, rows: readonly Row[]): Float64Array {
  const { table } = conform(newTable(rows), pipeline.features);
  return predictPipeline(pipeline, table.columns, table.nRows, engine);
}

for (const model of models.all()) {
  for (const kind of model.tasks) {
    describe(`model ${model.id}: ${kind}: new rows`, () => {
      const task = TASKS[kind];
      const width = nOutputs(task);

      test('as many rows out as in, whatever is missing or was never seen', async () => {
        const output = predictNew(await savedPipeline(model, task), NEW_ROWS);
        assert.equal(output.length, NEW_ROWS.length * width);
        assert.ok(output.every(Number.isFinite));
        if (kind === 'regression') return;
        for (let row = 0; row < NEW_ROWS.length; row++) {
          const p = output.subarray(row * width, (row + 1) * width);
          assert.ok(Math.abs(p.reduce((sum, value) => sum + value, 0) - 1) < 1e-9, `row ${row}: ${p}`);
        }
      });

      test('a row is predicted alike alone and among others', async () => {
        const pipeline = await savedPipeline(model, task);
        const together = predictNew(pipeline, NEW_ROWS);
        const alone = NEW_ROWS.flatMap((row) => [...predictNew(pipeline, [row])]);
        assert.deepEqual(alone, [...together]);
      });

      test('the training rows in another column order are predicted as the fold would predict them', async () => {
        const pipeline = await savedPipeline(model, task);
        const trained = trainTable();
        const direct = predictPipeline(pipeline, trained.columns, N_TRAIN, engine);
        const shuffled = trained.select(['town', 'amount', 'when']);
        const { table } = conform(shuffled, pipeline.features);
        assert.deepEqual(predictPipeline(pipeline, table.columns, N_TRAIN, engine), direct);
      });

      test('an unseen level is one that training rows did not use, or missing to a model that takes categories', async () => {
        const pipeline = await savedPipeline(model, task);
        const like = (town: string | null): Row => [12, 19_100, town];
        const twin = model.takes.categories ? null : 'unused';
        assert.deepEqual(predictNew(pipeline, [like('never seen')]), predictNew(pipeline, [like(twin)]));
      });
    });
  }
}

describe('conform', () => {
  const features = [
    { name: 'town', type: 'category', levels: ['1', '1.0'] },
    { name: 'open', type: 'bool', levels: ['no', 'yes'] },
    { name: 'amount', type: 'number' },
  ] as const;
  const bool = (cells: readonly (string | null)[]): Column => ({ ...words('open', cells), type: 'bool' });

  test('levels keep their spelling, a bool its meaning; unseen ones are counted', () => {
    const rows = tableOf(
      numbers('amount', [1, null, 3, 4]),
      bool(['True', 'False', null, 'True']),
      words('town', ['1.0', '01', '1', '01']),
    );
    const { table, unseen } = conform(rows, features);
    const [town, open] = table.columns;
    assert.deepEqual(table.names, ['town', 'open', 'amount']);
    assert.deepEqual('codes' in town && [[...town.codes], town.levels], [
      [1, 2, 0, 2],
      ['1', '1.0', '01'],
    ]);
    assert.deepEqual('codes' in open && [[...open.codes], open.levels], [
      [1, 0, -1, 1],
      ['no', 'yes'],
    ]);
    assert.deepEqual(unseen, [{ column: 'town', nCells: 2, levels: ['01'] }]);
  });

  test('a bool of which training saw one value only', () => {
    const rows = tableOf(numbers('amount', [1]), bool(['TRUE']), words('town', ['1']));
    const { unseen } = conform(rows, [
      features[0],
      { name: 'open', type: 'bool', levels: ['no'] },
      features[2],
    ]);
    assert.deepEqual(unseen, [{ column: 'open', nCells: 1, levels: ['TRUE'] }]);
  });
});

test('truth values of a file are known by what they say: `true` of Parquet is `True` of a CSV', () => {
  const feature = { name: 'open', type: 'category', levels: ['false', 'true'] } as const;
  const { table, unseen } = conform(tableOf(words('open', ['True', 'FALSE', 'true', 'perhaps'])), [feature]);
  const column = table.column('open');
  assert.deepEqual('codes' in column && [...column.codes], [1, 0, 1, 2]);
  assert.deepEqual(unseen, [{ column: 'open', nCells: 1, levels: ['perhaps'] }]);
  const answers = { ...feature, levels: ['no', 'yes'] };
  assert.equal(conform(tableOf(words('open', ['Yes', 'NO'])), [answers]).unseen[0].nCells, 2);
});
