/** `assay list [SELECTOR…]` */
import { EXIT } from '../core/errors.js';
import type { VersionSummary } from '../core/schemas/version-list.js';
import type { Row } from '../report/row-text.js';
import type { Version } from '../store/version.js';
import type { Command } from './command.js';
import { selectorOf } from './selector-of.js';
import { filterOption, lookupOption, storeOption } from './step-options.js';
import { text } from './typed-values.js';

/** A version in one line, flat. */
const rowOf = ({ metric, tags, problem: _, ...row }: VersionSummary): Row => ({
  ...row,
  metric: metric?.name ?? null,
  value: metric?.value ?? null,
  std: metric?.std ?? null,
  tags: tags.join(' '),
});

/** The store of the versions, which paths may have named; null: several, or no version. */
function storeDirOf(versions: readonly Version[]): string | null {
  const [dir, ...others] = new Set(versions.map(({ storeDir }) => storeDir));
  return dir === undefined || others.length > 0 ? null : dir;
}

export const listCommand: Command = {
  id: 'list',
  summary: 'the versions of a store, by experiment, then number',
  examples: ['assay list', 'assay list loans'],
  hasRows: true,
  hasIds: true,
  args: [
    {
      name: 'SELECTOR',
      required: false,
      variadic: true,
      completes: 'version',
      help: 'v3, v3:v9, loans, last:cv, @tag, a path; default: all',
    },
  ],
  options: [filterOption, lookupOption, storeOption()],
  async run(typed, term) {
    const { storeOf } = await import('./session.js');
    const { summarise } = await import('../store/summary.js');
    const { shownPath } = await import('../store/shown-path.js');
    const { listScreen } = await import('../report/screens/list.js');
    const store = storeOf(typed, term);
    const everything =
      typed.args.length === 0 && !typed.given.has('experiment') && text(typed, 'filter') === null;
    const versions = everything ? store.all() : (await import('./selection.js')).selectVersions(typed, term);
    const rows = versions.map((version) => summarise(version));
    const place = shownPath(storeDirOf(versions) ?? store.dir);
    term.result(
      { schema: 'assay/list/1', store: place, versions: rows },
      (style) => listScreen(rows, place, style),
      () => rows.map(rowOf),
      () => versions.map((version) => selectorOf(version, store.dir)),
    );
    return EXIT.done;
  },
};
