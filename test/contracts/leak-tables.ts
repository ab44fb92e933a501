/** Tables and targets for the leak contracts: signal, holes, categories, and other values for the same schema. */
import { log } from '../../src/core/numeric.js';
import { type Rng, stream } from '../../src/core/rng.js';
import { type Column, isNumeric, sharedFloats, sharedInts, Table, takeColumn } from '../../src/core/table.js';
import type { Task, TaskData, TaskKind } from '../../src/core/task.js';

const CLASSES: Record<TaskKind, readonly string[]> = {
  binary: ['no', 'yes'],
  multiclass: ['a', 'b', 'c'],
  regression: [],
};

const taskOf = (kind: TaskKind): Task => ({
  kind,
  target: 'y',
  classes: CLASSES[kind],
  positive: kind === 'binary' ? 1 : null,
});

/** Upper ends of the classes on a standard normal score: about 78 and 22 % of the rows; 55, 30 and 15 %. */
const CUTS: Record<TaskKind, readonly number[]> = { binary: [0.8], multiclass: [0.1, 1.05], regression: [] };

const normals = (nRows: number, rng: Rng) => sharedFloats(nRows).map(() => rng.normal(log));

function withHoles(column: Column, rng: Rng): Column {
  const copy = takeColumn(column, Uint32Array.from(rowsOf(column).keys()));
  const cells = rowsOf(copy);
  const hole = isNumeric(copy) ? Number.NaN : -1;
  for (let row = 0; row < cells.length; row++) if (rng.uniform() < 0.08) cells[row] = hole;
  return copy;
}

const rowsOf = (column: Column) => (isNumeric(column) ? column.values : column.codes);

/** Five numbers, complete: what a model gets with no encoder before it but a scaler. */
function numericTable(nRows: number, rng: Rng): Table {
  return new Table(
    nRows,
    ['u', 'v', 'w', 'x', 'z'].map((name): Column => {
      const values = sharedFloats(nRows);
      values.set(normals(nRows, rng));
      return { name, type: 'number', values, integer: false };
    }),
  );
}

/** Numbers, whole numbers, a date, a category of 6 levels, a bool, all with holes: every encoder has work. */
function mixedTable(nRows: number, rng: Rng): Table {
  const score = normals(nRows, rng);
  const floats = (draw: (row: number) => number) => {
    const values = sharedFloats(nRows);
    for (let row = 0; row < nRows; row++) values[row] = draw(row);
    return values;
  };
  const coded = (draw: (row: number) => number) => {
    const codes = sharedInts(nRows);
    for (let row = 0; row < nRows; row++) codes[row] = draw(row);
    return codes;
  };
  const levels = ['east', 'far', 'here', 'near', 'north', 'west'];
  const columns: Column[] = [
    { name: 'score', type: 'number', values: floats((row) => score[row]), integer: false },
    { name: 'amount', type: 'number', values: floats(() => 1000 * rng.normal(log)), integer: false },
    { name: 'count', type: 'number', values: floats(() => rng.below(40)), integer: true },
    { name: 'when', type: 'date', values: floats(() => 19000 + rng.below(400)), integer: true },
    { name: 'town', type: 'category', codes: coded(() => rng.below(levels.length)), levels },
    {
      name: 'open',
      type: 'bool',
      codes: coded((row) => Number(score[row] + rng.normal(log) > 0)),
      levels: ['false', 'true'],
    },
  ];
  return new Table(
    nRows,
    columns.map((column) => withHoles(column, rng)),
  );
}

const TABLES = { 'numbers only': numericTable, 'mixed, with holes': mixedTable } as const;
export type TableName = keyof typeof TABLES;
export const tableNames = Object.keys(TABLES) as TableName[];

/** A target that the first column carries, with noise. */
export function dataWithSignal(kind: TaskKind, name: TableName, nRows: number): TaskData {
  const rng = stream(2026, `leak data/${kind}/${name}`);
  const table = TABLES[name](nRows, rng);
  const [first] = table.columns;
  const y = sharedFloats(nRows);
  for (let row = 0; row < nRows; row++) {
    const carried = isNumeric(first) && !Number.isNaN(first.values[row]) ? first.values[row] : 0;
    const score = 0.9 * carried + 0.45 * rng.normal(log);
    y[row] = kind === 'regression' ? score : CUTS[kind].filter((cut) => score > cut).length;
  }
  return { task: taskOf(kind), table, y };
}

/** The same rows, their answers dealt anew: nothing is left to learn. */
export function permuted(data: TaskData, round: number): TaskData {
  const y = sharedFloats(data.y.length);
  y.set(stream(7, 'permute', round).shuffle(Float64Array.from(data.y)));
  return { ...data, y };
}

/** Another finite value of a number column; whole stays whole. Some are far outside of what was seen. */
function otherNumber(value: number, integer: boolean, rng: Rng): number {
  const step = 1 + rng.below(rng.uniform() < 0.2 ? 100_000 : 20);
  return (Number.isNaN(value) ? 0 : value) + (rng.uniform() < 0.5 ? -step : step) * (integer ? 1 : 1.375);
}

function changedColumn(column: Column, rows: Uint32Array, rng: Rng): Column {
  const copy = takeColumn(column, Uint32Array.from(rowsOf(column).keys()));
  for (const row of rows) {
    if (isNumeric(copy)) {
      const { values, integer } = copy;
      const fillsHole = Number.isNaN(values[row]);
      values[row] = !fillsHole && rng.uniform() < 0.1 ? Number.NaN : otherNumber(values[row], integer, rng);
    } else {
      const { codes, levels } = copy;
      // Missing counts as one more value: code -1 is place 0.
      codes[row] = ((codes[row] + 1 + 1 + rng.below(levels.length)) % (levels.length + 1)) - 1;
    }
  }
  return copy;
}

/** Every cell and answer of `rows` replaced by another of its column's type and level list; other rows as they were. */
export function changedRows({ task, table, y }: TaskData, rows: Uint32Array): TaskData {
  const rng = stream(13, 'other values');
  const columns = table.columns.map((column) => changedColumn(column, rows, rng));
  const answers = sharedFloats(y.length);
  answers.set(y);
  const { length: nClasses } = task.classes;
  for (const row of rows) {
    answers[row] = nClasses === 0 ? -y[row] - 3 : (y[row] + 1 + rng.below(nClasses - 1)) % nClasses;
  }
  return { task, table: new Table(table.nRows, columns), y: answers };
}
