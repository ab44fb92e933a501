/**
 * The part of a pipeline that a model is fitted in: sample → impute → encode → scale → model. It sees training rows alone;
 * the column types and level lists it is given are the one stated exception.
 */
import type { Engine } from './arena.js';
import type { Clock } from './clock.js';
import { type ClassWeight, fitWeights } from './fit-weights.js';
import { type ClassShares, classShares, countClasses } from './fitted-shares.js';
import { models } from './models/list.js';
import type { Block, Fitted, Model } from './models/model.js';
import type { Params } from './params.js';
import type { SamplerSpec } from './resampling.js';
import { type StreamOf, stream } from './rng.js';
import { heldOutRows, keptRows, type SampledRows, sampleRows } from './sampled-rows.js';
import type { WorkWarning } from './schemas/metric-value.js';
import type { TrainRows } from './splitters/splitter.js';
import { type Column, gather, isNumeric, joinUints, takeColumn, takeLazily } from './table.js';
import type { FeatureSchema, Task, TaskData } from './task.js';
import { transforms } from './transforms/list.js';
import type { TransformState } from './transforms/transform.js';
import { FitBins, type TrainColumns } from './trees/fit-bins.js';

export interface ModelSpec {
  readonly sampler: SamplerSpec;
  readonly model: { readonly id: string; readonly params: Params };
  readonly classWeight: ClassWeight | null;
  readonly seed: number;
}

export interface ModelPipeline {
  readonly task: Task;
  readonly features: readonly FeatureSchema[];
  readonly spec: ModelSpec;
  readonly steps: readonly { readonly id: string; readonly state: TransformState }[];
  readonly model: Fitted;
}

/** What happened while fitting, for results.json and timings. */
export interface ModelReport {
  /** Rows of each class before and after the sampler, in class order; empty for regression. */
  readonly before: number[];
  readonly after: number[];
  readonly shares: ClassShares;
  /** Of the sampler, then of the model. */
  readonly warnings: readonly WorkWarning[];
  /** Rounds that early stopping kept; null when it was not asked for. */
  readonly rounds: number | null;
  /** `Fitted.outOfBag` */
  readonly outOfBag?: number | null;
  readonly sampleSeconds: number;
  readonly fitSeconds: number;
  /** How often columns were binned: 0 when the model asks for no bins, or another fit had left them. */
  readonly binnings: number;
}

/** Repeat and fold: with the seed, all that randomness depends on. */
export interface Position {
  readonly repeat: number;
  readonly fold: number;
}

/** The training columns and answers of the pipeline. */
interface TrainingRows extends TrainColumns {
  readonly y: Float64Array;
  /** [y.length] rows of the data whose weights they have. */
  readonly origins: Uint32Array;
  /** `TrainBlock.heldOut` */
  readonly heldOut?: Uint32Array;
}

/** Rows kept, then rows made. @param own positions held out where nothing is sampled @param take how columns are taken at rows */
function sampledTrain(
  data: TaskData,
  rows: TrainRows,
  own: Uint32Array | undefined,
  resampled: SampledRows | null,
  take: (column: Column, rows: Uint32Array) => Column,
): TrainingRows {
  const { kept, heldOut } = resampled ? keptRows(resampled) : { kept: rows, heldOut: own };
  const y = gather(data.y, kept);
  if (!resampled || resampled.synthetic.nRows === 0) {
    const columns = data.table.columns.map((column) => take(column, kept));
    return { columns, y, origins: kept, kept, heldOut };
  }
  const allY = new Float64Array(y.length + resampled.syntheticY.length);
  allY.set(y);
  allY.set(resampled.syntheticY, y.length);
  const { columns } = data.table.take(kept).concat(resampled.synthetic);
  const origins = joinUints([kept, resampled.origin]);
  return { columns, y: allY, origins, kept: null, heldOut };
}

/** The transforms a model needs before it can take these columns. */
function stepsFor(model: Model): string[] {
  const steps: string[] = [];
  if (!model.takes.missing) steps.push('impute');
  if (!model.takes.categories) steps.push('one-hot');
  if (!model.takes.unscaled) steps.push('standardise');
  return steps;
}

/** Does the model see the columns as they are? Only then do its bins depend on the rows alone. */
export const takesRawColumns = ({ model }: ModelSpec): boolean => stepsFor(models.get(model.id)).length === 0;

/** What is fitted, in order, by id: `smote`, `impute`, `one-hot`, `logistic`. */
export function modelPipelineIds({ sampler, model }: ModelSpec): string[] {
  const sampled = sampler.id === 'none' ? [] : [sampler.id];
  return [...sampled, ...stepsFor(models.get(model.id)), model.id];
}

/**
 * @param rows training rows of `data` that weigh something
 * @param shelf where fits on the same rows leave their bins to each other
 */
export async function fitModelPipeline(
  data: TaskData,
  rows: TrainRows,
  spec: ModelSpec,
  position: Position,
  engine: Engine,
  clock: Clock,
  shelf?: SharedArrayBuffer,
): Promise<{ pipeline: ModelPipeline; report: ModelReport }> {
  const { repeat, fold } = position;
  const started = clock();
  const streamOf: StreamOf = (purpose, ...ints) =>
    stream(spec.seed, `model/${purpose}`, repeat, fold, ...ints);
  const heldOut = heldOutRows(data, rows, spec.model, streamOf);
  const resampled =
    spec.sampler.id === 'none' ? null : sampleRows(data, rows, heldOut, spec, position, engine);
  const take = takesRawColumns(spec) ? takeLazily : takeColumn;
  const train = sampledTrain(data, rows, heldOut, resampled, take);
  const { columns, y } = train;
  const sampled = clock();

  const model = models.get(spec.model.id);
  const steps: { id: string; state: TransformState }[] = [];
  let shaped: readonly Column[] = columns;
  for (const id of stepsFor(model)) {
    const transform = transforms.get(id);
    const state = transform.fit(shaped);
    shaped = transform.apply(shaped, state);
    steps.push({ id, state });
  }
  const { classWeight } = spec;
  const onlyRatios = model.takes.onlyRatios === true;
  const weights = fitWeights(data, train.origins, y, { classWeight, onlyRatios });
  const balancedBags = classWeight === 'balanced_subsample';
  // Rows sampled beside some that this fit holds out are its own.
  const bins = new FitBins(train, data.table.columns, engine, resampled?.heldOut ? undefined : shelf);
  const fitted = await model.fit(
    { nRows: y.length, columns: shaped, task: data.task, y, weights, balancedBags, heldOut: train.heldOut },
    spec.model.params,
    { stream: streamOf, engine, binned: (block) => bins.of(block) },
  );
  const ownY = resampled ? gather(data.y, rows) : y;
  const before = countClasses(ownY, data.task.classes.length);
  const after = resampled ? countClasses(y, data.task.classes.length) : before;
  const own = { y: ownY, counts: before, weights: data.weights ? gather(data.weights, rows) : null };
  const drawn = model.drawsOf?.(spec.model.params, { task: data.task, y });
  const met = { y, counts: after, weights, without: train.heldOut, drawn };
  return {
    pipeline: { task: data.task, features: data.table.columns.map(describe), spec, steps, model: fitted },
    report: {
      before,
      after,
      shares: classShares(own, met, classWeight),
      warnings: [...(resampled?.warnings ?? []), ...(fitted.warnings ?? [])],
      rounds: fitted.stoppedAt ?? null,
      ...(fitted.outOfBag === undefined ? {} : { outOfBag: fitted.outOfBag }),
      sampleSeconds: sampled - started,
      fitSeconds: clock() - sampled,
      binnings: bins.nMade,
    },
  };
}

const describe = (column: Column): FeatureSchema =>
  isNumeric(column)
    ? { name: column.name, type: column.type }
    : { name: column.name, type: column.type, levels: column.levels };

/** Levels beyond the schema's become missing. */
function withoutUnseen(column: Column, { levels = [] }: FeatureSchema): Column {
  if (isNumeric(column) || column.levels.length <= levels.length) return column;
  return { ...column, codes: column.codes.map((code) => (code < levels.length ? code : -1)) };
}

/**
 * Rows as the model sees them.
 *
 * A level that the schema lacks is missing to a model that takes categories (as in scikit-learn's
 * HistGradientBoosting); encoded it is 0 in every column of its own (as with OneHotEncoder's handle_unknown='ignore'),
 * and it is not imputed.
 */
function shapedBlock(pipeline: ModelPipeline, columns: readonly Column[], nRows: number): Block {
  const { takes } = models.get(pipeline.spec.model.id);
  let shaped = columns.map((column, i) =>
    takes.categories ? withoutUnseen(column, pipeline.features[i]) : column,
  );
  for (const { id, state } of pipeline.steps) shaped = transforms.get(id).apply(shaped, state);
  return { nRows, columns: shaped };
}

/** `Fitted.predict` of rows. @param columns the feature columns of the schema, in its order */
export const predictModel = (
  pipeline: ModelPipeline,
  columns: readonly Column[],
  nRows: number,
  engine: Engine,
): Float64Array => pipeline.model.predict(shapedBlock(pipeline, columns, nRows), engine);

/** `Staged.predict` of rows. @throws Error when the model has no stages: a bug, not a user's mistake */
export function predictModelStages(
  pipeline: ModelPipeline,
  columns: readonly Column[],
  nRows: number,
  rounds: readonly number[],
  engine: Engine,
): Float64Array[] {
  const { staged } = pipeline.model;
  if (!staged) throw new Error(`${pipeline.spec.model.id} has no stages`);
  return staged.predict(shapedBlock(pipeline, columns, nRows), rounds, engine);
}
