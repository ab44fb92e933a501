/** What chance in the class shares adds to the standard errors of a step's metrics. */
import type { ScoredFold } from '../core/evaluation.js';
import { outOfFold } from '../core/intervals/pool-folds.js';
import { shareErrors } from '../core/intervals/share-errors.js';
import type { FitReport } from '../core/pipeline.js';
import { estimateOf } from '../core/splitters/list.js';
import { isClassification } from '../core/task.js';
import type { PreparedModelling } from './modelling.js';
import { isShifted } from './share-warnings.js';

/** By metric; empty where there is no interval over folds. @param reports one a fold */
export function shareErrorsOf(
  prepared: PreparedModelling,
  scored: readonly ScoredFold[],
  reports: readonly FitReport[],
): Record<string, number> {
  const { loaded, options, metrics, spec } = prepared;
  const hasInterval = scored.length > 1 && estimateOf(options.splitter) === undefined;
  if (!hasInterval || !isClassification(loaded.problem.task)) return {};
  return shareErrors(outOfFold(scored), loaded.problem, metrics, {
    proba: !isShifted(prepared, reports),
    threshold: typeof spec.threshold === 'number' ? spec.threshold : null,
  });
}
