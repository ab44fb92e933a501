/** A search for neighbours, and a sampler that makes rows between them, give the same bytes whoever joins. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { Engine } from '../../src/core/arena.js';
import { nearestOfAll, nearestRows } from '../../src/core/neighbours/nearest.js';
import { distanceSpace } from '../../src/core/neighbours/space.js';
import { log } from '../../src/core/numeric.js';
import { resolveParams } from '../../src/core/params.js';
import { stream } from '../../src/core/rng.js';
import { samplers } from '../../src/core/samplers/list.js';
import { rangesOf } from '../../src/core/samplers/new-numbers.js';
import type { Resampled } from '../../src/core/samplers/sampler.js';
import { isNumeric, Table } from '../../src/core/table.js';
import { createEngine, createMemory } from '../../src/parallel/engine.js';
import { beginJob, endJob, ownTeam } from '../../src/parallel/team.js';
import { allRows, classTask, numbers, tableOf, words } from '../core/made-table.js';

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

/** Numbers enough that no tree pays. */
function wideTable(nRows: number) {
  const rng = stream(4, 'wide', nRows);
  const cells = () => Array.from({ length: nRows }, () => rng.normal(log));
  return tableOf(...Array.from({ length: 12 }, (_, c) => numbers(`c${c}`, cells())));
}

/** SMOTE of every third row, on numbers with holes, whole ones, dates and words. */
function resampled(table: Table, engine: Engine): Resampled {
  return samplers.get('smote').sample({
    task: classTask(['a', 'b']),
    table,
    y: Float64Array.from({ length: table.nRows }, (_, row) => (row % 3 === 0 ? 1 : 0)),
    rows: allRows(table),
    params: resolveParams('smote', samplers.get('smote').params, {}),
    stream: (purpose, ...ints) => stream(6, purpose, ...ints),
    engine,
  });
}

function datedTable(nRows: number) {
  const days = Array.from({ length: nRows }, (_, row) => 19_000 + ((7 * row) % 900) / 24);
  return tableOf(
    ...mixedTable(nRows).columns,
    ...wideTable(nRows).columns.slice(3),
    numbers('day', days, 'date'),
  );
}

/** The same columns in memory of one thread. */
const unshared = ({ nRows, columns }: Table) =>
  new Table(
    nRows,
    columns.map((column) =>
      isNumeric(column) ? { ...column, values: Float64Array.from(column.values) } : column,
    ),
  );

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
  'rows of numbers alone that ask each other': (engine: Engine) => {
    const table = wideTable(2500);
    const all = allRows(table);
    return nearestOfAll(distanceSpace(table.columns, all, all, 'none'), all, 5, engine);
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

describe('a sampler that threads share', () => {
  let job = 100;
  for (const nThreads of [2, 7]) {
    test(`${nThreads} threads make the rows that one makes`, async () => {
      const table = datedTable(3000);
      const expected = resampled(table, alone);
      const calls = await whileJoined(++job, nThreads - 1, () => {
        for (let round = 0; round < 8; round++) assert.deepEqual(resampled(table, owner), expected);
      });
      assert.ok(calls > 0, 'no other thread called a kernel');
    });
  }

  test('columns that are no shared memory stay with their thread', async () => {
    const table = datedTable(3000);
    const expected = resampled(table, alone);
    await whileJoined(++job, 1, () => {
      for (let round = 0; round < 4; round++) assert.deepEqual(resampled(unshared(table), owner), expected);
    });
  });

  test('the other thread looks at columns and makes them', async () => {
    const table = tableOf(
      numbers(
        'a',
        Array.from({ length: 200_000 }, (_, row) => row % 1000),
      ),
    );
    const rows = allRows(table);
    const look = (engine: Engine) => rangesOf(table.columns.filter(isNumeric), rows, engine);
    const expected = look(alone);
    assert.deepEqual(expected, [{ low: 0, high: 999, nMissing: 0, steps: 1 }]);
    const calls = await whileJoined(++job, 1, () => {
      for (let round = 0; round < 200; round++) assert.deepEqual(look(owner), expected);
    });
    assert.ok(calls > 0, 'no other thread called a kernel');
  });
});
