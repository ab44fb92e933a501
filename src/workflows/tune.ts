/**
 * `tune`: a search over parameters, every trial scored on the same folds; the best is refitted on all rows and saved.
 *
 * Trials are asked for in batches of a fixed size, and a trial's fit depends on its parameters alone, so neither the
 * number of workers nor the order of arrival moves a byte, nor does it matter in how many runs the trials were made.
 * A trial's scores are those of `cv` with its parameters.
 */
import { usageError } from '../core/errors.js';
import type { TuneResults } from '../core/schemas/evaluation.js';
import type { SearchPlan } from '../core/searches/plan.js';
import { type Fold, trainOnAll } from '../core/splitters/splitter.js';
import { sharingBins } from './bin-shelves.js';
import type { Context } from './context.js';
import { type DraftOptions, type PreparedModelling, prepareModelling } from './modelling.js';
import { modellingStep } from './modelling-step.js';
import { prepareNested, runNested } from './nested.js';
import { nestedFolds } from './nested-folds.js';
import { poolFolded } from './pooled-scores.js';
import { chosenForModel, type EvaluationFields, evaluationFields, predictionLines } from './results.js';
import { foldTimings, scoreOutcomes } from './run-folds.js';
import { type BestTrial, type Plan, runTrials } from './run-trials.js';
import { planOf, sizeNote } from './search-plan.js';
import { sliceFolded } from './slice-folds.js';
import type { PreparedEvaluation, Sink } from './step.js';
import { fitOnAll } from './train.js';
import type { Trial } from './trial-runner.js';

function resultsOf(
  fields: EvaluationFields,
  { search, space }: Plan,
  trials: readonly Trial[],
  { trial }: BestTrial,
): TuneResults {
  const failed = trials.filter(({ state }) => state === 'failed').length;
  return {
    schema: 'assay/results-tune/1',
    step: 'tune',
    ...fields,
    ...(fields.inner ? {} : { optimistic: true as const }),
    search: search.id,
    space: space as TuneResults['space'],
    best: { number: trial.number, params: { ...trial.params }, value: trial.value },
    trials: { complete: trials.length - failed, pruned: 0, failed },
  };
}

/** @throws AssayError exit 2, 3 or 4 before anything is written */
export async function prepareTune(
  draft: DraftOptions,
  context: Context,
): Promise<PreparedEvaluation<TuneResults>> {
  const prepared = await prepareModelling(draft, context);
  if (!draft.tune) throw usageError('ASSAY_TUNE_OPTIONS', 'the options hold no search', 'use assay tune');
  if (draft.tune.inner_folds !== undefined) return prepareNestedTune(draft, prepared, context);
  const tune = draft.tune as SearchPlan;
  const plan = planOf(tune);
  return {
    ...modellingStep({ ...draft, tune: { ...tune, trials: plan.nTrials } }, prepared),
    run: sharingBins(prepared, context, plan.nTrials, async (sink) => {
      const note = sizeNote(plan, tune.trials);
      if (note !== '') context.listener.note(note);
      const { trials, best } = await runTrials(prepared, context, plan, sink);
      const chosen = { ...prepared, spec: best.spec };
      const scored = scoreOutcomes(chosen, best.outcomes);
      await sink.write('predictions.csv', predictionLines(prepared.loaded.problem, scored));
      const ofAll = await fitOnAll(chosen, context, sink);
      const reports = best.outcomes.map(({ report }) => report);
      const pooled = await poolFolded(chosen, scored, context);
      const sliced = await sliceFolded(chosen, scored, context);
      const fields = evaluationFields(chosen, scored, reports, { pooled, ...sliced });
      return {
        results: resultsOf({ ...fields, ...chosenForModel(chosen, ofAll) }, plan, trials, best),
        timings: { read: prepared.loaded.readSeconds, ...foldTimings(best.outcomes) },
      };
    }),
  };
}

/** The search on all rows, on folds dealt as those inside the training rows of each fold were; the best is saved. */
async function searchAll(
  prepared: PreparedModelling,
  context: Context,
  plan: Plan,
  inner: readonly Fold[],
  sink: Sink,
) {
  const own = { ...prepared, folds: inner };
  const search = sharingBins(own, context, plan.nTrials, (to) => runTrials(own, context, plan, to));
  const found = await search(sink);
  await fitOnAll({ ...prepared, spec: found.best.spec }, context, sink);
  return found;
}

/** `tune --nested 5x3`: what the search is worth, by `cv --nested`, and then the search itself. */
function prepareNestedTune(
  draft: DraftOptions,
  prepared: PreparedModelling,
  context: Context,
): PreparedEvaluation<TuneResults> {
  const { loaded, options, folds } = prepared;
  const nested = prepareNested(draft, prepared);
  const { problem } = loaded;
  const all = { repeat: 0, fold: folds.length, train: trainOnAll(problem.y.length), test: new Uint32Array() };
  const inner = nestedFolds(problem, options, all, nested.inner[0].length);
  return {
    ...modellingStep(nested.draft, prepared),
    run: sharingBins(prepared, context, 1, async (sink) => {
      const { fields, timings } = await runNested(prepared, context, nested, sink);
      const { trials, best } = await searchAll(prepared, context, nested.plan, inner, sink);
      return { results: resultsOf(fields, nested.plan, trials, best), timings };
    }),
  };
}
