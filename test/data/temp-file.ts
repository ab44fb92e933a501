/** Files for the tests of reading: literal text in a temporary folder, and the shared real data sets. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Column, isNumeric } from '../../src/core/table.js';
import type { DataFile, ReadOptions } from '../../src/data/data-file.js';
import { readData } from '../../src/data/read.js';

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

const beside = fileURLToPath(new URL('../../../../shared/datasets', import.meta.url));
const candidates = [process.env.ASSAY_SHARED_DATASETS, beside];
/** Folder of the real data sets, or undefined where they are not. */
export const sharedDatasets = candidates.find((path) => path !== undefined && existsSync(path));
export const skipWithoutDatasets = sharedDatasets
  ? false
  : 'real data sets not found: set ASSAY_SHARED_DATASETS to their folder';
