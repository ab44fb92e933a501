/** `assay show VERSION` */
import { EXIT } from '../core/errors.js';
import type { Command, CommandEntry } from './command.js';
import { filterOption, lookupOption, storeOption, versionArgument } from './step-options.js';

/** @param entries the commands there are: `show` names only those as next steps */
export const showCommand = (entries: readonly CommandEntry[]): Command => ({
  id: 'show',
  summary: 'a version: what ran, on which data, what came out',
  examples: ['assay show last', 'assay show best:f1', "assay show best:f1 --filter 'sampler = smote'"],
  args: [versionArgument],
  options: [filterOption, lookupOption, storeOption()],
  async run(typed, term) {
    const { selectVersion } = await import('./selection.js');
    const { orNull } = await import('../store/version.js');
    const { summarise } = await import('../store/summary.js');
    const { childrenOf } = await import('../workflows/lineage.js');
    const { showScreen } = await import('../report/screens/show.js');
    const version = selectVersion(typed, term);
    const summary = summarise(version);
    const options = orNull(() => version.options());
    const results = version.state === 'done' ? version.results() : null;
    const { manifest } = version;
    const children = orNull(() => childrenOf(version)) ?? [];
    const document = { schema: 'assay/show/1', ...summary, manifest, options, results, children };
    const ids = entries.map(({ id }) => id);
    const input = { summary, manifest, options, results, children };
    term.result(document, (style) => showScreen(input, style, ids));
    return EXIT.done;
  },
});
