/** What `cv`, `train` and `tune` have in common: draft, prepare, record, show. */
import { EXIT, type ExitCode } from '../core/errors.js';
import type { Context } from '../workflows/context.js';
import type { DraftOptions } from '../workflows/modelling.js';
import { type PreparedStep, type RecordedStep, recordStep } from '../workflows/step.js';
import type { ScreenStyle, Terminal, Typed } from './command.js';
import { modellingDraft } from './modelling-draft.js';
import { withContext } from './session.js';
import { stepDocument } from './step-result.js';
import { text } from './typed-values.js';

/** @param startedMs performance.now() when the command began */
export async function runModelling<R>(
  step: 'cv' | 'train' | 'tune',
  typed: Typed,
  term: Terminal,
  startedMs: number,
  prepare: (draft: DraftOptions, context: Context) => Promise<PreparedStep<R>>,
  screen: (recorded: RecordedStep<R>, style: ScreenStyle) => string,
): Promise<ExitCode> {
  const draft = await modellingDraft(step, typed);
  const file = text(typed, 'save-splits');
  const splits = file === null ? {} : { saveSplits: { path: file, overwrite: term.yes } };
  const recorded = await withContext(typed, term, async (context) =>
    recordStep(await prepare(draft, { ...context, ...splits }), context, startedMs / 1000),
  );
  term.result(stepDocument(recorded), (style) => screen(recorded, style));
  return EXIT.done;
}
