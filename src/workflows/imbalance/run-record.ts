/** A contender's folds as one run: what results.json and trials.jsonl have of it. */
import { recordedError } from '../../core/errors.js';
import { reliabilityOf } from '../../core/imbalance/reliability.js';
import type { FoldOutcome } from '../../core/pipeline-jobs.js';
import type { BakeOffRun } from '../../core/schemas/imbalance.js';
import { sampledCounts, summarised, workWarnings } from '../results.js';
import { scoreOutcomes } from '../run-folds.js';
import { shareErrorsOf } from '../share-errors.js';
import { isShifted, lostClassWarnings } from '../share-warnings.js';
import { type AbleContender, type Contender, candidateOf } from './contenders.js';

/** @param outcomes one a fold */
export function recordOf(contender: AbleContender, outcomes: readonly FoldOutcome[]): BakeOffRun {
  const { prepared, contestant } = contender;
  const scored = scoreOutcomes(prepared, outcomes);
  const reports = outcomes.map(({ report }) => report);
  const isChosen = typeof contestant.threshold === 'string';
  return {
    ...candidateOf(contender),
    metrics: summarised(prepared, scored, { shareErrors: shareErrorsOf(prepared, scored, reports) }),
    shifted: isShifted(prepared, reports),
    sampled: sampledCounts(prepared, prepared.folds, reports),
    ...(isChosen ? { thresholds: reports.map(({ threshold }) => threshold) } : {}),
    reliability: reliabilityOf(scored.map((fold) => fold.scored)),
    warnings: [...workWarnings(reports), ...lostClassWarnings(prepared, reports)],
  };
}

/** The run of a contender that cannot run, or has failed. */
export const failedRecord = (contender: Contender, error: unknown): BakeOffRun => ({
  ...candidateOf(contender),
  metrics: {},
  shifted: false,
  sampled: [],
  reliability: [],
  warnings: [],
  error: recordedError(error),
});
