/**
 * The pipeline is one value, fitted on the training rows of a fold as a whole: sample → impute → encode → scale → model →
 * calibrate → threshold. Nothing in it ever sees a row that it is scored on: what it chooses, it chooses by folds inside these rows.
 */
import type { Engine, FitProgress } from './arena.js';
import { type Calibration, calibrate, isByShares, shareCalibration } from './calibration.js';
import type { Clock } from './clock.js';
import { type PartedRows, partCalibration } from './conformal/calibration-rows.js';
import type { ConformalSpec } from './conformal/conformal.js';
import type { Regions } from './conformal/regions.js';
import { rowTies } from './conformal/row-ties.js';
import { calibrateSplit, type SplitConformal, splitRegions } from './conformal/split.js';
import { fittedRows } from './fit-weights.js';
import type { ClassShares } from './fitted-shares.js';
import { type Choices, type Choosing, chooseInside, choosesInside, fitsInside } from './inner-choices.js';
import { INNER_FOLDS } from './inner-folds.js';
import {
  fitModelPipeline,
  type ModelPipeline,
  type ModelReport,
  type ModelSpec,
  modelPipelineIds,
  type Position,
  predictModel,
  predictModelStages,
} from './model-pipeline.js';
import { models } from './models/list.js';
import { type StreamOf, stream } from './rng.js';
import type { TrainRows } from './splitters/splitter.js';
import { type Column, gather, takeColumn } from './table.js';
import { nOutputs, type TaskData } from './task.js';

export interface PipelineSpec extends ModelSpec, Choosing {
  /** Absent: no intervals or sets are wanted. */
  readonly conformal?: ConformalSpec;
}

export interface FittedPipeline extends ModelPipeline, Choices {
  readonly spec: PipelineSpec;
  /** Of split conformal prediction. */
  readonly conformal?: SplitConformal;
}

/** What happened while fitting, for results.json and timings. `fitSeconds` are those of all fits. */
export interface FitReport extends ModelReport, Pick<Choices, 'threshold'> {
  /** Training rows that calibrate intervals or sets; absent without these. */
  readonly nCalibration?: number;
}

/** What is fitted on the training rows of a fold, in order: `smote`, `one-hot`, `logistic`, `isotonic`, `threshold f1`, `conformal split`. */
export function pipelineIds(spec: PipelineSpec): string[] {
  const { threshold, calibrate: calibrator, conformal } = spec;
  return [
    ...modelPipelineIds(spec),
    ...(calibrator === undefined ? [] : [calibrator]),
    ...(typeof threshold === 'number' ? [] : [`threshold ${threshold.metric}`]),
    ...(conformal === undefined ? [] : [`conformal ${conformal.method}`]),
  ];
}

/** What several fits grow, counted as one. @param nFits that will be made */
export function progressOf(nFits: number, progress: FitProgress): FitProgress {
  let isKnown = false;
  return {
    expect(count) {
      if (isKnown) return;
      isKnown = true;
      progress.expect(nFits * count);
    },
    tick: () => progress.tick(),
  };
}

/** Split conformal prediction holds rows back before anything is fitted. */
function partRows(
  { conformal }: PipelineSpec,
  data: TaskData,
  rows: TrainRows,
  streamOf: StreamOf,
): PartedRows {
  return conformal?.method === 'split'
    ? partCalibration(data, rows, streamOf('conformal rows'))
    : { fitted: rows, calibrating: null };
}

/** The pipeline with the cuts that the rows held back make. */
function calibrated(
  pipeline: FittedPipeline,
  data: TaskData,
  rows: Uint32Array | null,
  engine: Engine,
): FittedPipeline {
  const { task, spec } = pipeline;
  if (!spec.conformal || rows === null) return pipeline;
  const columns = data.table.columns.map((column) => takeColumn(column, rows));
  const output = predictPipeline(pipeline, columns, rows.length, engine);
  const ties = rowTies(spec.conformal.score, columns, rows.length, spec.seed);
  const truth = gather(data.y, rows);
  return { ...pipeline, conformal: calibrateSplit(spec.conformal, { task, output, ties, truth }) };
}

/** What a calibrator that goes by class shares makes of one fit; nothing without such. */
const byShares = ({ calibrate: id }: PipelineSpec, shares: ClassShares): { calibration?: Calibration } =>
  isByShares(id) ? { calibration: shareCalibration(id, shares) } : {};

/**
 * Fits a pipeline.
 * @param given training rows of `data`; those that weigh nothing are left out, and no sampler sees them
 * @param shelf where fits on the same rows leave their bins to each other
 */
export async function fitPipeline(
  data: TaskData,
  given: TrainRows,
  spec: PipelineSpec,
  position: Position,
  engine: Engine,
  clock: Clock,
  shelf?: SharedArrayBuffer,
): Promise<{ pipeline: FittedPipeline; report: FitReport }> {
  const started = clock();
  const ownStream: StreamOf = (purpose, ...ints) =>
    stream(spec.seed, purpose, position.repeat, position.fold, ...ints);
  const { fitted: rows, calibrating } = partRows(spec, data, fittedRows(data, given), ownStream);
  const progress = fitsInside(spec) ? progressOf(INNER_FOLDS + 1, engine.progress) : engine.progress;
  const counting = { ...engine, progress };
  const additive = models.get(spec.model.id).gives.logOdds === true;
  const chosen = await chooseInside(data, rows, spec, additive, ownStream, async (train, tested, inner) => {
    const own = { ...spec, seed: ownStream('inner fit', inner).nextUint32() };
    const { pipeline, report } = await fitModelPipeline(data, train, own, position, counting, clock);
    const columns = data.table.columns.map((column) => takeColumn(column, tested));
    const output = predictModel(pipeline, columns, tested.length, engine);
    pipeline.model.dispose?.();
    const { calibration } = byShares(spec, report.shares);
    return calibration ? calibrate(calibration, data.task, output) : output;
  });
  const choosingSeconds = clock() - started;
  const ownShelf = calibrating === null ? shelf : undefined;
  const fit = await fitModelPipeline(data, rows, spec, position, counting, clock, ownShelf);
  const { pipeline, report } = fit;
  const { threshold } = chosen;
  const whole = { ...pipeline, ...chosen, ...byShares(spec, report.shares), spec };
  return {
    pipeline: calibrated(whole, data, calibrating, engine),
    report: {
      ...report,
      threshold,
      ...(calibrating === null ? {} : { nCalibration: calibrating.length }),
      fitSeconds: choosingSeconds + report.fitSeconds,
    },
  };
}

/** What a pipeline predicts, and what its model gave where that is calibrated. */
export interface Predicted {
  /** [nRows * nOutputs] row-major p of each class, or the value. */
  readonly output: Float64Array;
  /** The same of the model alone; absent without a calibration. */
  readonly uncalibrated?: Float64Array;
}

/**
 * Predicts rows.
 * @param columns the feature columns of the schema, in its order; unseen levels behind the schema's
 */
export function predictWithModel(
  pipeline: FittedPipeline,
  columns: readonly Column[],
  nRows: number,
  engine: Engine,
): Predicted {
  const given = predictModel(pipeline, columns, nRows, engine);
  const { calibration, task } = pipeline;
  return calibration
    ? { output: calibrate(calibration, task, given), uncalibrated: given }
    : { output: given };
}

/** `Predicted.output` alone. */
export const predictPipeline = (
  pipeline: FittedPipeline,
  columns: readonly Column[],
  nRows: number,
  engine: Engine,
): Float64Array => predictWithModel(pipeline, columns, nRows, engine).output;

/**
 * By level, the regions of rows; absent of a pipeline that was not calibrated for them.
 * @param columns as of `predictWithModel`  @param output what it gave
 */
export function regionsOf(
  { task, spec, conformal }: FittedPipeline,
  columns: readonly Column[],
  output: Float64Array,
): { regions?: Regions[] } {
  if (!spec.conformal || !conformal) return {};
  const ties = rowTies(spec.conformal.score, columns, output.length / nOutputs(task), spec.seed);
  return { regions: splitRegions(spec.conformal, { task, output, ties }, conformal) };
}

/**
 * The same after each of some rounds of the model.
 * @throws Error when it has no stages, or what was chosen is of the last one: a bug, not a user's mistake
 */
export const predictStages = (
  pipeline: FittedPipeline,
  columns: readonly Column[],
  nRows: number,
  rounds: readonly number[],
  engine: Engine,
): Float64Array[] => {
  if (choosesInside(pipeline.spec)) throw new Error('a stage has no choices of its own');
  return predictModelStages(pipeline, columns, nRows, rounds, engine);
};
