/**
 * Selectors as commands take them: the store of -E, the experiment of -x, the --filter, and a word on stderr when an
 * experiment is guessed.
 */

import { type SelectOptions, select, selectOne } from '../store/selectors.js';
import { selectInTrash } from '../store/trash.js';
import type { Version } from '../store/version.js';
import { bestVersion } from '../workflows/compare.js';
import type { Terminal, Typed } from './command.js';
import { experimentHints, storeOf } from './session.js';
import { text } from './typed-values.js';

function optionsOf(typed: Typed, term: Terminal): SelectOptions {
  return {
    cwd: term.cwd,
    ...experimentHints(typed),
    chooseBest: bestVersion,
    filter: text(typed, 'filter') ?? undefined,
  };
}

const tellGuess = (current: { name: string; guessed: boolean } | null, term: Terminal) => {
  if (current?.guessed) term.note(`experiment ${current.name} (the one written last; -x NAME for another)`);
};

/**
 * @param selectors by default all arguments
 * @throws AssayError exit 2 when a selector names nothing
 */
export function selectVersions(
  typed: Typed,
  term: Terminal,
  options: Partial<SelectOptions> = {},
  selectors: readonly string[] = typed.args,
): readonly Version[] {
  const { versions, current } = select(storeOf(typed, term), selectors, {
    ...optionsOf(typed, term),
    ...options,
  });
  tellGuess(current, term);
  return versions;
}

/**
 * @param selector by default the first argument
 * @throws AssayError exit 2 when the selector names none or several
 */
export function selectVersion(
  typed: Typed,
  term: Terminal,
  selector = typed.args[0],
  options: Partial<SelectOptions> = {},
): Version {
  const { version, current } = selectOne(storeOf(typed, term), selector, {
    ...optionsOf(typed, term),
    ...options,
  });
  tellGuess(current, term);
  return version;
}

/** The same over the trash of the store. @throws AssayError exit 2 when a selector names nothing there */
export function selectDiscarded(typed: Typed, term: Terminal): readonly Version[] {
  const { versions, current } = selectInTrash(storeOf(typed, term), typed.args, optionsOf(typed, term));
  tellGuess(current, term);
  return versions;
}
