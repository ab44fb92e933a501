/** A question with yes or no as its answer, to a person in a terminal. */
import { stderr } from 'node:process';
import { interruptedError } from '../core/errors.js';

/**
 * Asks on stderr; no is the default. Only where `Terminal.interactive` holds.
 * @param question ends in `?`
 * @throws AssayError (exit 130) when the person presses Ctrl-C
 */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const prompts = await import('@inquirer/prompts');
  try {
    return await prompts.confirm({ message: question, default: false }, { output: stderr, signal });
  } catch (error) {
    if (!(error instanceof Error) || !/^(ExitPromptError|AbortPromptError)$/.test(error.name)) throw error;
    throw interruptedError('stopped at the question', 'nothing was changed');
  }
}
