/** A sampler by the runner's task and by imbalanced-learn, in turns: the least of the rounds counts, of wall time and of cpu. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { resolveParams } from '../../src/core/params.js';
import { samplers } from '../../src/core/samplers/list.js';
import { trainOnAll } from '../../src/core/splitters/splitter.js';
import { Table } from '../../src/core/table.js';
import { problemToHandle } from '../../src/core/task.js';
import { createRunner } from '../../src/parallel/pool.js';
import { problemOf } from '../core/made-table.js';
import { repositoryRoot } from '../helpers/shared-datasets.js';
import { type Work, writeCells } from './sampling-data.js';

const ROUNDS = 3;
/** Who takes so many seconds runs once. */
const LONG = 5;

export interface Seconds {
  readonly wall: number;
  readonly cpu: number;
  /** After sampling: more for imbalanced-learn, which counts all. */
  readonly rows: number;
}

/** A sampler under its name here, beside its class there. */
export interface Sampling {
  readonly id: string;
  /** Beside scale=none. */
  readonly typed: Readonly<Record<string, number>>;
  /** A key of sampler_peer.py. */
  readonly peer: string;
}

/**
 * One run of our task, in a runner of its own whose threads have begun.
 * @param again the second such job of the runner, as of the later folds of a step: kernels are compiled by then
 */
export function ours(
  { columns, labels }: Work,
  { id, typed }: Sampling,
  threads: number,
  again = false,
): () => Promise<Seconds> {
  const problem = problemOf(new Table(labels.length, columns), labels);
  const job = {
    problem: problemToHandle(problem),
    rows: trainOnAll(labels.length).buffer as SharedArrayBuffer,
    sampler: { id, params: resolveParams(id, samplers.get(id).params, { ...typed, scale: 'none' }) },
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
      if (again) await runner.map('sample', [job], { joinable: true });
      const before = process.cpuUsage();
      const [{ seconds, keep, syntheticY }] = await runner.map('sample', [job], { joinable: true });
      const { user, system } = process.cpuUsage(before);
      return { wall: seconds, cpu: (user + system) / 1e6, rows: keep.length + syntheticY.length };
    } finally {
      await runner.close();
    }
  };
}

/** One run of imbalanced-learn's. */
export function theirs(python: string, work: Work, { peer }: Sampling, path: string): () => Promise<Seconds> {
  const width = work.columns.length + 1;
  writeCells(path, work);
  const script = join(repositoryRoot, 'test/bench/sampler_peer.py');
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
  return async () => {
    const args = [script, path, String(width), peer];
    const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8', env });
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout) as Seconds;
  };
}

/** The least of each kind. */
export async function inTurns(
  sides: ReadonlyMap<string, () => Promise<Seconds>>,
): Promise<Map<string, Seconds>> {
  const least = new Map<string, Seconds>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, once] of sides) {
      const known = least.get(name);
      if (known && known.wall > LONG) continue;
      const now = await once();
      assert.equal(now.rows, known?.rows ?? now.rows, `${name} made another number of rows`);
      const wall = Math.min(now.wall, known?.wall ?? now.wall);
      least.set(name, { ...now, wall, cpu: Math.min(now.cpu, known?.cpu ?? now.cpu) });
    }
  }
  return least;
}
