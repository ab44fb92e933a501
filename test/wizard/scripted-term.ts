/** A person who answers from a list, for tests of the questions without a terminal. */
import assert from 'node:assert/strict';
import { EXIT, type ExitCode } from '../../src/core/errors.js';
import type { Asked, Choice, Surface } from '../../src/wizard/asked.js';

/** The key that goes back. */
export const BACK = null;

/** Values or names of choices, or typed text; a function looks at the question and stands for no answer. */
export type Answer = string | null | ((asked: Asked) => void);

const PLAIN = { width: 100, color: false };

/** Every choice of a question. */
export const choicesOf = (asked: Asked, term = ''): readonly Choice[] => {
  if (asked.kind === 'type') return [];
  return asked.kind === 'search' ? asked.choices(term) : asked.choices;
};

/** The header of a question as one text. */
export const headerOf = (asked: Asked): string => asked.above(PLAIN, 40).join('\n');

export class ScriptedTerm implements Surface {
  readonly env = {};
  readonly signal = new AbortController().signal;
  readonly notes: string[] = [];
  readonly warnings: string[] = [];
  readonly ran: (readonly string[])[] = [];
  readonly #answers: Answer[];

  constructor(
    readonly cwd: string,
    answers: readonly Answer[],
    readonly codeOf: (words: readonly string[]) => ExitCode = () => EXIT.done,
  ) {
    this.#answers = [...answers];
  }

  get isThrough(): boolean {
    return this.#answers.length === 0;
  }

  async ask(asked: Asked): Promise<string | null> {
    for (;;) {
      const answer = this.#answers.shift();
      assert.notEqual(answer, undefined, `no answer left for "${asked.message}"`);
      if (typeof answer === 'function') answer(asked);
      else if (answer === null || answer === undefined) return this.#back(asked);
      else return this.#chosen(asked, answer);
    }
  }

  #back({ canGoBack, message }: Asked): null {
    assert.ok(canGoBack, `"${message}" is the first question`);
    return null;
  }

  #chosen(asked: Asked, answer: string): string {
    if (asked.kind === 'type') return answer;
    const choices = choicesOf(asked, asked.kind === 'search' && /[./+]/.test(answer) ? answer : '');
    const found = choices.find(({ value, name }) => value === answer || name === answer);
    assert.ok(found, `"${asked.message}" offers no ${answer}: ${choices.map(({ name }) => name).join(', ')}`);
    return found.value;
  }

  note(text: string): void {
    this.notes.push(text);
  }

  warn(text: string): void {
    this.warnings.push(text);
  }

  progress() {
    return { stop: () => {} };
  }

  async run(words: readonly string[]): Promise<ExitCode> {
    this.ran.push(words);
    return this.codeOf(words);
  }
}
