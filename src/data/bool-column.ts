/** A column declared `bool`: at most two levels, which keep the words of the file. */
import type { CodedColumn } from '../core/table.js';
import { truthOf } from '../core/truth.js';

/**
 * Folds spellings: the level of true is the text of the first cell that is true, and so for false.
 * @returns the column, and the levels that are neither
 */
export function foldBooleans(column: CodedColumn): { column: CodedColumn; unfit: readonly string[] } {
  const truths = column.levels.map(truthOf);
  const first = new Map<boolean, string>();
  for (const code of column.codes) {
    const truth = code < 0 ? null : truths[code];
    if (truth !== null && !first.has(truth)) first.set(truth, column.levels[code]);
    if (first.size === 2) break;
  }
  const levels = [...first.values()].sort();
  const codeOf = truths.map((truth) => (truth === null ? -1 : levels.indexOf(first.get(truth) ?? '')));
  const codes = column.codes;
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) codes[row] = codeOf[codes[row]];
  return {
    column: { ...column, levels },
    unfit: column.levels.filter((_, code) => truths[code] === null),
  };
}
