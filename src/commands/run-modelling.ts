/** What `cv`, `train` and `tune` have in common: draft, prepare, record, show; for one configuration or several. */
import { EXIT, type ExitCode } from '../core/errors.js';
import type { EvaluationResults } from '../core/schemas/evaluation.js';
import type { Context } from '../workflows/context.js';
import type { DraftOptions } from '../workflows/modelling.js';
import { saveSplits } from '../workflows/splits.js';
import type { PreparedEvaluation } from '../workflows/step.js';
import type { Terminal, Typed } from './command.js';
import { type Ending, endEvaluation } from './end-evaluation.js';
import { type Combination, modellingDrafts } from './modelling-draft.js';
import { sourceOf } from './origin-text.js';
import { isDryRun, runStep, showPlan } from './run-step.js';
import { type PreparedCombination, runSweep, SweepListener, showSweep } from './run-sweep.js';
import { withContext } from './session.js';
import { text } from './typed-values.js';

export interface ModellingCommand<R> extends Ending<R> {
  readonly step: 'cv' | 'train' | 'tune';
  prepare(draft: DraftOptions, context: Context): Promise<PreparedEvaluation<R>>;
}

/** Prepares all combinations, so that nothing runs when one cannot; then keeps the folds, which they share. */
async function prepareAll<R>(
  { prepare }: ModellingCommand<R>,
  combinations: readonly Combination[],
  typed: Typed,
  term: Terminal,
  context: Context,
): Promise<readonly PreparedCombination<R>[]> {
  const file = text(typed, 'save-splits');
  const target = file === null ? undefined : { path: file, overwrite: term.yes };
  const own = target ? { ...context, saveSplits: target } : context;
  const all = [];
  for (const { draft, text: what } of combinations) all.push({ what, prepared: await prepare(draft, own) });
  if (target && !isDryRun(typed)) saveSplits(target, all[0].prepared.modelling);
  return all;
}

async function runOne<R extends EvaluationResults>(
  command: ModellingCommand<R>,
  combinations: readonly Combination[],
  typed: Typed,
  term: Terminal,
  startedMs: number,
): Promise<ExitCode> {
  const ran = await runStep<R, PreparedEvaluation<R>>(typed, term, startedMs, async (context) => {
    const [{ prepared }] = await prepareAll(command, combinations, typed, term, context);
    return prepared;
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
    const all = await prepareAll(command, combinations, typed, term, context);
    if (!isDryRun(typed)) return runSweep(all, typed, term, context, startedMs);
    const steps = all.map(({ prepared }) => prepared);
    await showPlan(steps, typed, term, context);
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
