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
import { naiveBin, naiveBins } from '../../src/kernels/binning.js';
import { createEngine, createMemory } from '../../src/parallel/engine.js';
import { beginJob, endJob, ownTeam } from '../../src/parallel/team.js';
import { numbers, words } from '../core/made-table.js';
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
    // In turn, so that nothing which an earlier prediction left in memory can be taken for a later one's.
    const blocks = [blockOf(many), blockOf(many.toReversed())];
    const expected = blocks.map((block) => fitted.predict(block, alone));
    const calls = await whileJoined(3, async () => {
      for (let round = 0; round < 10; round++) {
        assert.deepEqual(
          blocks.map((block) => fitted.predict(block, owner)),
          expected,
        );
      }
    });
    assert.ok(calls > 10, `the other thread called ${calls} kernels`);
  });

  test('two threads bin what one bins, columns of numbers and of levels, all rows and some', async () => {
    const columns = mixedColumns(40, 3000);
    const some = Uint32Array.from({ length: 2000 }, (_, i) => (7 * i) % 3000);
    const binAll = (engine: Engine) => binTraining({ nRows: 3000, columns }, engine);
    const binSome = (engine: Engine) => binTraining({ nRows: 2000, columns }, engine, some);
    const expected = [binAll(alone), binSome(alone)];
    const calls = await whileJoined(6, async () => {
      for (let round = 0; round < 20; round++) assert.deepEqual([binAll(owner), binSome(owner)], expected);
    });
    assert.ok(calls > 20, `the other thread called ${calls} kernels`);
  });

  test('two threads bin as the twin does', async () => {
    const columns = mixedColumns(12, 4000).filter((column) => 'values' in column);
    await whileJoined(7, async () => {
      const { bins, columns: at } = binTraining({ nRows: 4000, columns }, owner);
      at.forEach((index, f) => {
        const { values } = columns[index];
        const { cuts } = naiveBins(values);
        const expected = Uint8Array.from(values, (x) => naiveBin(cuts, x));
        assert.deepEqual(bins.subarray(4000 * f, 4000 * (f + 1)), expected);
      });
    });
  });

  test('who waits for columns or rows that cannot be laid out goes on', async () => {
    const columns = mixedColumns(40, 3000);
    const fitted = forest.load(await grow(alone, 10)) as Fitted;
    const otherKind = { nRows: 400, columns: train.columns.with(3, words(train.columns[3].name, ['a'])) };
    await whileJoined(8, async () => {
      for (let round = 0; round < 10; round++) {
        assert.throws(() => binTraining({ nRows: 2999, columns }, owner), RangeError);
        assert.throws(() => fitted.predict(otherKind, owner), /another kind/);
      }
      assert.ok((await grow(owner, 10)).equals(await grow(alone, 10)));
    });
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

/** Columns of numbers, some missing, and a column of levels after every third. */
function mixedColumns(nColumns: number, nRows: number) {
  const made = stream(2, 'mixed');
  const cells = <T>(cell: () => T) =>
    Array.from({ length: nRows }, () => (made.uniform() < 0.1 ? null : cell()));
  return Array.from({ length: nColumns }, (_, c) =>
    c % 4 === 3
      ? words(
          `c${c}`,
          cells(() => `l${made.below(300)}`),
        )
      : numbers(
          `x${c}`,
          cells(() => made.below(10 ** (1 + (c % 5)))),
        ),
  );
}

/** A job without trees. */
function emptyJob(): number {
  return alone.arena.scope((scratch) => {
    const at = scratch.alloc(1024);
    scratch.u8(at, 1024).fill(0);
    return at;
  });
}
