/**
 * Help made from the registries: ids, parameters, defaults, ranges. Each registry is imported when its help is shown, so
 * that starting assay loads no model.
 */
import type { Model } from '../core/models/model.js';
import { describeParam, type ParamSpecs } from '../core/params.js';
import type { Registered } from '../core/registry.js';

const LIBRARY_NOTE = 'library, slower, for comparison';

const loadModels = async () => (await import('../core/models/list.js')).models.all();
const loadSamplers = async () => (await import('../core/samplers/list.js')).samplers.all();
const loadSplitters = async () => (await import('../core/splitters/list.js')).splitters.all();
const loadMetrics = async () => (await import('../core/metrics/list.js')).metrics.all();

/** `dummy, forest, … ml-cart (library, slower, for comparison)`. */
export async function knownModels(): Promise<string> {
  const all = await loadModels();
  return `one of ${all.map(({ id, library }) => (library ? `${id} (${LIBRARY_NOTE})` : id)).join(', ')}`;
}

const idsOf = async (load: () => Promise<readonly Registered[]>) =>
  `one of ${(await load()).map(({ id }) => id).join(', ')}`;

export const knownSamplers = () => idsOf(loadSamplers);
export const knownSplitters = () => idsOf(loadSplitters);
export const knownSearches = () =>
  idsOf(async () => (await import('../core/searches/list.js')).searches.all());

const alsoNamed = ({ aliases }: { readonly aliases?: readonly string[] }) =>
  aliases?.length ? ` (also ${aliases.join(', ')})` : '';

/** An item and its parameters: the id and what it is, then a line a parameter. */
const describeItem = (item: Registered & { readonly params?: ParamSpecs }, notes: readonly string[] = []) =>
  [
    `${item.id}${alsoNamed(item)}: ${[item.summary, ...notes].join(' · ')}`,
    ...Object.entries(item.params ?? {}).map(
      ([name, spec]) => `    ${describeParam(name, spec)}${alsoNamed(spec)}`,
    ),
  ].join('\n');

/** A part of a topic that is one paragraph, so that it wraps as one. */
const section = (title: string, ...sentences: readonly string[]) => `${title}\n  ${sentences.join(' ')}`;

const BINS = section(
  'BINS',
  'Models on binned columns tell at most 255 values of a column apart, and missing.',
  'Up to 255 distinct numbers have a bin each; more share bins of about equally many rows.',
  'Beyond 255 categories the rarest are one.',
  'Cuts are found in the training rows; beyond 300,000 of them, in 300,000.',
);

const CATEGORIES = section(
  'CATEGORIES',
  'tree, forest, extra-trees: levels stand in the order of their names, and a split cuts that order in two.',
  'boost: a split parts levels into any two sets.',
  'A level that the training rows lack is missing.',
);

const BOOSTING = section(
  'BOOST',
  "LightGBM's rules and defaults, except: bins are assay's;",
  'categories know neither min_data_per_group nor max_cat_to_onehot;',
  'min_samples_leaf counts rows, where LightGBM guesses their number from hessians;',
  'subsample alone draws rows, where bagging_fraction waits for bagging_freq;',
  'medians and quantiles of weighted rows are those of repeated rows;',
  'scale_pos_weight also counts where scores start.',
  'Where a split saw no missing cell they go right at categories, with most rows at numbers.',
  'With a sampler, early stopping holds its rows out before it.',
);

const OTHER_LIBRARIES = section(
  'FROM OTHER LIBRARIES',
  'Names in (also …) are taken, and so are those of objectives and criteria that mean ours',
  '(binary, regression_l1, reg:squarederror, mse); whatever else they have is answered with what to use instead.',
  "tree, forest, extra-trees: scikit-learn's defaults, on bins; missing cells and categories need no encoding.",
  'boost beside HistGradientBoosting: the same defaults, but it stops early only when asked:',
  '-p early_stopping=true, which is on beyond 10,000 rows there.',
  "boost beside XGBoost: -p learning_rate=0.3 -p max_depth=6 -p max_leaf_nodes=64 -p l2=1 -p min_child_weight=1 -p min_samples_leaf=1 are XGBoost's defaults.",
);

const WEIGHTS = section(
  'WEIGHTS',
  'A row of --weights 3 counts as three such rows where a fit adds up.',
  'Where it counts rows (min_samples_leaf, min_samples_split) it is one,',
  'and bins ignore weights: beyond 255 distinct values cuts may differ.',
  'To tree, forest and extra-trees all weights times 1000 are the same weights;',
  'to boost (min_child_weight, l2, l1, gamma, cat_l2, cat_smooth), logistic (C), ridge and naive-bayes (alpha) they are not:',
  'weights of mean 1 leave these parameters their meaning, and very small ones leave boost no leaf.',
);

const MODEL_SECTIONS = [BINS, CATEGORIES, BOOSTING, OTHER_LIBRARIES, WEIGHTS];

const describeModel = (model: Model) =>
  describeItem(model, [model.tasks.join(', '), ...(model.library ? [LIBRARY_NOTE] : [])]);

/** The text of `assay help models`. */
export async function modelsHelp(): Promise<string> {
  const items = (await loadModels()).map(describeModel);
  return ['MODELS: -m ID, parameters with -p NAME=VALUE', ...items, ...MODEL_SECTIONS].join('\n\n');
}

/** The text of `assay help boost`: the model, and what is said of all; null when there is no such model. */
export async function modelHelp(id: string): Promise<string | null> {
  const { models } = await import('../core/models/list.js');
  if (!models.has(id)) return null;
  return [describeModel(models.get(id)), ...MODEL_SECTIONS].join('\n\n');
}

/** The text of `assay help samplers`. */
export async function samplersHelp(): Promise<string> {
  const items = (await loadSamplers()).map((sampler) => describeItem(sampler));
  return ['SAMPLERS: --sampler ID, parameters with -p ID.NAME=VALUE', ...items].join('\n\n');
}

/** The text of `assay help splitters`. */
export async function splittersHelp(): Promise<string> {
  const items = (await loadSplitters()).map((splitter) => describeItem(splitter, [splitter.protocol]));
  return ['SPLITTERS: --splitter ID, parameters with -p ID.NAME=VALUE', ...items].join('\n\n');
}

const RANGES = `WHERE THEY LOOK
  -p max_depth=2..12  from end to end
  -p learning_rate=0.001..0.3:log  the same, equal ratios counting alike
  -p max_features=sqrt,0.5  one of these
  -p max_depth=8  fixed, not searched
  Without a range: where the parameters of the model say, in assay help models`;

const gridHelp = (points: number, mostWhole: number) => `THE POINTS OF A GRID
  Choices as they are; whole numbers all when there are ${mostWhole} or fewer (${points} in a :log range); else ${points} points from end to end, at equal distances or, with :log, in equal ratios. Parameters in the order typed, the last one changing fastest.`;

/** The text of `assay help searches`. */
export async function searchesHelp(): Promise<string> {
  const { searches } = await import('../core/searches/list.js');
  const { MOST_WHOLE, POINTS } = await import('../core/searches/grid.js');
  const items = searches
    .all()
    .map((search) => describeItem(search, [`--trials is ${search.defaultTrials} by default`]));
  return [
    'SEARCHES: assay tune --search ID --trials N',
    items.join('\n'),
    RANGES,
    gridHelp(POINTS, MOST_WHOLE),
  ].join('\n\n');
}

const endText = (end: number) => (Number.isFinite(end) ? String(end) : end < 0 ? '-∞' : '∞');

/** The text of `assay help metrics`. */
export async function metricsHelp(): Promise<string> {
  const items = (await loadMetrics()).map((metric) =>
    describeItem(metric, [
      `${metric.direction === 'max' ? 'higher' : 'lower'} is better`,
      `from ${endText(metric.range[0])} to ${endText(metric.range[1])}`,
      metric.tasks.join(', '),
    ]),
  );
  return ['METRICS: --by ID ranks, --metrics ID,ID adds', items.join('\n')].join('\n\n');
}
