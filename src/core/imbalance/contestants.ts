/** What a bake-off tries: every model plain, with its classes weighed, with its cut chosen, and after each sampler. */
import { models } from '../models/list.js';
import type { Params } from '../params.js';
import type { BakeOffRun } from '../schemas/imbalance.js';
import type { ModellingOptions, Options } from '../schemas/options.js';
import type { TaskKind } from '../task.js';

/** The sampler of those that resample nothing. */
export const NO_SAMPLER = 'none';

/** The options that one contestant has of its own. */
export type Contestant = Pick<
  ModellingOptions,
  'model' | 'params' | 'sampler' | 'sampler_params' | 'class_weight' | 'threshold'
>;

/** What is done about rare classes. */
export type Remedy = 'none' | 'class-weight' | 'threshold' | 'sampler';

type Remedied = Pick<BakeOffRun, 'sampler' | 'class_weight' | 'threshold'>;

/** A contestant has at most one remedy. */
export function remedyOf({ sampler, class_weight, threshold }: Remedied): Remedy {
  if (sampler !== NO_SAMPLER) return 'sampler';
  if (class_weight !== null) return 'class-weight';
  return typeof threshold === 'string' ? 'threshold' : 'none';
}

/** `smote`, `class_weight=balanced`, `threshold=f1`; empty for the plain model. */
export function remedyText(run: Remedied): string {
  const texts: Readonly<Record<Remedy, string>> = {
    none: '',
    'class-weight': `class_weight=${run.class_weight}`,
    threshold: `threshold=${run.threshold}`,
    sampler: run.sampler,
  };
  return texts[remedyOf(run)];
}

/** `boost smote`; the plain one is its model. */
export const runName = (run: Remedied & Pick<BakeOffRun, 'model'>): string =>
  [run.model, remedyText(run)].filter(Boolean).join(' ');

type BakeOffPlan = NonNullable<Options['imbalance']>;

function takesWeight(id: string, weight: BakeOffPlan['class_weight']): boolean {
  const { takes } = models.get(id);
  return weight === 'balanced_subsample' ? takes.balancedBags === true : takes.weights;
}

/**
 * All of them, plain ones first. A model that takes no weights has no such contestant, and of several classes none has a cut.
 * @param cut of those whose cut is not chosen
 */
export function contestantsOf(
  { models: own, samplers: tried, class_weight, threshold }: BakeOffPlan,
  task: TaskKind,
  cut: number,
): Contestant[] {
  const plain = ({ id, params }: { id: string; params: Params }): Contestant => ({
    ...{ model: id, params, sampler: NO_SAMPLER, sampler_params: {} },
    ...{ class_weight: null, threshold: cut },
  });
  const weighed = own.filter(({ id }) => class_weight !== null && takesWeight(id, class_weight));
  const cuttable = own.filter(({ id }) => task === 'binary' && models.get(id).gives.probability);
  return [
    ...own.map(plain),
    ...weighed.map((model) => ({ ...plain(model), class_weight })),
    ...(threshold === null ? [] : cuttable.map((model) => ({ ...plain(model), threshold }))),
    ...tried.flatMap(({ id, params }) =>
      own.map((model) => ({ ...plain(model), sampler: id, sampler_params: params })),
    ),
  ];
}
