/** From what was typed to a file: a path, or the bare name of a shipped data set. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usageError } from '../core/errors.js';
import { closest } from '../core/suggest.js';
import { recipes } from './recipes/list.js';

const ENDINGS = /(\.(csv|tsv|tab|txt|jsonl|ndjson|parquet))?(\.(gz|zst))?$/i;

export interface Located {
  readonly path: string;
  readonly resolved: string;
  readonly stem: string;
}

/** The file's name without `.csv`, `.csv.gz`, …. */
export const stemOf = (path: string): string => basename(path).replace(ENDINGS, '') || basename(path);

/** The folder of the shipped data sets. */
export const shippedFolder = (): string => fileURLToPath(new URL('../../../datasets', import.meta.url));

const listed = (folder: string): string[] => {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
};

/** Bare names of the shipped data sets, sorted. */
export const shippedNames = (): string[] =>
  listed(shippedFolder())
    .filter((name) => /\.csv(\.gz)?$/.test(name))
    .map(stemOf);

function shippedPath(name: string): string | undefined {
  if (!/^[\w.-]+$/.test(name)) return undefined;
  return [`${name}.csv`, `${name}.csv.gz`].map((file) => join(shippedFolder(), file)).find(existsSync);
}

function missingFile(typed: string): Error {
  const folder = dirname(resolve(typed));
  const near = closest(basename(typed), listed(folder)) ?? closest(stemOf(typed), listed(folder).map(stemOf));
  const nearFile = listed(folder).find((name) => name === near || stemOf(name) === near);
  const shipped = closest(typed, shippedNames());
  let hint = existsSync(folder)
    ? `shipped data sets: assay data list`
    : `there is no folder ${folder} either`;
  if (nearFile) hint = `did you mean "${join(dirname(typed), nearFile)}"?`;
  else if (recipes.has(typed)) hint = `a recipe: assay data generate ${typed} -o ${typed}.csv`;
  else if (shipped) hint = `did you mean the shipped data set "${shipped}"?`;
  return usageError('ASSAY_NO_FILE', `no file "${typed}"`, hint);
}

/** The absolute path of what was typed, shipped names included; null when there is nothing. */
export function findFile(typed: string): string | null {
  const direct = resolve(typed);
  return typed !== '' && existsSync(direct) ? direct : (shippedPath(typed) ?? null);
}

const STANDARD_INPUT = '-';

/** What is no name of a file at all. */
function checkName(typed: string): void {
  if (typed === STANDARD_INPUT) {
    throw usageError(
      'ASSAY_STANDARD_INPUT',
      'standard input (-) cannot be read yet',
      'write it to a file first: … > data.csv',
    );
  }
  if (typed.trim() !== '') return;
  throw usageError(
    'ASSAY_NO_FILE',
    `the name of the data set is empty: "${typed}"`,
    'name a CSV or TSV file',
  );
}

/** @throws exit 2 when there is no such file, with a near name, for a folder, and for standard input */
export function locate(typed: string): Located {
  checkName(typed);
  const resolved = findFile(typed);
  if (resolved === null) throw missingFile(typed);
  if (statSync(resolved).isDirectory()) {
    throw usageError(
      'ASSAY_FOLDER',
      `"${typed}" is a folder, not a data set`,
      'name a CSV or TSV file in it',
    );
  }
  return { path: typed, resolved, stem: stemOf(resolved) };
}
