/** One fit over several threads; this file is also what the threads that join run. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Engine } from '../../src/core/arena.js';
import { stream } from '../../src/core/rng.js';
import { type BoostInput, growBoost } from '../../src/core/trees/grow-boost.js';
import { createEngine, createMemory } from '../../src/parallel/engine.js';
import { assist, beginJob, endJob, ownTeam } from '../../src/parallel/team.js';
import { binaryInput, randomInput } from './boosting.js';

const PLACE = { lane: 0, job: 1 };

const ended = (worker: Worker) => new Promise((resolve) => worker.once('exit', resolve));

/** Threads that stand ready to join. */
async function startHelpers(memory: WebAssembly.Memory, count: number): Promise<Worker[]> {
  const url = new URL(import.meta.url);
  const workers = Array.from({ length: count }, () => new Worker(url, { workerData: { memory } }));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
  return workers;
}

/** What a thread that joined did: it says so when it goes. */
const partsOf = (worker: Worker) =>
  new Promise<number>((resolve) => worker.once('message', (parts) => resolve(Number(parts))));

/** The trees that so many threads grow together, and how many parts each of those who joined did. */
async function growTogether(input: BoostInput, nThreads: number) {
  const memory = createMemory();
  const alone = createEngine(memory);
  const engine: Engine = { ...alone, team: ownTeam(memory, PLACE.lane, () => engine) };
  beginJob(memory, PLACE);
  const helpers = await startHelpers(memory, nThreads - 1);
  const parts = Promise.all(helpers.map(partsOf));
  const exits = Promise.all(helpers.map(ended));
  const { trees } = growBoost(input, { engine, stream: (purpose, ...ints) => stream(8, purpose, ...ints) });
  endJob(memory, PLACE.lane);
  await exits;
  return { trees, parts: await parts };
}

if (!isMainThread) {
  const { memory } = workerData as { memory: WebAssembly.Memory };
  const engine = createEngine(memory);
  let parts = 0;
  const boostAssist = (P: number, scratch: number) => {
    const done = engine.kernels.boostAssist(P, scratch);
    parts += done;
    return done;
  };
  parentPort?.postMessage('ready');
  assist(memory, PLACE, { ...engine, kernels: { ...engine.kernels, boostAssist } });
  parentPort?.postMessage(parts);
} else {
  // Rows enough for several blocks, and for waking others at most splits.
  const shape = { nRows: 40001, nBins: [200, 90, 12, 255, 30], missingOneIn: 11 };
  const inputs = {
    log_loss: binaryInput(1, shape, { maxLeaves: 31, minSamplesLeaf: 20 }, true),
    'medians, rows and features drawn': randomInput(2, shape, {
      objective: { id: 'absolute_error', alpha: 0 },
      subsample: 0.8,
      colsampleByNode: 0.6,
      maxLeaves: 31,
    }),
  };
  for (const [name, input] of Object.entries(inputs)) {
    test(`${name}: 1, 2 and 7 threads grow the same trees, byte for byte`, async () => {
      const { trees } = await growTogether(input, 1);
      assert.ok(trees.every(({ leaves }) => leaves.length === 31));
      const two = await growTogether(input, 2);
      assert.deepEqual(two.trees, trees);
      assert.ok(two.parts[0] > trees.length, `the other thread did ${two.parts[0]} parts`);
      assert.deepEqual((await growTogether(input, 7)).trees, trees);
    });
  }
}
