/** `--na` and `--types` as typed, resolved against the columns of a file. */
import type { ColumnReading } from '../core/column-reading.js';
import { columnIndexes } from '../core/columns.js';
import { usageError } from '../core/errors.js';
import { unknownName } from '../core/suggest.js';
import type { ColumnType } from '../core/table.js';
import type { ReadOptions } from './data-file.js';
import { type DateOrder, isoDates } from './date-spellings.js';

/** Missing in every column unless `--na` says otherwise; a blank cell is missing always. */
export const DEFAULT_MISSING: readonly string[] = ['NA', 'N/A', 'n/a', '?', 'null', 'NULL', 'nan', 'NaN'];

/** What `--types` says of a column. */
interface Declared {
  readonly type: ColumnType;
  /** Of a date: what comes first where the spelling does not tell; null: decided by the cells. */
  readonly order?: DateOrder | null;
}

const ORDERS: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];
const declarations = new Map<string, Declared>([
  ...(['number', 'category', 'date', 'text', 'bool'] as const).map((type): [string, Declared] => [
    type,
    { type },
  ]),
  ...ORDERS.map((order): [string, Declared] => [`date:${order}`, { type: 'date', order }]),
]);

/** `COL=REST` at the `=` that leaves the name, the position or a glob of columns before it; null when no `=` does. */
function splitColumns(typed: string, names: readonly string[]): { indexes: number[]; rest: string } | null {
  for (let at = typed.lastIndexOf('='); at > 0; at = typed.lastIndexOf('=', at - 1)) {
    const indexes = columnIndexes(typed.slice(0, at).trim(), names);
    if (indexes.length > 0) return { indexes, rest: typed.slice(at + 1) };
  }
  return null;
}

const unknownColumn = (typed: string, names: readonly string[]) =>
  unknownName('column', typed.slice(0, typed.indexOf('=')).trim(), names);

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/**
 * For each column the texts that mean missing.
 * @param typed `A,B` replaces the list of every column, `COL=A,B` of one; several values add up
 * @param otherwise the list of a column that nothing was typed for
 * @param columnsMayLack what is said of a column that is not there is passed over
 * @throws exit 2 for an unknown column
 */
function missingTexts(
  typed: readonly string[],
  names: readonly string[],
  otherwise: (name: string) => readonly string[],
  columnsMayLack: boolean,
): (readonly string[])[] {
  const everywhere: string[] = [];
  const own = new Map<number, string[]>();
  let isReplaced = false;
  for (const value of typed) {
    const columns = splitColumns(value, names);
    if (columns) {
      for (const index of columns.indexes)
        own.set(index, [...(own.get(index) ?? []), ...listed(columns.rest)]);
    } else if (value.includes('=')) {
      if (!columnsMayLack) throw unknownColumn(value, names);
    } else {
      everywhere.push(...listed(value));
      isReplaced = true;
    }
  }
  return names.map((name, index) => own.get(index) ?? (isReplaced ? everywhere : otherwise(name)));
}

/**
 * For each column the type it is declared to have, or null.
 * @throws exit 2 for an unknown column or type
 */
function declaredTypes(typed: readonly string[], names: readonly string[]): (Declared | null)[] {
  const types: (Declared | null)[] = names.map(() => null);
  for (const value of typed.flatMap(splitDeclarations)) {
    if (!value.includes('=')) {
      throw usageError(
        'ASSAY_TYPES',
        `--types must be COL=TYPE, got "${value}"`,
        `types: ${[...declarations.keys()].join(', ')}`,
      );
    }
    const columns = splitColumns(value, names);
    if (!columns) throw unknownColumn(value, names);
    const declared = declarations.get(columns.rest.trim().toLowerCase());
    if (!declared) throw unknownName('column type', columns.rest.trim(), [...declarations.keys()]);
    for (const index of columns.indexes) types[index] = declared;
  }
  return types;
}

/** `a=number,b=date` is two declarations. */
function splitDeclarations(typed: string): string[] {
  const parts = typed.split(',');
  return parts.every((part) => part.includes('=')) ? parts : [typed];
}

/** What is known of a column before its cells are looked at. */
export interface ColumnPlan {
  /** null: found from the cells. */
  readonly type: ColumnType | null;
  /** Of a declared date: what comes first where the spelling does not tell; null: decided by the cells. */
  readonly order: DateOrder | null;
  /** The id of the one spelling that is a date here; null: decided by the cells. */
  readonly spelling: string | null;
  /** Numbers may have leading zeros. */
  readonly declared: boolean;
  readonly missing: readonly string[];
  /** Stripped from each cell that stands inside it; null: none is; undefined: found from the cells. */
  readonly quote?: string | null;
}

/** Equal lists as one list, which the reader takes as a sign that one list goes for all columns. */
function sameLists(lists: readonly (readonly string[])[]): (readonly string[])[] {
  const known = new Map<string, readonly string[]>();
  return lists.map((list) => {
    const key = JSON.stringify(list);
    if (!known.has(key)) known.set(key, list);
    return known.get(key) ?? list;
  });
}

/** As in the other file. Where that itself said what its dates are, the text of one is ISO. */
const likePlan = (reading: ColumnReading, missing: readonly string[]): ColumnPlan => ({
  ...reading,
  spelling: reading.type === 'date' ? (reading.spelling ?? isoDates.id) : null,
  order: null,
  missing,
});

/**
 * For each column what `--na`, `--types` and the columns of another file say of it. A file that is read like another
 * one may lack columns that `--na` names: it was meant for both.
 * @throws exit 2 for an unknown column or type
 */
export function columnPlans(
  { na, types, like }: Pick<ReadOptions, 'na' | 'types' | 'like'>,
  names: readonly string[],
): ColumnPlan[] {
  const readings = names.map((name): ColumnReading | undefined => like?.get(name));
  // Columns that nobody asked for do as the others do.
  const common = readings.find((reading) => reading)?.missing ?? DEFAULT_MISSING;
  const otherwise = (name: string) => like?.get(name)?.missing ?? common;
  const missing = sameLists(missingTexts(na, names, otherwise, like !== undefined));
  const declared = declaredTypes(types, names);
  return readings.map((reading, index) =>
    reading
      ? likePlan(reading, missing[index])
      : {
          type: declared[index]?.type ?? null,
          order: declared[index]?.order ?? null,
          spelling: null,
          declared: declared[index] !== null,
          missing: missing[index],
        },
  );
}
