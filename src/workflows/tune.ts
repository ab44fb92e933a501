/**
 * `tune`: a search over parameters, every trial scored on the same folds; the best is refitted on all rows and saved.
 *
 * Trials are asked for in batches of a fixed size, and a trial's fit depends on its parameters alone, so neither the
 * number of workers nor the order of arrival moves a byte, nor does it matter in how many runs the trials were made.
 * A trial's scores are those of `cv` with its parameters.
 */
import { usageError } from '../core/errors.js';
import type { TuneResults } from '../core/schemas/evaluation.js';
import { searches } from '../core/searches/list.js';
import type { SearchPlan } from '../core/searches/plan.js';
import { count } from '../core/shown-numbers.js';
import { sharingBins } from './bin-shelves.js';
import type { Context } from './context.js';
import { modellingStep } from './cv.js';
import { type DraftOptions, prepareModelling } from './modelling.js';
import { chosenForModel, type EvaluationFields, evaluationFields, predictionLines } from './results.js';
import { foldTimings, scoreOutcomes } from './run-folds.js';
import { type BestTrial, type Plan, runTrials } from './run-trials.js';
import type { PreparedEvaluation } from './step.js';
import { fitOnAll } from './train.js';
import type { Trial } from './trial-runner.js';

/** The search with its number of trials: no setting is tried twice, so that a small space ends it early. */
function planOf({ search: id, space, trials }: SearchPlan): Plan {
  const search = searches.get(id);
  return { search, space, nTrials: Math.min(trials, search.size(space)) };
}

/** What a person should know of the number of trials before they start; empty when it is as usual. */
function sizeNote({ search, space, nTrials }: Plan, asked: number): string {
  const size = search.size(space);
  if (nTrials < asked) return `${search.id}: the ranges hold ${count(size)} settings; each is tried once`;
  if (search.defaultTrials !== 'all') return '';
  const which = nTrials < size ? `a sample of ${count(nTrials)} from ${count(size)}` : `all ${count(size)}`;
  return `${search.id}: ${which} settings`;
}

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
    optimistic: true,
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
      const fields = evaluationFields(chosen, scored, reports);
      return {
        results: resultsOf({ ...fields, ...chosenForModel(chosen, ofAll) }, plan, trials, best),
        timings: { read: prepared.loaded.readSeconds, ...foldTimings(best.outcomes) },
      };
    }),
  };
}
