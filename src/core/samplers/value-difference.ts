/**
 * The value difference metric: two levels are as far apart as the classes of the rows that have them differ. Stanfill & Waltz
 * 1986, Communications of the ACM 29(12):1213-1228, as Chawla et al. 2002 have it (JAIR 16:321-357, section 6.2):
 * delta(a, b) = sum over classes c of |P(c | a) - P(c | b)|, and the distance of two rows is the sum of delta^2 over columns
 * (k = 1, r = 2, as in imbalanced-learn).
 *
 * All rows of a class are looked at: of more than two classes this is no sum of squares of coordinates, which the search
 * for neighbours needs. A missing cell is a level of its own. Numbers are cut at the deciles of the training rows, a cut
 * belonging to the part above.
 */
import type { Engine } from '../arena.js';
import { type CodedColumn, type Column, isNumeric, type NumericColumn } from '../table.js';
import type { SampleInput } from './sampler.js';

/** Columns of so many levels keep the differences between all of them. */
const MOST_KEPT_LEVELS = 1000;
/** Queries between two words about how far it is. */
const BLOCK_QUERIES = 256;

/** A column as levels, and what each tells of the classes. */
interface Levels {
  /** [table.nRows]; 0: missing. Set for training rows alone. */
  readonly codes: Uint32Array;
  readonly nLevels: number;
  /** [nLevels * nClasses] P(c | level); 0 for levels that no training row has. */
  readonly shares: Float64Array;
}

/** The distinct deciles of the cells present, ascending. */
export function decilesOf({ values }: NumericColumn, rows: Uint32Array): number[] {
  const present = Float64Array.from(rows, (row) => values[row]).filter((value) => !Number.isNaN(value));
  present.sort();
  const cuts = Array.from({ length: 9 }, (_, i) => present[Math.floor(((i + 1) * present.length) / 10)]);
  return [...new Set(cuts.filter((cut) => cut !== undefined))];
}

function codesOfNumbers(column: NumericColumn, rows: Uint32Array, codes: Uint32Array): number {
  const cuts = decilesOf(column, rows);
  for (const row of rows) {
    const value = column.values[row];
    codes[row] = Number.isNaN(value) ? 0 : 1 + cuts.filter((cut) => cut <= value).length;
  }
  return cuts.length + 2;
}

function codesOfLevels(column: CodedColumn, rows: Uint32Array, codes: Uint32Array): number {
  for (const row of rows) codes[row] = column.codes[row] + 1;
  return column.levels.length + 1;
}

function levelsOf(column: Column, { rows, y, task }: SampleInput): Levels {
  const codes = new Uint32Array(y.length);
  const nLevels = isNumeric(column)
    ? codesOfNumbers(column, rows, codes)
    : codesOfLevels(column, rows, codes);
  const nClasses = task.classes.length;
  const shares = new Float64Array(nLevels * nClasses);
  const counts = new Uint32Array(nLevels);
  for (const row of rows) {
    counts[codes[row]]++;
    shares[codes[row] * nClasses + y[row]]++;
  }
  for (let at = 0; at < shares.length; at++) shares[at] /= counts[Math.floor(at / nClasses)] || 1;
  return { codes, nLevels, shares };
}

/** delta^2 from one level to each. */
function differencesFrom({ nLevels, shares }: Levels, level: number): Float64Array {
  const nClasses = shares.length / nLevels;
  const from = shares.subarray(level * nClasses, (level + 1) * nClasses);
  return Float64Array.from({ length: nLevels }, (_, other) => {
    let delta = 0;
    for (let c = 0; c < nClasses; c++) delta += Math.abs(from[c] - shares[other * nClasses + c]);
    return delta * delta;
  });
}

/** One column among the candidates. */
class ColumnDifferences {
  /** [candidates.length] */
  readonly #codes: Uint32Array;
  readonly #kept = new Map<number, Float64Array>();

  constructor(
    readonly levels: Levels,
    candidates: Uint32Array,
  ) {
    this.#codes = candidates.map((row) => levels.codes[row]);
  }

  #from(level: number): Float64Array {
    const known = this.#kept.get(level);
    if (known) return known;
    const differences = differencesFrom(this.levels, level);
    if (this.levels.nLevels <= MOST_KEPT_LEVELS) this.#kept.set(level, differences);
    return differences;
  }

  /** @param row of the table @param sums OUT [candidates.length] its difference to each is added */
  addTo(row: number, sums: Float64Array): void {
    const differences = this.#from(this.levels.codes[row]);
    const codes = this.#codes;
    for (let i = 0; i < sums.length; i++) sums[i] += differences[codes[i]];
  }
}

/** The k least but for one, ties to the first. @param out OUT [k] their places */
function takeLeast(sums: Float64Array, but: number, k: number, out: Uint32Array): void {
  let size = 0;
  for (let i = 0; i < sums.length; i++) {
    if (i === but || (size === k && !(sums[i] < sums[out[k - 1]]))) continue;
    let at = Math.min(size, k - 1);
    for (; at > 0 && sums[i] < sums[out[at - 1]]; at--) out[at] = out[at - 1];
    out[at] = i;
    if (size < k) size++;
  }
}

/** The value difference metric that training rows give. */
export class ValueDifference {
  readonly #columns: readonly Levels[];

  constructor(input: SampleInput) {
    // Sums of doubles are the same to the last bit in whichever order columns stand in the file.
    const columns = input.table.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    this.#columns = columns.map((column) => levelsOf(column, input));
  }

  /** The squared distance of two training rows. */
  squared(a: number, b: number): number {
    return this.#columns.reduce(
      (sum, levels) => sum + differencesFrom(levels, levels.codes[a])[levels.codes[b]],
      0,
    );
  }

  /**
   * The k nearest others of each base; a base that stands there again is looked for once.
   * @param candidates distinct training rows, more than k @param bases some of them
   * @returns [bases.length * k] rows of the table, nearest first, ties to the lower position
   */
  nearest(candidates: Uint32Array, bases: Uint32Array, k: number, { progress }: Engine): Uint32Array {
    const columns = this.#columns.map((levels) => new ColumnDifferences(levels, candidates));
    const placeOf = new Map([...candidates].map((row, place) => [row, place]));
    const sums = new Float64Array(candidates.length);
    const found = new Map<number, Uint32Array>();
    const queries = new Set(bases);
    progress.expect(Math.ceil(queries.size / BLOCK_QUERIES));
    for (const row of queries) {
      sums.fill(0);
      for (const column of columns) column.addTo(row, sums);
      const least = new Uint32Array(k);
      takeLeast(sums, placeOf.get(row) ?? -1, k, least);
      found.set(row, least);
      if (found.size % BLOCK_QUERIES === 0 || found.size === queries.size) progress.tick();
    }
    const near = new Uint32Array(bases.length * k);
    bases.forEach((row, i) => {
      near.set(found.get(row)?.map((place) => candidates[place]) ?? [], i * k);
    });
    return near;
  }
}
