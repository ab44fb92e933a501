/**
 * `--splits`: folds out of a file, all numbers 0-based. A CSV with a column `fold` (and `repeat`) has a line per data row, in
 * order; with a column `part` too, train or test, a line for each `row` of each fold: such folds need not be a partition.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { usageError } from '../core/errors.js';
import type { GivenSplits, ListedFold, Options } from '../core/schemas/options.js';
import { shownNames } from '../core/shown-names.js';
import { type Column, isNumeric, type Table } from '../core/table.js';
import type { DataFile } from '../data/data-file.js';
import { readData } from '../data/read.js';

const NO_FOLD = -1;

const badForm = (path: string, problem: string, next: string) =>
  usageError('ASSAY_SPLITS_FORM', `--splits ${path}${problem}`, next);

/** Folds that a version was given, out of its options.json. @throws AssayError exit 2 when it holds none */
function keptSplits(path: string): GivenSplits {
  let kept: Options | null = null;
  try {
    kept = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // As a file of another kind: it holds no folds.
  }
  const splits = kept?.schema === 'assay/options/1' ? kept.modelling?.splits : null;
  if (splits) return splits;
  throw badForm(
    path,
    `: no version's options with folds in them`,
    'options.json holds folds when the version was given some: name a CSV with a column fold',
  );
}

/** @throws AssayError exit 2 for a cell that reading took for a missing number: its row would take no part, unsaid */
function checkCells(path: string, { notes }: DataFile, name: string): void {
  const broken = notes.find(({ tally, columns }) => tally && columns.includes(name))?.tally;
  if (broken === undefined) return;
  const examples = broken.examples.map((cell) => JSON.stringify(cell)).join(', ');
  throw badForm(
    path,
    `: the column ${name} holds ${examples || 'infinities'}`,
    'number what it names 0, 1, 2, …',
  );
}

/** @returns a blank cell as -1 @throws AssayError exit 2 for other numbers or words */
function wholeNumbers(path: string, file: DataFile, column: Column): number[] {
  checkCells(path, file, column.name);
  if (!isNumeric(column) || !column.integer) {
    const example = 'levels' in column ? ` (such as ${JSON.stringify(column.levels[0])})` : '';
    throw badForm(
      path,
      `: the column ${column.name} holds more than whole numbers${example}`,
      'number what it names 0, 1, 2, …',
    );
  }
  return Array.from(column.values, (value) => (Number.isNaN(value) ? NO_FOLD : value));
}

/** The numbers of a column; null when there is none of that name. */
function numbersNamed(path: string, file: DataFile, name: string): number[] | null {
  return file.table.has(name) ? wholeNumbers(path, file, file.table.column(name)) : null;
}

const lacks = (path: string, column: string, { names }: Table) =>
  badForm(path, ` has no column ${column}`, `its columns are ${shownNames(names)}`);

/** @returns [repeat][data row] fold */
function assignedFolds(path: string, file: DataFile): number[][] {
  const { table, format } = file;
  const lonely = table.columns.length === 1 && format.kind === 'csv' && !format.header;
  const folds = lonely ? wholeNumbers(path, file, table.columns[0]) : numbersNamed(path, file, 'fold');
  if (!folds) throw lacks(path, 'fold', table);
  const repeatOf = numbersNamed(path, file, 'repeat') ?? folds.map(() => 0);
  const broken = folds.findIndex((fold, line) => fold < NO_FOLD || repeatOf[line] < 0);
  if (broken >= 0) {
    throw badForm(
      path,
      `: data row ${broken} has fold ${folds[broken]} and repeat ${repeatOf[broken] < 0 ? 'blank or below 0' : repeatOf[broken]}`,
      'number repeats 0, 1, 2, … in every line, folds too (-1 or blank: the row takes no part)',
    );
  }
  const repeats: number[][] = [];
  folds.forEach((fold, line) => {
    repeats[repeatOf[line]] ??= [];
    repeats[repeatOf[line]].push(fold);
  });
  if (repeats.length > 0 && !repeats.includes(undefined as never)) return repeats;
  throw badForm(path, ': the repeats are not numbered 0, 1, 2, …', 'number them from 0');
}

/** [lines] does the row train? @throws AssayError exit 2 for a cell that is neither train nor test */
function trainsOf(path: string, column: Column): boolean[] {
  const words = isNumeric(column) ? [] : column.levels;
  const codes = isNumeric(column) ? column.values : column.codes;
  return Array.from(codes, (code, line) => {
    const word = words[code] ?? 'something else';
    if (word === 'train' || word === 'test') return word === 'train';
    throw badForm(path, `: the column part of line ${line} holds ${word}`, 'write train or test');
  });
}

/** @throws AssayError exit 2 unless repeats, and the folds of each, are numbered 0, 1, 2, … */
function checkNumbered(path: string, folds: readonly ListedFold[]): void {
  const isNext = ({ repeat, fold }: ListedFold, before: ListedFold | undefined) =>
    fold === 0
      ? repeat === (before?.repeat ?? -1) + 1
      : repeat === before?.repeat && fold === before.fold + 1;
  const broken = folds.find((one, at) => !isNext(one, folds[at - 1]));
  if (folds.length > 0 && broken === undefined) return;
  throw badForm(
    path,
    `: the repeats, or the folds of one, are not numbered 0, 1, 2, …${broken ? ` (repeat ${broken.repeat}, fold ${broken.fold})` : ''}`,
    'number them from 0, in every line',
  );
}

/** Every fold with its rows, by repeat and fold. */
function listedFolds(path: string, file: DataFile): ListedFold[] {
  const { table } = file;
  const [folds, rows] = ['fold', 'row'].map((name) => {
    const numbers = numbersNamed(path, file, name);
    if (numbers) return numbers;
    throw lacks(path, name, table);
  });
  const repeatOf = numbersNamed(path, file, 'repeat') ?? folds.map(() => 0);
  const trains = trainsOf(path, table.column('part'));
  const found = new Map<string, ListedFold>();
  folds.forEach((fold, line) => {
    const repeat = repeatOf[line];
    const key = `${repeat}/${fold}`;
    const one = found.get(key) ?? { repeat, fold, train: [], test: [] };
    found.set(key, one);
    (trains[line] ? one.train : one.test).push(rows[line]);
  });
  const sorted = [...found.values()].sort((a, b) => a.repeat - b.repeat || a.fold - b.fold);
  checkNumbered(path, sorted);
  return sorted;
}

/**
 * @param path a CSV, or the options.json of a version that was given folds
 * @returns [repeat][data row] fold, -1 (or a blank cell): the row takes no part; a file of one column needs no header. Or
 *   every fold with its rows
 * @throws AssayError exit 2 when the file has no such columns or holds something else
 */
export async function readSplits(path: string): Promise<GivenSplits> {
  if (basename(path) === 'options.json') return keptSplits(path);
  const file = await readData({ path, delimiter: null, header: null, na: [], types: [] });
  return file.table.has('part') ? listedFolds(path, file) : assignedFolds(path, file);
}
