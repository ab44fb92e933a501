/** `importance`: what each column is worth to a saved model, by swapping its cells, and by what the fit itself tells. */
import { dataError, usageError } from '../core/errors.js';
import { dealBlocks } from '../core/importance/blocks.js';
import type { PermuteJob, PermuteOutcome } from '../core/importance/permuted-scores.js';
import { summariseImportance } from '../core/importance/summarise.js';
import { defaultMetric, metricFor } from '../core/metrics/choose-metrics.js';
import { metrics } from '../core/metrics/list.js';
import type { Metric } from '../core/metrics/metric.js';
import { models } from '../core/models/list.js';
import { predictHandle } from '../core/pipeline-jobs.js';
import { stream } from '../core/rng.js';
import type { SavedPipeline } from '../core/saved-pipeline.js';
import type { ColumnImportance, ImportanceResults } from '../core/schemas/importance.js';
import type { Options } from '../core/schemas/options.js';
import { sharedFloats } from '../core/table.js';
import { nameIn } from '../store/links.js';
import type { Version } from '../store/version.js';
import { checkCosts, checkMetrics } from './check-pipeline.js';
import type { Context } from './context.js';
import { type ImportanceRows, namedRows, ownRows } from './importance-rows.js';
import { dataRecord } from './load-problem.js';
import { locateData } from './locate-data.js';
import { MODEL_FILE, openModel, reopenModel, type SavedModel, usedModel } from './saved-model.js';
import type { PreparedStep } from './step.js';

type ImportanceOptions = NonNullable<Options['importance']>;

export interface ImportanceDraft extends Omit<Options, 'importance' | 'data'> {
  /** Rows to score on; null: those of the version that fitted the model. */
  readonly data: string | null;
  /** null: the metric that the version ranks by. */
  readonly by: string | null;
  readonly repeats: number;
}

/** @throws AssayError exit 2 for a metric of another task, of costs, or of probabilities when the model gives none */
function metricOf(by: string | null, { version, saved }: SavedModel): Metric {
  const asked = by ?? version.options().modelling?.by ?? defaultMetric(saved.task.kind);
  const metric = metricFor(saved.task, asked);
  checkMetrics(models.get(saved.spec.model.id), saved.task, [metric]);
  checkCosts([metric], false);
  return metric;
}

interface Permuted {
  readonly nBlocks: number;
  readonly base: PermuteOutcome;
  /** One a feature. */
  readonly columns: readonly PermuteOutcome[];
}

async function permuteColumns(
  { bytes, saved }: SavedModel,
  { table, truth }: ImportanceRows,
  { by, repeats }: ImportanceOptions,
  seed: number,
  context: Context,
): Promise<Permuted> {
  const blocks = dealBlocks(truth.length, stream(seed, 'importance/blocks'));
  const shared = sharedFloats(truth.length);
  shared.set(Float64Array.from(blocks.order, (row) => truth[row]));
  const job = {
    input: predictHandle(bytes, table.take(blocks.order)),
    truth: shared.buffer as SharedArrayBuffer,
    starts: blocks.starts,
    ...{ repeats, seed, metric: by, threshold: saved.spec.threshold },
  };
  const jobs: PermuteJob[] = [null, ...table.names].map((column) => ({ ...job, column }));
  const meter = context.listener.meter(`${saved.spec.model.id}: swapping cells`);
  let nDone = 0;
  try {
    const [base, ...columns] = await context.runner.map('permute', jobs, {
      signal: context.signal,
      onDone: () => meter.update(++nDone, jobs.length, 'columns'),
    });
    return { nBlocks: blocks.starts.length - 1, base, columns };
  } finally {
    meter.stop();
  }
}

/** The greatest first, of equals the one that stands first; undefined ones at the end. */
function byValue(a: ColumnImportance, b: ColumnImportance): number {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
  return b.value - a.value;
}

function importancesOf({ features }: SavedPipeline, { direction }: Metric, { base, columns }: Permuted) {
  return features
    .map(({ name, type }, i): ColumnImportance => {
      const { value, ci95, std, values } = summariseImportance(direction, base, columns[i]);
      const gain = base.told?.gain[i] ?? null;
      return { column: name, type, value, ci95, std, values, gain, splits: base.told?.split[i] ?? null };
    })
    .sort(byValue);
}

function resultsOf(
  model: SavedModel,
  rows: ImportanceRows,
  { by, repeats }: ImportanceOptions,
  seed: number,
  permuted: Permuted,
): ImportanceResults {
  const { task, spec } = model.saved;
  const metric = metrics.get(by);
  return {
    schema: 'assay/results-importance/1',
    step: 'importance',
    seed,
    warnings: [...rows.warnings],
    ...usedModel(model, task.kind === 'binary' ? spec.threshold : null),
    scored_on: rows.from,
    rows: rows.truth.length,
    by,
    direction: metric.direction,
    score: permuted.base.scores[0],
    repeats,
    blocks: permuted.nBlocks,
    importances: importancesOf(model.saved, metric, permuted),
  };
}

/** @throws AssayError exit 3 when no two rows can swap their cells */
function checkRows({ truth, file }: ImportanceRows): void {
  if (truth.length >= 2) return;
  throw dataError(
    'ASSAY_FEW_ROWS',
    `${file.path}: ${truth.length} row with a target is too few to swap cells`,
    'name a DATA with more rows',
  );
}

async function prepare(
  model: SavedModel,
  draft: Omit<Options, 'importance'>,
  how: Pick<ImportanceOptions, 'given' | 'repeats'> & { readonly by: string | null },
  context: Context,
): Promise<PreparedStep<ImportanceResults>> {
  const { version, sha256 } = model;
  const { given, repeats } = how;
  const by = metricOf(how.by, model).id;
  const rows = given ? await namedRows(model, draft, context) : await ownRows(model, draft.data, context);
  checkRows(rows);
  const name = nameIn(context.store, version);
  const importance = { model: name, sha256, given, by, repeats };
  const { seed } = draft;
  return {
    step: 'importance',
    suffix: '',
    stem: version.experiment,
    seed,
    options: { ...draft, data: rows.file.path, format: rows.file.format, importance },
    data: dataRecord(rows.file),
    warnings: rows.warnings,
    parents: [{ id: name, why: `what the columns are worth to its ${MODEL_FILE}` }],
    async run(sink) {
      sink.log({ event: 'rows', from: rows.from, rows: rows.truth.length });
      const permuted = await permuteColumns(model, rows, importance, seed, context);
      const predict = [permuted.base, ...permuted.columns].map(({ seconds }) => seconds);
      return {
        results: resultsOf(model, rows, importance, seed, permuted),
        timings: { read: rows.readSeconds, predict },
      };
    },
  };
}

/**
 * @param version whose model is looked at
 * @throws AssayError exit 1, 2, 3 or 4 before anything is written
 */
export async function prepareImportance(version: Version, draft: ImportanceDraft, context: Context) {
  const model = openModel(version);
  const { by, repeats, ...options } = draft;
  const given = draft.data !== null;
  const { manifest } = await version.check();
  const data = draft.data ?? (await locateData(version, manifest, null, context.cwd));
  return prepare(model, { ...options, data }, { given, by, repeats }, context);
}

/**
 * The same from the options of an old version; its model is looked for in the context's store.
 * @throws AssayError exit 1 when the model is gone, exit 4 when it has changed
 */
export async function prepareImportanceAgain(options: Options, context: Context) {
  const { importance, ...draft } = options;
  if (!importance)
    throw usageError('ASSAY_IMPORTANCE_OPTIONS', 'the options name no model', 'use assay importance');
  return prepare(reopenModel(context.store, importance), draft, importance, context);
}
