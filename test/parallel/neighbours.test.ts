/** A search for neighbours gives the same bytes whoever joins it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { Engine } from '../../src/core/arena.js';
import { nearestOfAll, nearestRows } from '../../src/core/neighbours/nearest.js';
import { distanceSpace } from '../../src/core/neighbours/space.js';
import { log } from '../../src/core/numeric.js';
import { stream } from '../../src/core/rng.js';
import { createEngine, createMemory } from '../../src/parallel/engine.js';
import { beginJob, endJob, ownTeam } from '../../src/parallel/team.js';
import { allRows, numbers, tableOf, words } from '../core/made-table.js';

const memory = createMemory();
const alone = createEngine(memory);
const LANE = 2;
const owner: Engine = { ...alone, team: ownTeam(memory, LANE, () => owner) };
const MOST_HELPERS = 6;

const workers = Array.from(
  { length: MOST_HELPERS },
  () => new Worker(new URL('./assistant.js', import.meta.url), { workerData: { memory } }),
);
const ready = Promise.all(workers.map((worker) => once(worker, 'message')));
after(() => Promise.all(workers.map((worker) => worker.terminate())));

/** Runs `work` with helpers joined. @returns kernels that they called */
async function whileJoined(job: number, nHelpers: number, work: () => void): Promise<number> {
  await ready;
  const helpers = workers.slice(0, nHelpers);
  beginJob(memory, { lane: LANE, job });
  const left = helpers.map((worker) => once(worker, 'message'));
  for (const worker of helpers) worker.postMessage({ lane: LANE, job });
  try {
    work();
  } finally {
    endJob(memory, LANE);
  }
  const calls = await Promise.all(left);
  return calls.reduce((sum, [count]) => sum + Number(count), 0);
}

/** Many ties: numbers on a grid, some missing, and words. */
function mixedTable(nRows: number) {
  const rng = stream(4, 'mixed', nRows);
  const grid = () => Array.from({ length: nRows }, () => (rng.below(50) === 0 ? null : rng.below(40) / 4));
  const letters = Array.from({ length: nRows }, () => 'abc'[rng.below(3)]);
  return tableOf(numbers('a', grid()), numbers('b', grid()), numbers('c', grid()), words('w', letters));
}

/** Two numbers, for a tree. */
function narrowTable(nRows: number) {
  const rng = stream(4, 'narrow', nRows);
  const cells = () => Array.from({ length: nRows }, () => rng.normal(log));
  return tableOf(numbers('a', cells()), numbers('b', cells()));
}

const SEARCHES = {
  'rows that ask each other': (engine: Engine) => {
    const table = mixedTable(3000);
    const all = allRows(table);
    return nearestOfAll(distanceSpace(table.columns, all, all, 'standard'), all, 5, engine);
  },
  'rows of both classes': (engine: Engine) => {
    const table = mixedTable(5000);
    const all = allRows(table);
    const candidates = all.filter((row) => row % 3 > 0);
    const queries = all.filter((row) => row % 2 === 0);
    return nearestRows(distanceSpace(table.columns, all, all, 'none'), candidates, queries, 7, engine);
  },
  'rows down a tree': (engine: Engine) => {
    const table = narrowTable(6000);
    const all = allRows(table);
    return nearestOfAll(distanceSpace(table.columns, all, all, 'none'), all, 5, engine);
  },
} as const;

describe('a search for neighbours that threads share', () => {
  let job = 0;
  for (const [name, search] of Object.entries(SEARCHES)) {
    for (const nThreads of [2, 7]) {
      test(`${name}: ${nThreads} threads find what one finds`, async () => {
        const expected = search(alone);
        const calls = await whileJoined(++job, nThreads - 1, () => {
          for (let round = 0; round < 8; round++) assert.deepEqual(search(owner), expected);
        });
        assert.ok(calls > 0, 'no other thread called a kernel');
      });
    }
  }
});
