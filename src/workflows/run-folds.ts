/** Fits and predicts all folds of a prepared step in the workers, and scores them. */

import type { SavedReading } from '../core/column-reading.js';
import { isInterrupt } from '../core/errors.js';
import { type ScoredFold, scoreFolds } from '../core/evaluation.js';
import type { PipelineSpec } from '../core/pipeline.js';
import { type FoldJob, type FoldOutcome, foldJob } from '../core/pipeline-jobs.js';
import type { Timings } from '../core/schemas/manifest.js';
import { resubstitution } from '../core/splitters/splitter.js';
import { shelvesOf } from './bin-shelves.js';
import { type Context, underWay } from './context.js';
import { InterruptedPart } from './interruption.js';
import type { PreparedModelling } from './modelling.js';
import { predictionLines } from './results.js';
import type { Sink } from './step.js';

/** @param save when given, the fitted pipelines are kept: their features were read so */
export function foldJobs(
  { loaded: { problem }, folds }: PreparedModelling,
  spec: PipelineSpec,
  context: Context,
  save?: SavedReading,
): FoldJob[] {
  const shelves = shelvesOf(context);
  return folds.map((fold) =>
    foldJob(problem, spec, fold, { shelf: shelves.shelfOf(problem, fold.train, spec), save }),
  );
}

/** Predictions of folds as scores. @param outcomes in the order of the prepared folds */
export function scoreOutcomes(prepared: PreparedModelling, outcomes: readonly FoldOutcome[]): ScoredFold[] {
  const { loaded, folds, metrics, model } = prepared;
  const predicted = folds.map((fold, i) => {
    const { output, uncalibrated, regions, report } = outcomes[i];
    return { fold, output, uncalibrated, regions, threshold: report.threshold };
  });
  const { probability } = model.gives;
  return scoreFolds(loaded.problem, predicted, { metrics, probability });
}

/** Seconds of each fold, as timings have them. */
export const foldTimings = (outcomes: readonly FoldOutcome[]): Timings => ({
  sample: outcomes.map(({ report }) => report.sampleSeconds),
  fit: outcomes.map(({ report }) => report.fitSeconds),
  predict: outcomes.map(({ predictSeconds }) => predictSeconds),
});

export interface RunFolds {
  readonly outcomes: readonly FoldOutcome[];
  readonly scored: readonly ScoredFold[];
}

/** All rows fitted on and scored: what a bootstrap estimate needs beside its samples. */
export async function runOnFitted(prepared: PreparedModelling, context: Context): Promise<ScoredFold> {
  const { loaded, folds, spec, model } = prepared;
  const onAll = { ...prepared, folds: [resubstitution(loaded.problem.y.length, folds.length)] };
  const outcomes = await context.runner.map('run-fold', foldJobs(onAll, spec, context), {
    signal: context.signal,
    joinable: model.joinable,
  });
  return scoreOutcomes(onAll, outcomes)[0];
}

/** What an interrupted run leaves: the predictions of the folds that had finished. */
async function keepFinished(
  prepared: PreparedModelling,
  finished: ReadonlyMap<number, FoldOutcome>,
  sink: Sink,
): Promise<void> {
  const indices = [...finished.keys()].sort((a, b) => a - b);
  const folds = indices.map((index) => prepared.folds[index]);
  const scored = scoreOutcomes(
    { ...prepared, folds },
    indices.map((index) => finished.get(index) as FoldOutcome),
  );
  await sink.write(
    'predictions.csv',
    predictionLines(prepared.loaded.problem, scored, prepared.options.coverage),
  );
}

/** @param save when given, the fitted pipeline of each fold is kept: its features were read so */
export async function runFolds(
  prepared: PreparedModelling,
  context: Context,
  sink: Sink,
  save?: SavedReading,
): Promise<RunFolds> {
  const { spec } = prepared;
  const jobs = foldJobs(prepared, spec, context, save);
  const meter = context.listener.meter(`${spec.model.id}: fitting`, underWay(context, prepared.model));
  const finished = new Map<number, FoldOutcome>();
  meter.update(0, jobs.length, 'folds');
  try {
    const outcomes = await context.runner.map('run-fold', jobs, {
      signal: context.signal,
      joinable: prepared.model.joinable,
      onDone(outcome, index) {
        const { repeat, fold, report } = outcome;
        finished.set(index, outcome);
        sink.log({ event: 'fold', repeat, fold, seconds: report.fitSeconds });
        meter.update(finished.size, jobs.length, 'folds');
      },
    });
    return { outcomes, scored: scoreOutcomes(prepared, outcomes) };
  } catch (error) {
    if (!isInterrupt(error) || finished.size === 0) throw error;
    await keepFinished(prepared, finished, sink);
    throw new InterruptedPart(`${finished.size} of ${jobs.length} folds`);
  } finally {
    meter.stop();
  }
}
