/** A thread that fails must not leave others waiting: the step fails and says why, and the next one goes on. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { SavedReading } from '../../src/core/column-reading.js';
import type { AssayError } from '../../src/core/errors.js';
import { forest } from '../../src/core/models/forest.js';
import { resolveParams } from '../../src/core/params.js';
import type { Runner } from '../../src/core/runner.js';
import { createRunner } from '../../src/parallel/pool.js';
import type { Failure } from './dying-worker.js';
import { madeJobs } from './made-jobs.js';

const LIMIT = { timeout: 60_000 };
const [{ problem, spec, train, save }] = madeJobs(
  'forest',
  resolveParams('forest', forest.params, { n_estimators: 12 }),
);
const job = { problem, spec, train, reading: save as SavedReading };

const opened: Runner[] = [];
after(() => Promise.all(opened.map((runner) => runner.close())));

function open(jobs: number, module?: URL): Runner {
  const runner = createRunner(jobs, { module });
  opened.push(runner);
  return runner;
}

const fit = (runner: Runner) => runner.map('fit-pipeline', [job], { joinable: true });

/** Fits with two threads, one of which fails so. @returns the fit, and once more when nothing fails */
async function whileFailing(failure: Failure) {
  const runner = open(2, new URL('./dying-worker.js', import.meta.url));
  process.env.ASSAY_TEST_FAILS = failure;
  try {
    const [first] = await Promise.allSettled([fit(runner)]);
    return { first, again: () => fit(runner) };
  } finally {
    delete process.env.ASSAY_TEST_FAILS;
  }
}

describe('a crew', () => {
  const alone = open(1);

  for (const [failure, reason] of [
    ['owner exits', /worker exited with code: 3/],
    ['helper exits', /worker exited with code: 3/],
    ['helper throws', /a part failed/],
  ] as const) {
    test(`${failure}: the job fails for that reason, and a new crew does the next`, LIMIT, async () => {
      const { first, again } = await whileFailing(failure);
      assert.equal(first.status, 'rejected');
      const { code, message } = (first as PromiseRejectedResult).reason as AssayError;
      assert.equal(code, 'ASSAY_WORKER');
      assert.match(message, reason);
      const [[a], [b]] = await Promise.all([fit(alone), again()]);
      assert.deepEqual(b.model, a.model);
    });
  }

  test('a helper without memory stays away, and the fit is done', LIMIT, async () => {
    const { first } = await whileFailing('helper has no memory');
    const [{ model }] = await fit(alone);
    assert.equal(first.status, 'fulfilled');
    assert.deepEqual((first as PromiseFulfilledResult<{ model: unknown }[]>).value[0].model, model);
  });
});
