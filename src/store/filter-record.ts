/** A version as named values, for --filter: what it is, what it was given, what it scored. */
import type { FilterRecord } from '../core/filter.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import { summarise } from './summary.js';
import type { Version } from './version.js';

/** results.json where there is one, else nothing: a filter never fails on a version that is not done. */
function resultsOf(version: Version): Partial<EvaluationResults> {
  try {
    return version.state === 'done' ? version.results() : {};
  } catch {
    return {};
  }
}

/** Parameters stand under their bare names; a metric wins over a parameter of its name. */
export function filterRecord(version: Version): FilterRecord {
  const { step, state, model, sampler, calibrate, threshold, seconds, started, tags, leaky } =
    summarise(version);
  const results = resultsOf(version);
  const scores = Object.fromEntries(
    Object.entries(results.metrics ?? {}).map(([name, { value }]) => [name, value]),
  );
  const own = {
    version: version.id.slice(version.id.lastIndexOf('/') + 1),
    experiment: version.experiment,
    step,
    state,
    model,
    sampler,
    seconds,
    started,
    leaky,
    tag: tags,
    tags,
    seed: version.manifest?.seed,
    data: version.manifest?.data?.path,
    task: results.task,
    target: results.target,
    rows: results.rows,
    class_weight: results.class_weight,
    weights: results.weights,
    calibrate,
    threshold,
    splitter: results.split?.splitter,
    folds: results.split?.folds,
    repeats: results.split?.repeats,
  };
  // First in this order, as errors list them; the last to name a value wins.
  return { ...scores, ...own, ...results.sampler_params, ...results.params, ...own, ...scores };
}
