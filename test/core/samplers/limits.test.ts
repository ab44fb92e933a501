/** What samplers refuse: to leave no row, and to make more than memory holds. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AssayError } from '../../../src/core/errors.js';
import { models } from '../../../src/core/models/list.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { fitPipeline } from '../../../src/core/pipeline.js';
import { resample } from '../../../src/core/resampling.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { mostNewRows } from '../../../src/core/samplers/made-rows.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, classTask, numbers, tableOf } from '../made-table.js';

const engine = createEngine();
const table = tableOf(
  numbers(
    'x',
    Array.from({ length: 40 }, (_, row) => (row * 7) % 40),
  ),
);
const data = {
  task: classTask(['no', 'yes']),
  table,
  y: Float64Array.from({ length: 40 }, (_, row) => Number(row % 4 === 0)),
};

const specOf = (id: string, given: Record<string, string>) => ({
  id: samplers.get(id).id,
  params: resolveParams(id, samplers.get(id).params, given),
});

const run = (id: string, given: Record<string, string>) =>
  resample(data, allRows(table), specOf(id, given), 1, 0, 0, engine);

const isError = (exitCode: number, message: RegExp) => (error: AssayError) =>
  error.exitCode === exitCode && message.test(error.message);

const NOTHING = 'no:0,yes:0';

describe('a sampler that leaves no row', () => {
  test('is exit 3 that names it, in a chain too', () => {
    assert.throws(
      () => run('random-under', { sampling_strategy: NOTHING }),
      isError(3, /^random-under left none of the 40 training rows/),
    );
    const chain = 'random-over+random-under+tomek-links';
    assert.throws(
      () => run(chain, { 'random-under.sampling_strategy': NOTHING }),
      isError(3, /^random-under left none of the 60 training rows/),
    );
  });

  test('is exit 3 inside a fit, though the model holds rows out', async () => {
    for (const id of ['tree', 'boost']) {
      const given: Params = id === 'boost' ? { early_stopping: true } : {};
      const spec = {
        sampler: specOf('random-under', { sampling_strategy: NOTHING }),
        model: { id, params: resolveParams(id, models.get(id).params, given) },
        ...{ classWeight: null, threshold: 0.5, seed: 1 },
      };
      await assert.rejects(
        fitPipeline(data, allRows(table), spec, { repeat: 0, fold: 0 }, engine, () => 0),
        isError(3, /^random-under left none/),
      );
    }
  });
});

describe('more rows than memory holds', () => {
  test('are exit 2 before any is made', () => {
    for (const id of ['random-over', 'smote', 'adasyn', 'smote-enn']) {
      assert.throws(
        () => run(id, { sampling_strategy: 'yes:1000000000' }),
        isError(2, /asks for 999,999,990 new rows, and 4 GB hold 59,652,323 of 1 columns/),
        id,
      );
    }
  });

  test('the more columns the fewer rows', () => {
    assert.equal(mostNewRows(8), 2 ** 25);
    assert.equal(mostNewRows(24), 2 ** 24);
  });

  test('a count that is no safe integer is no count', () => {
    for (const typed of ['yes:99999999999999999999', '{"yes": 99999999999999999999}'])
      assert.throws(
        () => specOf('smote', { sampling_strategy: typed }),
        isError(2, /sampling_strategy takes/),
      );
  });
});

test('a class of one row: the hint is true of folds and of a whole table', () => {
  const single = { ...data, y: data.y.map((_, row) => Number(row === 0)) };
  assert.throws(
    () => resample(single, allRows(table), specOf('smote', {}), 1, 0, 0, engine),
    ({ exitCode, hint }: AssayError) =>
      exitCode === 3 && /more folds \(-k\)/.test(hint) && !/fewer folds/.test(hint),
  );
});
