/** How many rows of each class a tree takes: those that imbalanced-learn's RandomUnderSampler would draw for it. */
import { usageError } from '../errors.js';
import type { Model, TrainBlock } from '../models/model.js';
import type { ParamSpecs, Params } from '../params.js';
import { checkStrategy, classesToDraw, rowsToKeep, underStrategy } from '../samplers/strategy.js';
import type { Task } from '../task.js';
import type { JobFields } from './job-fields.js';

export interface ClassQuota {
  /** Training rows of the class, ascending. */
  readonly rows: Uint32Array;
  /** How many of them a tree takes. */
  readonly taken: number;
  /** Drawn with replacement. */
  readonly replaces: boolean;
}

/** Words of a quota in a job. */
const QUOTA_WORDS = 3;

/**
 * Parameters of models that draw so many rows of each class; weights of rows have no say in the drawing.
 * @param strategy its default  @param replacement its default  @param whose rows they are, e.g. `a tree`
 */
export const quotaParams = (strategy: string, replacement: boolean, whose: string) =>
  ({
    sampling_strategy: {
      ...underStrategy,
      default: strategy,
      help: `which classes ${whose} takes the number of the smallest class from (auto: not-minority); a number: minority / majority, two classes only; rows are counted, whatever their weights`,
    },
    replacement: {
      type: 'bool',
      default: replacement,
      help: 'these rows are drawn with replacement',
    },
  }) as const satisfies ParamSpecs;

/** Can the strategy be meant of these classes? @throws AssayError exit 2 */
export const checkQuotas = (modelId: string, params: Params, task: Task): void =>
  checkStrategy({ id: modelId, kind: 'under' }, params, task);

/**
 * The quotas that `quotaParams` ask for, in class order.
 * @throws AssayError exit 2 for more rows than a class has, or none of any
 */
export function classQuotas(
  modelId: string,
  { task, y }: Pick<TrainBlock, 'task' | 'y'>,
  params: Params,
): ClassQuota[] {
  const all = Uint32Array.from({ length: y.length }, (_, row) => row);
  const byClass = task.classes.map((_, label) => all.filter((row) => y[row] === label));
  const taken = rowsToKeep(modelId, { params, task }, byClass);
  if (!taken.some((rows) => rows > 0)) {
    throw usageError(
      'ASSAY_STRATEGY_COUNT',
      `${modelId}: sampling_strategy=${params.sampling_strategy} takes no training row`,
      'give a count above 0 for a class',
    );
  }
  const counts = byClass.map((rows) => rows.length);
  const drawn = classesToDraw({ params, task }, counts);
  return byClass.map((rows, label) => ({
    rows,
    taken: taken[label],
    replaces: params.replacement === true && drawn[label],
  }));
}

/** `Model.drawsOf` of a model with `quotaParams`. */
export const drawsBy =
  (modelId: string): NonNullable<Model['drawsOf']> =>
  (params, train) =>
    classQuotas(modelId, train, params).map(({ taken }) => taken);

/** Rows that a tree takes in all. */
export const quotaRows = (quotas: readonly ClassQuota[]): number =>
  quotas.reduce((sum, { taken }) => sum + taken, 0);

/** Lays quotas out for the kernel. */
export function layQuotas(job: JobFields, quotas: readonly ClassQuota[]): void {
  job.set('nQuotas', quotas.length);
  if (quotas.length === 0) return;
  const { scratch } = job;
  const words = quotas.flatMap(({ rows, taken, replaces }) => [rows.length, taken, Number(replaces)]);
  scratch.u32(job.give('quotas', 4 * QUOTA_WORDS * quotas.length), words.length).set(words);
  const nRows = quotas.reduce((sum, { rows }) => sum + rows.length, 0);
  const members = scratch.u32(job.give('members', 4 * nRows), nRows);
  let at = 0;
  for (const { rows } of quotas) {
    members.set(rows, at);
    at += rows.length;
  }
}
