/** Real data sets for tests: beside the repository, or where ASSAY_SHARED_DATASETS says. Never part of the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { labelNumber } from '../../src/core/labels.js';
import { codedColumn, numericColumn } from '../../src/core/make-column.js';
import type { ProblemData } from '../../src/core/problem.js';
import { type Column, Table } from '../../src/core/table.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = process.env.ASSAY_SHARED_DATASETS ?? join(root, '../shared/datasets');
const MISSING = new Set(['', 'NA', '?', 'nan', 'NaN', 'null', 'NULL', 'N/A', 'n/a']);

/** For a test's `skip`: a reason when the file is absent, else false. */
export const skipWithout = (file: string): string | false =>
  existsSync(join(folder, file)) ? false : `real data set ${file} is not on this machine`;

/** Cells of RFC 4180 text, quotes removed. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    if (match.index === text.length && cells.length === 0) break;
    const raw = match[1];
    cells.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw.trim());
    if (match[2] === ',') continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}

function makeColumn(name: string, cells: readonly string[]): Column {
  const filled = cells.map((cell) => (MISSING.has(cell) ? null : cell));
  const some = filled.filter((cell) => cell !== null);
  if (some.length > 0 && some.every((cell) => !Number.isNaN(labelNumber(cell)))) {
    return numericColumn(
      name,
      filled.map((cell) => (cell === null ? null : Number(cell))),
    );
  }
  if (some.length > 0 && some.every((cell) => /^\d{4}-\d{2}-\d{2}$/.test(cell))) {
    const days = filled.map((cell) => (cell === null ? null : Date.parse(cell) / 86_400_000));
    return numericColumn(name, days, 'date');
  }
  return codedColumn(name, filled);
}

/** A small reader for tests alone: header, comma, ISO days. */
export function tableOf(text: string): ProblemData {
  const [names, ...rows] = parseCsv(text.replace(/^\uFEFF/, ''));
  const columns = names.map((name, at) =>
    makeColumn(
      name,
      rows.map((cells) => cells[at] ?? ''),
    ),
  );
  return { table: new Table(rows.length, columns), spellings: new Map() };
}

/** A data set of the shared folder, at most its first `rows` rows. */
export function readShared(file: string, rows = Number.POSITIVE_INFINITY): ProblemData {
  const bytes = readFileSync(join(folder, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  if (rows === Number.POSITIVE_INFINITY) return tableOf(text);
  return tableOf(
    text
      .split('\n')
      .slice(0, rows + 1)
      .join('\n'),
  );
}

/** A file of the repository. */
export const readRepo = (path: string): string => readFileSync(join(root, path), 'utf8');
