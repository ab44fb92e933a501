/** Nearest neighbours as they are defined: the naive twin of every search. */
import type { DistanceSpace, Unit } from '../../../src/core/neighbours/space.js';
import type { Rng } from '../../../src/core/rng.js';
import { type Column, isNumeric } from '../../../src/core/table.js';
import { numbers, words } from '../made-table.js';

/** Of a list of candidates: the position in it. */
export interface Neighbour {
  readonly index: number;
  readonly squared: number;
}

/** The distance as it is defined, from the cells. */
function squaredDistance(
  { columns, units, categoryCost, apart }: DistanceSpace,
  a: number,
  b: number,
): number {
  let sum = 0;
  let seen = 0;
  let differing = 0;
  columns.forEach((column, i) => {
    if (!isNumeric(column)) {
      if (column.codes[a] !== column.codes[b]) differing++;
      return;
    }
    const { centre, size } = units[i] as Unit;
    const difference = (column.values[a] - centre) / size - (column.values[b] - centre) / size;
    if (Number.isNaN(difference)) return;
    sum += difference * difference;
    seen++;
  });
  const dn = columns.filter(isNumeric).length;
  if (seen < dn) sum = seen === 0 ? apart() : (sum / seen) * dn;
  return sum + categoryCost * differing;
}

/** The nearest candidates of a row of the table, ties to the lower position. */
export const naive = (space: DistanceSpace, candidates: Uint32Array, query: number, k: number): Neighbour[] =>
  [...candidates]
    .map((row, index) => ({ row, index, squared: squaredDistance(space, query, row) }))
    .filter(({ row }) => row !== query)
    .sort((a, b) => a.squared - b.squared || a.index - b.index)
    .slice(0, k)
    .map(({ index, squared }) => ({ index, squared }));

/** Cells on a grid of sixteenths: sums of their squares are exact, so that ties are ties whatever the order. */
const grid = (rng: Rng, n: number, holes: boolean) =>
  Array.from({ length: n }, () => (holes && rng.below(4) === 0 ? null : rng.below(9) / 4));

const letters = (rng: Rng, n: number) =>
  Array.from({ length: n }, () => (rng.below(8) === 0 ? null : 'abc'[rng.below(3)]));

/** Columns of many ties, by what is in them. */
export const TABLES: Readonly<Record<string, (rng: Rng, n: number) => Column[]>> = {
  numbers: (rng, n) => [numbers('a', grid(rng, n, false)), numbers('b', grid(rng, n, false))],
  'numbers with holes': (rng, n) => ['a', 'b', 'c'].map((name, i) => numbers(name, grid(rng, n, i < 2))),
  mixed: (rng, n) => [
    numbers('a', grid(rng, n, true)),
    words('v', letters(rng, n)),
    numbers('b', grid(rng, n, false)),
    words('w', letters(rng, n)),
  ],
  'one number': (rng, n) => [numbers('a', grid(rng, n, false))],
  'one number with holes': (rng, n) => [numbers('a', grid(rng, n, true))],
  words: (rng, n) => [words('v', letters(rng, n)), words('w', letters(rng, n))],
};
