/** How every step runs: a context is opened, the step prepared in it and recorded, the workers are ended. */
import type { Context } from '../workflows/context.js';
import { type PreparedStep, type RecordedStep, recordStep } from '../workflows/step.js';
import type { Terminal, Typed } from './command.js';
import { withContext } from './session.js';

interface Ran<R, P> {
  readonly recorded: RecordedStep<R>;
  readonly prepared: P;
}

/**
 * @param startedMs performance.now() when the command began
 * @param prepare checks everything and writes nothing
 */
export function runStep<R, P extends PreparedStep<R>>(
  typed: Typed,
  term: Terminal,
  startedMs: number,
  prepare: (context: Context) => Promise<P & PreparedStep<R>>,
): Promise<Ran<R, P>> {
  return withContext(typed, term, async (context) => {
    const prepared = await prepare(context);
    return { prepared, recorded: await recordStep<R>(prepared, context, startedMs / 1000) };
  });
}
