/** `assay wizard`, and `assay` alone in a terminal: questions that end in a command line. */
import { usageError } from '../core/errors.js';
import type { Command, CommandEntry, Typed } from './command.js';
import { experimentOption, storeOption } from './step-options.js';

const options = [experimentOption, storeOption()];

/** The options of every command that is no group. */
async function commandSpecs(entries: readonly CommandEntry[]) {
  const own = entries.filter(({ id }) => id !== 'wizard');
  const loaded = await Promise.all(own.map(({ load }) => load()));
  return new Map(loaded.flatMap((one) => ('options' in one ? [[one.id, one.options] as const] : [])));
}

/** What was typed goes to every command line; what is configured reaches it by itself. */
const typedOptions = ({ given, options: values }: Typed) =>
  new Map(options.flatMap(({ name }) => (given.has(name) ? [[name, [String(values[name])]] as const] : [])));

/** @param entries every command; given, not imported, since the list of commands holds this one */
export const wizardCommand = (entries: readonly CommandEntry[]): Command => ({
  id: 'wizard',
  summary: 'asks, shows the growing command line, runs it; assay alone in a terminal does the same',
  examples: ['assay wizard', 'assay wizard -x first-look'],
  args: [],
  options,
  async run(typed, term) {
    if (!term.interactive) {
      throw usageError(
        'ASSAY_NOBODY_TO_ASK',
        'the wizard asks questions, and here nobody can answer them (no terminal, CI or --no-input)',
        'assay help lists the commands; assay cv loans -t default is one that works',
      );
    }
    const { runWizard } = await import('../wizard/wizard.js');
    const { initialState } = await import('../wizard/state.js');
    return runWizard(initialState(await commandSpecs(entries), typedOptions(typed)), term);
  },
});
