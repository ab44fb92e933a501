import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { forest } from '../../src/core/models/forest.js';
import type { Fitted } from '../../src/core/models/model.js';
import { resolveParams } from '../../src/core/params.js';
import { stream } from '../../src/core/rng.js';
import { createEngine, createMemory } from '../../src/parallel/engine.js';
import { beginJob, endJob, ownTeam } from '../../src/parallel/team.js';
import { contextOf, trainBlockOf } from '../core/models/fixtures.js';

const TREES = 60;

test('a thread that joins a fit grows trees of it, and the forest is the same', async () => {
  const rng = stream(3, 'team');
  const rows = Array.from({ length: 4000 }, () => [rng.uniform(), rng.uniform(), rng.uniform()]);
  const train = trainBlockOf(
    rows,
    rows.map(([a, b]) => Number(a + b * rng.uniform() > 0.7)),
  );
  const params = resolveParams('forest', forest.params, { n_estimators: TREES });
  const alone = (await forest.fit(train, params, contextOf())) as Fitted;

  const memory = createMemory();
  const place = { lane: 0, job: 1 };
  const count = new Int32Array(new SharedArrayBuffer(4));
  beginJob(memory, place);
  const worker = new Worker(new URL('./team-worker.js', import.meta.url), {
    workerData: { memory, place, count },
  });
  await once(worker, 'message');
  const engine = createEngine(memory);
  const shared = { ...engine, team: ownTeam(memory, place.lane, () => engine) };
  const together = (await forest.fit(train, params, { ...contextOf(), engine: shared })) as Fitted;
  endJob(memory, place.lane);
  await once(worker, 'exit');
  assert.ok(count[0] > 0 && count[0] < TREES, `the thread that joined grew ${count[0]} of ${TREES}`);
  assert.deepEqual(together.save(), alone.save());
});
