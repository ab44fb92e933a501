/** `assay mv SELECTOR… EXPERIMENT`, `assay mv EXPERIMENT NEWNAME` */
import { EXIT } from '../core/errors.js';
import type { Move } from '../core/schemas/store-changes.js';
import type { Command, Terminal, Typed } from './command.js';
import { filterOption, lookupOption, storeOption, versionsArgument } from './step-options.js';
import { text } from './typed-values.js';

async function move(typed: Typed, term: Terminal): Promise<Move> {
  const { selectVersions } = await import('./selection.js');
  const { storeOf } = await import('./session.js');
  const { isRename } = await import('../store/move.js');
  const { moveTo, renameTo } = await import('../workflows/move.js');
  const store = storeOf(typed, term);
  const selectors = typed.args.slice(0, -1);
  const [from, to] = [selectors[0], typed.args[typed.args.length - 1]];
  const isWhole = selectors.length === 1 && text(typed, 'filter') === null;
  if (isWhole && isRename(store, from, to)) return renameTo(store, from, to);
  return moveTo(selectVersions(typed, term, {}, selectors), store, to);
}

export const mv: Command = {
  id: 'mv',
  summary: 'move versions to another experiment, or rename one',
  examples: ['assay mv v3 archive', 'assay mv loans credit', "assay mv loans archive --filter 'f1 < 0.3'"],
  args: [
    versionsArgument,
    { name: 'EXPERIMENT', required: true, completes: 'experiment', help: 'where to; made when absent' },
  ],
  options: [filterOption, lookupOption, storeOption()],
  details: () =>
    [
      'Each version takes the next number of the experiment it goes to; tags, notes and results stay as they are, and',
      'parents that other versions name are brought up to date. A whole experiment moved to a name that was never used',
      'keeps its numbers.',
    ].join('\n'),
  async run(typed, term) {
    const { movedScreen } = await import('../report/screens/store-changes.js');
    const document = await move(typed, term);
    for (const id of document.stale) term.warn(`${id} is running and still names its parent by the old id`);
    term.result(document, (style) => movedScreen(document, style));
    return EXIT.done;
  },
};
