/** Columns that parameters name, e.g. of `monotonic_cst`: named as in options, and kept as names of features. */
import { columnIndexes, isGlob } from '../core/columns.js';
import type { ParamSpecs, Params, ParamValue } from '../core/params.js';
import { unknownName } from '../core/suggest.js';

/** The names there are. */
export interface Names {
  /** All columns of the file, in order: positions count them. */
  readonly columns: readonly string[];
  readonly features: readonly string[];
}

/** The features that were meant; of a glob's matches those that are features. */
function featuresMeant(param: string, typed: string, { columns, features }: Names): string[] {
  const meant = columnIndexes(typed, columns).map((index) => columns[index]);
  const isOne = columns.includes(typed) || !isGlob(typed);
  const found = meant.filter((name) => features.includes(name));
  if (found.length > 0) return found;
  throw unknownName(`feature in ${param}`, isOne ? (meant[0] ?? typed) : typed, features);
}

/**
 * The parameters, each column by its name that was named by it, a glob, a 1-based position or `last`. A real name wins.
 * @throws AssayError exit 2 for what is no feature
 */
export function nameFeatures(specs: ParamSpecs, params: Params, names: Names): Params {
  const named = (name: string, value: ParamValue): ParamValue => {
    const form = specs[name]?.form;
    if (!form || typeof value !== 'string') return value;
    return form.rename(value, (typed) => featuresMeant(name, typed, names));
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, named(name, value)]));
}
