/** What `cv`, `train` and `tune` have in common: draft, prepare, record, show; for one configuration or several. */
import { EXIT, type ExitCode } from '../core/errors.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { Context } from '../workflows/context.js';
import type { DraftOptions } from '../workflows/modelling.js';
import { saveSplits } from '../workflows/save-splits.js';
import type { PreparedEvaluation } from '../workflows/step.js';
import type { Terminal, Typed } from './command.js';
import { type Ending, endEvaluation } from './end-evaluation.js';
import { type Combination, modellingDrafts } from './modelling-draft.js';
import { sourceOf } from './origin-text.js';
import { type PreparedSweep, prepareSweep } from './prepare-sweep.js';
import { isDryRun, runStep, showPlan } from './run-step.js';
import { partialError, runSweep, SweepListener, showSweep } from './run-sweep.js';
import { withContext } from './session.js';
import { text } from './typed-values.js';

export interface ModellingCommand<R> extends Ending<R> {
  readonly step: 'cv' | 'train' | 'tune';
  prepare(draft: DraftOptions, context: Context): Promise<PreparedEvaluation<R>>;
}

/** Prepares all combinations before any of them runs; then keeps the folds, which they share. */
async function prepareAll<R>(
  { prepare }: ModellingCommand<R>,
  combinations: readonly Combination[],
  typed: Typed,
  term: Terminal,
  context: Context,
): Promise<PreparedSweep<R>> {
  const file = text(typed, 'save-splits');
  const target = file === null ? undefined : { path: file, overwrite: term.yes };
  const sweep = await prepareSweep(
    prepare,
    combinations,
    target ? { ...context, saveSplits: target } : context,
  );
  if (target && !isDryRun(typed)) saveSplits(target, sweep.combinations[0].prepared.modelling);
  return sweep;
}

async function runOne<R extends EvaluationResults>(
  command: ModellingCommand<R>,
  combinations: readonly Combination[],
  typed: Typed,
  term: Terminal,
  startedMs: number,
): Promise<ExitCode> {
  const ran = await runStep<R, PreparedEvaluation<R>>(typed, term, startedMs, async (context) => {
    const sweep = await prepareAll(command, combinations, typed, term, context);
    return sweep.combinations[0].prepared;
  });
  if (!ran) return EXIT.done;
  return endEvaluation(ran.recorded, command, term, sourceOf(typed, 'target', term.cwd));
}

async function runSeveral<R extends EvaluationResults>(
  command: ModellingCommand<R>,
  combinations: readonly Combination[],
  typed: Typed,
  term: Terminal,
  startedMs: number,
): Promise<ExitCode> {
  const ended = await withContext(typed, term, async (opened) => {
    const context = { ...opened, listener: new SweepListener(opened.listener) };
    const sweep = await prepareAll(command, combinations, typed, term, context);
    if (!isDryRun(typed)) return runSweep(sweep, typed, term, context, startedMs);
    const steps = sweep.combinations.map(({ prepared }) => prepared);
    await showPlan(steps, typed, term, context, sweep.failures);
    if (sweep.failures.length > 0) throw partialError(sweep.failures, combinations.length);
    return null;
  });
  return ended === null ? EXIT.done : showSweep(ended, typed, term);
}

/**
 * @param startedMs performance.now() when the command began
 * @throws AssayError exit 3 when a gate failed, exit 6 when some of several configurations failed; after the result
 */
export async function runModelling<R extends EvaluationResults>(
  command: ModellingCommand<R>,
  typed: Typed,
  term: Terminal,
  startedMs: number,
): Promise<ExitCode> {
  const combinations = await modellingDrafts(command.step, typed);
  const run = combinations.length === 1 ? runOne : runSeveral;
  return run(command, combinations, typed, term, startedMs);
}
