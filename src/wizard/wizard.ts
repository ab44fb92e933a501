/** The wizard: questions make a command line, the command line runs, and so on until the person has enough. */
import { EXIT, type ExitCode } from '../core/errors.js';
import type { Surface } from './asked.js';
import { converse, Past } from './converse.js';
import { commandText } from './header.js';
import { questions } from './questions/list.js';
import type { State } from './state.js';

/** A validation that fails has done its work too. */
const hasDone = (code: ExitCode, { step }: State): boolean =>
  code === EXIT.done || (code === EXIT.data && step === 'validate');

/**
 * @returns exit 130 when a run was stopped
 * @throws AssayError (exit 130) on Ctrl-C at a question
 */
export async function runWizard(start: State, term: Surface): Promise<ExitCode> {
  const past = new Past();
  let state = start;
  for (;;) {
    state = await converse({ questions, term }, state, past);
    if (state.run === null) return EXIT.done;
    term.note(`\n$ ${commandText(state.run)}\n`);
    const code = await term.run(state.run);
    if (term.signal.aborted) return EXIT.interrupted;
    // After a failure the questions go on where they were, to be answered otherwise.
    state = hasDone(code, state) ? { ...state, run: null, hasRun: true } : past.back(state);
  }
}
