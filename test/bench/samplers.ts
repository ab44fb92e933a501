/**
 * `npm run bench -- samplers [SET…]`: whole SMOTE, which is nearly all search for neighbours, by the runner's task with one
 * thread and with two, beside imbalanced-learn's of ASSAY_PYTHON with its defaults on the same numbers; then what leaves rows
 * out, on the numbers of credit-default (SET its name, such as `near-miss 1`). All sides take turns; the least of the rounds counts, of wall time
 * and of what processors spent. Then the memory of 300,000 x 30 above the table (SET `memory`).
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Scratch } from '../cli/scratch.js';
import { referenceFile } from '../helpers/reference-sets.js';
import { repositoryRoot } from '../helpers/shared-datasets.js';
import { creditWork, defaultWork, normalWork, type Work } from './sampling-data.js';
import type { SamplingMemory } from './sampling-memory.js';
import { inTurns, ours, type Sampling, type Seconds, theirs } from './sampling-sides.js';
import { note, say, secondsText, tableText } from './say.js';
import { megabytes } from './scaling.js';

const THREADS = [1, 2];
const SMOTE: Sampling = { id: 'smote', typed: {}, peer: 'smote' };
const LEAST_MEAN = 3;
const LEAST = 1.5;
const MOST_MEGABYTES = 400;
const LEAST_THREADS = 1.7;
const LEAST_CLEANING = 2;

const CLEANING: Readonly<Record<string, Sampling>> = {
  'smote-enn': { id: 'smote-enn', typed: {}, peer: 'smote-enn' },
  'tomek-links': { id: 'tomek-links', typed: {}, peer: 'tomek-links' },
  'near-miss 1': { id: 'near-miss', typed: { version: 1 }, peer: 'near-miss-1' },
  'near-miss 2': { id: 'near-miss', typed: { version: 2 }, peer: 'near-miss-2' },
  'near-miss 3': { id: 'near-miss', typed: { version: 3 }, peer: 'near-miss-3' },
  'edited-nearest-neighbours': { id: 'edited-nearest-neighbours', typed: {}, peer: 'enn' },
};

const SETS: Readonly<Record<string, () => Promise<Work> | Work>> = {
  '100,000 x 20, 40,000': () => normalWork(100_000, 20, 40_000),
  '300,000 x 30, 16,000': () => normalWork(300_000, 30, 16_000),
  'give-me-some-credit': creditWork,
};

async function measureSet(set: string, scratch: Scratch, python: string | undefined) {
  const work = await SETS[set]();
  const sides = new Map<string, () => Promise<Seconds>>();
  for (const threads of THREADS) {
    sides.set(`assay ${threads}`, ours(work, SMOTE, threads));
    sides.set(`assay ${threads} again`, ours(work, SMOTE, threads, true));
  }
  if (python) sides.set('imblearn', theirs(python, work, SMOTE, scratch.path('cells.f64')));
  const least = await inTurns(sides);
  const counts = new Set([...least.values()].map(({ rows }) => rows));
  assert.equal(counts.size, 1, `sides made ${[...counts].join(' and ')} rows`);
  for (const [side, seconds] of least) say({ bench: 'samplers', set, side, ...seconds });
  return least;
}

const MISSING: Seconds = { wall: Number.NaN, cpu: Number.NaN, rows: 0 };

/** How many times as fast as imbalanced-learn, and as one thread: in the first job of a process, and in the second. */
function ratiosOf(least: ReadonlyMap<string, Seconds>) {
  const [one, two, oneAgain, twoAgain] = ['1', '2', '1 again', '2 again'].map(
    (side) => least.get(`assay ${side}`) ?? MISSING,
  );
  const { wall, cpu } = least.get('imblearn') ?? MISSING;
  return {
    wall: wall / one.wall,
    cpu: cpu / one.cpu,
    threads: one.wall / two.wall,
    again: oneAgain.wall / twoAgain.wall,
  };
}

/** What leaves rows out, on credit-default. @returns lines of a table */
async function measureCleaning(
  names: readonly string[],
  scratch: Scratch,
  python: string | undefined,
): Promise<string[][]> {
  const lines = [
    ['on credit-default', 'one thread', 'two', 'imblearn', 'ratio', 'at least', 'rows', 'theirs'],
  ];
  const work = await defaultWork();
  for (const name of names) {
    const sampling = CLEANING[name];
    const sides = new Map<string, () => Promise<Seconds>>();
    for (const threads of THREADS) sides.set(`assay ${threads}`, ours(work, sampling, threads));
    if (python) sides.set('imblearn', theirs(python, work, sampling, scratch.path('cells.f64')));
    const least = await inTurns(sides);
    for (const [side, seconds] of least)
      say({ bench: 'samplers, cleaning', sampler: name, side, ...seconds });
    const [one, two, peer] = ['assay 1', 'assay 2', 'imblearn'].map((side) => least.get(side) ?? MISSING);
    const seconds = [one, two, peer].map(({ wall }) => secondsText(wall));
    const ratio = (peer.wall / one.wall).toFixed(2);
    lines.push([name, ...seconds, ratio, String(LEAST_CLEANING), String(one.rows), String(peer.rows)]);
  }
  return lines;
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

function noteMeans(found: readonly ReturnType<typeof ratiosOf>[]): void {
  const meanOf = (key: 'cpu' | 'threads' | 'again') =>
    geometricMean(found.map((ratios) => ratios[key])).toFixed(2);
  note(`geometric mean of cpu ratios ${meanOf('cpu')}; to reach: ${LEAST_MEAN}, none under ${LEAST}`);
  note(
    `of two threads over one ${meanOf('threads')} in the first job of a process, ${meanOf('again')} in the second; to reach: ${LEAST_THREADS}`,
  );
}

export async function benchSamplers(asked: readonly string[]): Promise<void> {
  const { ASSAY_PYTHON: python } = process.env;
  const scratch = new Scratch();
  const lines = [
    ['SMOTE on', 'one thread', 'two', 'imblearn', 'ratio', 'of cpu', 'two threads', 'second job'],
  ];
  const found: ReturnType<typeof ratiosOf>[] = [];
  try {
    for (const set of Object.keys(SETS).filter((name) => asked.length === 0 || asked.includes(name))) {
      if (SETS[set] === creditWork && !existsSync(referenceFile(set))) continue;
      const least = await measureSet(set, scratch, python);
      const ratios = ratiosOf(least);
      found.push(ratios);
      const seconds = ['assay 1', 'assay 2', 'imblearn'].map((side) => least.get(side)?.wall ?? Number.NaN);
      lines.push([
        set,
        ...seconds.map(secondsText),
        ...[ratios.wall, ratios.cpu, ratios.threads, ratios.again].map((ratio) => ratio.toFixed(2)),
      ]);
    }
    if (lines.length > 1) note(tableText(lines));
    const cleaning = Object.keys(CLEANING).filter((name) => asked.length === 0 || asked.includes(name));
    if (cleaning.length > 0) note(tableText(await measureCleaning(cleaning, scratch, python)));
  } finally {
    scratch.remove();
  }
  if (asked.length === 0 || asked.includes('memory')) noteMemory();
  if (found.length > 0) noteMeans(found);
}
