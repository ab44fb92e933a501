/** Tests of two versions by the rows that both answered; rows are resampled in the workers. */
import {
  isScorable,
  type PairedBootstrap,
  type PairedRows,
  pairedBootstrap,
  pairedJobs,
  pairedResamples,
} from '../core/comparing/paired-bootstrap.js';
import type { RowPair } from '../core/comparing/paired-rows.js';
import { AssayError } from '../core/errors.js';
import { unitsOf } from '../core/intervals/sampled-rows.js';
import type { Metric } from '../core/metrics/metric.js';
import type { Options, ScoreOptions } from '../core/schemas/options.js';
import type { Problem } from '../core/task.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { loadProblem } from './load-problem.js';
import { locateData } from './locate-data.js';
import { outsideOf, readScoreInput } from './score-input.js';

/** Why something cannot be had. */
export interface Why {
  readonly why: string;
}

/** @param read takes the options of the version, over its data wherever that is now */
async function readAgain(
  version: Version,
  context: Context,
  read: (options: Options) => Promise<Problem | Why>,
): Promise<Problem | Why> {
  try {
    const { manifest, options } = await version.check();
    const data = await locateData(version, manifest, null, context.cwd);
    return await read({ ...options, data });
  } catch (error) {
    if (error instanceof AssayError) return { why: error.message };
    throw error;
  }
}

/** The data of a version, as it read it; or why it is not to be had. */
export const problemOf = (version: Version, context: Context): Promise<Problem | Why> =>
  readAgain(version, context, async (options) => {
    if (!options.modelling) return { why: 'its options are not those of a model' };
    return (await loadProblem(options, options.modelling, context)).problem;
  });

/** As `problemOf`; of `score` the rows that it scored: its groups are in the file of predictions. */
const groupedProblem = (version: Version, context: Context): Promise<Problem | Why> =>
  version.options().score
    ? readAgain(version, context, async (options) => {
        const score = options.score as ScoreOptions;
        return outsideOf(score, await readScoreInput(options, score, context)).problem;
      })
    : problemOf(version, context);

/** Where the answered rows stand in the problem; null when one is not there. */
export function placesOf(rowIds: Uint32Array, problem: Problem): Uint32Array | null {
  const at = new Map([...problem.rowIds].map((row, place) => [row, place]));
  const places = Array.from(rowIds, (row) => at.get(row));
  return places.every((place) => place !== undefined) ? Uint32Array.from(places) : null;
}

/** The column of groups that a version was dealt or scored by; null: none. */
const groupsColumn = (version: Version): string | null => {
  const { modelling, score } = version.options();
  return modelling?.groups ?? score?.groups ?? null;
};

/** Does a version know that its rows come in groups? */
export const isGrouped = (version: Version): boolean => groupsColumn(version) !== null;

const LOST = 'the data, read again, lacks rows that were answered';

/**
 * The group of each row, where one of the versions knows of groups; null where none does; or why they cannot be read.
 * @param rowIds of the rows that were answered
 */
export async function groupsOf(
  versions: readonly Version[],
  rowIds: Uint32Array,
  context: Context,
): Promise<Int32Array | null | Why> {
  const grouped = versions.find(isGrouped);
  if (grouped === undefined) return null;
  const problem = await groupedProblem(grouped, context);
  const found = 'why' in problem ? problem : groupsIn(problem, rowIds);
  return found !== null && 'why' in found
    ? { why: `rows come in groups of ${groupsColumn(grouped)}, and they cannot be read: ${found.why}` }
    : found;
}

function groupsIn(problem: Problem, rowIds: Uint32Array): Int32Array | null | Why {
  const { groups } = problem;
  const places = placesOf(rowIds, problem);
  if (places === null) return { why: LOST };
  return groups && Int32Array.from(places, (place) => groups[place]);
}

/** b as the first, a as the second: what b is better by. @param groups [nRows] null: every row is drawn by itself */
export function pairedRows({ a, b }: RowPair, groups: Int32Array | null): PairedRows {
  const units = groups ? unitsOf(groups) : { unitOf: null, nUnits: b.nRows };
  return { first: { scored: b, ...units }, second: a };
}

/** The paired bootstrap of the metric, first less second; null where it is undefined, or is not to be had of both. */
export async function bootstrapPair(
  metric: Metric,
  rows: PairedRows,
  seed: number,
  { runner, signal, listener }: Context,
): Promise<PairedBootstrap | null> {
  if (!isScorable(metric, rows)) return null;
  const jobs = pairedJobs(metric, rows, { resamples: pairedResamples(rows.second.nRows), seed });
  const meter = listener.meter(`${metric.id}: drawing rows anew`);
  let nDone = 0;
  try {
    const outcomes = await runner.map('replicate', jobs, {
      signal,
      onDone: () => meter.update(++nDone, jobs.length, 'parts'),
    });
    return pairedBootstrap(metric, rows, outcomes);
  } finally {
    meter.stop();
  }
}
