/**
 * Nested cross-validation (`--nested 5x3`): each fold is scored by the best of a search that saw its training rows alone.
 *
 * The score is of the whole procedure, search included, and flatters nobody; the inner scores, of settings chosen on the
 * folds they are scored on, stand beside it. Lines of trials.jsonl name their outer fold: one file resumes all searches.
 */
import { usageError } from '../core/errors.js';
import { betterBy } from '../core/leak-gap.js';
import type { FoldOutcome } from '../core/pipeline-jobs.js';
import type { Timings } from '../core/schemas/manifest.js';
import type { SearchPlan } from '../core/searches/plan.js';
import type { Fold } from '../core/splitters/splitter.js';
import { mean } from '../core/statistics/moments.js';
import { sharingBins } from './bin-shelves.js';
import type { Context } from './context.js';
import type { DraftOptions, PreparedModelling } from './modelling.js';
import { checkNestable, nestedFolds } from './nested-folds.js';
import { poolFolded } from './pooled-scores.js';
import { type EvaluationFields, evaluationFields, predictionLines } from './results.js';
import { foldJobs, foldTimings, scoreOutcomes } from './run-folds.js';
import { type BestTrial, type Plan, runTrials } from './run-trials.js';
import { planOf } from './search-plan.js';
import { sliceFolded } from './slice-folds.js';
import type { Sink } from './step.js';

export interface Nested {
  /** Its number of trials is that of the plan. */
  readonly draft: DraftOptions;
  readonly plan: Plan;
  /** Folds inside each fold, in order of the folds. */
  readonly inner: readonly (readonly Fold[])[];
}

/** @throws AssayError exit 2 or 3 when the training rows of a fold cannot be dealt again */
export function prepareNested(draft: DraftOptions, { loaded, options, folds }: PreparedModelling): Nested {
  const tune = draft.tune as SearchPlan & { inner_folds?: number };
  const nInner = tune.inner_folds;
  if (nInner === undefined)
    throw usageError('ASSAY_NESTED', 'the options hold no inner folds', 'add --nested 5x3');
  checkNestable(options);
  const plan = planOf(tune);
  return {
    draft: { ...draft, tune: { ...tune, trials: plan.nTrials } },
    plan,
    inner: folds.map((fold) => nestedFolds(loaded.problem, options, fold, nInner)),
  };
}

async function searchInside(
  prepared: PreparedModelling,
  context: Context,
  { plan, inner }: Nested,
  sink: Sink,
): Promise<BestTrial[]> {
  const found: BestTrial[] = [];
  for (const [i, fold] of prepared.folds.entries()) {
    const own = { ...prepared, folds: inner[i] };
    const search = sharingBins(own, context, plan.nTrials, (to) => runTrials(own, context, plan, to, fold));
    found.push((await search(sink)).best);
  }
  return found;
}

/** Every fold fitted with the parameters that its own search chose. */
async function runChosen(prepared: PreparedModelling, context: Context, found: readonly BestTrial[]) {
  const meter = context.listener.meter(`${prepared.model.id}: fitting`);
  try {
    const jobs = prepared.folds.flatMap((fold, i) =>
      foldJobs({ ...prepared, folds: [fold] }, found[i].spec, context),
    );
    let nDone = 0;
    return await context.runner.map('run-fold', jobs, {
      signal: context.signal,
      joinable: prepared.model.joinable,
      onDone: () => meter.update(++nDone, jobs.length, 'folds'),
    });
  } finally {
    meter.stop();
  }
}

/** What was searched has no one value. */
function withoutSearched(prepared: PreparedModelling, { space }: Plan): PreparedModelling {
  const { spec } = prepared;
  const fixed = Object.entries(spec.model.params).filter(([name]) => !(name in space));
  return { ...prepared, spec: { ...spec, model: { ...spec.model, params: Object.fromEntries(fixed) } } };
}

function innerFields(
  { folds, by }: PreparedModelling,
  { plan, inner }: Nested,
  found: readonly BestTrial[],
  metrics: EvaluationFields['metrics'],
): Pick<EvaluationFields, 'inner' | 'optimism'> {
  const { search, space, nTrials } = plan;
  const values = found.map(({ trial }) => trial.value);
  const known = values.filter((value) => value !== null);
  const innerMean = known.length === values.length ? mean(known) : null;
  const outerMean = metrics[by.id].value;
  const chosen = folds.map(({ repeat, fold }, i) => ({
    repeat,
    fold,
    params: Object.fromEntries(Object.keys(space).map((name) => [name, found[i].trial.params[name]])),
  }));
  return {
    inner: {
      folds: inner[0].length,
      search: search.id,
      space: { ...space } as NonNullable<EvaluationFields['inner']>['space'],
      trials: nTrials,
      values,
      mean: innerMean,
      chosen,
    },
    optimism: betterBy(by, innerMean, outerMean),
  };
}

/** Searches, fits and scores every fold, and writes its predictions. */
export async function runNested(
  prepared: PreparedModelling,
  context: Context,
  nested: Nested,
  sink: Sink,
): Promise<{ fields: EvaluationFields; timings: Timings }> {
  const found = await searchInside(prepared, context, nested, sink);
  const outcomes: readonly FoldOutcome[] = await runChosen(prepared, context, found);
  const scored = scoreOutcomes(prepared, outcomes);
  await sink.write('predictions.csv', predictionLines(prepared.loaded.problem, scored));
  const reports = outcomes.map(({ report }) => report);
  const pooled = await poolFolded(prepared, scored, context);
  const sliced = await sliceFolded(prepared, scored, context);
  const whole = withoutSearched(prepared, nested.plan);
  const fields = evaluationFields(whole, scored, reports, { pooled, ...sliced });
  return {
    fields: { ...fields, ...innerFields(prepared, nested, found, fields.metrics) },
    timings: { read: prepared.loaded.readSeconds, ...foldTimings(outcomes) },
  };
}
