/**
 * `npm run bench -- samplers [SET…]`: whole SMOTE, which is nearly all search for neighbours, by the runner's task with one
 * thread and with two, beside imbalanced-learn's of ASSAY_PYTHON with its defaults on the same numbers. All sides take
 * turns; the least of the rounds counts, of wall time and of what processors spent. Then the memory of 300,000 x 30 above the
 * table (SET `memory`).
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { resolveParams } from '../../src/core/params.js';
import { smote } from '../../src/core/samplers/smote.js';
import { trainOnAll } from '../../src/core/splitters/splitter.js';
import { Table } from '../../src/core/table.js';
import { problemToHandle } from '../../src/core/task.js';
import { createRunner } from '../../src/parallel/pool.js';
import { Scratch } from '../cli/scratch.js';
import { problemOf } from '../core/made-table.js';
import { referenceFile } from '../helpers/reference-sets.js';
import { repositoryRoot } from '../helpers/shared-datasets.js';
import { creditWork, normalWork, type Work, writeCells } from './sampling-data.js';
import type { SamplingMemory } from './sampling-memory.js';
import { note, say, secondsText, tableText } from './say.js';
import { megabytes } from './scaling.js';

const ROUNDS = 3;
const THREADS = [1, 2];
const LEAST_MEAN = 3;
const LEAST = 1.5;
const MOST_MEGABYTES = 400;

interface Seconds {
  readonly wall: number;
  readonly cpu: number;
  /** After sampling: more for imbalanced-learn, which counts all. */
  readonly rows: number;
}

const SETS: Readonly<Record<string, () => Promise<Work> | Work>> = {
  '100,000 x 20, 40,000': () => normalWork(100_000, 20, 40_000),
  '300,000 x 30, 16,000': () => normalWork(300_000, 30, 16_000),
  'give-me-some-credit': creditWork,
};

/** One run of our task, in a runner of its own that is warm. */
async function ours({ columns, labels }: Work, threads: number): Promise<() => Promise<Seconds>> {
  const problem = problemOf(new Table(labels.length, columns), labels);
  const job = {
    problem: problemToHandle(problem),
    rows: trainOnAll(labels.length).buffer as SharedArrayBuffer,
    sampler: { id: 'smote', params: resolveParams('smote', smote.params, { scale: 'none' }) },
    seed: 1,
  };
  return async () => {
    const runner = createRunner(threads);
    try {
      const small = problemToHandle(problemOf(problem.table.take(Uint32Array.of(0, 1, 2)), [0, 0, 0]));
      const rows = trainOnAll(3).buffer as SharedArrayBuffer;
      // Threads begin with the first job.
      const idle = { problem: small, rows, sampler: { id: 'none', params: {} }, seed: 1 };
      await runner.map('sample', Array(threads).fill(idle));
      const before = process.cpuUsage();
      const [{ seconds, syntheticY }] = await runner.map('sample', [job], { joinable: true });
      const { user, system } = process.cpuUsage(before);
      return { wall: seconds, cpu: (user + system) / 1e6, rows: labels.length + syntheticY.length };
    } finally {
      await runner.close();
    }
  };
}

/** One run of imbalanced-learn's. */
function theirs(python: string, work: Work, path: string): () => Promise<Seconds> {
  const width = work.columns.length + 1;
  writeCells(path, work);
  const script = join(repositoryRoot, 'test/bench/smote_peer.py');
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  return async () => {
    const args = [script, path, String(width), '1'];
    const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8', env });
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as Seconds;
  };
}

/** The least of each kind. @throws AssertionError when a side makes another number of rows */
async function inTurns(sides: ReadonlyMap<string, () => Promise<Seconds>>): Promise<Map<string, Seconds>> {
  const least = new Map<string, Seconds>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, once] of sides) {
      const now = await once();
      const known = least.get(name) ?? now;
      assert.equal(now.rows, known.rows, `${name} made another number of rows`);
      const wall = Math.min(now.wall, known.wall);
      least.set(name, { ...now, wall, cpu: Math.min(now.cpu, known.cpu) });
    }
  }
  const counts = new Set([...least.values()].map(({ rows }) => rows));
  assert.equal(counts.size, 1, `sides made ${[...counts].join(' and ')} rows`);
  return least;
}

async function measureSet(set: string, scratch: Scratch, python: string | undefined) {
  const work = await SETS[set]();
  const sides = new Map<string, () => Promise<Seconds>>();
  for (const threads of THREADS) sides.set(`assay ${threads}`, await ours(work, threads));
  if (python) sides.set('imblearn', theirs(python, work, scratch.path('cells.f64')));
  const least = await inTurns(sides);
  for (const [side, seconds] of least) say({ bench: 'samplers', set, side, ...seconds });
  return least;
}

const MISSING: Seconds = { wall: Number.NaN, cpu: Number.NaN, rows: 0 };

/** How many times as fast as imbalanced-learn, and as one thread. */
function ratiosOf(least: ReadonlyMap<string, Seconds>) {
  const [one, two] = THREADS.map((threads) => least.get(`assay ${threads}`) ?? MISSING);
  const { wall, cpu } = least.get('imblearn') ?? MISSING;
  return { wall: wall / one.wall, cpu: cpu / one.cpu, threads: one.wall / two.wall };
}

const geometricMean = (values: readonly number[]) =>
  values.reduce((product, value) => product * value, 1) ** (1 / values.length);

/** Resident bytes of SMOTE on 300,000 x 30, in a process of its own. */
function measureMemory(threads: number): SamplingMemory {
  const script = join(repositoryRoot, 'dist/test/bench/sampling-memory.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, String(threads)], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

function noteMemory(): void {
  for (const threads of THREADS) {
    const { table, peak } = measureMemory(threads);
    say({ bench: 'samplers, memory', threads, table, peak });
    note(
      `300,000 x 30, ${threads} thread(s): ${megabytes(peak - table)} above the table; to reach: under ${MOST_MEGABYTES}`,
    );
  }
}

export async function benchSamplers(asked: readonly string[]): Promise<void> {
  const { ASSAY_PYTHON: python } = process.env;
  const scratch = new Scratch();
  const lines = [['set', 'one thread', 'two', 'imblearn', 'ratio', 'of cpu', 'two threads']];
  const ratios: number[] = [];
  try {
    for (const set of Object.keys(SETS).filter((name) => asked.length === 0 || asked.includes(name))) {
      if (SETS[set] === creditWork && !existsSync(referenceFile(set))) continue;
      const least = await measureSet(set, scratch, python);
      const { wall, cpu, threads } = ratiosOf(least);
      ratios.push(cpu);
      const seconds = ['assay 1', 'assay 2', 'imblearn'].map((side) => least.get(side)?.wall ?? Number.NaN);
      lines.push([
        set,
        ...seconds.map(secondsText),
        ...[wall, cpu, threads].map((ratio) => ratio.toFixed(2)),
      ]);
    }
  } finally {
    scratch.remove();
  }
  note(tableText(lines));
  if (asked.length === 0 || asked.includes('memory')) noteMemory();
  if (python && ratios.length > 0)
    note(
      `geometric mean of cpu ratios ${geometricMean(ratios).toFixed(2)}; to reach: ${LEAST_MEAN}, none under ${LEAST}`,
    );
}
