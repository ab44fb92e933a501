/** `compare A B --explain`: the effect by folds, the rows, classes and slices that changed, the options that differ. */
import { changedSlices } from '../core/comparing/changed-slices.js';
import { aheadOnRows, pairRows, type RowPair } from '../core/comparing/paired-rows.js';
import { allChanged, rowChanges } from '../core/comparing/row-changes.js';
import { AssayError, usageError } from '../core/errors.js';
import { metricFor } from '../core/metrics/choose-metrics.js';
import type { Metric } from '../core/metrics/metric.js';
import { whyApart } from '../core/ranking/blocks.js';
import { differences, varyingKeys } from '../core/ranking/differences.js';
import { effectOf } from '../core/ranking/effect.js';
import type { RankEntry } from '../core/ranking/entry.js';
import { amongKnownRows } from '../core/ranking/outside.js';
import type { CompareExplainDocument, MovedRow } from '../core/schemas/compare-explain.js';
import type { Problem } from '../core/task.js';
import { foldsOf, metricChanges, optionChanges } from '../core/version-diff.js';
import type { Version } from '../store/version.js';
import { entryOf } from './compare.js';
import type { Context } from './context.js';
import { loadProblem } from './load-problem.js';
import { locateData } from './locate-data.js';
import { readOutOfFold } from './out-of-fold.js';

export interface ExplainOptions {
  /** null: what the second version was ranked by. */
  readonly by: string | null;
  readonly rope: number;
}

export interface Explanation {
  readonly document: CompareExplainDocument;
  /** Every row whose answer differs, most changed first. */
  readonly changed: readonly MovedRow[];
}

interface Why {
  readonly why: string;
}

function scoredEntry(version: Version): RankEntry {
  const entry = entryOf(version);
  if (entry) return entry;
  throw usageError(
    'ASSAY_NOTHING_TO_EXPLAIN',
    `${version.id} is not done and scored`,
    'choose versions of cv, train or tune with assay list',
  );
}

const sideOf = (entry: RankEntry, varying: readonly string[]) => {
  const { model, sampler } = entry.results;
  return { version: entry.version, model, sampler, differs: differences(entry, varying) };
};

/** Paired where both answered the same rows once each in their first repeat. */
function pairOf(a: Version, b: Version): RowPair | Why {
  const [first, second] = [a, b].map(readOutOfFold);
  if (!first || !second) return { why: 'rows were answered several times in one repeat' };
  return pairRows(first, second) ?? { why: 'they did not answer the same rows of the same truth' };
}

/** The data of the second version, as it read it; or why it is not to be had. */
async function problemOf(version: Version, context: Context): Promise<Problem | Why> {
  try {
    const { manifest, options } = await version.check();
    const data = await locateData(version, manifest, null, context.cwd);
    if (!options.modelling) return { why: 'its options are not those of a model' };
    const { problem } = await loadProblem({ ...options, data }, options.modelling, context);
    return problem;
  } catch (error) {
    if (error instanceof AssayError) return { why: error.message };
    throw error;
  }
}

/** Where the answered rows stand in the problem; null when one is not there. */
function placesOf(rowIds: Uint32Array, problem: Problem): Uint32Array | null {
  const at = new Map([...problem.rowIds].map((row, place) => [row, place]));
  const places = Array.from(rowIds, (row) => at.get(row));
  return places.every((place) => place !== undefined) ? Uint32Array.from(places) : null;
}

type RowParts = Pick<CompareExplainDocument, 'rows' | 'slices'>;

function explainRows(pair: RowPair, metric: Metric, problem: Problem | Why): RowParts {
  if ('why' in problem) return { rows: rowChanges(pair, metric, null), slices: problem };
  const places = placesOf(pair.rowIds, problem);
  if (places === null) {
    const why = 'the data, read again, lacks rows that were answered';
    return { rows: rowChanges(pair, metric, null), slices: { why } };
  }
  const { groups } = problem;
  const own = groups && Int32Array.from(places, (place) => groups[place]);
  const slices = changedSlices(problem.table.take(places), aheadOnRows(pair));
  return { rows: rowChanges(pair, metric, own), slices };
}

/** @throws AssayError exit 2 when one is not scored, or the metric is not theirs; exit 1 when a file cannot be read */
export async function explainVersions(
  a: Version,
  b: Version,
  options: ExplainOptions,
  context: Context,
): Promise<Explanation> {
  const [first, second] = amongKnownRows([a, b].map(scoredEntry));
  const { task: kind, target, classes, positive } = second.results;
  const task = { kind, target, classes, positive: positive === null ? null : classes.indexOf(positive) };
  const by = metricFor(task, options.by ?? second.results.by);
  const pair = pairOf(a, b);
  const rows: RowParts =
    'why' in pair ? { rows: pair, slices: pair } : explainRows(pair, by, await problemOf(b, context));
  const varying = varyingKeys([first, second]);
  const document: CompareExplainDocument = {
    schema: 'assay/compare-explain/1',
    a: sideOf(first, varying),
    b: sideOf(second, varying),
    by: by.id,
    direction: by.direction,
    not_comparable: whyApart(first, second, by.id) || null,
    folds: foldsOf(first, second),
    options: optionChanges(a.options(), b.options()),
    effect: effectOf(first, second, by, options.rope),
    metrics: metricChanges(first, second),
    ...rows,
  };
  return { document, changed: 'why' in pair ? [] : allChanged(pair) };
}
