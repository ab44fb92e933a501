/** Runs contenders: all folds of all of them as one list, each written down as it ends, so that a killed run can go on. */
import { isInterrupt, recordedError } from '../../core/errors.js';
import { runName } from '../../core/imbalance/contestants.js';
import type { Params } from '../../core/params.js';
import type { FoldJob, FoldOutcome } from '../../core/pipeline-jobs.js';
import type { BakeOffRun } from '../../core/schemas/imbalance.js';
import type { TrialLine } from '../../core/schemas/trial.js';
import { seconds as secondsText } from '../../report/screens/numbers.js';
import { BegunFolds, secondsOf } from '../begun-folds.js';
import { shelvesOf } from '../bin-shelves.js';
import type { Context } from '../context.js';
import { InterruptedPart } from '../interruption.js';
import { type KeptTrials, keptTrials } from '../kept-trials.js';
import { foldJobs } from '../run-folds.js';
import type { Sink } from '../step.js';
import { type AbleContender, type Contender, candidateOf, isAble } from './contenders.js';
import { estimateSeconds, type FirstFold, firstOfModels, isCold } from './estimate.js';
import { failedRecord, recordOf } from './run-record.js';
import { trySamplers } from './try-samplers.js';

export interface EndedRun {
  readonly run: BakeOffRun;
  /** In workers, of all its folds; null when it failed. */
  readonly seconds: number | null;
  /** What it failed with, else null. */
  readonly error: unknown;
}

/** What tells its line in trials.jsonl from others. */
function identityOf(contender: Contender): Params {
  const { model, sampler, class_weight, threshold } = candidateOf(contender);
  return { model, sampler, class_weight, threshold };
}

/** A fold of a contender that is to run. */
interface FoldToRun {
  readonly begun: BegunFolds<AbleContender>;
  readonly fold: number;
  readonly job: FoldJob;
}

class BakeOff {
  readonly #ended = new Map<number, EndedRun>();
  readonly #context: Context;
  readonly #sink: Sink;
  readonly #meter;
  #nFolds = 0;
  #nFoldsDone = 0;

  constructor(
    readonly contenders: readonly Contender[],
    context: Context,
    sink: Sink,
  ) {
    this.#context = context;
    this.#sink = sink;
    this.#meter = context.listener.meter('imbalance: fitting');
  }

  /** Those that had ended well in an earlier run of the version, and those that cannot run. */
  take(kept: KeptTrials): void {
    for (const contender of this.contenders) {
      if (!isAble(contender)) {
        const { number, error } = contender;
        this.#ended.set(number, { run: failedRecord(contender, error), seconds: null, error });
        continue;
      }
      const line = kept.take(contender.number, identityOf(contender));
      if (line?.state !== 'complete' || !line.run) continue;
      this.#end(contender, { run: line.run, seconds: line.seconds ?? null, error: null });
    }
  }

  async runOthers(): Promise<EndedRun[]> {
    const pending = this.contenders.filter(isAble).filter(({ number }) => !this.#ended.has(number));
    const folds = pending.flatMap((contender) => this.#foldsOf(contender));
    this.#nFolds = folds.length;
    try {
      const probed = await this.#probe(folds, firstOfModels(pending));
      await this.#sayEstimate(pending, probed.known);
      await this.#run(folds.filter((fold) => !probed.folds.has(fold)));
    } catch (error) {
      if (!isInterrupt(error) || this.#ended.size === 0) throw error;
      throw new InterruptedPart(`${this.#ended.size} of ${this.contenders.length} runs`);
    } finally {
      this.#meter.stop();
    }
    return this.contenders.map(({ number }) => this.#ended.get(number) as EndedRun);
  }

  #foldsOf(contender: AbleContender): FoldToRun[] {
    const { prepared } = contender;
    const begun = new BegunFolds(contender, prepared.folds.length);
    return foldJobs(prepared, prepared.spec, this.#context).map((job, fold) => ({ begun, fold, job }));
  }

  /** A fold of each of some contenders, and as many more as there are threads where that was too short to tell. */
  async #probe(all: readonly FoldToRun[], of: readonly AbleContender[]) {
    const { jobs } = this.#context.runner;
    const known: FirstFold[] = [];
    const run = (folds: readonly FoldToRun[]) =>
      this.#run(folds, ({ begun: { of: contender } }, outcome) => {
        // Threads without a fit of their own have joined: a fit took that much less of the clock.
        const nThreads = contender.prepared.model.joinable ? Math.max(1, jobs / folds.length) : 1;
        known.push({ contender, seconds: nThreads * secondsOf([outcome]) });
      });
    const first = all.filter(({ begun, fold }) => fold === 0 && of.includes(begun.of));
    await run(first);
    const cold = known.filter(isCold).map(({ contender }) => contender);
    const more = all.filter(({ begun, fold }) => fold > 0 && fold <= jobs && cold.includes(begun.of));
    await run(more);
    return { known, folds: new Set([...first, ...more]) };
  }

  /** @param seen is told of every fold that ended well */
  async #run(
    folds: readonly FoldToRun[],
    seen: (fold: FoldToRun, outcome: FoldOutcome) => void = () => {},
  ): Promise<void> {
    if (folds.length === 0) return;
    const ended = (at: number, keep: (to: FoldToRun) => void) => {
      keep(folds[at]);
      this.#foldEnded(folds[at]);
    };
    await this.#context.runner.map(
      'run-fold',
      folds.map(({ job }) => job),
      {
        signal: this.#context.signal,
        joinable: folds.some(({ begun }) => begun.of.prepared.model.joinable === true),
        mustFinish: (at) => folds[at].fold > 0,
        onDone: (outcome, at) => {
          seen(folds[at], outcome);
          ended(at, ({ begun, fold }) => begun.keep(fold, outcome));
        },
        onFailure: (error, at) => ended(at, ({ begun, fold }) => begun.fail(fold, error)),
      },
    );
  }

  #foldEnded({ begun }: FoldToRun): void {
    this.#nFoldsDone++;
    if (begun.isOver) this.#settle(begun);
    this.#meter.update(this.#nFoldsDone, this.#nFolds, 'fits');
  }

  #settle({ of: contender, outcomes, error }: BegunFolds<AbleContender>): void {
    const ended =
      error === null
        ? { run: recordOf(contender, outcomes), seconds: secondsOf(outcomes), error }
        : { run: failedRecord(contender, error), seconds: null, error };
    this.#sink.appendLine('trials.jsonl', lineOf(contender, ended));
    this.#end(contender, ended);
    outcomes.length = 0;
  }

  #end(contender: AbleContender, ended: EndedRun): void {
    const { prepared, number } = contender;
    shelvesOf(this.#context).release(prepared.folds, prepared.spec, 1);
    this.#ended.set(number, ended);
    const { error } = ended.run;
    if (!error) return;
    const message = `${runName(ended.run)} failed: ${error.message}`;
    this.#context.listener.warn({ id: 'run-failed', columns: [], message });
  }

  async #sayEstimate(pending: readonly AbleContender[], known: readonly FirstFold[]): Promise<void> {
    if (known.length === 0) return;
    const { runner, listener } = this.#context;
    const sampling = await trySamplers(pending, this.#context);
    const left = estimateSeconds(pending, known, sampling) / runner.jobs;
    const runs = `${pending.length} runs of ${pending[0].prepared.folds.length} folds`;
    const tries = sampling.size > 0 ? ', and tries of samplers on few rows' : '';
    listener.note(`${runs}: about ${secondsText(left)}, by first fits of each model${tries}`);
  }
}

const lineOf = (contender: AbleContender, { run, seconds, error }: EndedRun): TrialLine => ({
  schema: 'assay/trial/1',
  number: contender.number,
  state: error === null ? 'complete' : 'failed',
  params: identityOf(contender),
  value: run.metrics[contender.prepared.by.id]?.value ?? null,
  seconds: seconds ?? 0,
  run,
  ...(error === null ? {} : { error: recordedError(error) }),
});

/**
 * Runs what an earlier run of the version has not finished; a version that is new has finished nothing.
 * @returns a run of each contender, in their order
 * @throws AssayError exit 1 for a line of trials.jsonl that is no run of this bake-off; what all failed with
 */
export async function runBakeOff(
  contenders: readonly Contender[],
  context: Context,
  sink: Sink,
): Promise<EndedRun[]> {
  const kept = await keptTrials(sink.lines('trials.jsonl'), contenders.length, null);
  if (kept.count > 0) context.listener.note(`${kept.count} of ${contenders.length} runs had finished`);
  const bakeOff = new BakeOff(contenders, context, sink);
  bakeOff.take(kept);
  return bakeOff.runOthers();
}
