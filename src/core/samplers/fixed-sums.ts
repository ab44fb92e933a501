/**
 * Sums that hold in every row of a table: shares that add up to 100, a total and its parts, columns that are equal.
 *
 * Columns are taken in the order of their names; one that some rows show to be a sum or difference of earlier ones is
 * tried on all rows. Found are sums with signs alone, no other factors, by Gauss-Jordan elimination with row pivoting
 * (Golub & Van Loan 2013, "Matrix Computations", 3.4).
 *
 * That wants rows without a missing cell. Columns that are filled about as often as others are looked at together; those
 * that are seldom filled come after, with the others in the rows that they are filled in.
 */
import { isNumeric, type Table } from '../table.js';

/** sum of signs[i] * columns[i] = constant, in each row that has them all. */
export interface FixedSum {
  /** Positions in the table, at least two; the last one stands in no sum that was found before. */
  readonly columns: readonly number[];
  /** 1 or -1 each. */
  readonly signs: readonly number[];
  readonly constant: number;
}

/** Sums that share columns: these move together or not at all. */
export interface SumGroup {
  /** Positions in the table. */
  readonly columns: readonly number[];
  /** In the order in which they were found. */
  readonly sums: readonly FixedSum[];
}

/** Beyond so many columns none is looked for: the work grows with their cube. */
const MOST_COLUMNS = 256;
/** Rows beyond the columns, without which a sum may be chance. */
const SPARE_ROWS = 20;
/** Sets of columns that are looked at; each costs what the first one does. */
const MOST_SETS = 8;
/** Columns are looked at together that have at least this share of the cells that the fullest of them has. */
const ALIKE = 0.5;
/** What is left of a column that is a sum, against its size: rounding errors. */
const NOTHING = 1e-9;

interface Numbers {
  /** Position in the table. */
  readonly at: number;
  readonly name: string;
  readonly values: Float64Array;
  /** Rows that have it. */
  readonly nFilled: number;
}

/** Columns, and the rows that have them all. */
interface WholeRows {
  readonly columns: readonly Numbers[];
  readonly rows: Uint32Array;
}

const byName = (a: Numbers, b: Numbers) => (a.name < b.name ? -1 : 1);

/** At most so many rows, spread over all of them. */
const spread = (rows: Uint32Array, most: number): Uint32Array =>
  rows.length <= most
    ? rows
    : Uint32Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)]);

const rowsWith = ({ values, nFilled }: Numbers, rows: Uint32Array, nRows: number): Uint32Array =>
  nFilled === nRows ? rows : rows.filter((row) => !Number.isNaN(values[row]));

/** The columns, in turn, as far as enough rows have them all. @param columns the first has enough rows */
function wholeTogether(columns: readonly Numbers[], rows: Uint32Array): WholeRows {
  const taken: Numbers[] = [];
  let left = rows;
  for (const column of columns) {
    if (column.nFilled < ALIKE * columns[0].nFilled) continue;
    const shared = rowsWith(column, left, rows.length);
    if (shared.length <= taken.length + SPARE_ROWS) continue;
    taken.push(column);
    left = shared;
  }
  return { columns: taken.sort(byName), rows: left };
}

/** Every column in a set in which it is filled often. @param columns with enough rows each */
function setsOf(columns: readonly Numbers[], rows: Uint32Array): WholeRows[] {
  const sets: WholeRows[] = [];
  const seen = new Set<Numbers>();
  let left = columns.toSorted((a, b) => b.nFilled - a.nFilled || byName(a, b));
  while (left.length > 0 && sets.length < MOST_SETS) {
    const set = wholeTogether([...left, ...seen], rows);
    sets.push(set);
    for (const column of set.columns) seen.add(column);
    left = left.filter((column) => !seen.has(column));
  }
  return sets;
}

const largestOf = (values: Float64Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Takes factors[i] times row `pivot` from row i, in one column. */
function takeRow(column: Float64Array, factors: Float64Array, pivot: number): void {
  const taken = column[pivot];
  for (let row = 0; row < column.length; row++) if (row !== pivot) column[row] -= factors[row] * taken;
}

/** Does to columns what would make `column` a unit vector, one at `pivot`. @param others OUT */
function eliminate(column: Float64Array, pivot: number, others: readonly Float64Array[]): void {
  for (const other of others) {
    other[pivot] /= column[pivot];
    takeRow(other, column, pivot);
  }
}

/** Rows of a matrix not yet used, the largest first. -1 when nothing is left there. */
function pivotOf(column: Float64Array, isUsed: Uint8Array): number {
  let best = -1;
  for (let row = 0; row < column.length; row++) {
    const size = Math.abs(column[row]);
    if (isUsed[row] === 0 && size > NOTHING && (best < 0 || size > Math.abs(column[best]))) best = row;
  }
  return best;
}

/** Columns that are combinations of earlier ones. @param matrix OUT columns of size 1; each is reduced by those before it */
function dependents(matrix: readonly Float64Array[]): { column: number; parts: Map<number, number> }[] {
  const isUsed = new Uint8Array(matrix[0].length);
  const columnOfPivot = new Map<number, number>();
  const found: { column: number; parts: Map<number, number> }[] = [];
  matrix.forEach((values, column) => {
    const pivot = pivotOf(values, isUsed);
    if (pivot < 0) {
      found.push({ column, parts: new Map([...columnOfPivot].map(([row, of]) => [of, values[row]])) });
      return;
    }
    eliminate(values, pivot, matrix.slice(column + 1));
    isUsed[pivot] = 1;
    columnOfPivot.set(pivot, column);
  });
  return found;
}

const isNear = (a: number, b: number, size: number) => Math.abs(a - b) <= NOTHING * size;

/** The sum with its constant if all rows obey it; null otherwise. */
function provenSum(
  columns: readonly Numbers[],
  signs: readonly number[],
  rows: Uint32Array,
): FixedSum | null {
  let constant = Number.NaN;
  for (const row of rows) {
    let sum = 0;
    let size = 0;
    columns.forEach(({ values }, i) => {
      sum += signs[i] * values[row];
      size += Math.abs(values[row]);
    });
    if (Number.isNaN(sum)) continue;
    if (Number.isNaN(constant)) constant = sum;
    if (!isNear(sum, constant, size)) return null;
  }
  return { columns: columns.map(({ at }) => at), signs, constant };
}

/** Sums that share columns, together. */
function groupsOf(sums: readonly FixedSum[]): SumGroup[] {
  const groups: { columns: Set<number>; sums: FixedSum[] }[] = [];
  for (const sum of sums) {
    const touching = groups.filter(({ columns }) => sum.columns.some((column) => columns.has(column)));
    const merged = { columns: new Set(sum.columns), sums: [...touching.flatMap((group) => group.sums), sum] };
    for (const group of touching) {
      for (const column of group.columns) merged.columns.add(column);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push(merged);
  }
  return groups.map((group) => ({ columns: [...group.columns], sums: group.sums }));
}

/** The sum that a combination is, tried on all rows; null when it has factors or some row breaks it. */
function sumOf(
  { column, parts }: { column: number; parts: Map<number, number> },
  numbers: readonly Numbers[],
  sizes: readonly number[],
  rows: Uint32Array,
): FixedSum | null {
  const columns: Numbers[] = [];
  const signs: number[] = [];
  for (const [part, scaled] of parts) {
    if (part === 0) continue;
    const factor = (scaled * sizes[column]) / sizes[part];
    if (isNear(factor, 0, 1e3)) continue;
    if (!isNear(Math.abs(factor), 1, 1e3)) return null;
    columns.push(numbers[part - 1]);
    signs.push(-Math.sign(factor));
  }
  if (columns.length === 0) return null;
  return provenSum([...columns, numbers[column - 1]], [...signs, 1], rows);
}

/** The sums of columns that all have. @param rows all training rows, which each sum is tried on */
function sumsAmong({ columns, rows: whole }: WholeRows, rows: Uint32Array): FixedSum[] {
  const some = spread(whole, 2 * (columns.length + SPARE_ROWS));
  const cells = [
    new Float64Array(some.length).fill(1),
    ...columns.map(({ values }) => Float64Array.from(some, (row) => values[row])),
  ];
  const sizes = cells.map((column) => largestOf(column) || 1);
  const matrix = cells.map((column, i) => column.map((value) => value / sizes[i]));
  const sums = dependents(matrix).map((dependent) => sumOf(dependent, columns, sizes, rows));
  return sums.filter((sum) => sum !== null);
}

/** The sum with a column last that no known sum has; null where there is none: it follows from these. */
function after(known: readonly FixedSum[], { columns, signs, constant }: FixedSum): FixedSum | null {
  const isKnown = new Set(known.flatMap((sum) => sum.columns));
  const free = columns.findLastIndex((column) => !isKnown.has(column));
  if (free < 0) return null;
  const toLast = <T>(all: readonly T[]) => [...all.toSpliced(free, 1), all[free]];
  return { columns: toLast(columns), signs: toLast(signs), constant };
}

/**
 * The sums that all `rows` of the table obey.
 * @param rows rows outside are not looked at @param nMissing [columns] rows that lack a column of numbers
 */
export function fixedSums(table: Table, rows: Uint32Array, nMissing: readonly number[]): SumGroup[] {
  const numbers = table.columns
    .flatMap((column, at): Numbers[] =>
      isNumeric(column)
        ? [{ at, name: column.name, values: column.values, nFilled: rows.length - nMissing[at] }]
        : [],
    )
    .filter(({ nFilled }) => nFilled > SPARE_ROWS + 1);
  if (numbers.length < 2 || numbers.length > MOST_COLUMNS) return [];
  const sums: FixedSum[] = [];
  for (const set of setsOf(numbers, rows)) {
    if (set.columns.length < 2) continue;
    for (const found of sumsAmong(set, rows)) {
      const sum = after(sums, found);
      if (sum !== null) sums.push(sum);
    }
  }
  return groupsOf(sums);
}
