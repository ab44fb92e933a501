/**
 * `npm run bench -- scaling [MODEL…]`: time and peak memory of `train` on one thread, from 10,000 to 1,000,000 seeded
 * loans, and on 1,000,000 x 50. The slope is that of log seconds over log rows: 1 is linear. Memory is the whole process's
 * at most, and how much it grew after the data were read: what the fit takes above the table, unless it fits into what
 * reading gave back.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { models } from '../../src/core/models/list.js';
import { Scratch } from '../cli/scratch.js';
import type { MemoryWatch } from './memory-watch.js';
import { note, say, secondsText, tableText } from './say.js';
import { writeWideData } from './wide-data.js';

const ROWS = [10_000, 31_623, 100_000, 316_228, 1_000_000];
const WIDE = { rows: 1_000_000, columns: 50 };
const MODELS = ['tree', 'forest', 'extra-trees', 'boost'];
const MEBIBYTE = 2 ** 20;

export interface Sized {
  readonly name: string;
  readonly rows: number;
  readonly path: string;
  readonly target: string;
}

interface Timings {
  readonly read: number;
  readonly fit: readonly number[];
  readonly total: number;
}

export interface Measured {
  readonly model: string;
  readonly data: string;
  readonly rows: number;
  /** Seconds: the fit in its worker, the command from start to end. */
  readonly fit: number;
  readonly total: number;
  /** Bytes. */
  readonly peak: number;
  /** Bytes more, at most, than when the data had been read. */
  readonly grown: number;
}

const watch = new URL('./memory-watch.js', import.meta.url).href;

/** @param timings of the command, which ends as its process does */
function growthAfterReading({ lived, samples }: MemoryWatch, { total, read }: Timings): number {
  const later = samples.filter(([at]) => at >= lived - total + read).map(([, bytes]) => bytes);
  return later.length === 0 ? 0 : Math.max(...later) - later[0];
}

/** Trains in a process of its own, whose memory is watched. */
export async function trainOnce(
  scratch: Scratch,
  model: string,
  { name, rows, path, target }: Sized,
  jobs = 1,
): Promise<Measured> {
  const memoryFile = scratch.path('memory.json');
  const { ended } = scratch.startWith(
    { node: ['--import', watch], env: { ASSAY_BENCH_MEMORY: memoryFile } },
    ...['train', path, '-t', target, '-m', model, '-j', String(jobs), '--json', '-q'],
  );
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 0, stderr);
  const { timings }: { timings: Timings } = JSON.parse(stdout);
  const memory: MemoryWatch = JSON.parse(readFileSync(memoryFile, 'utf8'));
  const grown = growthAfterReading(memory, timings);
  return { model, data: name, rows, fit: timings.fit[0], total: timings.total, peak: memory.peak, grown };
}

async function loansOf(scratch: Scratch, rows: number): Promise<Sized> {
  const path = scratch.path(`loans-${rows}.csv`);
  await scratch.json('data', 'generate', 'loans', '--rows', String(rows), '-o', path);
  return { name: `loans ${rows}`, rows, path, target: 'default' };
}

async function wideOf(scratch: Scratch): Promise<Sized> {
  const path = scratch.path('wide.csv');
  await writeWideData(path, WIDE.rows, WIDE.columns);
  return { name: `${WIDE.rows} x ${WIDE.columns}`, rows: WIDE.rows, path, target: 'y' };
}

async function measureOn(scratch: Scratch, data: Sized, ids: readonly string[]): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const model of ids) {
    const one = await trainOnce(scratch, model, data);
    say({ bench: 'scaling', ...one });
    all.push(one);
  }
  return all;
}

/** Of the line of least squares through (log rows, log seconds). */
function slopeOf(points: readonly Measured[]): number {
  const x = points.map(({ rows }) => Math.log(rows));
  const y = points.map(({ fit }) => Math.log(fit));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const covered = x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0);
  return covered / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

export const megabytes = (bytes: number) => `${Math.round(bytes / MEBIBYTE)} MiB`;

function measuredRow({ model, data, fit, total, peak, grown }: Measured): string[] {
  return [`${model} on ${data}`, secondsText(fit), secondsText(total), megabytes(peak), megabytes(grown)];
}

export async function benchScaling(wanted: readonly string[]): Promise<void> {
  const asked = wanted.length > 0 ? wanted : MODELS;
  for (const model of asked.filter((id) => !models.has(id))) note(`skipped: no model ${model}`);
  const ids = asked.filter((id) => models.has(id));
  const scratch = new Scratch();
  try {
    const all: Measured[] = [];
    for (const rows of ROWS) all.push(...(await measureOn(scratch, await loansOf(scratch, rows), ids)));
    const wide = await measureOn(scratch, await wideOf(scratch), ids);
    note(tableText([['', 'fit', 'total', 'peak', 'after reading'], ...[...all, ...wide].map(measuredRow)]));
    for (const model of ids) {
      const slope = slopeOf(all.filter((one) => one.model === model));
      say({ bench: 'scaling, slope', model, slope });
      note(`${model}: slope of log fit over log rows ${slope.toFixed(2)}`);
    }
  } finally {
    scratch.remove();
  }
}
