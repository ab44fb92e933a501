/** `--na` and `--types` as typed, resolved against the columns of a file. */
import { columnIndex } from '../core/columns.js';
import { usageError } from '../core/errors.js';
import { unknownName } from '../core/suggest.js';
import type { ColumnType } from '../core/table.js';

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
 * @param typed `A,B` replaces the default list for every column, `COL=A,B` for one; several values add up
 * @throws exit 2 for an unknown column
 */
export function missingTexts(typed: readonly string[], names: readonly string[]): readonly string[][] {
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
  const rest = isReplaced ? everywhere : [...DEFAULT_MISSING];
  return names.map((_, index) => own.get(index) ?? rest);
}

/**
 * For each column the type it is declared to have, or null.
 * @throws exit 2 for an unknown column or type
 */
export function declaredTypes(typed: readonly string[], names: readonly string[]): (ColumnType | null)[] {
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
