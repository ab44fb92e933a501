/** How every step runs: a context is opened, the step prepared in it and recorded, the workers are ended. */
import type { Context } from '../workflows/context.js';
import { planOf } from '../workflows/plan.js';
import { recordOnce } from '../workflows/reuse.js';
import type { PreparedStep, RecordedStep } from '../workflows/step.js';
import type { Terminal, Typed } from './command.js';
import type { Failure } from './prepare-sweep.js';
import { withContext } from './session.js';
import { planRows } from './step-rows.js';
import { flag } from './typed-values.js';

interface Ran<R, P> {
  readonly recorded: RecordedStep<R>;
  readonly prepared: P;
}

export const isDryRun = (typed: Typed): boolean => flag(typed, 'dry-run');
export const skipsDone = (typed: Typed): boolean => flag(typed, 'skip-done');

/** `--dry-run`: prints what prepared steps would do. @param failures of a sweep: what could not be prepared */
export async function showPlan(
  steps: readonly PreparedStep<unknown>[],
  typed: Typed,
  term: Terminal,
  context: Context,
  failures: readonly Failure[] = [],
): Promise<void> {
  const { planScreen } = await import('../report/screens/plan.js');
  const plan = planOf(steps, failures, skipsDone(typed), context);
  term.result(
    plan,
    (style) => planScreen(plan, style),
    () => planRows(plan),
    () => plan.versions.map(({ version }) => version),
  );
}

/**
 * @param startedMs performance.now() when the command began
 * @param prepare checks everything and writes nothing
 * @returns null for `--dry-run`: the plan was the result
 */
export function runStep<R, P extends PreparedStep<R>>(
  typed: Typed,
  term: Terminal,
  startedMs: number,
  prepare: (context: Context) => Promise<P & PreparedStep<R>>,
): Promise<Ran<R, P> | null> {
  return withContext(typed, term, async (context) => {
    const prepared = await prepare(context);
    if (isDryRun(typed)) {
      await showPlan([prepared], typed, term, context);
      return null;
    }
    const how = { skipDone: skipsDone(typed), started: startedMs / 1000 };
    return { prepared, recorded: await recordOnce<R>(prepared, context, how) };
  });
}
