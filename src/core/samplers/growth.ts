/**
 * New rows between rows of the table: s = base + gap * (towards - base), after Chawla et al. 2002, section 4.2; categories
 * by the vote of neighbours (SMOTE-NC, section 6.1).
 *
 * Invariant: a value that was never observed is not made: where the base's cell is missing the new one is too, and where
 * only that of `towards` is missing the new row keeps the base's. Columns of a fixed sum move together or not at all.
 */
import type { WorkWarning } from '../schemas/metric-value.js';
import {
  type CodedColumn,
  type Column,
  isNumeric,
  joinUints,
  type NumericColumn,
  sharedFloats,
  sharedInts,
  Table,
} from '../table.js';
import type { Resampled, SampleInput } from './sampler.js';
import { type RawNumbers, rulesOf, settle } from './settle.js';

/** New rows of one class: who grew them, towards whom, and how far. */
export interface Growth {
  /** Class index of the new rows. */
  readonly label: number;
  /** [nNew] row of the table. */
  readonly bases: Uint32Array;
  /** [nNew] row of the table. */
  readonly towards: Uint32Array;
  /** [nNew] in [0, 1), or outside it to lead beyond the two. */
  readonly gaps: Float64Array;
  /** [nNew * k] rows of the table: neighbours of the base, who vote on its levels; empty: the base's own levels stay. */
  readonly voters: Uint32Array;
}

/** @param stays by new row: it keeps the base's cell */
function interpolate(
  { values }: NumericColumn,
  growth: Growth,
  stays: Uint8Array | undefined,
  out: Float64Array,
): void {
  const { bases, towards, gaps } = growth;
  for (let i = 0; i < bases.length; i++) {
    const from = values[bases[i]];
    const to = values[towards[i]];
    out[i] = Number.isNaN(to) || stays?.[i] ? from : from + gaps[i] * (to - from);
  }
}

/** The level that most voters have; ties to the first level; the base's own when all of theirs are missing. */
function vote({ codes }: CodedColumn, { bases, voters }: Growth, out: Int32Array): void {
  const k = bases.length > 0 ? voters.length / bases.length : 0;
  for (let i = 0; i < bases.length; i++) {
    let best = codes[bases[i]];
    let bestVotes = 0;
    for (let j = 0; j < k && codes[bases[i]] >= 0; j++) {
      const level = codes[voters[i * k + j]];
      if (level < 0) continue;
      let votes = 0;
      for (let m = 0; m < k; m++) if (codes[voters[i * k + m]] === level) votes++;
      if (votes > bestVotes || (votes === bestVotes && level < best)) {
        best = level;
        bestVotes = votes;
      }
    }
    out[i] = best;
  }
}

/** New rows for which some column of a sum cannot move. @returns by new row */
function stillRows(table: Table, columns: readonly number[], { towards }: Growth): Uint8Array {
  const all = columns.map((at) => (table.columns[at] as NumericColumn).values);
  return Uint8Array.from(towards, (row) => (all.some((values) => Number.isNaN(values[row])) ? 1 : 0));
}

/** The columns of new rows, growth after growth, numbers not settled yet. */
function rawColumns(
  table: Table,
  growths: readonly Growth[],
  stays: (at: number, growth: Growth) => Uint8Array | undefined,
  nNew: number,
): Column[] {
  return table.columns.map((column, at): Column => {
    let end = 0;
    if (isNumeric(column)) {
      const values = sharedFloats(nNew);
      for (const growth of growths) {
        const out = values.subarray(end, end + growth.bases.length);
        interpolate(column, growth, stays(at, growth), out);
        end += growth.bases.length;
      }
      return { ...column, values };
    }
    const codes = sharedInts(nNew);
    for (const growth of growths) {
      vote(column, growth, codes.subarray(end, end + growth.bases.length));
      end += growth.bases.length;
    }
    return { ...column, codes };
  });
}

/**
 * Settles numbers of new rows, whose cells nothing has looked at yet, and gives them beside all training rows.
 * @param columns [nNew] rows each; OUT numbers @param bases [nNew] rows of the table @param labels [nNew] class indexes
 */
export function newRows(
  { table, rows }: SampleInput,
  columns: readonly Column[],
  bases: Uint32Array,
  labels: Float64Array,
  rules = rulesOf(table, rows),
  warnings: readonly WorkWarning[] = [],
): Resampled {
  const cells: RawNumbers['cells'] = columns.map((column) => (isNumeric(column) ? column.values : null));
  settle(table, rules, { bases, cells });
  return {
    keep: Uint32Array.from(rows),
    synthetic: new Table(bases.length, columns),
    syntheticY: labels,
    origin: bases,
    warnings,
  };
}

/**
 * All training rows, and new ones between rows of the table: whole where a column is whole, inside the ranges and true to
 * the sums that the training rows obey.
 */
export function growBetween(
  input: SampleInput,
  growths: readonly Growth[],
  warnings: readonly WorkWarning[] = [],
): Resampled {
  const { table, rows } = input;
  const bases = joinUints(growths.map((growth) => growth.bases));
  const labels = new Float64Array(bases.length);
  let end = 0;
  for (const growth of growths) {
    labels.fill(growth.label, end, end + growth.bases.length);
    end += growth.bases.length;
  }
  const rules = rulesOf(table, rows);
  const still = new Map(
    rules.groups.flatMap(({ columns }) => {
      const ofGrowth = new Map(growths.map((growth) => [growth, stillRows(table, columns, growth)]));
      return columns.map((at) => [at, ofGrowth] as const);
    }),
  );
  const columns = rawColumns(table, growths, (at, growth) => still.get(at)?.get(growth), bases.length);
  return newRows(input, columns, bases, labels, rules, warnings);
}
