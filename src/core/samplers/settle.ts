/**
 * What numbers of new rows must be like the source's: inside the range of the training rows, whole where the column is
 * whole (times to the minute where all are), missing where the base is missing, and true to the sums that all training rows
 * obey.
 *
 * Whole parts of a sum are rounded one after the other, each as far as the sum so far asks for: the whole comes out, and no
 * part is more than one away. A row whose sums would leave a range, or whose base lacks a part, keeps what its base has there.
 */
import type { Engine } from '../arena.js';
import { isNumeric, type NumericColumn, type Table } from '../table.js';
import { toStep } from './column-steps.js';
import { type FixedSum, fixedSums, type SumGroup } from './fixed-sums.js';
import { type Range, rangesOf, settleCells } from './new-numbers.js';

/** Of sums, against the largest number of a column. */
const ROUNDING = 1e-9;

export interface Rules {
  /** [columns] of the training rows; null for categories. */
  readonly ranges: readonly (Range | null)[];
  readonly groups: readonly SumGroup[];
}

/** Numbers of new rows by position of their column, with no rule kept yet. */
export interface RawNumbers {
  /** [nNew] row of the table that each comes from. */
  readonly bases: Uint32Array;
  /** [columns][nNew] OUT; null for categories. */
  readonly cells: readonly (Float64Array | null)[];
}

const numbersAt = (table: Table, at: number) => table.columns[at] as NumericColumn;

const within = ({ low, high }: Range, value: number) => Math.min(high, Math.max(low, value));

/** What the rows obey. @param rows training rows; others are not looked at @param found ranges of the columns of numbers, in turn */
export function rulesFrom(table: Table, rows: Uint32Array, found: readonly Range[]): Rules {
  let next = 0;
  const ranges = table.columns.map((column) => (isNumeric(column) ? found[next++] : null));
  const nMissing = ranges.map((range) => range?.nMissing ?? 0);
  return { ranges, groups: fixedSums(table, rows, nMissing) };
}

/** What the rows obey, once they have been looked at. */
export const rulesOf = (table: Table, rows: Uint32Array, engine: Engine): Rules =>
  rulesFrom(table, rows, rangesOf(table.columns.filter(isNumeric), rows, engine));

/** The columns that stand in sums. */
export const columnsInSums = ({ groups }: Pick<Rules, 'groups'>): Set<number> =>
  new Set(groups.flatMap(({ columns }) => columns));

/** Numbers of one column that stand in no sum. */
function settleColumn(
  { values }: NumericColumn,
  range: Range,
  bases: Uint32Array,
  out: Float64Array,
  engine: Engine,
): void {
  settleCells(range, out, engine);
  if (range.nMissing === 0) return;
  for (let i = 0; i < out.length; i++) if (Number.isNaN(values[bases[i]])) out[i] = Number.NaN;
}

/** A group of sums in one new row whose base has all of its columns: what its numbers are to be. */
class GroupCells {
  /** By position of the column. */
  readonly values = new Map<number, number>();
  readonly #settled = new Set<number>();

  constructor(
    readonly ranges: Rules['ranges'],
    group: SumGroup,
    raw: RawNumbers,
    i: number,
  ) {
    for (const at of group.columns) {
      this.values.set(at, within(this.#range(at), (raw.cells[at] as Float64Array)[i]));
    }
  }

  #value(at: number): number {
    return this.values.get(at) ?? Number.NaN;
  }

  #range(at: number): Range {
    return this.ranges[at] as Range;
  }

  /** Rounds what is not settled yet, one after the other; what is left over goes to the last, which no sum before has. */
  keep({ columns, signs, constant }: FixedSum): void {
    const last = columns.length - 1;
    let exact = 0;
    let kept = 0;
    for (let i = 0; i < last; i++) {
      const at = columns[i];
      exact += signs[i] * this.#value(at);
      const { steps } = this.#range(at);
      if (steps !== null && !this.#settled.has(at)) {
        this.values.set(at, signs[i] * toStep(exact - kept, steps));
      }
      this.#settled.add(at);
      kept += signs[i] * this.#value(at);
    }
    this.values.set(columns[last], signs[last] * (constant - kept));
    this.#settled.add(columns[last]);
  }

  /** Takes rounding errors out. @returns whether all is in range, and on its steps, but for these */
  finish(): boolean {
    for (const [at, value] of this.values) {
      const range = this.#range(at);
      const kept = within(range, toStep(value, range.steps));
      const most = Math.max(Math.abs(range.low), Math.abs(range.high));
      if (Math.abs(kept - value) > ROUNDING * most) return false;
      this.values.set(at, kept);
    }
    return true;
  }
}

/** What the columns of a group are to be in a new row; null: what its base has. */
function groupCells(
  table: Table,
  group: SumGroup,
  { ranges }: Rules,
  raw: RawNumbers,
  i: number,
): GroupCells | null {
  const base = raw.bases[i];
  if (group.columns.some((at) => Number.isNaN(numbersAt(table, at).values[base]))) return null;
  const cells = new GroupCells(ranges, group, raw, i);
  for (const sum of group.sums) cells.keep(sum);
  return cells.finish() ? cells : null;
}

function settleGroup(table: Table, group: SumGroup, rules: Rules, raw: RawNumbers): void {
  raw.bases.forEach((base, i) => {
    const cells = groupCells(table, group, rules, raw, i);
    for (const at of group.columns) {
      const out = raw.cells[at] as Float64Array;
      out[i] = cells?.values.get(at) ?? numbersAt(table, at).values[base];
    }
  });
}

/** Brings numbers of new rows that stand in sums under the rules. @param raw OUT its cells */
export function settleSums(table: Table, rules: Rules, raw: RawNumbers): void {
  for (const group of rules.groups) settleGroup(table, group, rules, raw);
}

/** Brings all numbers of new rows under the rules. @param raw OUT its cells */
export function settle(table: Table, rules: Rules, raw: RawNumbers, engine: Engine): void {
  const inSums = columnsInSums(rules);
  table.columns.forEach((column, at) => {
    const cells = raw.cells[at];
    if (!isNumeric(column) || cells === null || inSums.has(at)) return;
    settleColumn(column, rules.ranges[at] as Range, raw.bases, cells, engine);
  });
  settleSums(table, rules, raw);
}
