/** `assay gc` */
import { EXIT, usageError } from '../core/errors.js';
import type { Garbage } from '../core/schemas/store-changes.js';
import { counted } from '../core/shown-numbers.js';
import type { Command, Terminal } from './command.js';
import { storeOption } from './step-options.js';
import { flag } from './typed-values.js';

/** `3 versions in the trash and 1 leftover (67.5 kB)`. */
async function whatOf({ trash, leftovers, bytes }: Garbage): Promise<string> {
  const { bytesText } = await import('../report/screens/numbers.js');
  const parts = [
    trash.length > 0 ? `${counted(trash.length, 'version')} in the trash` : '',
    leftovers.length > 0 ? `${counted(leftovers.length, 'leftover')} of killed runs` : '',
  ];
  return `${parts.filter(Boolean).join(' and ')} (${bytesText(bytes)})`;
}

/** What is removed for good needs a yes. @throws AssayError exit 2 where nobody can be asked */
async function isWanted(found: Garbage, term: Terminal): Promise<boolean> {
  if (term.yes) return true;
  const what = await whatOf(found);
  if (term.interactive) {
    const { confirm } = await import('../wizard/confirm.js');
    return confirm(`remove ${what} for good?`, term);
  }
  throw usageError(
    'ASSAY_NEEDS_YES',
    `gc would remove ${what} for good, and nobody is there to be asked`,
    'add -y to remove, or --dry-run to look',
  );
}

export const gc: Command = {
  id: 'gc',
  summary: 'empty the trash, clear what killed runs left',
  examples: ['assay gc --dry-run', 'assay gc -y'],
  args: [],
  options: [
    {
      name: 'dry-run',
      type: 'flag',
      group: 'experiment',
      help: 'show what would be removed, remove nothing',
    },
    storeOption(),
  ],
  async run(typed, term) {
    const { storeOf } = await import('./session.js');
    const { collectGarbage, findGarbage } = await import('../workflows/garbage.js');
    const { garbageScreen } = await import('../report/screens/store-changes.js');
    const found = findGarbage(storeOf(typed, term));
    if (found.guards.length > 0) {
      term.warn(
        `rows that ${found.guards.join(', ')} made will not be recognised any more once they are gone`,
      );
    }
    const isEmpty = found.trash.length + found.leftovers.length === 0;
    const isKept = isEmpty || flag(typed, 'dry-run') || !(await isWanted(found, term));
    const document = isKept ? found : collectGarbage(found);
    term.result(document, (style) => garbageScreen(document, style));
    return EXIT.done;
  },
};
