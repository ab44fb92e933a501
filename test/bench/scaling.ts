/**
 * `npm run bench -- scaling [MODEL…]`: time and peak memory of `train` on one thread, from 10,000 to 1,000,000 seeded
 * loans, and on 1,000,000 x 50. The slope is that of log seconds over log rows: 1 is linear. Memory is of the whole
 * process, and above what the same command takes with `dummy`, which reads the same data and fits nothing.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { models } from '../../src/core/models/list.js';
import { Scratch } from '../cli/scratch.js';
import { note, say, secondsText, tableText } from './say.js';
import { writeWideData } from './wide-data.js';

const ROWS = [10_000, 31_623, 100_000, 316_228, 1_000_000];
const WIDE = { rows: 1_000_000, columns: 50 };
const BASE = 'dummy';
const MODELS = ['tree', 'forest', 'extra-trees', 'boost'];
const MEBIBYTE = 2 ** 20;

interface Sized {
  readonly name: string;
  readonly rows: number;
  readonly path: string;
  readonly target: string;
}

interface Measured {
  readonly model: string;
  readonly data: string;
  readonly rows: number;
  /** Seconds: the fit in its worker, the command from start to end. */
  readonly fit: number;
  readonly total: number;
  /** Bytes. */
  readonly peak: number;
  /** Bytes more than with `dummy`. */
  readonly above: number;
}

const peakHook = new URL('./peak-memory.js', import.meta.url).href;

async function trainOnce(scratch: Scratch, model: string, { path, target }: Sized) {
  const peakFile = scratch.path('peak');
  const started = performance.now();
  const { ended } = scratch.startWith(
    { node: ['--import', peakHook], env: { ASSAY_BENCH_PEAK: peakFile } },
    ...['train', path, '-t', target, '-m', model, '-j', '1', '--json', '-q'],
  );
  const { code, stdout, stderr } = await ended;
  assert.equal(code, 0, stderr);
  const { timings } = JSON.parse(stdout);
  return {
    fit: timings.fit[0] as number,
    total: (performance.now() - started) / 1000,
    peak: Number(readFileSync(peakFile, 'utf8')),
  };
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
  const base = await trainOnce(scratch, BASE, data);
  const all: Measured[] = [];
  for (const model of ids) {
    const one = await trainOnce(scratch, model, data);
    all.push({ model, data: data.name, rows: data.rows, ...one, above: one.peak - base.peak });
    say({ bench: 'scaling', ...all.at(-1) });
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

const megabytes = (bytes: number) => `${Math.round(bytes / MEBIBYTE)} MiB`;

function measuredRow({ model, data, fit, total, peak, above }: Measured): string[] {
  return [`${model} on ${data}`, secondsText(fit), secondsText(total), megabytes(peak), megabytes(above)];
}

export async function benchScaling(wanted: readonly string[]): Promise<void> {
  const asked = wanted.length > 0 ? wanted : MODELS;
  for (const model of asked.filter((id) => !models.has(id))) note(`skipped: no model ${model}`);
  const ids = asked.filter((id) => models.has(id));
  const scratch = new Scratch();
  try {
    const grown: Measured[] = [];
    for (const rows of ROWS) grown.push(...(await measureOn(scratch, await loansOf(scratch, rows), ids)));
    const wide = await measureOn(scratch, await wideOf(scratch), ids);
    note(tableText([['', 'fit', 'total', 'peak', 'above dummy'], ...[...grown, ...wide].map(measuredRow)]));
    for (const model of ids) {
      const slope = slopeOf(grown.filter((one) => one.model === model));
      say({ bench: 'scaling, slope', model, slope });
      note(`${model}: slope of log fit over log rows ${slope.toFixed(2)}`);
    }
  } finally {
    scratch.remove();
  }
}
