import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { Engine } from '../../src/core/arena.js';
import { forest } from '../../src/core/models/forest.js';
import type { Fitted } from '../../src/core/models/model.js';
import { type Params, resolveParams } from '../../src/core/params.js';
import { stream } from '../../src/core/rng.js';
import { binTraining } from '../../src/core/trees/binning.js';
import { createEngine, createMemory } from '../../src/parallel/engine.js';
import { beginJob, endJob, ownTeam } from '../../src/parallel/team.js';
import { blockOf, trainBlockOf } from '../core/models/fixtures.js';

const memory = createMemory();
const alone = createEngine(memory);
const LANE = 3;
const owner: Engine = { ...alone, team: ownTeam(memory, LANE, () => owner) };

const worker = new Worker(new URL('./assistant.js', import.meta.url), { workerData: { memory } });
const ready = once(worker, 'message');
after(() => worker.terminate());

const rng = stream(1, 'team');
const rows = Array.from({ length: 400 }, () => Array.from({ length: 6 }, () => rng.uniform()));
const train = trainBlockOf(
  rows,
  rows.map(([a, b]) => (a + b + 0.5 * rng.uniform() > 1.2 ? 1 : 0)),
);

const fitForest = (engine: Engine, given: Params) =>
  forest.fit(train, resolveParams('forest', forest.params, given), {
    stream: (purpose, ...ints) => stream(7, purpose, 0, 0, ...ints),
    engine,
    binned: (block) => binTraining(block, engine),
  }) as Fitted;

/** A forest, as bytes. */
const grow = async (engine: Engine, nTrees: number) =>
  Buffer.from(fitForest(engine, { n_estimators: nTrees }).save());

/** Runs `work` as job number `job` of the lane, with the other thread joined. @returns kernels that one called */
async function whileJoined(job: number, work: () => Promise<void>): Promise<number> {
  await ready;
  beginJob(memory, { lane: LANE, job });
  const left = once(worker, 'message');
  worker.postMessage({ lane: LANE, job });
  try {
    await work();
  } finally {
    endJob(memory, LANE);
  }
  return Number((await left)[0]);
}

describe('a team', () => {
  test('two threads grow the forest that one grows, over and over', async () => {
    const expected = await grow(alone, 40);
    await whileJoined(1, async () => {
      for (let round = 0; round < 20; round++) assert.ok((await grow(owner, 40)).equals(expected));
    });
  });

  test('the thread that joins does a part of the work', async () => {
    const calls = await whileJoined(2, async () => {
      for (let round = 0; round < 3; round++) await grow(owner, 300);
    });
    assert.ok(calls > 20, `the other thread called ${calls} kernels`);
  });

  test('two threads prune and score out of bag as one does', async () => {
    const given = { n_estimators: 60, oob_score: true, ccp_alpha: 0.002 };
    const expected = fitForest(alone, given);
    assert.ok(Number(expected.outOfBag) > 0.6);
    await whileJoined(10, async () => {
      for (let round = 0; round < 10; round++) {
        const { outOfBag, save } = fitForest(owner, given);
        assert.equal(outOfBag, expected.outOfBag);
        assert.deepEqual(save(), expected.save());
      }
    });
  });

  test('two threads sum the leaves that one sums', async () => {
    const fitted = forest.load(await grow(alone, 100)) as Fitted;
    const many = Array.from({ length: 20_000 }, (_, row) => rows[(7 * row) % rows.length]);
    const block = blockOf(many);
    const expected = fitted.predict(block, alone);
    const calls = await whileJoined(3, async () => {
      for (let round = 0; round < 10; round++) assert.deepEqual(fitted.predict(block, owner), expected);
    });
    assert.ok(calls > 10, `the other thread called ${calls} kernels`);
  });

  test('who comes after the end of a job goes away at once', async () => {
    await whileJoined(4, async () => {});
    await ready;
    const left = once(worker, 'message');
    worker.postMessage({ lane: LANE, job: 4 });
    await left;
  });

  test('what its owner cannot read is thrown, and the next job finds everybody well', async () => {
    const boom = () => {
      throw new Error('cannot be read');
    };
    await whileJoined(5, async () => {
      assert.throws(() => owner.team.share('grow-trees', emptyJob(), boom), /cannot be read/);
      assert.ok((await grow(owner, 10)).equals(await grow(alone, 10)));
    });
  });
});

/** A job without trees. */
function emptyJob(): number {
  return alone.arena.scope((scratch) => {
    const at = scratch.alloc(1024);
    scratch.u8(at, 1024).fill(0);
    return at;
  });
}
