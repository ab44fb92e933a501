/** The trials of a search, batch by batch: asked for, taken over from an earlier run or run, written down, the best kept. */
import { isInterrupt, recordedError } from '../core/errors.js';
import { resolveParams } from '../core/params.js';
import type { PipelineSpec } from '../core/pipeline.js';
import type { FoldOutcome } from '../core/pipeline-jobs.js';
import type { TrialLine } from '../core/schemas/trial.js';
import { Proposals } from '../core/searches/proposals.js';
import type { Search, SearchSpace } from '../core/searches/search.js';
import { type Context, underWay } from './context.js';
import { InterruptedPart } from './interruption.js';
import { type KeptTrials, keptTrials, type SearchPlace } from './kept-trials.js';
import type { PreparedModelling } from './modelling.js';
import type { PlannedTrial } from './shared-fits.js';
import type { Sink } from './step.js';
import { type RanTrial, type Trial, TrialRunner } from './trial-runner.js';

export interface Plan {
  readonly search: Search;
  readonly space: SearchSpace;
  readonly nTrials: number;
}

export interface BestTrial {
  readonly trial: Trial;
  readonly spec: PipelineSpec;
  /** One a fold. */
  readonly outcomes: readonly FoldOutcome[];
}

/** Is `a` a better value than `b`? An undefined value is never better. */
const isBetter = (direction: 'max' | 'min', a: number | null, b: number | null) =>
  a !== null && (b === null || (direction === 'max' ? a > b : a < b));

/** The best complete trial of those met, in whatever order; of equals the one with the lowest number. */
class Leader {
  trial: Trial | null = null;
  /** Null when the trial was taken over. */
  outcomes: readonly FoldOutcome[] | null = null;

  constructor(readonly direction: 'max' | 'min') {}

  meet(trial: Trial, outcomes: readonly FoldOutcome[] | null): void {
    if (trial.state === 'failed' || !this.#yieldsTo(trial)) return;
    this.trial = trial;
    this.outcomes = outcomes;
  }

  #yieldsTo({ number, value }: Trial): boolean {
    if (this.trial === null) return true;
    if (value === this.trial.value) return number < this.trial.number;
    return isBetter(this.direction, value, this.trial.value);
  }
}

const lineOf = (
  { number, state, params, value, seconds, error }: RanTrial,
  place: SearchPlace,
): TrialLine => ({
  schema: 'assay/trial/1',
  number,
  ...(place ? { outer: { repeat: place.repeat, fold: place.fold } } : {}),
  state,
  params,
  value,
  seconds,
  ...(state === 'failed' ? { error: recordedError(error) } : {}),
});

class TrialRun {
  readonly trials: Trial[] = [];
  readonly leader: Leader;
  readonly #runner: TrialRunner;
  readonly #proposals: Proposals;
  readonly #meter;
  #nDone = 0;

  constructor(
    readonly prepared: PreparedModelling,
    readonly context: Context,
    readonly plan: Plan,
    readonly kept: KeptTrials,
    readonly sink: Sink,
    readonly place: SearchPlace,
  ) {
    const { search, space, nTrials } = plan;
    this.leader = new Leader(prepared.by.direction);
    this.#runner = new TrialRunner(prepared, context);
    this.#proposals = new Proposals(search, space, nTrials, prepared.spec.seed);
    const inside = place ? ` inside fold ${place.fold + 1}` : '';
    this.#meter = context.listener.meter(
      `${prepared.model.id}: ${search.id} search${inside}`,
      underWay(context, prepared.model, prepared.folds.length),
    );
  }

  async runAll(): Promise<void> {
    try {
      while (this.trials.length < this.plan.nTrials) await this.#runBatch();
    } catch (error) {
      if (!isInterrupt(error) || this.#nDone === 0) throw error;
      throw new InterruptedPart(`${this.#nDone} of ${this.plan.nTrials} trials`);
    } finally {
      this.#meter.stop();
    }
  }

  /** @throws what all trials failed with, when none is complete */
  async best(): Promise<BestTrial> {
    // All failed: what is wrong is the data or the options, and the error says it with its own exit code.
    const trial = this.leader.trial ?? this.trials[0];
    if (trial.error !== null) throw trial.error;
    const { spec: base } = this.prepared;
    const spec = { ...base, model: { id: base.model.id, params: trial.params } };
    const outcomes = this.leader.outcomes ?? (await this.#runner.runAgain(trial, spec));
    return { trial, spec, outcomes };
  }

  async #runBatch(): Promise<void> {
    const first = this.trials.length;
    const size = Math.min(this.plan.search.batch, this.plan.nTrials - first);
    const planned = Array.from({ length: size }, (_, i) => this.#planned(first + i));
    const taken = planned.map(({ number, spec }) => this.#taken(number, spec));
    const missing = planned.filter((_, i) => taken[i] === null);
    const ran = await this.#runner.runBatch(missing, (trial) => this.#finished(trial));
    this.trials.push(...taken.map((trial) => trial ?? (ran.shift() as Trial)));
  }

  #planned(number: number): PlannedTrial {
    const { spec, model } = this.prepared;
    const asked = { ...spec.model.params, ...this.#proposals.next(this.trials) };
    const params = resolveParams(model.id, model.params, asked);
    return { number, spec: { ...spec, model: { id: model.id, params } } };
  }

  #taken(number: number, { model: { params } }: PipelineSpec): Trial | null {
    const line = this.kept.take(number, params);
    if (line === null) return null;
    const { value } = line;
    const state = line.state === 'complete' ? 'complete' : 'failed';
    const trial = { number, params, value, state, error: null } as const;
    this.#ended(trial, null);
    return trial;
  }

  #finished(trial: RanTrial): void {
    this.sink.appendLine('trials.jsonl', lineOf(trial, this.place));
    const { number, params, value, state, error } = trial;
    this.#ended({ number, params, value, state, error }, trial.outcomes);
  }

  #ended(trial: Trial, outcomes: readonly FoldOutcome[] | null): void {
    this.leader.meet(trial, outcomes);
    const best = this.leader.trial?.value ?? null;
    const bestText = best === null ? '' : `, best ${this.prepared.by.id} ${best.toFixed(4)}`;
    this.#meter.update(++this.#nDone, this.plan.nTrials, `trials${bestText}`);
  }
}

/**
 * Runs what an earlier run of the version has not finished; a version that is new has finished nothing.
 * @param prepared the search scores its trials on these folds  @param place when they lie inside a fold
 * @returns every trial in order of number, and the best with its folds
 * @throws AssayError exit 1 for a line of trials.jsonl that is no trial of this search; what all trials failed with
 */
export async function runTrials(
  prepared: PreparedModelling,
  context: Context,
  plan: Plan,
  sink: Sink,
  place: SearchPlace = null,
): Promise<{ trials: readonly Trial[]; best: BestTrial }> {
  const kept = await keptTrials(sink.lines('trials.jsonl'), plan.nTrials, place);
  if (kept.count > 0) context.listener.note(`${kept.count} of ${plan.nTrials} trials had finished`);
  const run = new TrialRun(prepared, context, plan, kept, sink, place);
  await run.runAll();
  return { trials: run.trials, best: await run.best() };
}
