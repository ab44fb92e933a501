/** The conversation: the first question that is open is asked; back takes the last answer away. */
import { AssayError, EXIT, interruptedError } from '../core/errors.js';
import type { Surface } from './asked.js';
import { commandText, header } from './header.js';
import type { Question } from './question.js';
import { type State, wordsOf } from './state.js';

export interface Conversation {
  readonly questions: readonly Question[];
  readonly term: Surface;
  /** The command line that a state stands for; null: `wordsOf`. */
  readonly wordsOf?: (state: State) => readonly string[];
}

/** Ctrl-C: what was answered is not lost. */
function stopped(error: unknown, words: readonly string[]): unknown {
  const isStop = error instanceof AssayError && error.exitCode === EXIT.interrupted;
  if (!isStop || words.length === 0) return error;
  return interruptedError('stopped at a question', `so far: ${commandText(words)}`);
}

async function answer(
  { term, wordsOf: lineOf = wordsOf }: Conversation,
  question: Question,
  state: State,
  canGoBack: boolean,
): Promise<string | null> {
  // Under a result only the command line stands: the result is what is looked at.
  const { sheet, target } = state.hasRun ? { sheet: null, target: null } : state;
  const words = lineOf(state);
  const asked = await question.ask(state, term);
  try {
    return await term.ask({
      ...asked,
      above: (style, rows) => header({ sheet, target: target ?? null, words }, style, rows),
      canGoBack,
    });
  } catch (error) {
    throw stopped(error, words);
  }
}

/** The state after an answer; the same state when the answer cannot be, which is said. */
async function taken(given: string, question: Question, state: State, term: Surface): Promise<State> {
  try {
    return await question.take(given, state, term);
  } catch (error) {
    if (!(error instanceof AssayError) || error.exitCode === EXIT.interrupted) throw error;
    term.warn(error.hint ? `${error.message}; ${error.hint}` : error.message);
    return state;
  }
}

/** States that back leads to, the newest last. */
export class Past {
  readonly #states: State[] = [];

  get isEmpty(): boolean {
    return this.#states.length === 0;
  }

  add(state: State): void {
    this.#states.push(state);
  }

  /** The newest, taken out; `state` when there is none. */
  back(state: State): State {
    return this.#states.pop() ?? state;
  }
}

/**
 * Asks until no question is open or something is to be run.
 * @param past grows with every answer, shrinks with every back
 * @throws AssayError (exit 130) on Ctrl-C, with the command line so far as its hint
 */
export async function converse(conversation: Conversation, start: State, past = new Past()): Promise<State> {
  const { questions, term } = conversation;
  let state = start;
  while (state.run === null && !state.isOver) {
    const question = questions.find((one) => one.isNext(state));
    if (!question) break;
    const given = await answer(conversation, question, state, !past.isEmpty);
    if (given === null) {
      state = past.back(state);
      continue;
    }
    const after = await taken(given, question, state, term);
    if (after !== state) past.add(state);
    state = after;
  }
  return state;
}
