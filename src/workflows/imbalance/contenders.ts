/** The contestants of a bake-off, each prepared as a `cv` of its own: those that can run, and why others cannot. */

import { AssayError, EXIT, usageError } from '../../core/errors.js';
import { type Contestant, contestantsOf } from '../../core/imbalance/contestants.js';
import { isOfStrategy } from '../../core/samplers/class-changes.js';
import type { BakeOffRun } from '../../core/schemas/imbalance.js';
import { isClassification, type Task } from '../../core/task.js';
import { checkCutMetric } from '../check-pipeline.js';
import type { Context } from '../context.js';
import { loadProblem } from '../load-problem.js';
import { type DraftOptions, type PreparedModelling, prepareModelling } from '../modelling.js';

export interface Contender {
  /** From 0, in order of `contestantsOf`. */
  readonly number: number;
  readonly contestant: Contestant;
  /** Null when it cannot run. */
  readonly prepared: PreparedModelling | null;
  /** Why it cannot run, else null. */
  readonly error: unknown;
}

/** A contender that can run. */
export type AbleContender = Contender & { readonly prepared: PreparedModelling };

export const isAble = (contender: Contender): contender is AbleContender => contender.prepared !== null;

const DEFAULT_CUT = 0.5;

/** May it be of one contestant alone? A leak, an interrupt or a disk that refuses is of all; so is what was typed for a sampler. */
const mayBeOwn = (error: unknown): boolean =>
  error instanceof AssayError &&
  (error.exitCode === EXIT.usage || error.exitCode === EXIT.data) &&
  !isOfStrategy(error);

function checkTask(task: Task): void {
  if (isClassification(task)) return;
  throw usageError(
    'ASSAY_IMBALANCE_TASK',
    `imbalance is of classes; ${task.target} is a number`,
    'assay cv scores models of numbers',
  );
}

/** How it stands in results.json; what was not typed is as it was resolved. */
export const candidateOf = ({
  contestant,
  prepared,
}: Contender): Omit<BakeOffRun, 'metrics' | 'shifted' | 'sampled' | 'reliability' | 'warnings'> => ({
  ...contestant,
  params: { ...(prepared?.spec.model.params ?? contestant.params) },
  sampler_params: { ...contestant.sampler_params },
  threshold: prepared?.loaded.problem.task.kind === 'multiclass' ? null : contestant.threshold,
});

/**
 * @returns at least one that is able
 * @throws AssayError what keeps all of them from running; exit 2 for a target that is a number
 */
export async function prepareContenders(draft: DraftOptions, context: Context): Promise<Contender[]> {
  const { imbalance, modelling } = draft;
  if (!imbalance)
    throw usageError('ASSAY_IMBALANCE_OPTIONS', 'the options hold no bake-off', 'use assay imbalance');
  const { task } = (await loadProblem(draft, modelling, context)).problem;
  checkTask(task);
  const cutBy = imbalance.threshold === null || task.kind !== 'binary' ? [] : [imbalance.threshold];
  for (const metric of cutBy) checkCutMetric(metric, task);
  // Every run is scored by the same metrics, the one that cuts are chosen for among them.
  const metrics = [...modelling.metrics, ...cutBy];
  const prepare = (own: Contestant) =>
    prepareModelling({ ...draft, modelling: { ...modelling, ...own, metrics } }, context);
  const cut = typeof modelling.threshold === 'number' ? modelling.threshold : DEFAULT_CUT;
  const contenders: Contender[] = [];
  for (const [number, contestant] of contestantsOf(imbalance, task.kind, cut).entries()) {
    try {
      contenders.push({ number, contestant, prepared: await prepare(contestant), error: null });
    } catch (error) {
      if (!mayBeOwn(error)) throw error;
      contenders.push({ number, contestant, prepared: null, error });
    }
  }
  if (!contenders.some(isAble)) throw contenders[0].error;
  return contenders;
}
