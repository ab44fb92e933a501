/** `assay tag VERSION NAME…` */
import { EXIT, usageError } from '../core/errors.js';
import type { Command } from './command.js';
import { filterOption, lookupOption, storeOption, versionArgument } from './step-options.js';
import { flag } from './typed-values.js';

export const tag: Command = {
  id: 'tag',
  summary: 'give versions a name: @NAME finds them again',
  examples: ['assay tag last champion', 'assay tag @champion champion --remove'],
  args: [
    { ...versionArgument, help: `one or several: v3:v9, ${versionArgument.help}` },
    {
      name: 'NAME',
      required: false,
      variadic: true,
      completes: 'tag',
      help: 'tags to add; none: shows those there are',
    },
  ],
  options: [
    { name: 'remove', type: 'flag', group: 'labels', help: 'take the tags away instead' },
    filterOption,
    lookupOption,
    storeOption(),
  ],
  async run(typed, term) {
    const { selectVersions } = await import('./selection.js');
    const { storeOf } = await import('./session.js');
    const { labelsOf, tagVersions, untagVersions } = await import('../workflows/label.js');
    const { labelledScreen } = await import('../report/screens/labelled.js');
    const [selector, ...names] = typed.args;
    const remove = flag(typed, 'remove');
    if (remove && names.length === 0) {
      throw usageError(
        'ASSAY_MISSING_TAG',
        '--remove: no tag is named',
        `assay tag ${selector} NAME --remove`,
      );
    }
    const versions = selectVersions(typed, term, {}, [selector]);
    const change = () =>
      remove ? untagVersions(versions, names) : tagVersions(versions, names, storeOf(typed, term));
    const document = names.length === 0 ? labelsOf(versions) : change();
    term.result(document, (style) => labelledScreen(document, style));
    return EXIT.done;
  },
};
