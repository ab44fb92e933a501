/** The ranking metric by slices: levels of chosen columns, and weak ones that a search finds. */
import { type SampledRows, unitsOf } from '../core/intervals/sampled-rows.js';
import type { Metric, Scored } from '../core/metrics/metric.js';
import { takeRows } from '../core/metrics/take-rows.js';
import type { Slice, Slices } from '../core/schemas/slices.js';
import { conditionText } from '../core/slices/condition-text.js';
import { cutColumn } from '../core/slices/cut-column.js';
import { SEARCH_DEPTH } from '../core/slices/find-slices.js';
import { type LossGap, lossGap } from '../core/slices/loss-gap.js';
import { insidePart } from '../core/slices/part.js';
import { rowLosses } from '../core/slices/row-loss.js';
import type { Rule } from '../core/slices/rule.js';
import {
  type Candidate,
  dealHalves,
  leastRowsOf,
  type RowsOfTable,
  type ScoresWorse,
  searchJobs,
  testedSlices,
  withoutRepeats,
} from '../core/slices/search.js';
import { holm } from '../core/statistics/holm.js';
import type { Table } from '../core/table.js';
import type { Context } from './context.js';
import { scoreEach } from './pooled-scores.js';

/** Which slices are asked for, of which rows. */
export interface SliceRequest {
  readonly table: Table;
  /** [rows] the row of the table that each is of. */
  readonly tableRows: Uint32Array;
  /** Columns whose levels are scored. */
  readonly columns: readonly string[];
  /** Columns that are searched; null: none. */
  readonly searched: readonly string[] | null;
}

const ALPHA = 0.05;

/** Rows that are scored as a slice. */
interface SlicePart {
  readonly rules: readonly Rule[];
  readonly column: string | null;
  readonly level: string | null;
  /** [rows] */
  readonly inside: Uint8Array;
  /** The rows that are looked at. */
  readonly among: Uint32Array;
  readonly gap: LossGap;
}

/** A slice whose p is not yet corrected. */
interface ScoredPart {
  readonly p: number | null;
  readonly slice: Omit<Slice, 'p' | 'weak'>;
}

/** Everything that slices are scored by. */
interface Scoring {
  readonly rows: SampledRows;
  readonly by: Metric;
  readonly seed: number;
  readonly context: Pick<Context, 'runner'>;
}

/** Some of the rows; those that were drawn together still are. */
const someRows = ({ scored, unitOf }: SampledRows, positions: Uint32Array): SampledRows => ({
  scored: takeRows(scored, positions),
  ...(unitOf === null
    ? { unitOf, nUnits: positions.length }
    : unitsOf(positions.map((position) => unitOf[position]))),
});

const membersAmong = (inside: Uint8Array, among: Uint32Array, wanted: number) =>
  among.filter((row) => inside[row] === wanted);

function eventsOf({ task, truth }: Scored): number | null {
  const { kind, positive } = task;
  if (kind !== 'binary') return null;
  return truth.reduce((events, label) => events + Number(label === positive), 0);
}

const countMembers = (inside: Uint8Array) => inside.reduce((members, one) => members + one, 0);

/** The metric over rows; null where it is undefined, or where there are none of weight. */
function scoreOf({ rows, by }: Scoring, positions: Uint32Array): number | null {
  const { weights } = rows.scored;
  const hasWeight = positions.some((row) => weights === undefined || weights[row] > 0);
  return hasWeight ? by.score(takeRows(rows.scored, positions)).value : null;
}

/** A metric that is undefined on one side does not contradict the losses. */
const isWorse = (value: number | null, rest: number | null, { direction }: Metric): boolean =>
  value === null || rest === null || (direction === 'max' ? value < rest : value > rest);

const scoresWorseBy =
  (scoring: Scoring): ScoresWorse =>
  (inside, among) => {
    const [rest, value] = [0, 1].map((side) => scoreOf(scoring, membersAmong(inside, among, side)));
    return isWorse(value, rest, scoring.by);
  };

/** @param parts with rows of weight */
async function scoreParts(
  parts: readonly SlicePart[],
  table: Table,
  scoring: Scoring,
): Promise<ScoredPart[]> {
  const { rows, by, seed, context } = scoring;
  const samples = parts.map(({ inside, among }) => someRows(rows, membersAmong(inside, among, 1)));
  const values = await scoreEach(samples, by, seed, context);
  return parts.map((part, i) => {
    const { scored } = samples[i];
    const { value } = values[i];
    const rest = scoreOf(scoring, membersAmong(part.inside, part.among, 0));
    const slice = {
      slice: conditionText(part.rules, table),
      column: part.column,
      level: part.level,
      rows: countMembers(part.inside),
      scored: scored.nRows,
      events: eventsOf(scored),
      ...values[i],
      rest,
      difference: value === null || rest === null ? null : value - rest,
      loss: part.gap.loss as number,
      rest_loss: part.gap.rest,
    };
    return { p: part.gap.p, slice };
  });
}

/** The levels of a column, those without weight left out. */
async function scoreLevels(column: string, losses: RowsOfTable, scoring: Scoring): Promise<ScoredPart[]> {
  const { table, tableRows } = losses;
  const all = Uint32Array.from(tableRows.keys());
  const cut = cutColumn(table.column(column), tableRows);
  const parts = cut.parts.map(({ level, rules }, at) => {
    const inside = insidePart(cut, at);
    return { rules, column, level, inside, among: all, gap: lossGap(losses, inside, all) };
  });
  return scoreParts(
    parts.filter(({ gap }) => gap.loss !== null),
    table,
    scoring,
  );
}

/** What the search proposes, tested; nothing without one. */
async function search(
  { searched }: SliceRequest,
  losses: RowsOfTable,
  scoring: Scoring,
): Promise<{ candidates: Candidate[]; about: Slices['search'] }> {
  if (searched === null) return { candidates: [], about: undefined };
  const halves = dealHalves(losses, scoring.seed);
  const proposed = await scoring.context.runner.map('find-slices', searchJobs(losses, searched, halves));
  const candidates = testedSlices(losses, halves, proposed, scoresWorseBy(scoring));
  const about = {
    columns: searched.length,
    depth: SEARCH_DEPTH,
    least_rows: leastRowsOf(Math.min(...halves.map((half) => half.length))),
    tests: candidates.length,
  };
  return { candidates, about };
}

/** p of each by Holm's correction over all that are tested; null where one is not. */
function correct(ps: readonly (number | null)[]): (number | null)[] {
  const tested = holm(ps.filter((p) => p !== null));
  let next = 0;
  return ps.map((p) => (p === null ? null : tested[next++]));
}

/** Found slices that are weak and say something of their own, the weakest first. */
function weakOf(
  losses: RowsOfTable,
  candidates: readonly Candidate[],
  ps: readonly (number | null)[],
  scoring: Scoring,
) {
  const scoresWorse = scoresWorseBy(scoring);
  const weak = candidates
    .map((candidate, i) => ({ ...candidate, corrected: ps[i] ?? 1 }))
    .filter(({ corrected, inside, among }) => corrected < ALPHA && scoresWorse(inside, among))
    .sort((a, b) => a.corrected - b.corrected || b.gap.statistic - a.gap.statistic);
  return withoutRepeats(losses, weak);
}

const withP = ({ slice }: ScoredPart, p: number | null, by: Metric): Slice => ({
  ...slice,
  p,
  weak: p !== null && p < ALPHA && isWorse(slice.value, slice.rest, by),
});

/**
 * @param rows the first repeat at once, as `poolFolds` has it
 * @param seed of the halves of the search, and of resamples
 */
export async function scoreSlices(
  request: SliceRequest,
  rows: SampledRows,
  by: Metric,
  seed: number,
  context: Pick<Context, 'runner'>,
): Promise<Slices> {
  const { table, tableRows } = request;
  const scoring = { rows, by, seed, context };
  const { id, losses } = rowLosses(rows.scored, by);
  const { unitOf, nUnits, scored } = rows;
  const ofTable: RowsOfTable = { losses, weights: scored.weights, unitOf, nUnits, table, tableRows };
  const levels: ScoredPart[] = [];
  for (const column of request.columns) levels.push(...(await scoreLevels(column, ofTable, scoring)));
  const { candidates, about } = await search(request, ofTable, scoring);
  const ps = correct([...levels.map(({ p }) => p), ...candidates.map(({ gap }) => gap.p)]);
  const weak = weakOf(ofTable, candidates, ps.slice(levels.length), scoring);
  const found = await scoreParts(
    weak.map((slice) => ({ ...slice, column: null, level: null })),
    table,
    scoring,
  );
  return {
    loss: id,
    tests: ps.filter((p) => p !== null).length,
    ...(about ? { search: about } : {}),
    list: [
      ...levels.map((level, i) => withP(level, ps[i], by)),
      ...found.map((one, i) => withP(one, weak[i].corrected, by)),
    ],
  };
}
