/** Distances of two rows at a time, for rules that need few of them, or not the nearest: the same bits as the search's. */
import type { DistanceSpace } from './space.js';
import { lookAtAll, numbersOf, searchedTable, writeTableRows } from './table-rows.js';

export interface Measure {
  /** The squared distance of two rows. @param a position in the rows @param b as a */
  readonly squared: (a: number, b: number) => number;
  /** Is no distance longer than a way round? Not so where numbers are missing. */
  readonly isMetric: boolean;
}

/** Lays rows out to be measured. @param rows of the table, repeats allowed */
export function measureOf(space: DistanceSpace, rows: Uint32Array): Measure {
  const table = searchedTable(space, [lookAtAll(numbersOf(space), rows)]);
  const { scale, numbers, codes } = table;
  const [dn, width] = [numbers.length, numbers.length + codes.length];
  const cells = new Float64Array(rows.length * width);
  writeTableRows(table, rows, cells);
  const cost = space.categoryCost * scale * scale;
  const isMetric = !table.holey.includes(true);
  const apart = isMetric ? 0 : space.apart() * scale * scale;
  const squared = (a: number, b: number) => {
    const [atA, atB] = [a * width, b * width];
    let sum = 0;
    let nMissing = 0;
    for (let k = 0; k < dn; k++) {
      const difference = cells[atA + k] - cells[atB + k];
      if (Number.isNaN(difference)) nMissing++;
      else sum += difference * difference;
    }
    if (nMissing > 0) sum = nMissing === dn ? apart : (sum / (dn - nMissing)) * dn;
    let nDiffering = 0;
    for (let k = dn; k < width; k++) if (cells[atA + k] !== cells[atB + k]) nDiffering++;
    return (sum + cost * nDiffering) / scale / scale;
  };
  return { squared, isMetric };
}
