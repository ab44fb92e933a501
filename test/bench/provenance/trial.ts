/** One data set, one sampler: what is stored beside the written table, held against every form that it may come back in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../../../src/core/assemble.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { makeProblem } from '../../../src/core/problem.js';
import {
  type Fingerprint,
  fingerprint,
  matchProvenance,
  type Provenance,
  provenanceOf,
} from '../../../src/core/provenance.js';
import { resample } from '../../../src/core/resampling.js';
import { stream } from '../../../src/core/rng.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { trainOnAll } from '../../../src/core/splitters/splitter.js';
import type { Table } from '../../../src/core/table.js';
import { readData } from '../../../src/data/read.js';
import { csvChunks } from '../../../src/data/write-csv.js';
import { parquetBytes } from '../../../src/data/write-parquet.js';
import { createEngine } from '../../../src/parallel/engine.js';
import type { Form } from './forms.js';

const SEED = 42;
const USUAL = { delimiter: null, header: null, na: [], types: [] } as const;

const engine = createEngine();

/** Writes a table and reads it again, as whoever gets the file does. */
async function throughFile(table: Table, parquet: boolean): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-provenance-'));
  const path = join(folder, parquet ? 'table.parquet' : 'table.csv');
  try {
    writeFileSync(path, parquet ? await parquetBytes(table) : [...csvChunks(table)].join(''));
    return (await readData({ ...USUAL, path })).table;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rows of a file, dealt at random into those that are sampled and as many others. */
export type Sources = Readonly<Record<'source' | 'others' | 'grown', Table>>;

/**
 * Each as a file of its own.
 * @param mostRows that are sampled @param columns all when left out
 */
export async function readSources(
  path: string,
  mostRows: number,
  columns?: readonly string[],
): Promise<Sources> {
  const { table } = await readData({ ...USUAL, path });
  const whole = columns ? table.select(columns) : table;
  const rows = stream(SEED, 'bench provenance').shuffle(
    Uint32Array.from({ length: whole.nRows }, (_, row) => row),
  );
  const half = Math.min(mostRows, whole.nRows >> 1);
  const part = (from: number, to: number) => throughFile(whole.take(rows.slice(from, to).sort()), false);
  return { source: await part(0, half), others: await part(half, 2 * half), grown: await part(0, 2 * half) };
}

export interface Sampled {
  readonly written: Table;
  /** Null: the sampler changed nothing. */
  readonly provenance: Provenance | null;
}

/** Two classes are not made equal, so that there is something left to repeat after rows were taken away. */
const givenParams = (id: string, nClasses: number): Params =>
  id.startsWith('random-under+') && nClasses === 2 ? { 'random-under.sampling_strategy': 0.8 } : {};

/** The table that a sampler makes of the source, as `resample` does. */
export function sampleSource(source: Table, target: string, id: string): Sampled {
  const none = { groups: null, time: null, positive: null, task: null };
  const options = { target, features: null, drop: [], keep: [], ...none };
  const { problem } = makeProblem({ table: source, spellings: new Map() }, options);
  const given = givenParams(id, problem.task.classes.length);
  const sampler = { id, params: resolveParams(id, samplers.get(id).params, given) };
  const resampled = resample(problem, trainOnAll(problem.y.length), sampler, SEED, 0, 0, engine);
  const assembled = assemble(source, problem, resampled);
  return { written: assembled.table, provenance: provenanceOf(assembled, source) };
}

/** The form as a file, hashed. */
export const printOf = async (form: Form, table: Table): Promise<Fingerprint> =>
  fingerprint(await throughFile(form.make(table), form.parquet === true));

/** Is there an alarm? */
export const alarms = (print: Fingerprint, { provenance }: Sampled): boolean =>
  provenance !== null && matchProvenance(print, provenance).leaky;
