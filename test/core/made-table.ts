/** Small tables and problems for tests, from plain arrays. */
import type { SavedReading } from '../../src/core/column-reading.js';
import { makeFold, type TrainRows, trainOnAll } from '../../src/core/splitters/splitter.js';
import { type Column, sharedFloats, sharedInts, Table } from '../../src/core/table.js';
import type { Problem, Task } from '../../src/core/task.js';

/** A number column; null is missing. */
export function numbers(name: string, cells: readonly (number | null)[], type: 'number' | 'date' = 'number') {
  const values = sharedFloats(cells.length);
  values.set(cells.map((cell) => cell ?? Number.NaN));
  const integer = cells.every((cell) => cell === null || Number.isInteger(cell));
  return { name, type, values, integer } satisfies Column;
}

/** A category column; null is missing. */
export function words(name: string, cells: readonly (string | null)[], known?: readonly string[]) {
  const levels = known ?? [...new Set(cells.filter((cell) => cell !== null))].sort();
  const codes = sharedInts(cells.length);
  codes.set(cells.map((cell) => (cell === null ? -1 : levels.indexOf(cell))));
  return { name, type: 'category', codes, levels } satisfies Column;
}

export const tableOf = (...columns: Column[]) =>
  new Table('values' in columns[0] ? columns[0].values.length : columns[0].codes.length, columns);

export function classTask(classes: readonly string[]): Task {
  const binary = classes.length === 2;
  return { kind: binary ? 'binary' : 'multiclass', target: 'y', classes, positive: binary ? 1 : null };
}

/** How a file of these columns would have been read. */
export const readingOf = (table: Table): SavedReading => ({
  header: true,
  columns: table.columns.map(({ type }) => ({
    type,
    declared: false,
    missing: ['NA'],
    quote: null,
    spelling: null,
  })),
});

/** A problem whose rows are all usable. */
export function problemOf(table: Table, labels: readonly number[], given: Partial<Problem> = {}): Problem {
  const y = sharedFloats(labels.length);
  y.set(labels);
  const classes = Array.from(
    { length: labels.reduce((most, label) => Math.max(most, label), 0) + 1 },
    (_, label) => String(label),
  );
  const rowIds = Uint32Array.from(labels.keys());
  return {
    task: classTask(classes),
    table,
    y,
    rowIds,
    leftOut: [],
    groups: null,
    time: null,
    weights: null,
    ...given,
  };
}

export const allRows = (table: Table): TrainRows => trainOnAll(table.nRows);

/** Training rows as a splitter would give them. */
export const trainRows = (rows: number[]): TrainRows => makeFold(0, 0, rows, []).train;

/** The cells of a row as values, for comparison. */
const rowText = (table: Table, row: number): string =>
  table.columns
    .map((column) =>
      'values' in column
        ? String(column.values[row])
        : column.codes[row] < 0
          ? 'missing'
          : column.levels[column.codes[row]],
    )
    .join('|');

export const rowTexts = (table: Table): string[] =>
  Array.from({ length: table.nRows }, (_, row) => rowText(table, row));
