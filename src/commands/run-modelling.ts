/** What `cv`, `train` and `tune` have in common: draft, prepare, record, show. */
import { EXIT, type ExitCode } from '../core/errors.js';
import type { Style } from '../report/screens/paint.js';
import type { StepInput } from '../report/screens/step-frame.js';
import type { Context } from '../workflows/context.js';
import type { DraftOptions } from '../workflows/modelling.js';
import type { PreparedStep, RecordedStep } from '../workflows/step.js';
import type { Terminal, Typed } from './command.js';
import { modellingDraft } from './modelling-draft.js';
import { sourceOf } from './origin-text.js';
import { runStep } from './run-step.js';
import { stepDocument, stepInput } from './step-result.js';
import { text } from './typed-values.js';

export interface ModellingCommand<R> {
  readonly step: 'cv' | 'train' | 'tune';
  prepare(draft: DraftOptions, context: Context): Promise<PreparedStep<R>>;
  screen(input: StepInput<R>, style: Style): string;
  /** Commands that make sense now. @param experiment that the version went to */
  next(recorded: RecordedStep<R>, experiment: string): readonly string[];
}

/** @param startedMs performance.now() when the command began */
export async function runModelling<R>(
  { step, prepare, screen, next }: ModellingCommand<R>,
  typed: Typed,
  term: Terminal,
  startedMs: number,
): Promise<ExitCode> {
  const draft = await modellingDraft(step, typed);
  const file = text(typed, 'save-splits');
  const splits = file === null ? {} : { saveSplits: { path: file, overwrite: term.yes } };
  const { recorded } = await runStep(typed, term, startedMs, (context) =>
    prepare(draft, { ...context, ...splits }),
  );
  const commands = next(recorded, recorded.id.slice(0, recorded.id.lastIndexOf('/')));
  const targetFrom = sourceOf(typed, 'target', term.cwd);
  term.result(stepDocument(recorded), (style) =>
    screen({ ...stepInput(recorded, commands), targetFrom }, style),
  );
  return EXIT.done;
}
