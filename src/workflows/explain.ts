/** `compare A B --explain`: the effect by folds, the rows, classes and slices that changed, the options that differ. */
import { changedSlices } from '../core/comparing/changed-slices.js';
import { aheadOnRows, pairRows, type RowPair } from '../core/comparing/paired-rows.js';
import { allChanged, rowChanges } from '../core/comparing/row-changes.js';
import { usageError } from '../core/errors.js';
import { metricFor } from '../core/metrics/choose-metrics.js';
import type { Metric } from '../core/metrics/metric.js';
import { isSameQuantity, whyApart } from '../core/ranking/blocks.js';
import { differences, varyingKeys } from '../core/ranking/differences.js';
import { effectOf } from '../core/ranking/effect.js';
import type { RankEntry } from '../core/ranking/entry.js';
import { amongKnownRows } from '../core/ranking/outside.js';
import type { CompareExplainDocument, MovedRow, RowChanges } from '../core/schemas/compare-explain.js';
import type { Problem } from '../core/task.js';
import { foldsOf, metricChanges, optionChanges } from '../core/version-diff.js';
import type { Version } from '../store/version.js';
import { entryOf } from './compare.js';
import type { Context } from './context.js';
import { readOutOfFold } from './out-of-fold.js';
import {
  bootstrapPair,
  groupsOf,
  isGrouped,
  pairedRows,
  placesOf,
  problemOf,
  type Why,
} from './paired-tests.js';

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

const SEED = 42;

const finiteOrNull = (value: number) => (Number.isFinite(value) ? value : null);

/** Of b less a. @param isSame is the metric the same quantity in both? */
async function bootstrapOf(
  pair: RowPair,
  by: Metric,
  isSame: boolean,
  versions: readonly Version[],
  context: Context,
): Promise<RowChanges['bootstrap']> {
  if (!isSame) return { why: `${by.id} is not of the same in both` };
  const groups = await groupsOf(versions, pair.rowIds, context);
  if (groups !== null && 'why' in groups) return groups;
  const test = await bootstrapPair(by, pairedRows(pair, groups), SEED, context);
  if (test === null) return null;
  const { difference, statistic, p, interval, resamples } = test;
  const ci95: [number, number] = [interval[0], interval[1]];
  return { difference, statistic: finiteOrNull(statistic), p, ci95, resamples, by_group: groups !== null };
}

function slicesOf(pair: RowPair, problem: Problem | Why): CompareExplainDocument['slices'] {
  if ('why' in problem) return problem;
  const places = placesOf(pair.rowIds, problem);
  if (places === null) return { why: 'the data, read again, lacks rows that were answered' };
  return changedSlices(problem.table.take(places), aheadOnRows(pair));
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
  const isSame = isSameQuantity(first, second, by.id);
  const rows =
    'why' in pair
      ? { rows: pair, slices: pair }
      : {
          rows: rowChanges(
            pair,
            await bootstrapOf(pair, by, isSame, [b, a], context),
            [a, b].some(isGrouped),
          ),
          slices: slicesOf(pair, await problemOf(b, context)),
        };
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
