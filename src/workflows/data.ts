/** `data`: synthetic data sets, what is shipped, the first rows of a file. */

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { CellValue } from '../core/cell-value.js';
import { runtimeError } from '../core/errors.js';
import type { Reading } from '../core/schemas/options.js';
import { whyFailed } from '../core/system-words.js';
import type { ReadNote } from '../data/data-file.js';
import { headRows } from '../data/head.js';
import { locate, shippedNames } from '../data/locate.js';
import { readData } from '../data/read.js';
import { recipes } from '../data/recipes/list.js';
import { csvChunks } from '../data/write-csv.js';

export interface GeneratedData {
  readonly recipe: string;
  readonly rows: number;
  readonly columns: number;
  readonly seed: number;
  /** The column a person would predict. */
  readonly target: string;
  /** The CSV text. Equal options, equal bytes. */
  readonly chunks: Iterable<string>;
  /** @throws AssayError exit 1 when the file cannot be written */
  write(path: string): Promise<void>;
}

/** @throws AssayError exit 2 for an unknown recipe */
export function generateData(id: string, typed: { rows: number | null; seed: number }): GeneratedData {
  const recipe = recipes.get(id);
  const options = { rows: typed.rows ?? recipe.defaults.rows, seed: typed.seed };
  const table = recipe.generate(options);
  return {
    recipe: recipe.id,
    ...options,
    columns: table.columns.length,
    target: recipe.target,
    chunks: csvChunks(table),
    async write(path) {
      try {
        await writeFile(path, csvChunks(table));
      } catch (cause) {
        throw runtimeError(
          'ASSAY_OUTPUT_WRITE',
          `cannot write ${path}: ${whyFailed(cause)}`,
          'is there room, and may you write?',
          cause,
        );
      }
    },
  };
}

/** The first sentence of a data card. */
function summaryOf(cardPath: string): string {
  try {
    const paragraphs = readFileSync(cardPath, 'utf8').split(/\n\s*\n/);
    const prose = paragraphs.find((text) => !text.startsWith('#') && text.trim() !== '') ?? '';
    return prose
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/([.!?:]) .*$/, '$1')
      .replace(/:$/, '');
  } catch {
    return '';
  }
}

export const shippedData = () => ({
  shipped: shippedNames().map((name) => {
    const { resolved } = locate(name);
    return { name, path: resolved, summary: summaryOf(resolved.replace(/\.csv(\.gz)?$/, '.md')) };
  }),
  recipes: recipes.all().map(({ id, summary }) => ({ id, summary })),
});

export interface Head {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Readonly<Record<string, CellValue>>[];
  readonly notes: readonly ReadNote[];
}

/** @throws AssayError exit 2 or 3, as `readData` has it */
export async function headOf(
  path: string,
  reading: Reading,
  n: number,
  stdin?: AsyncIterable<Uint8Array>,
): Promise<Head> {
  const { table, notes } = await readData({ path, stdin, ...reading });
  return {
    columns: table.columns.map(({ name, type }) => ({ name, type })),
    rows: headRows(table, n),
    notes,
  };
}
