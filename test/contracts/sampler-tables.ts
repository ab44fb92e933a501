/** Tables that every sampler must take: all types of columns, holes, columns of one value, classes of few rows. */
import { stream } from '../../src/core/rng.js';
import { type Column, isNumeric, sharedInts, Table } from '../../src/core/table.js';
import type { TaskData } from '../../src/core/task.js';
import { classTask, numbers, tableOf, words } from '../core/made-table.js';

const N = 240;
const ROWS = Array.from({ length: N }, (_, row) => row);
const CLASSES = ['p', 'q', 'r'];

/** Three classes of 150, 60 and 30 rows, mixed. */
const threeClasses = Float64Array.from(ROWS, (row) => (row % 8 < 5 ? 0 : row % 8 < 7 ? 1 : 2));

const rngOf = (name: string) => stream(5, `sampler table/${name}`);

function real(name: string, shift = 1): Column {
  const rng = rngOf(name);
  return numbers(
    name,
    ROWS.map((row) => rng.uniform() * 3 + shift * threeClasses[row]),
  );
}

function withHoles(column: Column, share: number): Column {
  const rng = rngOf(`holes of ${column.name}`);
  for (const row of ROWS) {
    if (rng.uniform() >= share) continue;
    if (isNumeric(column)) column.values[row] = Number.NaN;
    else column.codes[row] = -1;
  }
  return column;
}

function whole(name: string, most: number, type: 'number' | 'date' = 'number'): Column {
  const rng = rngOf(name);
  return numbers(
    name,
    ROWS.map((row) => (type === 'date' ? 19000 : 0) + rng.below(most) + 2 * threeClasses[row]),
    type,
  );
}

function category(name: string, levels: string): Column {
  const rng = rngOf(name);
  return words(
    name,
    ROWS.map(() => levels[rng.below(levels.length)]),
    [...levels],
  );
}

/** A level a row, as of ids; a column that the reader was told to take as text. */
function texts(name: string): Column {
  const codes = sharedInts(N);
  for (const row of ROWS) codes[row] = (row * 7) % N;
  const levels = ROWS.map((row) => `id-${String(row).padStart(4, '0')}`);
  return { name, type: 'text', codes, levels };
}

const nothing = (name: string) =>
  numbers(
    name,
    ROWS.map(() => null),
  );

/** Present in one class alone. */
const ofOneClass = (name: string) =>
  numbers(
    name,
    ROWS.map((row) => (threeClasses[row] === 2 ? row / 7 : null)),
  );

const TABLES: Readonly<Record<string, () => Table>> = {
  numbers: () => tableOf(real('u'), real('v'), real('w', 0)),
  'all types, with holes': () =>
    tableOf(
      withHoles(real('x'), 0.1),
      withHoles(whole('whole', 50), 0.1),
      withHoles(whole('day', 300, 'date'), 0.1),
      withHoles(category('kind', 'abc'), 0.1),
      { ...category('open', 'nt'), type: 'bool' } as Column,
      texts('id'),
    ),
  'categories alone': () =>
    tableOf(category('k', 'abcd'), category('l', 'xyz'), withHoles(category('m', 'no'), 0.1)),
  'columns of nothing and of one value': () =>
    tableOf(
      nothing('none'),
      ofOneClass('one_class'),
      numbers('same', new Array(N).fill(3)),
      words('word', new Array(N).fill('w')),
      real('x'),
    ),
  'one number of few values': () => tableOf(whole('few', 4)),
};

export const sampledTables = Object.keys(TABLES);

/** A table by its name, with three classes. */
export const sampledData = (name: string): TaskData => ({
  task: classTask(CLASSES),
  table: TABLES[name](),
  y: Float64Array.from(threeClasses),
});

/** The first `n` rows are of class r alone, all others of p and q. */
export function withFewRows(n: number): TaskData {
  const data = sampledData('all types, with holes');
  return { ...data, y: data.y.map((label, row) => (row < n ? 2 : label === 2 ? 0 : label)) };
}

/** The same cells, but other ones outside of some rows: of the columns' types, and levels there are. */
export function changedOutside(data: TaskData, inside: ReadonlySet<number>): TaskData {
  const outside = ROWS.filter((row) => !inside.has(row));
  const columns = data.table.take(Uint32Array.from(ROWS)).columns;
  for (const column of columns) {
    for (const row of outside) {
      if (isNumeric(column)) column.values[row] = Number.isNaN(column.values[row]) ? 5000 : Number.NaN;
      else column.codes[row] = column.codes[row] < 0 ? 0 : column.levels.length - 1 - column.codes[row];
    }
  }
  const y = Float64Array.from(data.y, (label, row) => (inside.has(row) ? label : 2 - label));
  return { ...data, table: new Table(N, columns), y };
}

/** Rows that train, four of five. */
export const trainingRows = ROWS.filter((row) => row % 5 !== 3);
