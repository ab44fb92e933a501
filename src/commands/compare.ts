/** `assay compare [SELECTOR…] --by f1` */
import { EXIT } from '../core/errors.js';
import type { CompareDocument } from '../core/schemas/compare.js';
import type { Row } from '../report/row-text.js';
import type { Version } from '../store/version.js';
import type { Command } from './command.js';
import { selectorOf } from './selector-of.js';
import { filterOption, lookupOption, storeOption } from './step-options.js';
import { text } from './typed-values.js';

const HASH_SHOWN = 6;

/** A line a row: what differs as text, a column a metric. */
const compareRows = ({ rows, by }: CompareDocument): Row[] =>
  rows.map(({ rank, group, version, model, sampler, differs, metrics, seconds, unsure }) => ({
    rank,
    group,
    unsure: unsure ?? false,
    version,
    model,
    sampler,
    differs: Object.entries(differs)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
    ...Object.fromEntries(Object.entries(metrics).map(([id, { value }]) => [id, value])),
    std: metrics[by]?.std ?? null,
    low: metrics[by]?.ci95?.[0] ?? null,
    high: metrics[by]?.ci95?.[1] ?? null,
    seconds,
  }));

/** `split seed 3 (9ab12c)`. */
function foldsText(versions: readonly Version[], id: string): string {
  const split = versions.find((version) => version.id === id)?.results().split;
  return split ? `split seed ${split.seed} (${split.sha256.slice(0, HASH_SHOWN)})` : 'other folds';
}

/** The versions that were ranked, in their order, those of one row together. */
function rankedIds({ rows }: CompareDocument, versions: readonly Version[], store: string): string[] {
  const known = new Map(versions.map((version) => [version.id, selectorOf(version, store)]));
  return rows.flatMap((row) => row.versions.map((id) => known.get(id) ?? id));
}

export const compare: Command = {
  id: 'compare',
  summary: 'rank configurations by a metric, with honest statistics',
  examples: ['assay compare --by f1', 'assay compare loans --by roc_auc --rule one-se'],
  hasRows: true,
  hasIds: true,
  args: [
    {
      name: 'SELECTOR',
      required: false,
      variadic: true,
      completes: 'version',
      help: 'v3, v3:v9, loans, last:cv, @tag, a path; default: the experiment',
    },
  ],
  options: [
    filterOption,
    {
      name: 'by',
      type: 'text',
      value: 'METRIC',
      group: 'ranking',
      completes: 'metric',
      help: 'what ranks; default: the metric of the newest version',
    },
    {
      name: 'rule',
      type: 'text',
      value: 'RULE',
      choices: ['best', 'one-se'],
      default: 'best',
      group: 'ranking',
      help: 'which version is chosen: the best, or the simplest within one standard error of it',
    },
    {
      name: 'group-by',
      type: 'text',
      value: 'WHAT',
      choices: ['seed', 'version'],
      default: 'seed',
      group: 'ranking',
      help: 'seed joins versions that differ only in --seed into one row',
    },
    lookupOption,
    storeOption(),
  ],
  async run(typed, term) {
    const { selectVersions } = await import('./selection.js');
    const { compareVersions } = await import('../workflows/compare.js');
    const { compareScreen } = await import('../report/screens/compare.js');
    const { nextOnVersions } = await import('./next-command.js');
    const { storeOf } = await import('./session.js');
    const versions = selectVersions(typed, term);
    const { document, about, unreadable } = compareVersions(versions, {
      by: text(typed, 'by'),
      rule: text(typed, 'rule') as 'best' | 'one-se',
      groupBy: text(typed, 'group-by') as 'seed' | 'version',
    });
    for (const { why } of unreadable) term.warn(`passed over: ${why}`);
    const chosen = versions.find(({ id }) => id === document.chosen?.version);
    const store = storeOf(typed, term).dir;
    const words = chosen ? [selectorOf(chosen, store)] : [];
    const next = words.flatMap((word) => ['show', 'verify'].map((id) => nextOnVersions(typed, id, word)));
    const screen = { document, about, foldsOf: (id: string) => foldsText(versions, id), next };
    term.result(
      document,
      (style) => compareScreen(screen, style),
      () => compareRows(document),
      () => rankedIds(document, versions, store),
    );
    return EXIT.done;
  },
};
