/** `assay restore SELECTOR…` */
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';
import { lookupOption, storeOption, versionsArgument } from './step-options.js';

export const restore: Command = {
  id: 'restore',
  summary: 'bring removed versions back from the trash',
  examples: ['assay restore v3', 'assay restore loans'],
  args: [{ ...versionsArgument, completes: 'removed-version' }],
  options: [lookupOption, storeOption()],
  async run(typed, term) {
    const { selectDiscarded } = await import('./selection.js');
    const { restoreVersions } = await import('../workflows/trash.js');
    const { restorationScreen } = await import('../report/screens/store-changes.js');
    const document = restoreVersions(selectDiscarded(typed, term));
    term.result(document, (style) => restorationScreen(document, style));
    return EXIT.done;
  },
};
