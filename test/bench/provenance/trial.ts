/** One data set, one sampler: what is stored beside the written table, held against every form that it may come back in. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble } from '../../../src/core/assemble.js';
import { resolveParams } from '../../../src/core/params.js';
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

/** The rows of a file, of many some: as a file of their own. */
export async function readSource(path: string, mostRows: number): Promise<Table> {
  const { table } = await readData({ ...USUAL, path });
  if (table.nRows <= mostRows) return table;
  const rows = Uint32Array.from({ length: table.nRows }, (_, row) => row);
  const some = stream(SEED, 'bench provenance').shuffle(rows).subarray(0, mostRows).sort();
  return throughFile(table.take(some), false);
}

export interface Sampled {
  readonly written: Table;
  /** Null: the sampler changed nothing. */
  readonly provenance: Provenance | null;
  readonly nMade: number;
}

/** The table that a sampler makes of the source, as `resample` does. */
export function sampleSource(source: Table, target: string, id: string): Sampled {
  const none = { groups: null, time: null, positive: null, task: null };
  const options = { target, features: null, drop: [], keep: [], ...none };
  const { problem } = makeProblem({ table: source, spellings: new Map() }, options);
  const sampler = { id, params: resolveParams(id, samplers.get(id).params, {}) };
  const resampled = resample(problem, trainOnAll(problem.y.length), sampler, SEED, 0, 0, engine);
  const { table, madeRows, nRemoved } = assemble(source, problem, resampled);
  return { written: table, provenance: provenanceOf(table, madeRows, nRemoved), nMade: madeRows.length };
}

/** The form as a file, hashed. */
export const printOf = async (form: Form, table: Table): Promise<Fingerprint> =>
  fingerprint(await throughFile(form.make(table), form.parquet === true));

/** Is there an alarm? */
export const alarms = (print: Fingerprint, { provenance }: Sampled): boolean =>
  provenance !== null && matchProvenance(print, provenance).leaky;
