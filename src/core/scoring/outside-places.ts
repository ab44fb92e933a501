/** Where rows that another tool predicted stand: row of the data, repeat, fold; and the folds that come of it. */
import { dataError, usageError } from '../errors.js';
import { noneMissing } from '../roles.js';
import { type Fold, makeFold } from '../splitters/splitter.js';
import type { Table } from '../table.js';

/** The columns that say it; null: none does. */
export interface PlaceColumns {
  readonly row: string | null;
  readonly fold: string | null;
  readonly repeat: string | null;
}

/** Of each row that is scored. */
export interface Places {
  /** [nScored] 0-based row of the data; without a column, of the file of predictions. */
  readonly dataRows: Uint32Array;
  /** [nScored] 0-based; null without a column of folds. */
  readonly folds: Uint32Array | null;
  /** [nScored] 0-based. */
  readonly repeats: Uint32Array;
}

const MOST = 2 ** 32 - 1;

function wholeNumbers(option: string, name: string, table: Table, rows: Uint32Array): Uint32Array {
  const column = table.column(name);
  if (column.type !== 'number') {
    throw usageError(
      'ASSAY_SCORE_PLACE',
      `${option} ${name} needs whole numbers; the column is ${column.type}`,
      `--types ${name}=number, or another column`,
    );
  }
  noneMissing(option, column, rows);
  return Uint32Array.from(rows, (row) => {
    const value = column.values[row];
    if (Number.isInteger(value) && value >= 0 && value <= MOST) return value;
    throw dataError(
      'ASSAY_SCORE_PLACE',
      `${option} ${name} is ${value} in row ${row}`,
      'rows, folds and repeats are whole numbers from 0',
    );
  });
}

/** @throws AssayError exit 3 when a row of the data is predicted twice within a repeat */
function checkOnce({ dataRows, repeats }: Places, rows: Uint32Array): void {
  const seen = new Map<number, Map<number, number>>();
  dataRows.forEach((dataRow, i) => {
    const known = seen.get(repeats[i]) ?? new Map<number, number>();
    seen.set(repeats[i], known);
    const before = known.get(dataRow);
    if (before !== undefined) {
      throw dataError(
        'ASSAY_SCORE_TWICE',
        `row ${dataRow} of the data is predicted twice: in rows ${before} and ${rows[i]} of the file`,
        'keep one of them, or name the column that tells repeats apart: --repeat COL',
      );
    }
    known.set(dataRow, rows[i]);
  });
}

/**
 * @param rows of the table that are scored
 * @param joined [rows] row of the data that each was found to be; null: `--row` says it, or nothing
 * @throws AssayError exit 2: no numbers, repeats without folds; exit 3: cells that are no place, a row that stands twice
 */
export function readPlaces(
  columns: PlaceColumns,
  table: Table,
  rows: Uint32Array,
  joined: Uint32Array | null,
): Places {
  const { row, fold, repeat } = columns;
  if (repeat !== null && fold === null) {
    throw usageError('ASSAY_SCORE_PLACE', '--repeat needs --fold', 'name the column of folds too');
  }
  const read = (option: string, name: string | null) =>
    name === null ? null : wholeNumbers(option, name, table, rows);
  const places = {
    dataRows: joined ?? read('--row', row) ?? rows,
    folds: read('--fold', fold),
    repeats: read('--repeat', repeat) ?? new Uint32Array(rows.length),
  };
  checkOnce(places, rows);
  return places;
}

/** A fold, and which scored rows its tested rows are, in the same order. */
export interface DealtFold {
  readonly fold: Fold;
  readonly scored: Uint32Array;
}

/** Rows of the data that are predicted, each once, ascending. */
export const distinctRows = ({ dataRows }: Places): Uint32Array => Uint32Array.from(new Set(dataRows)).sort();

/** Items by a number, ascending, each in the order given. */
function byNumber(items: readonly number[], numberOf: (item: number) => number): [number, number[]][] {
  const found = new Map<number, number[]>();
  for (const item of items) {
    const known = found.get(numberOf(item));
    if (known) known.push(item);
    else found.set(numberOf(item), [item]);
  }
  return [...found].sort(([a], [b]) => a - b);
}

/**
 * The folds that were tested, by repeat, then fold: of a repeat, all rows of other folds are taken for training rows.
 * Without folds, one that nothing trained for.
 * @param distinct as `distinctRows` has it: folds are of positions in it
 */
export function foldsOf({ dataRows, folds, repeats }: Places, distinct: Uint32Array): DealtFold[] {
  const positionOf = new Map(Array.from(distinct, (row, position) => [row, position]));
  const position = (i: number) => positionOf.get(dataRows[i]) as number;
  const all = Array.from(dataRows.keys()).sort((a, b) => position(a) - position(b));
  return byNumber(all, (i) => repeats[i]).flatMap(([repeat, ofRepeat]) =>
    byNumber(ofRepeat, (i) => folds?.[i] ?? 0).map(([fold, tested]): DealtFold => {
      const isTested = new Set(tested);
      const others = ofRepeat.filter((i) => !isTested.has(i));
      return {
        fold: makeFold(repeat, fold, others.map(position), tested.map(position)),
        scored: Uint32Array.from(tested),
      };
    }),
  );
}
