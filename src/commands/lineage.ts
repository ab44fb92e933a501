/** `assay lineage VERSION` */
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';
import { filterOption, lookupOption, storeOption, versionArgument } from './step-options.js';

export const lineage: Command = {
  id: 'lineage',
  summary: 'what a version came from, and what came from it',
  examples: ['assay lineage last', 'assay lineage loans/v0003 --json'],
  hasRows: true,
  args: [versionArgument],
  options: [filterOption, lookupOption, storeOption()],
  async run(typed, term) {
    const { selectVersion } = await import('./selection.js');
    const { lineageOf } = await import('../workflows/lineage.js');
    const { lineageScreen } = await import('../report/screens/lineage.js');
    const document = lineageOf(selectVersion(typed, term));
    term.result(
      document,
      (style) => lineageScreen(document, style),
      () => document.links,
    );
    return EXIT.done;
  },
};
