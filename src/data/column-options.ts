/** `--na` and `--types` as typed, resolved against the columns of a file. */
import { columnIndexes } from '../core/columns.js';
import { usageError } from '../core/errors.js';
import { unknownName } from '../core/suggest.js';
import type { ColumnType } from '../core/table.js';
import type { DateOrder } from './date-spellings.js';

/** Missing in every column unless `--na` says otherwise; a blank cell is missing always. */
export const DEFAULT_MISSING: readonly string[] = ['NA', 'N/A', 'n/a', '?', 'null', 'NULL', 'nan', 'NaN'];

/** How a column is to be read, whatever its cells look like. */
export interface Declared {
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
 * @param typed `A,B` replaces the default list for every column, `COL=A,B` for one; several values add up
 * @throws exit 2 for an unknown column
 */
export function missingTexts(typed: readonly string[], names: readonly string[]): readonly string[][] {
  const everywhere: string[] = [];
  const own = new Map<number, string[]>();
  let isReplaced = false;
  for (const value of typed) {
    const columns = splitColumns(value, names);
    if (columns) {
      for (const index of columns.indexes)
        own.set(index, [...(own.get(index) ?? []), ...listed(columns.rest)]);
    } else if (value.includes('=')) throw unknownColumn(value, names);
    else {
      everywhere.push(...listed(value));
      isReplaced = true;
    }
  }
  const rest = isReplaced ? everywhere : [...DEFAULT_MISSING];
  return names.map((_, index) => own.get(index) ?? rest);
}

/**
 * For each column the type it is declared to have, or null.
 * @param typed `COL=TYPE`; wins over @param known by name: columns of another file that this one is to be read like
 * @throws exit 2 for an unknown column or type
 */
export function declaredTypes(
  typed: readonly string[],
  names: readonly string[],
  known: ReadonlyMap<string, Declared> = new Map(),
): (Declared | null)[] {
  const types = names.map((name) => known.get(name) ?? null);
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
