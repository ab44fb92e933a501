/** `assay diff A B` */
import { EXIT } from '../core/errors.js';
import type { DiffDocument } from '../core/schemas/diff.js';
import type { Row } from '../report/row-text.js';
import type { Command } from './command.js';
import { filterOption, lookupOption, storeOption, versionArgument } from './step-options.js';

/** A line a metric. */
const rowsOf = ({ metrics }: DiffDocument): Row[] =>
  metrics.map(({ ci95, ...row }) => ({ ...row, low: ci95?.[0] ?? null, high: ci95?.[1] ?? null }));

export const diff: Command = {
  id: 'diff',
  summary: 'what two versions have differently: options, metrics, files',
  examples: ['assay diff v3 v5', 'assay diff @champion last'],
  hasRows: true,
  args: [
    { ...versionArgument, name: 'A' },
    { name: 'B', required: true, completes: 'version', help: 'the other one, of any store and step' },
  ],
  options: [filterOption, lookupOption, storeOption()],
  async run(typed, term) {
    const { selectVersion } = await import('./selection.js');
    const { diffVersions } = await import('../workflows/diff.js');
    const { diffScreen } = await import('../report/screens/diff.js');
    const [a, b] = [typed.args[0], typed.args[1]].map((selector) => selectVersion(typed, term, selector));
    const document = await diffVersions(a, b);
    term.result(
      document,
      (style) => diffScreen(document, style),
      () => rowsOf(document),
    );
    return EXIT.done;
  },
};
