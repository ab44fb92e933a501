/**
 * A step in two halves: prepared (everything checked, nothing written), then run into a sink. The sink is a version
 * folder, or for `verify` a list of hashes: both get the same bytes.
 */
import { type AssayError, isInterrupt } from '../core/errors.js';
import { toJsonText } from '../core/json-text.js';
import type { GateOutcome } from '../core/schemas/gate.js';
import type { RankedRun } from '../core/schemas/imbalance.js';
import type { Manifest, Step, Timings } from '../core/schemas/manifest.js';
import type { Warning } from '../core/schemas/metric-value.js';
import type { Options } from '../core/schemas/options.js';
import type { FileData } from '../store/atomic-file.js';
import { experimentToWrite } from '../store/current-experiment.js';
import type { Version } from '../store/version.js';
import type { VersionWriter } from '../store/version-writer.js';
import { type Context, now } from './context.js';
import { endedEarly, interruptedWith, orStopped } from './interruption.js';
import type { PreparedModelling } from './modelling.js';

/** Where a step's files go. */
export interface Sink {
  write(name: string, data: FileData): Promise<void>;
  appendLine(name: string, document: object): void;
  /** What `appendLine` wrote in an earlier run of the version, when it is resumed; else nothing. */
  lines(name: string): unknown[];
  log(event: { event: string; [key: string]: unknown }): void;
}

export interface StepOutcome<R> {
  readonly results: R;
  /** Seconds; `total` and `write` are added when recorded. */
  readonly timings: Timings;
}

/** What every results.json has. */
export interface StepResults {
  readonly warnings: readonly Warning[];
  /** Of a step that scores. */
  readonly gates?: readonly GateOutcome[];
  /** Of a bake-off. */
  readonly runs?: readonly RankedRun[];
}

export interface PreparedStep<R = StepResults> {
  readonly step: Step;
  /** Ends the folder's name: `v0007-cv-forest`. */
  readonly suffix: string;
  /** Default name of the experiment. */
  readonly stem: string;
  readonly seed: number;
  readonly options: Options;
  readonly data: NonNullable<Manifest['data']>;
  readonly parents: readonly { readonly id: string; readonly why: string }[];
  /** What preparing it said. */
  readonly warnings: readonly Warning[];
  /** Of a step that fits and scores a model: what `--dry-run` shows. */
  readonly modelling?: PreparedModelling;
  run(sink: Sink): Promise<StepOutcome<R>>;
}

/** A step that fits and scores a model. */
export interface PreparedEvaluation<R> extends PreparedStep<R> {
  readonly modelling: PreparedModelling;
}

export interface RecordedStep<R> {
  readonly id: string;
  readonly path: string;
  readonly results: R;
  readonly timings: Timings;
  readonly data: NonNullable<Manifest['data']>;
  /** `--skip-done` took a version that was done already. */
  readonly reused?: true;
  /** The version is done, but Ctrl-C ended what comes after its scores: what the command ends in. */
  readonly endedEarly?: AssayError;
}

/** What the first Ctrl-C lets finish. */
const IN_HAND: Partial<Record<Step, string>> = {
  train: 'the fit in hand',
  cv: 'the folds in hand',
  tune: 'the trials in hand',
  curve: 'the fits in hand',
  imbalance: 'the runs in hand',
  predict: 'the rows in hand',
  importance: 'the columns in hand',
};

/** The experiment that a prepared step goes to. @throws AssayError exit 2 for a name that cannot be one */
export const experimentOf = ({ stem }: Pick<PreparedStep, 'stem'>, { experiment }: Context): string =>
  experimentToWrite({ ...experiment, dataStem: stem });

/**
 * Claims a version, runs the step into it and closes it: done, failed or interrupted. What was written stays.
 * @param started when the command began, for `timings.total`
 * @throws what the step throws, and AssayError exit 1 when the disk refuses
 */
export async function recordStep<R>(
  prepared: PreparedStep<R>,
  context: Context,
  started: number,
): Promise<RecordedStep<R>> {
  const { step, suffix, seed, data, parents } = prepared;
  const writer = await context.store.claim({
    experiment: experimentOf(prepared, context),
    step,
    suffix,
    command: context.command,
    seed,
    data,
    parents: [...parents],
    options: toJsonText(prepared.options),
    labels: context.labels,
  });
  return runInto(writer, prepared, context, started);
}

/**
 * Goes on with a version that was interrupted or failed: what its earlier run appended is there, the rest is run.
 * @param prepared from the version's own options
 * @throws as `recordStep`, and AssayError exit 2 when another process has the version
 */
export async function resumeStep<R>(
  version: Version,
  prepared: PreparedStep<R>,
  context: Context,
  started: number,
): Promise<RecordedStep<R>> {
  const writer = await context.store.resume(version, context.command);
  if (context.labels) writer.label(context.labels);
  return runInto(writer, prepared, context, started);
}

async function runInto<R>(
  writer: VersionWriter,
  prepared: PreparedStep<R>,
  context: Context,
  started: number,
): Promise<RecordedStep<R>> {
  const release = context.hold(IN_HAND[prepared.step] ?? 'what is in hand');
  try {
    const { results, timings } = await orStopped(prepared.run(writer), context.stop);
    const written = now();
    await writer.write('results.json', toJsonText(results));
    const ended = now();
    const all = { ...timings, write: (timings.write ?? 0) + ended - written, total: ended - started };
    await writer.finish({ timings: all });
    const early = endedEarly(writer, results as object, context);
    const recorded = { id: writer.id, path: writer.path, results, timings: all, data: prepared.data };
    return early ? { ...recorded, endedEarly: early } : recorded;
  } catch (error) {
    if (isInterrupt(error)) {
      await writer.interrupt();
      throw interruptedWith(error, writer, prepared, context);
    }
    await writer.fail(error);
    throw error;
  } finally {
    release();
  }
}
