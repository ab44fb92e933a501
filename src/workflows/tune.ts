/**
 * `tune`: a search over parameters, every trial scored on the same folds; the best is refitted on all rows and saved.
 *
 * Trials are asked for in batches of a fixed size, and a trial's fit depends on its parameters alone, so neither the
 * number of workers nor the order of arrival moves a byte. Its scores are those of `cv` with its parameters.
 */
import { recordedError, usageError } from '../core/errors.js';
import type { Params, Space } from '../core/params.js';
import { resolveParams } from '../core/params.js';
import type { PipelineSpec } from '../core/pipeline.js';
import type { FoldOutcome } from '../core/pipeline-jobs.js';
import { stream } from '../core/rng.js';
import type { TuneResults } from '../core/schemas/evaluation.js';
import { defaultSpace } from '../core/searches/default-space.js';
import { searches } from '../core/searches/list.js';
import type { FinishedTrial, Search, SearchSpace } from '../core/searches/search.js';
import { summarise } from '../core/statistics/fold-summary.js';
import { problemToHandle } from '../core/task.js';
import type { Context } from './context.js';
import { modellingStep } from './cv.js';
import { type DraftOptions, type PreparedModelling, prepareModelling } from './modelling.js';
import { evaluationFields, predictionLines } from './results.js';
import { foldJobs, foldTimings, scoreOutcomes } from './run-folds.js';
import type { PreparedEvaluation, Sink } from './step.js';
import { fitOnAll } from './train.js';

interface Trial extends FinishedTrial {
  readonly spec: PipelineSpec;
  /** Empty when the trial failed. */
  readonly outcomes: readonly FoldOutcome[];
  readonly seconds: number;
  /** What a fold of it failed with. */
  readonly error: unknown;
}

/** Ranges given by `-p`, else every range the model declares, less what `-p` fixed. */
function searchSpace(
  prepared: PreparedModelling,
  given: Readonly<Record<string, Space>>,
  fixed: readonly string[],
): SearchSpace {
  if (Object.keys(given).length > 0) return given;
  const space = defaultSpace(prepared.model, fixed);
  if (Object.keys(space).length > 0) return space;
  throw usageError(
    'ASSAY_NO_SPACE',
    `${prepared.model.id} has no parameter left to search`,
    'give a range, for example -p max_depth=2..12, or choose another model',
  );
}

/** Is `a` a better value than `b`? An undefined value is never better. */
const isBetter = (direction: 'max' | 'min', a: number | null, b: number | null) =>
  a !== null && (b === null || (direction === 'max' ? a > b : a < b));

/** A trial some of whose folds have ended. */
class BegunTrial {
  readonly outcomes: FoldOutcome[] = [];
  #nEnded = 0;
  readonly #errors: unknown[] = [];

  constructor(
    readonly number: number,
    readonly spec: PipelineSpec,
    readonly nFolds: number,
  ) {}

  get isOver(): boolean {
    return this.#nEnded === this.nFolds;
  }

  /** Of the first fold that failed; null when none did. */
  get error(): unknown {
    return this.#errors.find((error) => error !== undefined) ?? null;
  }

  keep(fold: number, outcome: FoldOutcome): this {
    this.outcomes[fold] = outcome;
    this.#nEnded++;
    return this;
  }

  fail(fold: number, error: unknown): this {
    this.#errors[fold] = error;
    this.#nEnded++;
    return this;
  }
}

class TrialRunner {
  readonly #handle;

  constructor(
    readonly prepared: PreparedModelling,
    readonly context: Context,
    readonly search: Search,
    readonly space: SearchSpace,
  ) {
    this.#handle = problemToHandle(prepared.loaded.problem);
  }

  #spec(number: number, history: readonly FinishedTrial[]): PipelineSpec {
    const { spec, model } = this.prepared;
    const drawn = this.search.ask(this.space, number, history, stream(spec.seed, 'search', number));
    const params: Params = resolveParams(model.id, model.params, { ...spec.model.params, ...drawn });
    return { ...spec, model: { id: model.id, params } };
  }

  /**
   * Runs a batch: all folds of all its trials as one list, in order, so that an abort lets the trial in hand finish.
   * @param onTrial called as each trial ends, in order of arrival
   */
  async runBatch(
    numbers: readonly number[],
    history: readonly FinishedTrial[],
    onTrial: (trial: Trial) => void,
  ) {
    const { folds } = this.prepared;
    const begun = numbers.map((number) => new BegunTrial(number, this.#spec(number, history), folds.length));
    const trialOf = (jobIndex: number) => begun[Math.floor(jobIndex / folds.length)];
    const trials = new Map<number, Trial>();
    const settle = (trial: BegunTrial) => {
      if (!trial.isOver) return;
      const ended = this.#ended(trial);
      trials.set(ended.number, ended);
      onTrial(ended);
    };
    const jobs = begun.flatMap(({ spec }) => foldJobs(this.#handle, spec, folds, false));
    await this.context.runner.map('run-fold', jobs, {
      signal: this.context.signal,
      mustFinish: (jobIndex) => jobIndex % folds.length > 0,
      onDone: (outcome, jobIndex) => settle(trialOf(jobIndex).keep(jobIndex % folds.length, outcome)),
      onFailure: (error, jobIndex) => settle(trialOf(jobIndex).fail(jobIndex % folds.length, error)),
    });
    return numbers.map((number) => trials.get(number) as Trial);
  }

  #ended({ number, spec, outcomes, error }: BegunTrial): Trial {
    const { params } = spec.model;
    if (error !== null) return { number, params, spec, value: null, outcomes: [], seconds: 0, error };
    const seconds = outcomes.reduce(
      (sum, { report, predictSeconds }) => sum + report.sampleSeconds + report.fitSeconds + predictSeconds,
      0,
    );
    return { number, params, spec, value: this.#value(spec, outcomes), outcomes, seconds, error: null };
  }

  #value(spec: PipelineSpec, outcomes: readonly FoldOutcome[]): number | null {
    const { by } = this.prepared;
    const scored = scoreOutcomes({ ...this.prepared, spec, metrics: [by] }, outcomes);
    const scores = scored.map(({ fold, scores: values }) => ({
      repeat: fold.repeat,
      fold: fold.fold,
      score: values[by.id],
      nTrain: fold.train.length,
      nTest: fold.test.length,
    }));
    return summarise(by, scores).value;
  }
}

async function runTrials(runner: TrialRunner, nTrials: number, sink: Sink): Promise<Trial[]> {
  const { context, search, prepared } = runner;
  const meter = context.listener.meter(`${prepared.model.id}: ${search.id} search`);
  const trials: Trial[] = [];
  let done = 0;
  let best: number | null = null;
  const finished = (trial: Trial) => {
    const { number, params, value, seconds, error } = trial;
    const state = error === null ? 'complete' : 'failed';
    sink.appendLine('trials.jsonl', {
      schema: 'assay/trial/1',
      number,
      state,
      params,
      value,
      seconds,
      ...(error === null ? {} : { error: recordedError(error) }),
    });
    if (isBetter(prepared.by.direction, value, best)) best = value;
    meter.update(
      ++done,
      nTrials,
      `trials${best === null ? '' : `, best ${prepared.by.id} ${best.toFixed(4)}`}`,
    );
  };
  try {
    while (trials.length < nTrials) {
      const numbers = Array.from(
        { length: Math.min(search.batch, nTrials - trials.length) },
        (_, i) => trials.length + i,
      );
      const history = [...trials];
      trials.push(...(await runner.runBatch(numbers, history, finished)));
    }
    return trials;
  } finally {
    meter.stop();
  }
}

function bestTrial(trials: readonly Trial[], prepared: PreparedModelling): Trial {
  let best: Trial | undefined;
  for (const trial of trials) {
    if (trial.error === null && (!best || isBetter(prepared.by.direction, trial.value, best.value)))
      best = trial;
  }
  if (best) return best;
  // All alike: what is wrong is the data or the options, and the error says it with its own exit code.
  throw trials[0].error;
}

/** @throws AssayError exit 2, 3 or 4 before anything is written */
export async function prepareTune(
  draft: DraftOptions,
  context: Context,
): Promise<PreparedEvaluation<TuneResults>> {
  const prepared = await prepareModelling(draft, context);
  if (!draft.tune) throw usageError('ASSAY_TUNE_OPTIONS', 'the options hold no search', 'use assay tune');
  const search = searches.get(draft.tune.search);
  const space = searchSpace(prepared, draft.tune.space as Record<string, Space>, draft.tune.fixed);
  const { trials: nTrials } = draft.tune;
  const options = { ...draft, tune: { ...draft.tune, search: search.id, space } };
  return {
    ...modellingStep(options, prepared),
    async run(sink) {
      const trials = await runTrials(new TrialRunner(prepared, context, search, space), nTrials, sink);
      const best = bestTrial(trials, prepared);
      const chosen = { ...prepared, spec: best.spec };
      const scored = scoreOutcomes(chosen, best.outcomes);
      await sink.write('predictions.csv', predictionLines(prepared.loaded.problem, scored));
      await fitOnAll(chosen, context, sink);
      const failed = trials.filter(({ error }) => error !== null).length;
      return {
        results: {
          schema: 'assay/results-tune/1',
          step: 'tune',
          ...evaluationFields(
            chosen,
            scored,
            best.outcomes.map(({ report }) => report),
          ),
          optimistic: true,
          search: search.id,
          space: space as TuneResults['space'],
          best: { number: best.number, params: { ...best.params }, value: best.value },
          trials: { complete: nTrials - failed, pruned: 0, failed },
        },
        timings: { read: prepared.loaded.readSeconds, ...foldTimings(best.outcomes) },
      };
    },
  };
}
