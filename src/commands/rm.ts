/** `assay rm SELECTOR…` */
import { sep } from 'node:path';
import { EXIT } from '../core/errors.js';
import { counted } from '../core/shown-numbers.js';
import type { Version } from '../store/version.js';
import type { Command, Terminal } from './command.js';
import { filterOption, lookupOption, storeOption, versionsArgument } from './step-options.js';

const MOST_NAMED = 8;

/** Off a terminal nobody is asked: what goes to the trash can be restored. */
async function isWanted(versions: readonly Version[], term: Terminal): Promise<boolean> {
  if (term.yes || !term.interactive) return true;
  const { confirm } = await import('../wizard/confirm.js');
  const ids = versions.slice(0, MOST_NAMED).map(({ id }) => id);
  const more = versions.length > MOST_NAMED ? ', …' : '';
  const what =
    versions.length === 1 ? ids[0] : `${counted(versions.length, 'version')} (${ids.join(', ')}${more})`;
  return confirm(`move ${what} to the trash?`, term);
}

export const rm: Command = {
  id: 'rm',
  summary: 'remove versions; they go to the trash',
  examples: ['assay rm v3', "assay rm loans --filter 'state = failed'"],
  args: [versionsArgument],
  options: [filterOption, lookupOption, storeOption()],
  details: () =>
    [
      'Versions go to the trash of their store (.trash in it) and can come back: assay restore. Their numbers are not',
      'used again. In a terminal it asks; elsewhere, or with -y, it does not. assay gc empties the trash.',
    ].join('\n'),
  async run(typed, term) {
    const { selectVersions } = await import('./selection.js');
    const { storeOf } = await import('./session.js');
    const { planRemoval } = await import('../workflows/trash.js');
    const { removalScreen } = await import('../report/screens/store-changes.js');
    const { nextOnVersions } = await import('./next-command.js');
    const versions = selectVersions(typed, term);
    const { dependants, remove } = planRemoval(versions, storeOf(typed, term));
    for (const { parent, child, why } of dependants) term.warn(`${child} came from ${parent} (${why})`);
    const isDone = await isWanted(versions, term);
    const document = isDone ? remove() : { schema: 'assay/rm/1' as const, removed: [], dependants };
    const own = storeOf(typed, term).path;
    const names = document.removed.map(({ version, trash }) =>
      trash.startsWith(own + sep) ? version : trash,
    );
    const next = nextOnVersions(typed, 'restore', ...names);
    term.result(document, (style) => removalScreen(document, next, style));
    return EXIT.done;
  },
};
