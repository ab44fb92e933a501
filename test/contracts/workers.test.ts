/**
 * How many workers there are changes nothing: every registered model, with and without a sampler, is fitted, saved and
 * asked by crews of 1, 2 and 7, and all bytes are the same, early stopping included. Threads without a job join the fits of models that share them.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { takesRawColumns } from '../../src/core/model-pipeline.js';
import { models } from '../../src/core/models/list.js';
import type { Model } from '../../src/core/models/model.js';
import { type Params, resolveParams } from '../../src/core/params.js';
import type { PipelineSpec } from '../../src/core/pipeline.js';
import { type FoldJob, predictHandle } from '../../src/core/pipeline-jobs.js';
import { stream } from '../../src/core/rng.js';
import type { Runner } from '../../src/core/runner.js';
import { samplers } from '../../src/core/samplers/list.js';
import { splitters } from '../../src/core/splitters/list.js';
import { trainOnAll } from '../../src/core/splitters/splitter.js';
import { problemToHandle, type TaskData, type TaskKind } from '../../src/core/task.js';
import { shelfBytes } from '../../src/core/trees/bin-shelf.js';
import { createRunner } from '../../src/parallel/pool.js';
import { problemOf, readingOf } from '../core/made-table.js';
import { dataWithSignal } from './leak-tables.js';

const runners = [1, 2, 7].map((workers) => createRunner(workers));
after(() => Promise.all(runners.map((runner) => runner.close())));

/** Rows enough for several blocks where fits are shared; libraries are slow. */
function rowsFor({ joinable, library }: Model): number {
  if (library) return 150;
  return joinable ? 12_000 : 600;
}

/** Each of these is a boosted ensemble of its own. */
const TREES: Readonly<Record<string, number>> = { 'easy-ensemble': 3 };

/** What models are fitted with besides their defaults: early stopping where there is some, and few trees. */
const givenTo = ({ id, heldOutShare, params }: Model): Params => ({
  ...(Object.hasOwn(params, 'n_estimators') ? { n_estimators: TREES[id] ?? 10 } : {}),
  ...(heldOutShare ? { early_stopping: true, n_iter_no_change: 2 } : {}),
});

function specOf(model: Model, sampler: string, seed: number): PipelineSpec {
  return {
    sampler: { id: sampler, params: resolveParams(sampler, samplers.get(sampler).params, {}) },
    model: { id: model.id, params: resolveParams(model.id, model.params, givenTo(model)) },
    classWeight: null,
    threshold: 0.5,
    seed,
  };
}

/** Two folds, each for two seeds that share the fold's bins where they can, as trials do. */
function foldJobs(data: TaskData, model: Model, sampler: string): FoldJob[] {
  const { task, table, y } = data;
  const splitter = splitters.get('k-fold');
  const params = resolveParams(splitter.id, splitter.params, { folds: 2 });
  const folds = splitter.split(problemOf(table, [...y], { task, y }), params, stream(3, 'split', 0), 0);
  const problem = problemToHandle(data);
  return folds.flatMap(({ repeat, fold, train, test: tested }) => {
    // Only those who see the same rows and columns may share a shelf (workflows/bin-shelves.ts).
    const shelf =
      sampler === 'none' && takesRawColumns(specOf(model, sampler, 1))
        ? new SharedArrayBuffer(shelfBytes(table.columns, train.length))
        : undefined;
    return [1, 2].map((seed) => ({
      problem,
      spec: specOf(model, sampler, seed),
      repeat,
      fold,
      train: train.buffer as SharedArrayBuffer,
      test: tested.buffer as SharedArrayBuffer,
      shelf,
      save: readingOf(table),
    }));
  });
}

/** What a user sees of `cv`, `train` and `predict`, all by one runner: bytes of models, predictions. */
async function workOf(runner: Runner, data: TaskData, model: Model, sampler: string) {
  const { table } = data;
  const { joinable } = model;
  const folds = await runner.map('run-fold', foldJobs(data, model, sampler), { joinable });
  const job = {
    problem: problemToHandle(data),
    spec: specOf(model, sampler, 1),
    train: trainOnAll(table.nRows).buffer as SharedArrayBuffer,
    reading: readingOf(table),
  };
  const [trained] = await runner.map('fit-pipeline', [job], { joinable });
  const input = predictHandle(trained.model, table);
  const ends = Array.from({ length: runner.jobs + 1 }, (_, i) => Math.floor((i * table.nRows) / runner.jobs));
  const blocks = ends.slice(1).map((end, i) => ({ input, first: ends[i], end }));
  const predicted = await runner.map('predict', blocks);
  return {
    'models of folds': folds.flatMap((fold) => fold.model ?? []),
    'predictions of folds': folds.map(({ output }) => output),
    'the model of all rows': [trained.model],
    'predictions of new rows': [Float64Array.from(predicted.flatMap(({ output }) => [...output]))],
    warnings: folds.map(({ report }) => new TextEncoder().encode(JSON.stringify(report.warnings))),
  };
}

type Work = Awaited<ReturnType<typeof workOf>>;

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array | Float64Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

function checkEqual(actual: Work, expected: Work, who: string): void {
  for (const [what, parts] of Object.entries(expected) as [keyof Work, Work[keyof Work]][]) {
    assert.equal(actual[what].length, parts.length, `${who}: how many ${what}`);
    for (const [i, part] of parts.entries()) {
      assert.ok(part.length > 0, `${what} are not empty`);
      assert.ok(bytesOf(actual[what][i]).equals(bytesOf(part)), `${who}: ${what}, number ${i}`);
    }
  }
}

/** Samplers need classes; the contract of samplers has them with several. */
const samplersFor = (kind: TaskKind) => (kind === 'binary' ? ['none', 'smote'] : ['none']);

describe('any number of workers', () => {
  for (const model of models.all()) {
    for (const kind of model.tasks) {
      for (const sampler of samplersFor(kind)) {
        test(`${model.id}, ${kind}, sampler ${sampler}: the same bytes`, async () => {
          const data = dataWithSignal(kind, 'mixed, with holes', rowsFor(model));
          const [alone, ...others] = runners;
          const expected = await workOf(alone, data, model, sampler);
          for (const runner of others) {
            checkEqual(await workOf(runner, data, model, sampler), expected, `${runner.jobs} workers`);
          }
        });
      }
    }
  }
});
