/** `assay compare [SELECTOR…] --by f1` */
import { resolve } from 'node:path';
import { EXIT } from '../core/errors.js';
import { versionIdOf } from '../core/imbalance/run-id.js';
import type { Shown } from '../core/ranking/differences.js';
import type { CompareDocument } from '../core/schemas/compare.js';
import { ignoresSeed } from '../core/splitters/list.js';
import type { Cell, Row } from '../report/row-text.js';
import type { Version } from '../store/version.js';
import type { Command, Terminal, Typed } from './command.js';
import { checkOptions, keysOf, optionsOf, rowTestOf } from './compare-options.js';
import { paragraphs } from './details-text.js';
import { selectorOf } from './selector-of.js';
import { filterOption, lookupOption, storeOption } from './step-options.js';
import { tellPlots } from './tell-plots.js';
import { flag, text } from './typed-values.js';

const HASH_SHOWN = 6;

const NO_PREFERENCE = { better: null, equal: null, worse: null } as const;

const cellOf = (value: Shown): Cell => (Array.isArray(value) ? value.join(' ') : value);

/** A line a row: what differs as text, a column a metric. */
function compareRows({ rows, by, rope }: CompareDocument): Row[] {
  const hasGap = rows.some((row) => row.leak_gap !== undefined);
  return rows.map(
    ({ rank, group, version, model, sampler, differs, metrics, seconds, unsure, p, ...row }) => ({
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
      p,
      seconds,
      fit_time: row.fit_time,
      predict_time: row.predict_time,
      model_bytes: row.model_bytes,
      ...(rope === null ? {} : (row.probability ?? NO_PREFERENCE)),
      ...(hasGap ? { leak_gap: row.leak_gap?.value ?? null } : {}),
      tags: row.tags.join(' '),
      leaks: (row.leaks ?? []).join('; '),
      ...Object.fromEntries(Object.entries(row.columns ?? {}).map(([name, value]) => [name, cellOf(value)])),
    }),
  );
}

/** `split seed 3 (9ab12c)`; of folds that are not drawn `time folds (9ab12c)`, of given ones `given folds (9ab12c)`. */
function foldsText(versions: readonly Version[], id: string): string {
  const split = versions.find((version) => version.id === versionIdOf(id))?.results().split;
  if (!split) return 'other folds';
  const { splitter = 'given', seed, sha256 } = split;
  const dealt = ignoresSeed(splitter) ? `${splitter} folds` : `split seed ${seed}`;
  return `${dealt} (${sha256.slice(0, HASH_SHOWN)})`;
}

/** `--plots`: the files written; none when it was not asked for, or nothing has a value. */
async function rankingPlots(document: CompareDocument, typed: Typed, term: Terminal): Promise<string[]> {
  const dir = text(typed, 'plots');
  if (dir === null) return [];
  const { rankingSpec, rankingSvg } = await import('../report/plots/ranking.js');
  const { writePlots } = await import('../workflows/write-plots.js');
  const { shownPath } = await import('../store/shown-path.js');
  const svg = rankingSvg(document);
  if (svg === null) return [];
  const plot = { name: 'ranking', spec: rankingSpec(document), svg };
  return writePlots(resolve(term.cwd, dir), [plot], term.yes).map((path) => shownPath(path));
}

/** With --test mcnemar or bootstrap. */
async function withTestedRows(
  document: CompareDocument,
  versions: readonly Version[],
  typed: Typed,
  term: Terminal,
): Promise<CompareDocument> {
  const test = rowTestOf(typed);
  if (test === null) return document;
  const { withRowTests } = await import('../workflows/row-tests.js');
  const { withContext } = await import('./session.js');
  return withContext(typed, term, (context) => withRowTests(document, versions, test, context));
}

/** The versions that were ranked, in their order, those of one row together. */
function rankedIds({ rows }: CompareDocument, versions: readonly Version[], store: string): string[] {
  const known = new Map(versions.map((version) => [version.id, selectorOf(version, store)]));
  const ids = rows.flatMap((row) => row.versions.map(versionIdOf));
  return [...new Set(ids)].map((id) => known.get(id) ?? id);
}

const DETAILS = `GROUPS
  The best row leads. It is compared with each later row by the corrected resampled t (paired by fold on equal folds),
  corrected over all pairs, because the leader was picked by its score. Its group runs to the row before the first one
  told apart, which leads the next group. A group is about its leader, not about every pair in it.
ROWS AND FOLDS
  Folds say what the learner would score when fitted again. Rows (--explain, --test mcnemar or bootstrap) say whether
  these fitted models differ on these rows: with many rows nearly always. They never make groups. The bootstrap draws
  whole groups where rows come in groups; McNemar counts them one by one. Of joined seeds the first version is tested.
SIMPLE
  Models in the order of assay models, the libraries last; of one model first those without sampler, class weight,
  calibration and chosen cut; then fewer and smaller trees, a stronger penalty, more neighbours. A score that is no mean
  over folds has no standard error: then one-se takes the best.
WHAT STANDS APART
  Other data, rows, target, positive class or protocol, another estimate of the metric (.632+ of --splitter bootstrap,
  and the mean over the same folds when --splits gave them), leaky versions, and tuned ones scored on the folds that chose
  them: each block with its reason. Other folds of the same rows are ranked, compared unpaired and marked (*). A row whose
  data gives the target away, as warned of when it ran, is marked (!) and says so below the board.
BAKE-OFFS
  Of versions of imbalance alone the runs are ranked, each named by its place: v0003#2. Beside other versions a bake-off
  stands aside: make a run a version (assay cv --like v3 -m MODEL --sampler ID) to rank it among them.
ACROSS
  A learner is a model with its parameters or its search, sampler, class weight, weights, calibration and threshold. Each
  data set ranks those that all have, on the folds that most of them were scored on (of equally many the newest; versions
  on other folds are left out), the newest version of each; a data set that leaves fewer than two in common is left out,
  and named.
assay help intervals tells what groups, intervals and tests say.`;

export const compare: Command = {
  id: 'compare',
  summary: 'rank configurations by a metric, with honest statistics',
  examples: [
    'assay compare --by f1',
    'assay compare loans --by roc_auc,fit_time --rule one-se',
    'assay compare v3 v5 --explain --rope 0.01',
    'assay compare loans customers --across --by roc_auc --plots plots',
    "assay compare loans --filter 'model in (forest, boost) and f1 > 0.5' --format md",
  ],
  hasRows: true,
  hasIds: true,
  details: () => paragraphs(DETAILS),
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
      value: 'METRIC[,KEY…]',
      group: 'ranking',
      completes: 'metric',
      help: 'what ranks; default: the metric of the newest version. Later keys (metrics, fit_time, predict_time, model_bytes, seconds) order the rows of a group',
    },
    {
      name: 'rule',
      type: 'text',
      value: 'RULE',
      default: 'best',
      group: 'ranking',
      completes: 'rule',
      help: 'which version is chosen: best, or the simplest within one standard error of it (one-se), or the simplest that loses at most 1 % of the best value (pct-loss=1)',
    },
    {
      name: 'test',
      type: 'text',
      value: 'NAME',
      choices: ['corrected-t', '5x2cv-f', 'mcnemar', 'bootstrap'],
      default: 'corrected-t',
      group: 'ranking',
      help: 'what tells rows apart by their folds: the corrected resampled t, or the 5x2cv F test (--folds 2 --repeats 5; with few rows it tells equal ones apart too often: assay help intervals); mcnemar and bootstrap add a test of the first group (up to 10) by its out-of-fold rows',
    },
    {
      name: 'rope',
      type: 'number',
      value: 'WIDTH',
      min: 0,
      group: 'ranking',
      help: 'differences up to it are as good as none: shows how probable it is that a row is better than the best one, as good, or worse',
    },
    {
      name: 'correction',
      type: 'text',
      value: 'NAME',
      choices: ['holm', 'bh'],
      default: 'holm',
      group: 'ranking',
      help: 'for the many comparisons, of all pairs: holm keeps the chance that any difference found is false (the family-wise error) at 5 %; bh (Benjamini-Hochberg) keeps only the expected share of false ones among those found (the false discovery rate), not the family-wise error',
    },
    {
      name: 'columns',
      type: 'list',
      value: 'A,B',
      group: 'ranking',
      completes: 'metric',
      help: 'shown beside the ranking metric: metrics, options (max_depth, smote.k_neighbors), fit_time, predict_time, model_bytes, seconds, tags, seeds, started',
    },
    {
      name: 'explain',
      type: 'flag',
      group: 'ranking',
      help: 'of two versions: the effect, the rows, classes and slices that changed, the options that differ; --format csv: every changed row',
    },
    {
      name: 'across',
      type: 'flag',
      group: 'ranking',
      help: 'versions of several data sets: learners by mean rank, with Friedman and Nemenyi',
    },
    {
      name: 'plots',
      type: 'text',
      value: 'DIR',
      group: 'ranking',
      completes: 'folder',
      help: 'the board as a plot, with --across the critical difference diagram: Vega-Lite (.json) and .svg into this folder, which is made in one that is there',
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
    const { compareMarkdown } = await import('../report/compare-markdown.js');
    const { nextOnVersions } = await import('./next-command.js');
    const { storeOf } = await import('./session.js');
    checkOptions(typed);
    const versions = selectVersions(typed, term);
    if (flag(typed, 'explain')) {
      const { explainPair } = await import('./compare-explain.js');
      return explainPair(versions, keysOf(typed).by, typed, term);
    }
    if (flag(typed, 'across')) {
      const { compareDataSets } = await import('./compare-across.js');
      return compareDataSets(versions, keysOf(typed).by, typed, term);
    }
    const { document: ranking, about, unreadable } = compareVersions(versions, optionsOf(typed));
    for (const { why } of unreadable) term.warn(`passed over: ${why}`);
    const { checkRowTest, nextOfRun, tellBakeOffs } = await import('./compare-runs.js');
    checkRowTest(ranking, typed);
    tellBakeOffs(ranking, versions, term);
    const document = await withTestedRows(ranking, versions, typed, term);
    if (['csv', 'jsonl', 'ids'].includes(text(typed, 'format') ?? '')) {
      const { leakWarnings } = await import('./compare-warnings.js');
      for (const message of leakWarnings(document)) term.warn(message);
    }
    const chosen = versions.find(({ id }) => id === document.chosen?.version);
    const store = storeOf(typed, term).dir;
    const words = chosen ? [selectorOf(chosen, store)] : [];
    const next = [
      ...words.flatMap((word) => ['show', 'verify'].map((id) => nextOnVersions(typed, id, word))),
      ...nextOfRun(document, versions, typed),
    ];
    const foldsOf = (id: string) => foldsText(versions, id);
    const plots = await rankingPlots(document, typed, term);
    tellPlots(plots, typed, term);
    const screen = { document, about, foldsOf, next, plots };
    term.result(
      document,
      (style) => compareScreen(screen, style),
      () => compareRows(document),
      () => rankedIds(document, versions, store),
      () => compareMarkdown(screen),
    );
    return EXIT.done;
  },
};
