/** Files for tests: literal text in a temporary folder, the shipped data, and real data sets, never of the repository. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { type Column, isNumeric } from '../../src/core/table.js';
import type { DataFile, ReadOptions } from '../../src/data/data-file.js';
import { readData } from '../../src/data/read.js';
import { repositoryRoot, sharedDatasets } from './shared-datasets.js';

const folder = mkdtempSync(join(tmpdir(), 'assay-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let nFiles = 0;

/** Path of a new file of that content, in a folder of its own. */
export function tempFile(content: string | Uint8Array, name = 'data.csv'): string {
  const path = join(folder, String(nFiles++), name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

export const readPath = (path: string, options: Partial<ReadOptions> = {}): Promise<DataFile> =>
  readData({ delimiter: null, header: null, na: [], types: [], threads: 1, ...options, path });

export const readText = (content: string | Uint8Array, options: Partial<ReadOptions> = {}, name?: string) =>
  readPath(tempFile(content, name), options);

/** A column's values: numbers, texts, null for missing. */
const valuesOf = (column: Column): (number | string | null)[] =>
  isNumeric(column)
    ? Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))
    : Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]));

/** `{name: [type, ...values]}`. */
export const shown = (file: DataFile): Record<string, (number | string | null)[]> =>
  Object.fromEntries(file.table.columns.map((column) => [column.name, [column.type, ...valuesOf(column)]]));

/** A file of the repository, as text. */
export const readRepo = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');

/** The shipped data set. */
export const readLoans = (): Promise<DataFile> => readPath(join(repositoryRoot, 'datasets/loans.csv'));

export const skipWithoutDatasets = sharedDatasets
  ? false
  : 'real data sets not found: set ASSAY_SHARED_DATASETS to their folder';

/** Path of a real data set. */
export const sharedPath = (file: string): string => join(sharedDatasets ?? '', file);

/** For a test's `skip`: a reason when the data set is absent, else false. */
export const skipWithout = (file: string): string | false =>
  sharedDatasets && existsSync(sharedPath(file)) ? false : `real data set ${file} is not on this machine`;

/** A real data set, at most its first `rows` rows. */
export async function readShared(file: string, rows = Number.POSITIVE_INFINITY): Promise<DataFile> {
  const data = await readPath(sharedPath(file));
  if (rows >= data.table.nRows) return data;
  return { ...data, table: data.table.take(Uint32Array.from({ length: rows }, (_, row) => row)) };
}
