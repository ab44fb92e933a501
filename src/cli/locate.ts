/** Finds the command in argv: options of every command may stand before it, all options after it. */
import type { OptionSpec } from '../commands/command.js';
import { globalOptions } from '../commands/global-options.js';
import { normaliseId } from '../core/suggest.js';

export interface Located {
  /** The word that names the command; null when there is none. */
  readonly word: string | null;
  /** argv without that word. */
  readonly rest: readonly string[];
  /** The first word that is an option no command shares, when it stands before the command. */
  readonly strayOption: string | null;
}

const takesValue = (word: string): boolean =>
  globalOptions.some(
    (spec: OptionSpec) =>
      spec.type !== 'flag' &&
      (word === `--${spec.name}` || (spec.short !== undefined && word === `-${spec.short}`)),
  );

const isShared = (word: string): boolean =>
  globalOptions.some(
    (spec: OptionSpec) =>
      word.replace(/=.*/s, '') === `--${spec.name}` ||
      word === `--no-${spec.name}` ||
      (!word.startsWith('--') && spec.short !== undefined && word[1] === spec.short),
  );

/** After an option of unknown kind only a known command is taken for one: the word may be the option's value. */
export function locate(argv: readonly string[], known: readonly string[]): Located {
  let strayOption: string | null = null;
  for (let i = 0; i < argv.length && argv[i] !== '--'; i++) {
    const word = argv[i];
    if (word.startsWith('-') && word !== '-') {
      if (!isShared(word)) strayOption ??= word;
      if (takesValue(word)) i++;
      continue;
    }
    const isKnown = known.some((id) => normaliseId(id) === normaliseId(word));
    if (strayOption === null || isKnown) return { word, rest: argv.toSpliced(i, 1), strayOption };
  }
  return { word: null, rest: argv, strayOption };
}

/** Is one of the flags there, before `--`? */
export function hasFlag(argv: readonly string[], ...flags: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => flags.includes(word));
}
