/**
 * Can the rows that `sampling_strategy` asks for be had in every fit that is known before the first? Asked of samplers, and of
 * models that draw their trees' rows by class; not where rows are held back from the fit, as those are drawn inside it.
 */
import { fittedRows } from '../core/fit-weights.js';
import type { Model } from '../core/models/model.js';
import type { Params } from '../core/params.js';
import { samplers } from '../core/samplers/list.js';
import { checkReachable } from '../core/samplers/reachable.js';
import type { ModellingOptions, Options } from '../core/schemas/options.js';
import { type TrainRows, trainOnAll } from '../core/splitters/splitter.js';
import { isClassification, type Problem } from '../core/task.js';

interface Sampled {
  readonly step: Options['step'];
  readonly options: Pick<ModellingOptions, 'sampler' | 'sampler_params' | 'leak_gap' | 'conformal'>;
  readonly model: Model;
  /** All that the step will try. */
  readonly tried: readonly Params[];
}

/** The rows of each fit. @param trains those of the folds */
function partsOf({ step, options }: Sampled, { y }: Problem, trains: readonly TrainRows[]) {
  const onAll = step === 'tune' || trains.length === 0 || options.leak_gap === true;
  return onAll ? [...trains, trainOnAll(y.length)] : trains;
}

/** @param trains training rows of the folds @throws AssayError exit 2 or 3, as the fit would */
export function checkSampled(sampled: Sampled, problem: Problem, trains: readonly TrainRows[]): void {
  const { options, model, tried } = sampled;
  const holdsBack =
    options.conformal?.startsWith('split') === true ||
    tried.some((params) => (model.heldOutShare?.(params) ?? null) !== null);
  if (!isClassification(problem.task) || holdsBack) return;
  const parts = () => partsOf(sampled, problem, trains).map((rows) => fittedRows(problem, rows));
  const sampler = samplers.get(options.sampler);
  if (sampler.kind !== 'none') {
    checkReachable(sampler, options.sampler_params, problem, parts());
    return;
  }
  const drawing = tried.filter((params) => params.sampling_strategy !== undefined);
  for (const params of drawing) checkReachable({ id: model.id, kind: 'under' }, params, problem, parts());
}
