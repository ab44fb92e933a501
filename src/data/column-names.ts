/** Header or data, and a name for every column. */
import { isNumberText, withoutQuotes } from './number-text.js';

/** The first row is data when one of its cells, its quotes stripped, is a number. */
export const looksLikeData = (firstRecord: readonly string[]): boolean =>
  firstRecord.some((cell) => isNumberText(withoutQuotes(cell)));

/** c1, c2, … */
export const positionNames = (width: number): string[] =>
  Array.from({ length: width }, (_, index) => `c${index + 1}`);

/**
 * A unique name for every header cell: a blank one is `c<position>`, a repeated one gets `_2`, `_3`, …. A name that
 * stands in the file is never taken by one that is made up.
 */
export function headerNames(header: readonly string[]): string[] {
  const allQuoted = header.every((cell) => cell.trim() === '' || withoutQuotes(cell) !== cell);
  const cells = header.map((cell) => (allQuoted ? withoutQuotes(cell) : cell));
  const reserved = new Set(cells);
  const used = new Set<string>();
  return cells.map((cell, index) => {
    const isBlank = cell.trim() === '';
    const wanted = isBlank ? `c${index + 1}` : cell;
    let name = wanted;
    for (let count = 2; used.has(name) || (name !== cell && reserved.has(name)); count++) {
      name = `${wanted}_${count}`;
    }
    used.add(name);
    return name;
  });
}
