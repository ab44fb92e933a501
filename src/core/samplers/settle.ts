/**
 * What numbers of new rows must be like the source's: inside the range of the training rows, whole where the column is
 * whole, missing where the base is missing, and true to the sums that all training rows obey.
 *
 * Whole parts of a sum are rounded one after the other, each as far as the sum so far asks for: the whole comes out, and no
 * part is more than one away. A row whose sums would leave a range keeps what its base has there.
 */
import { isNumeric, type NumericColumn, type Table } from '../table.js';
import { type FixedSum, fixedSums, type SumGroup } from './fixed-sums.js';

/** Of sums, against the largest number of a column. */
const ROUNDING = 1e-9;

interface Range {
  readonly low: number;
  readonly high: number;
}

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

function rangeOf({ values }: NumericColumn, rows: Uint32Array): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    if (values[row] < low) low = values[row];
    if (values[row] > high) high = values[row];
  }
  return { low, high };
}

/** What the rows obey. @param rows training rows; others are not looked at */
export const rulesOf = (table: Table, rows: Uint32Array): Rules => ({
  ranges: table.columns.map((column) => (isNumeric(column) ? rangeOf(column, rows) : null)),
  groups: fixedSums(table, rows),
});

/** Numbers of one column that stand in no sum. */
function settleColumn(
  column: NumericColumn,
  { low, high }: Range,
  bases: Uint32Array,
  out: Float64Array,
): void {
  for (let i = 0; i < out.length; i++) {
    const value = Math.min(high, Math.max(low, out[i]));
    out[i] = Number.isNaN(column.values[bases[i]]) ? Number.NaN : column.integer ? Math.round(value) : value;
  }
}

/** A group of sums in one new row: what its numbers are to be. */
class GroupCells {
  /** By position of the column. */
  readonly values = new Map<number, number>();
  readonly #settled = new Set<number>();

  constructor(
    readonly table: Table,
    group: SumGroup,
    raw: RawNumbers,
    i: number,
  ) {
    for (const at of group.columns) {
      const isMissing = Number.isNaN(this.#column(at).values[raw.bases[i]]);
      this.values.set(at, isMissing ? Number.NaN : (raw.cells[at] as Float64Array)[i]);
    }
  }

  #column(at: number): NumericColumn {
    return this.table.columns[at] as NumericColumn;
  }

  #value(at: number): number {
    return this.values.get(at) ?? Number.NaN;
  }

  /** Rounds what is not settled yet, one after the other; what is left over goes to the last, which no other sum has. */
  keep({ columns, signs, constant }: FixedSum): void {
    if (columns.some((at) => Number.isNaN(this.#value(at)))) return;
    const last = columns.length - 1;
    let exact = 0;
    let kept = 0;
    for (let i = 0; i < last; i++) {
      const at = columns[i];
      exact += signs[i] * this.#value(at);
      if (this.#column(at).integer && !this.#settled.has(at)) {
        this.values.set(at, signs[i] * Math.round(exact - kept));
      }
      this.#settled.add(at);
      kept += signs[i] * this.#value(at);
    }
    this.values.set(columns[last], signs[last] * (constant - kept));
  }

  /** Rounds what no sum has rounded. @returns whether all is in range, but for rounding errors, which are taken out */
  finish(ranges: Rules['ranges']): boolean {
    for (const [at, value] of this.values) {
      if (Number.isNaN(value)) continue;
      const whole = this.#column(at).integer ? Math.round(value) : value;
      const { low, high } = ranges[at] as Range;
      const inside = Math.min(high, Math.max(low, whole));
      if (Math.abs(inside - whole) > ROUNDING * Math.max(Math.abs(low), Math.abs(high))) return false;
      this.values.set(at, inside);
    }
    return true;
  }
}

function settleGroup(table: Table, group: SumGroup, { ranges }: Rules, raw: RawNumbers): void {
  for (let i = 0; i < raw.bases.length; i++) {
    const cells = new GroupCells(table, group, raw, i);
    for (const sum of group.sums) cells.keep(sum);
    const isInside = cells.finish(ranges);
    for (const [at, value] of cells.values) {
      const column = table.columns[at] as NumericColumn;
      (raw.cells[at] as Float64Array)[i] = isInside ? value : column.values[raw.bases[i]];
    }
  }
}

/** Brings numbers of new rows under the rules. @param raw OUT its cells */
export function settle(table: Table, rules: Rules, raw: RawNumbers): void {
  const inSums = new Set(rules.groups.flatMap(({ columns }) => columns));
  table.columns.forEach((column, at) => {
    const cells = raw.cells[at];
    if (!isNumeric(column) || cells === null || inSums.has(at)) return;
    settleColumn(column, rules.ranges[at] as Range, raw.bases, cells);
  });
  for (const group of rules.groups) settleGroup(table, group, rules, raw);
}
