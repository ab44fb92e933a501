/** Runs trials of `tune` in the workers: all folds of a batch of them at once. */
import { runtimeError } from '../core/errors.js';
import type { PipelineSpec } from '../core/pipeline.js';
import type { FoldOutcome } from '../core/pipeline-jobs.js';
import type { FinishedTrial } from '../core/searches/search.js';
import { BegunFolds, secondsOf } from './begun-folds.js';
import { type Context, underWay } from './context.js';
import type { PreparedModelling } from './modelling.js';
import { summarised } from './results.js';
import { foldJobs, scoreOutcomes } from './run-folds.js';
import { type PlannedTrial, shareFits } from './shared-fits.js';

/** A trial that has ended. */
export interface Trial extends FinishedTrial {
  readonly state: 'complete' | 'failed';
  /** What it failed with; null when it is complete, or failed in an earlier run. */
  readonly error: unknown;
}

/** A trial that has just ended, with what is too large to be kept of all. */
export interface RanTrial extends Trial {
  /** Empty when it failed. */
  readonly outcomes: readonly FoldOutcome[];
  readonly seconds: number;
}

export class TrialRunner {
  constructor(
    readonly prepared: PreparedModelling,
    readonly context: Context,
  ) {}

  /**
   * Runs a batch: all folds of all its fits as one list, in order, so that an abort lets the trials in hand finish.
   * @param onTrial called as each trial ends, in order of arrival
   * @returns the trials in the order given, without their outcomes
   */
  async runBatch(planned: readonly PlannedTrial[], onTrial: (trial: RanTrial) => void): Promise<Trial[]> {
    const { folds, model } = this.prepared;
    const trials = new Map<number, Trial>();
    const settle = (trial: BegunFolds<PlannedTrial>) => {
      if (!trial.isOver) return;
      const ended = this.#ended(trial);
      const { number, params, value, state, error } = ended;
      trials.set(number, { number, params, value, state, error });
      onTrial(ended);
    };
    const fits = shareFits(planned, model);
    const begun = fits.map((fit) => fit.trials.map((trial) => new BegunFolds(trial, folds.length)));
    const begunBy = (jobIndex: number) => begun[Math.floor(jobIndex / folds.length)];
    const jobs = fits.flatMap(({ trials: alike, rounds }) =>
      foldJobs(this.prepared, alike[alike.length - 1].spec, this.context).map((job) => ({ ...job, rounds })),
    );
    await this.context.runner.map('run-stages', jobs, {
      signal: this.context.signal,
      joinable: model.joinable,
      mustFinish: (jobIndex) => jobIndex % folds.length > 0,
      onDone: (outcomes, jobIndex) => {
        const fold = jobIndex % folds.length;
        for (const [i, trial] of begunBy(jobIndex).entries()) settle(trial.keep(fold, outcomes[i]));
      },
      onFailure: (error, jobIndex) => {
        for (const trial of begunBy(jobIndex)) settle(trial.fail(jobIndex % folds.length, error));
      },
    });
    return planned.map(({ number }) => trials.get(number) as Trial);
  }

  /**
   * The folds of a trial that an earlier run had finished: its line holds a value, not predictions.
   * @throws what a fold fails with; AssayError exit 1 when the trial comes to another end than its line says
   */
  async runAgain({ number, state, value }: Trial, spec: PipelineSpec): Promise<readonly FoldOutcome[]> {
    const { context, prepared } = this;
    const meter = context.listener.meter(
      `${spec.model.id}: the folds of trial ${number} again`,
      underWay(context, prepared.model),
    );
    try {
      const jobs = foldJobs(prepared, spec, context);
      const outcomes = await context.runner.map('run-fold', jobs, {
        signal: context.signal,
        joinable: prepared.model.joinable,
      });
      const now = this.#value(spec, outcomes);
      if (state === 'complete' && now === value) return outcomes;
      throw runtimeError(
        'ASSAY_CORRUPT_LINE',
        `trials.jsonl: trial ${number} ${state === 'failed' ? 'failed' : `has ${prepared.by.id} ${value}`}, run again it has ${now}`,
        'delete its line and resume again',
      );
    } finally {
      meter.stop();
    }
  }

  #ended({ of: { number, spec }, outcomes, error }: BegunFolds<PlannedTrial>): RanTrial {
    const { params } = spec.model;
    if (error !== null) {
      return { number, params, value: null, state: 'failed', error, outcomes: [], seconds: 0 };
    }
    const value = this.#value(spec, outcomes);
    const seconds = secondsOf(outcomes);
    return { number, params, value, state: 'complete', error: null, outcomes, seconds };
  }

  #value(spec: PipelineSpec, outcomes: readonly FoldOutcome[]): number | null {
    const { by } = this.prepared;
    const scored = scoreOutcomes({ ...this.prepared, spec, metrics: [by] }, outcomes);
    return summarised({ ...this.prepared, metrics: [by] }, scored)[by.id].value;
  }
}
