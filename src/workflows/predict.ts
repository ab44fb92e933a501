/** `predict`: a saved model's predictions for new rows: as many as the file has, in its order. */

import { joinRegions, type Regions } from '../core/conformal/regions.js';
import { decide } from '../core/decide.js';
import { usageError } from '../core/errors.js';
import { models } from '../core/models/list.js';
import { predictHandle } from '../core/pipeline-jobs.js';
import { RunningSummary } from '../core/running-summary.js';
import type { SavedPipeline } from '../core/saved-pipeline.js';
import type { Manifest } from '../core/schemas/manifest.js';
import type { Options } from '../core/schemas/options.js';
import type { PredictResults } from '../core/schemas/predict.js';
import type { Table } from '../core/table.js';
import { isClassification, nOutputs, type Task } from '../core/task.js';
import type { RowFile } from '../data/row-pieces.js';
import { nameIn } from '../store/links.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { type CellFindings, type NewRowPieces, openNewRows } from './new-row-pieces.js';
import { newRowHeader, newRowLines } from './predictions.js';
import { MODEL_FILE, openModel, reopenModel, type SavedModel, usedModel } from './saved-model.js';
import type { PreparedStep } from './step.js';

/** Rows of a job: enough to keep a worker busy, few enough for all workers to have some. */
const BLOCK_ROWS = 8192;

export interface PredictDraft extends Omit<Options, 'predict' | 'seed'> {
  /** null: the model's. */
  readonly threshold: number | null;
}

function thresholdOf(typed: number | null, { task, threshold }: SavedPipeline): number | null {
  if (task.kind === 'binary') return typed ?? threshold;
  if (typed === null) return null;
  throw usageError(
    'ASSAY_THRESHOLD_TASK',
    `--threshold ${typed} needs a binary target; ${task.target} is ${task.kind}`,
    'leave it out',
  );
}

/** What is predicted of a piece. */
interface PredictedPiece {
  /** [rows * nOutputs] */
  readonly output: Float64Array;
  /** By level. */
  readonly regions: readonly Regions[];
  /** Of each block. */
  readonly seconds: number[];
}

/** The levels of the intervals or sets that a model gives. */
const levelsOf = ({ spec, conformal }: SavedPipeline): readonly number[] =>
  conformal ? (spec.conformal?.levels ?? []) : [];

/** Predicts the rows of a piece. */
async function predictRows(
  { bytes, saved }: SavedModel,
  table: Table,
  { runner, signal }: Context,
): Promise<PredictedPiece> {
  const input = predictHandle(bytes, table);
  const jobs = Array.from({ length: Math.ceil(table.nRows / BLOCK_ROWS) }, (_, block) => ({
    input,
    first: block * BLOCK_ROWS,
    end: Math.min(table.nRows, (block + 1) * BLOCK_ROWS),
  }));
  const width = nOutputs(saved.task);
  const output = new Float64Array(table.nRows * width);
  const blocks = await runner.map('predict', jobs, { signal });
  blocks.forEach((block, i) => {
    output.set(block.output, jobs[i].first * width);
  });
  const regions = levelsOf(saved).map((_, level) =>
    joinRegions(blocks.flatMap((block) => block.regions?.[level] ?? [])),
  );
  return { output, regions, seconds: blocks.map(({ seconds }) => seconds) };
}

/** What is known of the predictions so far. */
class Outcome {
  readonly seconds: number[] = [];
  readonly #classes: readonly string[];
  readonly #counts: number[];
  readonly #summary: RunningSummary | null;

  constructor(task: Task) {
    this.#classes = task.classes;
    this.#counts = task.classes.map(() => 0);
    this.#summary = isClassification(task) ? null : new RunningSummary();
  }

  add(predicted: Float64Array, seconds: readonly number[]): void {
    this.seconds.push(...seconds);
    if (this.#summary) this.#summary.add(predicted);
    else for (const label of predicted) this.#counts[label]++;
  }

  results(): Pick<PredictResults, 'counts' | 'summary'> {
    if (this.#summary) return { counts: null, summary: this.#summary.summary() };
    const counts = this.#classes.map((label, k) => [label, this.#counts[k]]);
    return { counts: Object.fromEntries(counts), summary: null };
  }
}

/** The lines of predictions.csv: rows are read, predicted and written a piece at a time. */
async function* predictedLines(
  model: SavedModel,
  rows: NewRowPieces,
  threshold: number,
  outcome: Outcome,
  context: Context,
): AsyncGenerator<string> {
  const { task, spec } = model.saved;
  const hasProba = models.get(spec.model.id).gives.probability && isClassification(task);
  const meter = context.listener.meter(`${spec.model.id}: predicting`);
  let nDone = 0;
  try {
    yield newRowHeader(task, hasProba, levelsOf(model.saved));
    for await (const table of rows.pieces()) {
      const { output, regions, seconds } = await predictRows(model, table, context);
      const predicted = decide(task, output, threshold);
      outcome.add(predicted, seconds);
      yield* newRowLines(task, nDone, { predicted, proba: hasProba ? output : null, regions });
      nDone += table.nRows;
      meter.update(nDone, rows.file.nRows, 'rows');
    }
  } finally {
    meter.stop();
  }
}

function resultsOf(
  model: SavedModel,
  { file, ignored, warnings }: NewRowPieces,
  threshold: number | null,
  outcome: Outcome,
  findings: CellFindings,
): PredictResults {
  const { spec, features } = model.saved;
  return {
    schema: 'assay/results-predict/1',
    step: 'predict',
    seed: spec.seed,
    warnings: [...warnings, ...findings.warnings],
    ...usedModel(model, threshold),
    rows: file.nRows,
    features: features.map(({ name }) => name),
    ignored: [...ignored],
    ...outcome.results(),
    unseen: findings.unseen,
    unparsable: findings.unparsable,
  };
}

const recordOfRows = ({ path, sha256, nRows, names }: RowFile): NonNullable<Manifest['data']> => ({
  path,
  sha256,
  rows: nRows,
  columns: names.length,
});

async function prepare(
  model: SavedModel,
  draft: PredictDraft,
  context: Context,
): Promise<PreparedStep<PredictResults>> {
  const { version, saved, sha256 } = model;
  const { threshold: typed, ...options } = draft;
  const threshold = thresholdOf(typed, saved);
  const rows = await openNewRows(draft, saved, context);
  const { format } = rows.file;
  const name = nameIn(context.store, version);
  const { seed } = saved.spec;
  return {
    step: 'predict',
    suffix: '',
    stem: version.experiment,
    seed,
    options: { ...options, format, seed, predict: { model: name, sha256, threshold } },
    data: recordOfRows(rows.file),
    warnings: rows.warnings,
    parents: [{ id: name, why: `its ${MODEL_FILE} predicted` }],
    async run(sink) {
      const outcome = new Outcome(saved.task);
      const cut = threshold ?? saved.threshold;
      await sink.write('predictions.csv', predictedLines(model, rows, cut, outcome, context));
      const results = resultsOf(model, rows, threshold, outcome, rows.findings());
      return { results, timings: { read: rows.readSeconds(), predict: outcome.seconds } };
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
