/**
 * The search for weak slices, cross-fitted: a tree on the losses of one half of the rows proposes slices, the rows of the
 * other half test them, both ways. What is tested was chosen without the rows that test it, so p is that of a slice named
 * beforehand (as in honest trees: Athey & Imbens 2016, PNAS 113).
 */
import { stream } from '../rng.js';
import { sharedFloats, sharedUints, type Table, type TableHandle, toHandle } from '../table.js';
import type { FindSlicesJob } from './find-slices.js';
import { type LossGap, type LossRows, lossGap } from './loss-gap.js';
import { membersOf, type Rule } from './rule.js';

/** Rows of which each is a row of a table. */
export interface RowsOfTable extends LossRows {
  readonly table: Table;
  /** [nRows] */
  readonly tableRows: Uint32Array;
}

/** A slice that one half proposed. */
export interface Candidate {
  readonly rules: readonly Rule[];
  /** [nRows] 1 for rows of the slice, of both halves. */
  readonly inside: Uint8Array;
  /** The rows of the other half, ascending. */
  readonly among: Uint32Array;
  /** Over those. */
  readonly gap: LossGap;
}

const LEAST_ROWS = 30;
const LEAST_SHARE = 0.01;
/** Slices of one half that the other half tests: the further the list, the more each p is corrected. */
const MOST_TESTED = 5;
/** A slice that is no weaker than this without the rows of those above it only repeats them. */
const REPEATED = 0.05;

/** Rows in a slice, at least, of so many that are searched. */
export const leastRowsOf = (nRows: number): number => Math.max(LEAST_ROWS, Math.ceil(LEAST_SHARE * nRows));

/** Rows in two random halves, units whole, rows without weight in neither. @returns positions, ascending */
export function dealHalves(
  { unitOf, nUnits, weights, losses }: LossRows,
  seed: number,
): readonly [Uint32Array, Uint32Array] {
  const order = Uint32Array.from({ length: nUnits }, (_, unit) => unit);
  stream(seed, 'slices/halves').shuffle(order);
  const halfOf = new Uint8Array(nUnits);
  for (let i = 0; i < nUnits; i += 2) halfOf[order[i]] = 1;
  const halves: [number[], number[]] = [[], []];
  for (let row = 0; row < losses.length; row++) {
    if (weights && weights[row] === 0) continue;
    halves[halfOf[unitOf === null ? row : unitOf[row]]].push(row);
  }
  return [Uint32Array.from(halves[0]), Uint32Array.from(halves[1])];
}

function sharedBuffer(values: Float64Array, among: Uint32Array): SharedArrayBuffer {
  const shared = sharedFloats(among.length);
  for (let i = 0; i < among.length; i++) shared[i] = values[among[i]];
  return shared.buffer as SharedArrayBuffer;
}

function jobOf(rows: RowsOfTable, table: TableHandle, among: Uint32Array): FindSlicesJob {
  const own = sharedUints(among.length);
  for (let i = 0; i < among.length; i++) own[i] = rows.tableRows[among[i]];
  return {
    table,
    rows: own.buffer as SharedArrayBuffer,
    losses: sharedBuffer(rows.losses, among),
    weights: rows.weights ? sharedBuffer(rows.weights, among) : null,
    leastRows: leastRowsOf(among.length),
  };
}

/** A job for each half. @param columns that are searched */
export function searchJobs(
  rows: RowsOfTable,
  columns: readonly string[],
  halves: readonly Uint32Array[],
): FindSlicesJob[] {
  const table = toHandle(rows.table.select(columns));
  return halves.map((among) => jobOf(rows, table, among));
}

/** Whether the rows of a slice score worse than the others. @param among the rows that are looked at */
export type ScoresWorse = (inside: Uint8Array, among: Uint32Array) => boolean;

/** The first of some that are wanted. */
function firstOf<T>(items: readonly T[], most: number, isWanted: (item: T) => boolean): T[] {
  const found: T[] = [];
  for (const item of items) if (found.length < most && isWanted(item)) found.push(item);
  return found;
}

/** The weakest slices by the half that proposes them, tested by the other. */
function candidatesOf(
  rows: RowsOfTable,
  proposed: readonly (readonly Rule[])[],
  own: Uint32Array,
  other: Uint32Array,
  scoresWorse: ScoresWorse,
): Candidate[] {
  const looked = proposed.map((rules) => {
    const inside = membersOf(rules, rows.table, rows.tableRows);
    return { rules, inside, statistic: lossGap(rows, inside, own).statistic };
  });
  const losing = looked.filter(({ statistic }) => statistic > 0).sort((a, b) => b.statistic - a.statistic);
  return firstOf(losing, MOST_TESTED, ({ inside }) => scoresWorse(inside, own))
    .map(({ rules, inside }) => ({ rules, inside, among: other, gap: lossGap(rows, inside, other) }))
    .filter(({ gap }) => gap.p !== null);
}

/** @param proposed [2] by each half: what its job gave */
export const testedSlices = (
  rows: RowsOfTable,
  halves: readonly [Uint32Array, Uint32Array],
  proposed: readonly (readonly (readonly Rule[])[])[],
  scoresWorse: ScoresWorse,
): Candidate[] => [
  ...candidatesOf(rows, proposed[0], halves[0], halves[1], scoresWorse),
  ...candidatesOf(rows, proposed[1], halves[1], halves[0], scoresWorse),
];

/**
 * Slices that say something of their own, in the order given: one that is not weak without the rows of those before it
 * (a part of them, the whole around them, nearly the same cut from the other half) is left out.
 * @param weak the weakest first
 */
export function withoutRepeats<T extends Candidate>(rows: LossRows, weak: readonly T[]): T[] {
  const kept: T[] = [];
  const covered = new Uint8Array(rows.losses.length);
  for (const slice of weak) {
    const left = slice.among.filter((row) => covered[row] === 0);
    const { p } = kept.length === 0 ? slice.gap : lossGap(rows, slice.inside, left);
    if (p === null || p >= REPEATED) continue;
    kept.push(slice);
    for (let row = 0; row < covered.length; row++) covered[row] |= slice.inside[row];
  }
  return kept;
}
