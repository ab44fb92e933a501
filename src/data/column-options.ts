/** `--na` and `--types` as typed, resolved against the columns of a file. */
import type { ColumnReading } from '../core/column-reading.js';
import { columnIndex } from '../core/columns.js';
import { usageError } from '../core/errors.js';
import { unknownName } from '../core/suggest.js';
import type { ColumnType } from '../core/table.js';
import type { ReadOptions } from './data-file.js';

/** Missing in every column unless `--na` says otherwise; a blank cell is missing always. */
export const DEFAULT_MISSING: readonly string[] = ['NA', 'N/A', 'n/a', '?', 'null', 'NULL', 'nan', 'NaN'];

const TYPES: readonly ColumnType[] = ['number', 'category', 'date', 'text', 'bool'];

/** `COL=REST` at the `=` that leaves the name of a column before it; null when no `=` does. */
function splitColumn(typed: string, names: readonly string[]): { index: number; rest: string } | null {
  for (let at = typed.lastIndexOf('='); at > 0; at = typed.lastIndexOf('=', at - 1)) {
    const index = columnIndex(typed.slice(0, at).trim(), names);
    if (index >= 0) return { index, rest: typed.slice(at + 1) };
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
 * @throws exit 2 for an unknown column
 */
function missingTexts(
  typed: readonly string[],
  names: readonly string[],
  otherwise: (name: string) => readonly string[] = () => DEFAULT_MISSING,
): (readonly string[])[] {
  const everywhere: string[] = [];
  const own = new Map<number, string[]>();
  let isReplaced = false;
  for (const value of typed) {
    const column = splitColumn(value, names);
    if (column) own.set(column.index, [...(own.get(column.index) ?? []), ...listed(column.rest)]);
    else if (value.includes('=')) throw unknownColumn(value, names);
    else {
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
function declaredTypes(typed: readonly string[], names: readonly string[]): (ColumnType | null)[] {
  const types: (ColumnType | null)[] = names.map(() => null);
  for (const value of typed.flatMap(splitDeclarations)) {
    if (!value.includes('=')) {
      throw usageError(
        'ASSAY_TYPES',
        `--types must be COL=TYPE, got "${value}"`,
        `types: ${TYPES.join(', ')}`,
      );
    }
    const column = splitColumn(value, names);
    if (!column) throw unknownColumn(value, names);
    const type = TYPES.find((known) => known === column.rest.trim().toLowerCase());
    if (!type) throw unknownName('column type', column.rest.trim(), TYPES);
    types[column.index] = type;
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

/**
 * For each column what `--na`, `--types` and the columns of another file say of it.
 * @throws exit 2 for an unknown column or type
 */
export function columnPlans(
  { na, types, like }: Pick<ReadOptions, 'na' | 'types' | 'like'>,
  names: readonly string[],
): ColumnPlan[] {
  const readings = names.map((name): ColumnReading | undefined => like?.get(name));
  // Columns that nobody asked for do as the others do.
  const common = readings.find((reading) => reading)?.missing ?? DEFAULT_MISSING;
  const missing = sameLists(missingTexts(na, names, (name) => like?.get(name)?.missing ?? common));
  const declared = declaredTypes(types, names);
  return readings.map((reading, index) =>
    reading
      ? { ...reading, missing: missing[index] }
      : { type: declared[index], declared: declared[index] !== null, missing: missing[index] },
  );
}
