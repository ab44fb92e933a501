/** -j caps the threads that are busy, whatever is nested: folds, and the trees within each. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { test } from 'node:test';
import { forest } from '../../src/core/models/forest.js';
import { resolveParams } from '../../src/core/params.js';
import { createRunner } from '../../src/parallel/pool.js';
import { temporaryFolder } from '../store/fixture.js';
import { madeJobs } from './made-jobs.js';

/** The most that were busy at one moment. @param spans when each began and ended */
function mostAtOnce(spans: readonly (readonly number[])[]): number {
  const moments = spans.flatMap(([began, ended]) => [[began, 1] as const, [ended, -1] as const]);
  // Who ends at the moment that another begins is not busy beside it.
  moments.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let [busy, most] = [0, 0];
  for (const [, change] of moments) {
    busy += change;
    most = Math.max(most, busy);
  }
  return most;
}

for (const threads of [1, 2, 3]) {
  test(`four folds of a forest on ${threads} threads: as many are busy, and never more`, async (context) => {
    const log = join(temporaryFolder(context), 'busy');
    writeFileSync(log, '');
    env.ASSAY_TEST_BUSY = log;
    const runner = createRunner(threads, { module: new URL('./logging-worker.js', import.meta.url) });
    context.after(() => runner.close());
    const params = resolveParams('forest', forest.params, { n_estimators: 300 });
    await runner.map('run-fold', madeJobs('forest', params), { joinable: true });
    const spans = readFileSync(log, 'utf8').trimEnd().split('\n');
    assert.ok(spans.length >= 4, `${spans.length} pieces of work`);
    assert.equal(mostAtOnce(spans.map((line) => line.split(' ').map(Number))), threads);
  });
}
