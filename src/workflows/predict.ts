/** `predict`: a saved model's predictions for new rows: as many as the file has, in its order. */
import { usageError } from '../core/errors.js';
import { models } from '../core/models/list.js';
import { decide } from '../core/pipeline.js';
import { predictHandle } from '../core/pipeline-jobs.js';
import type { SavedPipeline } from '../core/saved-pipeline.js';
import type { Options } from '../core/schemas/options.js';
import type { PredictResults } from '../core/schemas/predict.js';
import { isClassification, nOutputs, type Task } from '../core/task.js';
import { nameIn } from '../store/links.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { dataRecord } from './load-problem.js';
import { type NewRows, readNewRows } from './new-rows.js';
import { newRowLines } from './predictions.js';
import { MODEL_FILE, openModel, reopenModel, type SavedModel } from './saved-model.js';
import type { PreparedStep } from './step.js';

/** Rows of a job: enough to keep a worker busy, few enough for all workers to have some. */
const BLOCK_ROWS = 8192;

export interface PredictDraft extends Omit<Options, 'predict' | 'seed'> {
  /** null: the model's. */
  readonly threshold: number | null;
}

function thresholdOf(typed: number | null, { task, spec }: SavedPipeline): number | null {
  if (task.kind === 'binary') return typed ?? spec.threshold;
  if (typed === null) return null;
  throw usageError(
    'ASSAY_THRESHOLD_TASK',
    `--threshold ${typed} needs a binary target; ${task.target} is ${task.kind}`,
    'leave it out',
  );
}

interface Predicted {
  /** [rows * nOutputs] */
  readonly output: Float64Array;
  /** Of each block. */
  readonly seconds: number[];
}

async function predictRows(model: SavedModel, { table }: NewRows, context: Context): Promise<Predicted> {
  const input = predictHandle(model.bytes, table);
  const jobs = Array.from({ length: Math.ceil(table.nRows / BLOCK_ROWS) }, (_, block) => ({
    input,
    first: block * BLOCK_ROWS,
    end: Math.min(table.nRows, (block + 1) * BLOCK_ROWS),
  }));
  const width = nOutputs(model.saved.task);
  const output = new Float64Array(table.nRows * width);
  const meter = context.listener.meter(`${model.saved.spec.model.id}: predicting`);
  let nDone = 0;
  try {
    const blocks = await context.runner.map('predict', jobs, {
      signal: context.signal,
      onDone: () => meter.update(++nDone, jobs.length, 'blocks'),
    });
    blocks.forEach((block, i) => {
      output.set(block.output, jobs[i].first * width);
    });
    return { output, seconds: blocks.map(({ seconds }) => seconds) };
  } finally {
    meter.stop();
  }
}

function countsOf({ classes }: Task, predicted: Float64Array): Record<string, number> {
  const counts = classes.map(() => 0);
  for (const label of predicted) counts[label]++;
  return Object.fromEntries(classes.map((label, k) => [label, counts[k]]));
}

function summaryOf(values: Float64Array): PredictResults['summary'] {
  const sorted = values.toSorted();
  const middle = (sorted.length - 1) / 2;
  return {
    min: sorted[0],
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    max: sorted[sorted.length - 1],
  };
}

function resultsOf(
  { saved, sha256 }: SavedModel,
  rows: NewRows,
  threshold: number | null,
  predicted: Float64Array,
): PredictResults {
  const { task, spec, features } = saved;
  const classifies = isClassification(task);
  return {
    schema: 'assay/results-predict/1',
    step: 'predict',
    seed: spec.seed,
    warnings: [...rows.warnings],
    model: spec.model.id,
    model_sha256: sha256,
    task: task.kind,
    target: task.target,
    classes: [...task.classes],
    positive: task.positive === null ? null : task.classes[task.positive],
    threshold,
    rows: rows.table.nRows,
    features: features.map(({ name }) => name),
    ignored: [...rows.ignored],
    counts: classifies ? countsOf(task, predicted) : null,
    summary: classifies ? null : summaryOf(predicted),
    unseen: Object.fromEntries(rows.unseen.map(({ column, nCells }) => [column, nCells])),
    unparsable: { ...rows.unparsable },
  };
}

async function prepare(
  model: SavedModel,
  draft: PredictDraft,
  context: Context,
): Promise<PreparedStep<PredictResults>> {
  const { version, saved, sha256 } = model;
  const { threshold: typed, ...options } = draft;
  const threshold = thresholdOf(typed, saved);
  const rows = await readNewRows(draft, saved, context);
  const { format } = rows.file;
  const name = nameIn(context.store, version);
  const { seed } = saved.spec;
  const proba = models.get(saved.spec.model.id).gives.probability && isClassification(saved.task);
  return {
    step: 'predict',
    suffix: '',
    stem: version.experiment,
    seed,
    options: { ...options, format, seed, predict: { model: name, sha256, threshold } },
    data: dataRecord(rows.file),
    warnings: rows.warnings,
    parents: [{ id: name, why: `its ${MODEL_FILE} predicted` }],
    async run(sink) {
      const { output, seconds } = await predictRows(model, rows, context);
      const predicted = decide(saved.task, output, threshold ?? saved.spec.threshold);
      await sink.write('predictions.csv', newRowLines(saved.task, predicted, proba ? output : null));
      const results = resultsOf(model, rows, threshold, predicted);
      return { results, timings: { read: rows.readSeconds, predict: seconds } };
    },
  };
}

/**
 * @param version whose model predicts
 * @throws AssayError exit 1, 2 or 3 before anything is written
 */
export const preparePredict = async (version: Version, draft: PredictDraft, context: Context) =>
  prepare(openModel(version), draft, context);

/**
 * The same from the options of an old version; its model is looked for in the context's store.
 * @throws AssayError exit 1 when the model is gone, exit 4 when it has changed
 */
export async function preparePredictAgain(options: Options, context: Context) {
  const { predict, seed: _ofTheModel, ...draft } = options;
  if (!predict) throw usageError('ASSAY_PREDICT_OPTIONS', 'the options name no model', 'use assay predict');
  return prepare(reopenModel(context.store, predict), { ...draft, threshold: predict.threshold }, context);
}
