/**
 * Columns as people name them: by name, quoted glob, 1-based position, or `last`. A real name always wins, so that a
 * column called `last` or `3` can be reached.
 */
import { type AssayError, usageError } from './errors.js';
import { shownNames } from './shown-names.js';
import { closest } from './suggest.js';

function globPattern(typed: string): RegExp | null {
  if (!/[*?[]/.test(typed)) return null;
  const escaped = typed.replace(/[.+^${}()|\\]/g, '\\$&');
  const source = escaped.replace(/\*/g, '.*').replace(/\?/g, '.').replace(/\[!/g, '[^');
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return null;
  }
}

/** Could the typed text stand for several columns? (It may still be the name of one.) */
export const isGlob = (typed: string) => globPattern(typed) !== null;

function unknownColumn(typed: string, names: readonly string[], option: string): AssayError {
  const near = isGlob(typed) ? undefined : closest(typed, names);
  const known = `columns: ${shownNames(names)}`;
  const why = isGlob(typed) ? `no column matches "${typed}"` : `no column "${typed}"`;
  const hint = near === undefined ? known : `did you mean "${near}"? ${known}`;
  return usageError('ASSAY_UNKNOWN_COLUMN', `${option}: ${why}`, hint);
}

/** Index of the column that was named, by its name, its 1-based position or `last`; -1 when there is none. */
function columnIndex(typed: string, names: readonly string[]): number {
  const named = names.indexOf(typed);
  if (named >= 0) return named;
  if (typed === 'last') return names.length - 1;
  const position = /^\d+$/.test(typed) ? Number(typed) : 0;
  return position <= names.length ? position - 1 : -1;
}

/** Indexes of the columns that were named, or that match a glob; none when there is no such column. */
export function columnIndexes(typed: string, names: readonly string[]): number[] {
  const index = columnIndex(typed, names);
  if (index >= 0) return [index];
  const pattern = globPattern(typed);
  return pattern ? names.flatMap((name, at) => (pattern.test(name) ? [at] : [])) : [];
}

function expand(typed: string, names: readonly string[], option: string): readonly string[] {
  const index = columnIndex(typed, names);
  if (index >= 0) return [names[index]];
  if (/^\d+$/.test(typed)) {
    const hint = `positions run from 1 to ${names.length}`;
    throw usageError('ASSAY_UNKNOWN_COLUMN', `${option}: no column at position ${typed}`, hint);
  }
  const pattern = globPattern(typed);
  const matched = pattern ? names.filter((name) => pattern.test(name)) : [];
  if (matched.length === 0) throw unknownColumn(typed, names, option);
  return matched;
}

/**
 * The columns meant by what was typed, each once, in the order typed (a glob's in file order).
 * @param names all columns of the file, in order
 * @param option who asks, for the error: `--drop`
 * @throws AssayError (exit 2) for a name, glob or position that is no column, with the nearest name.
 */
export function resolveColumns(typed: readonly string[], names: readonly string[], option: string): string[] {
  return [...new Set(typed.flatMap((one) => expand(one, names, option)))];
}

/**
 * The one column meant.
 * @throws AssayError (exit 2) when it is no column, or a glob that matches several.
 */
export function resolveColumn(typed: string, names: readonly string[], option: string): string {
  const matched = expand(typed, names, option);
  if (matched.length === 1) return matched[0];
  const shown = matched.slice(0, 5).join(', ');
  throw usageError(
    'ASSAY_ONE_COLUMN',
    `${option} takes one column; "${typed}" matches ${matched.length}: ${shown}${matched.length > 5 ? ', …' : ''}`,
    'name one of them',
  );
}
