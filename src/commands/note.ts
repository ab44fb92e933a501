/** `assay note VERSION [TEXT]` */
import { EXIT } from '../core/errors.js';
import type { Command } from './command.js';
import { filterOption, lookupOption, storeOption, versionArgument } from './step-options.js';

export const note: Command = {
  id: 'note',
  summary: 'write a remark to a version, or read it',
  examples: ["assay note last 'before the new columns'", 'assay note last', "assay note last ''"],
  args: [
    versionArgument,
    {
      name: 'TEXT',
      required: false,
      variadic: true,
      help: "replaces the note; '' removes it; none: prints it",
    },
  ],
  options: [filterOption, lookupOption, storeOption()],
  async run(typed, term) {
    const { selectVersion } = await import('./selection.js');
    const { annotate, labelsOf } = await import('../workflows/label.js');
    const { labelledScreen } = await import('../report/screens/labelled.js');
    const version = selectVersion(typed, term);
    const words = typed.args.slice(1);
    const isRead = words.length === 0;
    const document = isRead ? labelsOf([version]) : annotate(version, words.join(' ').trim());
    const [{ note: text }] = document.versions;
    term.result(document, (style) => (isRead ? text : labelledScreen(document, style)));
    return EXIT.done;
  },
};
