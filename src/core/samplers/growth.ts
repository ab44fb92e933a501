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
  sharedInts,
  Table,
} from '../table.js';
import { type Between, lookBetween, makeBetween } from './new-numbers.js';
import type { Resampled, SampleInput } from './sampler.js';
import {
  columnsInSums,
  type RawNumbers,
  type Rules,
  rulesFrom,
  rulesOf,
  settle,
  settleSums,
} from './settle.js';

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

/** The levels of new rows, growth after growth. */
function votedCodes(column: CodedColumn, growths: readonly Growth[], nNew: number): Int32Array {
  const codes = sharedInts(nNew);
  let end = 0;
  for (const growth of growths) {
    vote(column, growth, codes.subarray(end, end + growth.bases.length));
    end += growth.bases.length;
  }
  return codes;
}

/** The columns of new rows, growth after growth, those in sums not settled yet; and what the training rows obey. */
function grownColumns({ table, rows, engine }: SampleInput, growths: readonly Growth[], between: Between) {
  return engine.arena.scope((scratch) => {
    const numbers = table.columns.filter(isNumeric);
    const looked = lookBetween(between, numbers, rows, scratch, engine);
    const rules = rulesFrom(table, rows, looked.ranges);
    const inSums = columnsInSums(rules);
    const settles = [...table.columns.keys()].filter((at) => isNumeric(table.columns[at]));
    const cells = makeBetween(
      looked,
      settles.map((at) => !inSums.has(at)),
      engine,
    );
    let next = 0;
    const columns = table.columns.map(
      (column): Column =>
        isNumeric(column)
          ? { ...column, values: cells[next++] }
          : { ...column, codes: votedCodes(column, growths, between.bases.length) },
    );
    return { columns, rules };
  });
}

/** Where some column of a sum cannot move none of them does. @param columns OUT of new rows */
function holdStill(table: Table, { groups }: Rules, columns: readonly Column[], between: Between): void {
  const { bases, towards } = between;
  for (const group of groups) {
    const all = group.columns.map((at) => ({
      from: (table.columns[at] as NumericColumn).values,
      out: (columns[at] as NumericColumn).values,
    }));
    for (let i = 0; i < bases.length; i++) {
      if (!all.some(({ from }) => Number.isNaN(from[towards[i]]))) continue;
      for (const { from, out } of all) out[i] = from[bases[i]];
    }
  }
}

const cellsOf = (columns: readonly Column[]): RawNumbers['cells'] =>
  columns.map((column) => (isNumeric(column) ? column.values : null));

/** All training rows, and new ones. */
const beside = (
  { rows }: SampleInput,
  columns: readonly Column[],
  bases: Uint32Array,
  labels: Float64Array,
  warnings: readonly WorkWarning[],
): Resampled => ({
  keep: new Uint32Array(rows),
  synthetic: new Table(bases.length, columns),
  syntheticY: labels,
  origin: bases,
  warnings,
});

/**
 * Settles numbers of new rows, whose cells nothing has looked at yet, and gives them beside all training rows.
 * @param columns [nNew] rows each; OUT numbers @param bases [nNew] rows of the table @param labels [nNew] class indexes
 */
export function newRows(
  input: SampleInput,
  columns: readonly Column[],
  bases: Uint32Array,
  labels: Float64Array,
): Resampled {
  const { table, rows, engine } = input;
  settle(table, rulesOf(table, rows, engine), { bases, cells: cellsOf(columns) }, engine);
  return beside(input, columns, bases, labels, []);
}

/** All growths as one. */
function joined(growths: readonly Growth[]): Between & { readonly labels: Float64Array } {
  if (growths.length === 1) {
    const [{ bases, towards, gaps, label }] = growths;
    return { bases, towards, gaps, labels: new Float64Array(bases.length).fill(label) };
  }
  const bases = joinUints(growths.map((growth) => growth.bases));
  const [gaps, labels] = [new Float64Array(bases.length), new Float64Array(bases.length)];
  let end = 0;
  for (const growth of growths) {
    gaps.set(growth.gaps, end);
    labels.fill(growth.label, end, end + growth.bases.length);
    end += growth.bases.length;
  }
  return { bases, towards: joinUints(growths.map(({ towards }) => towards)), gaps, labels };
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
  const { table } = input;
  const { labels, ...between } = joined(growths);
  const { columns, rules } = grownColumns(input, growths, between);
  holdStill(table, rules, columns, between);
  settleSums(table, rules, { bases: between.bases, cells: cellsOf(columns) });
  return beside(input, columns, between.bases, labels, warnings);
}
