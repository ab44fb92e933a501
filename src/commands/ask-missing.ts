/** A step typed with one thing missing asks just for that; only in a terminal. */
import { shellText } from '../core/shell-text.js';
import type { State } from '../wizard/state.js';
import type { Origin, Terminal, Typed } from './command.js';
import { text } from './typed-values.js';

type Missing = 'data' | 'target';

const isMissing = (typed: Typed, what: Missing): boolean =>
  what === 'data' ? typed.args.length === 0 : text(typed, 'target') === null;

/** The words that the answers add; a name that begins with a dash is no option. */
function answeredWords({ sheet, target }: State, missing: readonly Missing[]): string[] {
  const data = missing.includes('data') && sheet ? [sheet.path] : [];
  if (!missing.includes('target') || !target) return data;
  return [...data, ...(target.name.startsWith('-') ? [`--target=${target.name}`] : ['-t', target.name])];
}

/** argv with words added where they are read as what they are: before `--`. */
function extended(argv: readonly string[], words: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return end < 0 ? [...argv, ...words] : argv.toSpliced(end, 0, ...words);
}

/** As if it had been typed. */
function filled(typed: Typed, state: State, missing: readonly Missing[]): Typed {
  const argv = extended(typed.argv, answeredWords(state, missing));
  const args = missing.includes('data') ? [state.sheet!.path] : typed.args;
  if (!missing.includes('target')) return { ...typed, args, argv };
  const origin: Origin = { kind: 'flag' };
  return {
    args,
    options: { ...typed.options, target: state.target!.name },
    given: new Set([...typed.given, 'target']),
    origins: new Map([...typed.origins, ['target', origin]]),
    argv,
  };
}

async function ask(typed: Typed, missing: readonly Missing[], term: Terminal): Promise<State> {
  const { converse } = await import('../wizard/converse.js');
  const { initialState } = await import('../wizard/state.js');
  const { openSheet } = await import('../wizard/sheet.js');
  const { data } = await import('../wizard/questions/data.js');
  const { requiredTarget } = await import('../wizard/questions/target.js');
  const { readingOf } = await import('./step-draft.js');
  const open = (path: string) => openSheet(path, term, readingOf(typed));
  const questions = [
    { ...data, take: async (answer: string, state: State) => ({ ...state, sheet: await open(answer) }) },
    ...(missing.includes('target') ? [requiredTarget] : []),
  ];
  const sheet = missing.includes('data') ? null : await open(typed.args[0]);
  const wordsOf = (state: State) => extended(typed.argv, answeredWords(state, missing));
  return converse({ questions, term, wordsOf }, { ...initialState(new Map()), sheet });
}

/**
 * Asks for what is missing and says the whole command line, for next time.
 * @param what the command asks for
 * @throws AssayError (exit 130) on Ctrl-C; exit 1, 2 or 3 when the data cannot be read
 */
export async function askFor(typed: Typed, what: readonly Missing[], term: Terminal): Promise<Typed> {
  // A version that goes on knows its own.
  if (typed.options.resume !== undefined) return typed;
  const missing = what.filter((one) => isMissing(typed, one));
  if (missing.length === 0) return typed;
  const state = await ask(typed, missing, term);
  const complete = filled(typed, state, missing);
  if (state.target) {
    const { targetLines } = await import('../wizard/header.js');
    term.note(targetLines(state.target, term.style.width).join('\n'));
  }
  term.note(`$ ${shellText(['assay', ...complete.argv])}\n`);
  return complete;
}
