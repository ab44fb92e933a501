import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { models } from '../../src/core/models/list.js';
import { type ParamValue, resolveParams } from '../../src/core/params.js';
import type { PipelineSpec } from '../../src/core/pipeline.js';
import type { FoldJob } from '../../src/core/pipeline-jobs.js';
import { stream } from '../../src/core/rng.js';
import { samplers } from '../../src/core/samplers/list.js';
import { givenFolds } from '../../src/core/splitters/given.js';
import { createRunner } from '../../src/parallel/pool.js';
import { BinShelves, sharingBins, shelvesOf } from '../../src/workflows/bin-shelves.js';
import type { Context } from '../../src/workflows/context.js';
import { Memo } from '../../src/workflows/memo.js';
import type { PreparedModelling } from '../../src/workflows/modelling.js';
import { foldJobs } from '../../src/workflows/run-folds.js';
import { numbers, problemOf, tableOf, words } from '../core/made-table.js';

const N = 600;
const N_FOLDS = 5;

function madeProblem() {
  const rng = stream(3, 'shelves');
  const rows = Array.from({ length: N }, (_, row) => row);
  const labels = rows.map((row) => Number(row % 3 === 0));
  const table = tableOf(
    numbers(
      'x',
      labels.map((label) => label + rng.uniform()),
    ),
    words(
      'c',
      rows.map(() => 'abcd'[rng.below(4)]),
    ),
  );
  const problem = problemOf(table, labels);
  const folds = givenFolds(
    problem,
    rows.map((row) => row % N_FOLDS),
    N,
    0,
  );
  return { problem, folds, prepared: { loaded: { problem }, folds } as unknown as PreparedModelling };
}

interface Asked {
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly sampler?: string;
  readonly seed?: number;
}

const specOf = (model: string, { params = {}, sampler = 'none', seed = 1 }: Asked = {}): PipelineSpec => ({
  sampler: { id: sampler, params: resolveParams(sampler, samplers.get(sampler).params, {}) },
  model: { id: model, params: resolveParams(model, models.get(model).params, params) },
  classWeight: null,
  threshold: 0.5,
  seed,
});

describe('bins of folds', () => {
  // More threads than folds: trials of one fold begin while the first still bins it.
  const runner = createRunner(7);
  after(() => runner.close());

  /** Runs the folds of all specs as one command does; how often columns were binned, and the predictions. */
  async function run(specs: readonly PipelineSpec[], change = (job: FoldJob) => job) {
    const context = { memo: new Memo() } as Context;
    const { folds, prepared } = madeProblem();
    for (const spec of specs) shelvesOf(context).expect(folds, spec, 1);
    const jobs = specs.flatMap((spec) => foldJobs(prepared, spec, context)).map(change);
    const outcomes = await runner.map('run-fold', jobs);
    const binnings = outcomes.reduce((sum, { report }) => sum + report.binnings, 0);
    return { binnings, outputs: outcomes.map(({ output }) => output) };
  }
  const alone = ({ shelf: _, ...job }: FoldJob): FoldJob => job;

  test('four trials on five folds bin five times, and predict as if each had binned', async () => {
    const trials = [1, 2, 3, 4].map((depth) => specOf('tree', { params: { max_depth: depth } }));
    const [shared, apart] = [await run(trials), await run(trials, alone)];
    assert.deepEqual([shared.binnings, apart.binnings], [N_FOLDS, 4 * N_FOLDS]);
    assert.deepEqual(shared.outputs, apart.outputs);
  });

  test('fits that hold rows out before they sample share none', async () => {
    const stopping = [0.1, 0.3].map((share) => {
      const params = { n_estimators: 5, early_stopping: true, validation_fraction: share };
      return specOf('boost', { params, sampler: 'random-over' });
    });
    const [shared, apart] = [await run(stopping), await run(stopping, alone)];
    assert.equal(shared.binnings, 2 * N_FOLDS);
    assert.deepEqual(shared.outputs, apart.outputs);
  });

  test('models and seeds of a sweep share them', async () => {
    const small = { n_estimators: 3 };
    const specs = [
      specOf('tree'),
      specOf('forest', { params: small }),
      specOf('forest', { params: small, seed: 2 }),
    ];
    assert.equal((await run(specs)).binnings, N_FOLDS);
  });

  test('sampled rows are shared by sampler, its parameters and seed', async () => {
    const specs = [
      specOf('tree', { sampler: 'smote' }),
      specOf('tree', { sampler: 'smote', params: { max_depth: 3 } }),
      specOf('tree', { sampler: 'smote', seed: 2 }),
      specOf('tree', { sampler: 'random-under' }),
      specOf('tree'),
    ];
    const [shared, apart] = [await run(specs), await run(specs, alone)];
    assert.deepEqual([shared.binnings, apart.binnings], [4 * N_FOLDS, 5 * N_FOLDS]);
    assert.deepEqual(shared.outputs, apart.outputs);
  });

  test('there is one where other fits are to come, the model sees the columns and the budget lasts', () => {
    const { problem, folds } = madeProblem();
    const [{ train }] = folds;
    const shelves = new BinShelves();
    for (const model of ['logistic', 'tree', 'forest']) shelves.expect(folds, specOf(model), 1);
    assert.equal(shelves.shelfOf(problem, train, specOf('logistic')), undefined);
    const shelf = shelves.shelfOf(problem, train, specOf('tree'));
    assert.equal(shelves.shelfOf(problem, train, specOf('forest')), shelf);
    const scarce = new BinShelves(2 * (shelf as SharedArrayBuffer).byteLength);
    scarce.expect(folds, specOf('tree'), 2);
    const given = folds.map((each) => scarce.shelfOf(problem, each.train, specOf('tree')) !== undefined);
    assert.deepEqual(given, [true, true, false, false, false]);
  });

  test('a single fit of each fold has none', () => {
    const { problem, folds } = madeProblem();
    const shelves = new BinShelves();
    shelves.expect(folds, specOf('tree'), 1);
    shelves.expect(folds, specOf('tree', { sampler: 'smote' }), 1);
    for (const { train } of folds) assert.equal(shelves.shelfOf(problem, train, specOf('tree')), undefined);
  });

  test('the memory of rows that no fit is to come on is lent again', async () => {
    const context = { memo: new Memo() } as Context;
    const [first, second] = [madeProblem(), madeProblem()];
    const { problem, folds } = first;
    const spec = specOf('tree');
    const sized = new BinShelves();
    sized.expect(folds, spec, 2);
    const { byteLength } = sized.shelfOf(problem, folds[0].train, spec) as SharedArrayBuffer;
    const shelves = context.memo.once('bin shelves', {}, () => new BinShelves(byteLength));
    const steps = [first, second].flatMap(({ problem: data, folds: [fold] }) =>
      [1, 2].map(() =>
        sharingBins({ folds: [fold], spec } as unknown as PreparedModelling, context, 1, async () =>
          shelves.shelfOf(data, fold.train, spec),
        ),
      ),
    );
    const lent = [];
    for (const step of steps) lent.push(await step({} as never));
    assert.deepEqual(
      lent.map((shelf) => shelf?.byteLength),
      [byteLength, byteLength, byteLength, byteLength],
    );
    assert.equal(lent[0], lent[1]);
    assert.notEqual(lent[1], lent[2]);
  });
});
