/** Several configurations of one step: run one after the other, a version each, and shown together. */
import { resolve } from 'node:path';
import { AssayError, EXIT, type ExitCode, interruptedError, isInterrupt } from '../core/errors.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import { readVersion } from '../store/version.js';
import { compareVersions } from '../workflows/compare.js';
import { type Context, type Listener, now } from '../workflows/context.js';
import { recordOnce } from '../workflows/reuse.js';
import type { RecordedStep } from '../workflows/step.js';
import type { Terminal, Typed } from './command.js';
import { gateError } from './gate-error.js';
import { nextOnVersions } from './next-command.js';
import type { Failure, PreparedSweep } from './prepare-sweep.js';
import { skipsDone } from './run-step.js';
import { stepDocument } from './step-result.js';
import { evaluationRows } from './step-rows.js';

interface Done<R> {
  readonly what: string;
  readonly recorded: RecordedStep<R>;
}

interface EndedSweep<R> {
  readonly done: readonly Done<R>[];
  /** In the order of the product. */
  readonly failures: readonly Failure[];
  /** How many of the failures began to run: those have a version. */
  readonly nBegun: number;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function interruptedAfter(nDone: number, nAll: number, error?: unknown): AssayError {
  const inHand = error === undefined ? '' : `${messageOf(error)}; `;
  return interruptedError(
    `${inHand}${nDone} of ${nAll} versions are done`,
    'the same line with --skip-done goes on where this one stopped',
  );
}

/** A listener whose meters say which of the runs is in hand: `3 of 12 · forest: fitting`. */
export class SweepListener implements Listener {
  readonly note: Listener['note'];
  readonly warn: Listener['warn'];
  readonly #inner: Listener;
  #inHand = '';

  constructor(inner: Listener) {
    this.#inner = inner;
    this.note = inner.note;
    this.warn = inner.warn;
  }

  begin(number: number, nAll: number): void {
    this.#inHand = `${number} of ${nAll} · `;
  }

  meter(...[label, underWay]: Parameters<Listener['meter']>): ReturnType<Listener['meter']> {
    return this.#inner.meter(this.#inHand + label, underWay);
  }
}

export interface SweepContext extends Context {
  readonly listener: SweepListener;
}

/**
 * Runs all, one after the other; each is told on stderr as it ends. One that fails, or cannot run, does not keep the
 * others.
 * @param startedMs performance.now() when the command began: what was prepared for all counts for each
 * @throws AssayError exit 130 at the first Ctrl-C, when the one in hand has ended
 */
export async function runSweep<R extends EvaluationResults>(
  { combinations, failures: unprepared }: PreparedSweep<R>,
  typed: Typed,
  term: Terminal,
  context: SweepContext,
  startedMs: number,
): Promise<EndedSweep<R>> {
  const { sweepLine } = await import('../report/screens/sweep.js');
  const preparing = now() - startedMs / 1000;
  const done: Done<R>[] = [];
  const failures: Failure[] = [];
  const nAll = combinations.length + unprepared.length;
  const tellFailed = ({ number, what, error }: Failure) =>
    term.warn(`[${number}/${nAll}] ${what} failed: ${messageOf(error)}`);
  unprepared.forEach(tellFailed);
  for (const { number, what, prepared } of combinations) {
    if (context.signal.aborted) throw interruptedAfter(done.length, nAll);
    context.listener.begin(number, nAll);
    const how = { skipDone: skipsDone(typed), started: now() - preparing, quiet: true };
    try {
      const recorded = await recordOnce(prepared, context, how);
      done.push({ what, recorded });
      term.note(`[${number}/${nAll}] ${sweepLine(lineOf({ what, recorded }))}`);
      if (recorded.endedEarly) throw recorded.endedEarly;
    } catch (error) {
      if (isInterrupt(error)) throw interruptedAfter(done.length, nAll, error);
      failures.push({ number, what, error });
      tellFailed({ number, what, error });
    }
  }
  const all = [...unprepared, ...failures].sort((a, b) => a.number - b.number);
  return { done, failures: all, nBegun: failures.length };
}

const lineOf = <R extends EvaluationResults>({ what, recorded }: Done<R>) => ({
  what,
  version: recorded.id,
  results: recorded.results,
  seconds: recorded.timings.total ?? 0,
  reused: recorded.reused ?? false,
});

/** Some of several configurations failed, or would. @param hint what became of the others */
export function partialError(failures: readonly Failure[], nAll: number, hint?: string): AssayError {
  const [{ what, error }] = failures;
  const more = failures.length > 1 ? `; and ${failures.length - 1} more` : '';
  const message = `${failures.length} of ${nAll} failed: ${what}: ${messageOf(error)}${more}`;
  return new AssayError(EXIT.partial, 'ASSAY_PARTIAL', message, hint, error);
}

/** What a sweep ends in besides its result: a gate that failed comes before runs that did. */
function sweepError<R extends EvaluationResults>({ done, failures, nBegun }: EndedSweep<R>): unknown {
  const gates = gateError(done.map(({ recorded }) => recorded));
  if (gates || failures.length === 0) return gates;
  if (done.length === 0) return failures[0].error;
  const listed = nBegun > 0 ? '; assay list shows the failed ones' : '';
  return partialError(failures, done.length + failures.length, `the others are done${listed}`);
}

/** The ranking of just these versions; null when none of them was scored. */
function comparisonOf<R extends EvaluationResults>(done: readonly Done<R>[], term: Terminal) {
  if (done.every(({ recorded }) => Object.keys(recorded.results.metrics).length === 0)) return null;
  const versions = done.map(({ recorded }) => readVersion(resolve(term.cwd, recorded.path)));
  return compareVersions(versions, { by: null });
}

/** The chosen one looked at, and trained; without one, all of the experiment ranked. */
function nextOf(recorded: readonly RecordedStep<EvaluationResults>[], chosen: string | null, typed: Typed) {
  const [{ id, results }] = recorded;
  if (chosen === null) return [nextOnVersions(typed, 'compare', id.slice(0, id.lastIndexOf('/')))];
  const train = results.step === 'cv' ? [nextOnVersions(typed, 'train', '--like', chosen)] : [];
  return [nextOnVersions(typed, 'show', chosen), ...train];
}

/**
 * The versions as one document; on screen the ranking of just these, with -v also their folds.
 * @throws AssayError exit 3 or 6, after the result
 */
export async function showSweep<R extends EvaluationResults>(
  ended: EndedSweep<R>,
  typed: Typed,
  term: Terminal,
): Promise<ExitCode> {
  const { sweepScreen } = await import('../report/screens/sweep.js');
  const { done } = ended;
  const recorded = done.map((one) => one.recorded);
  const error = sweepError(ended);
  if (done.length === 0) throw error;
  term.result(
    { schema: 'assay/versions/1', versions: recorded.map(stepDocument) },
    (style) => {
      const comparison = comparisonOf(done, term);
      const next = nextOf(recorded, comparison?.document.chosen?.version ?? null, typed);
      return sweepScreen({ lines: done.map(lineOf), comparison, folds: term.verbose, next }, style);
    },
    () => evaluationRows(recorded),
    () => recorded.map(({ id }) => id),
  );
  if (error) throw error;
  return EXIT.done;
}
