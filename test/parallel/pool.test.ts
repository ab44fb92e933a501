import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { SavedReading } from '../../src/core/column-reading.js';
import type { AssayError } from '../../src/core/errors.js';
import { forest } from '../../src/core/models/forest.js';
import { resolveParams } from '../../src/core/params.js';
import { createRunner } from '../../src/parallel/pool.js';
import { madeJobs } from './made-jobs.js';

const FOREST = resolveParams('forest', forest.params, { n_estimators: 5 });

describe('the runner', () => {
  const one = createRunner(1);
  const three = createRunner(3);
  const seven = createRunner(7);
  after(() => Promise.all([one.close(), three.close(), seven.close()]));

  test('results come in job order and do not depend on the number of workers', async () => {
    const jobs = madeJobs('forest', FOREST);
    const [a, b, c] = await Promise.all(
      [one, three, seven].map((runner) => runner.map('run-fold', jobs, { joinable: true })),
    );
    assert.deepEqual(
      a.map(({ fold }) => fold),
      [0, 1, 2, 3],
    );
    assert.deepEqual(
      a.map(({ output, model }) => [output, model]),
      b.map(({ output, model }) => [output, model]),
    );
    assert.deepEqual(
      a.map(({ output, model }) => [output, model]),
      c.map(({ output, model }) => [output, model]),
    );
  });

  test('a fit that idle threads join gives the same bytes', async () => {
    const [{ problem, spec, train, save }] = madeJobs('forest', FOREST);
    const job = { problem, spec, train, reading: save as SavedReading };
    const [[a], [b]] = await Promise.all(
      [one, three].map((runner) => runner.map('fit-pipeline', [job], { joinable: true })),
    );
    assert.deepEqual(a.model, b.model);
  });

  test('an error keeps its code, exit code and hint', async () => {
    await assert.rejects(
      three.map('run-fold', madeJobs('no-such-model')),
      (error: AssayError) =>
        error.exitCode === 2 && error.code === 'ASSAY_UNKNOWN_MODEL' && error.hint.includes('known'),
    );
    assert.equal((await three.map('run-fold', madeJobs('dummy'))).length, 4, 'the workers go on');
  });

  test('an abort lets the job in hand finish and starts no other', async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const jobs = madeJobs('forest', FOREST);
    const mapped = one.map('run-fold', jobs, {
      signal: stop.signal,
      onDone(_, index) {
        done.push(index);
        if (index === 1) stop.abort();
      },
    });
    await assert.rejects(mapped, (error: AssayError) => error.exitCode === 130);
    assert.deepEqual(done, [0, 1]);
  });

  test('when everything is to stop, a job in hand is not waited for, and no failure is told', async () => {
    const stop = new AbortController();
    const runner = createRunner(2, { stop: stop.signal });
    const failed: number[] = [];
    const jobs = madeJobs('forest', { ...FOREST, n_estimators: 20_000 });
    const mapped = runner.map('run-fold', jobs, {
      joinable: true,
      onFailure: (_, index) => failed.push(index),
    });
    while (runner.progress().grown === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok(runner.progress().toGrow >= 20_000);
    stop.abort();
    await assert.rejects(mapped, (error: AssayError) => error.exitCode === 130);
    assert.deepEqual(failed, []);
    await assert.rejects(runner.map('run-fold', jobs), (error: AssayError) => error.exitCode === 130);
  });

  test('an abort after the last job changes nothing', async () => {
    const stop = new AbortController();
    const jobs = madeJobs('dummy');
    const results = await one.map('run-fold', jobs, {
      signal: stop.signal,
      onDone: (_, index) => index === jobs.length - 1 && stop.abort(),
    });
    assert.equal(results.length, 4);
  });
});
