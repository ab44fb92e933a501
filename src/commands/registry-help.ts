/**
 * Help made from the registries: ids, parameters, defaults, ranges. Each registry is imported when its help is shown, so
 * that starting assay loads no model.
 */
import { formOf, type MetricFamily } from '../core/metrics/family.js';
import type { Metric } from '../core/metrics/metric.js';
import type { Model } from '../core/models/model.js';
import { describeParam, type ParamSpec, type ParamSpecs } from '../core/params.js';
import type { Registered } from '../core/registry.js';
import type { SamplerKind } from '../core/samplers/sampler.js';

const LIBRARY_NOTE = 'library, slower, for comparison';

const loadModels = async () => (await import('../core/models/list.js')).models.all();
const loadCalibrators = async () => (await import('../core/calibrators/list.js')).calibrators.all();
const loadSamplers = async () => (await import('../core/samplers/list.js')).samplers.all();
const loadSplitters = async () => (await import('../core/splitters/list.js')).splitters.all();

/** `dummy, forest, … ml-cart (library, slower, for comparison)`. */
export async function knownModels(): Promise<string> {
  const all = await loadModels();
  return `one of ${all.map(({ id, library }) => (library ? `${id} (${LIBRARY_NOTE})` : id)).join(', ')}`;
}

const idsOf = async (load: () => Promise<readonly Registered[]>) =>
  `one of ${(await load()).map(({ id }) => id).join(', ')}`;

export const knownCalibrators = () => idsOf(loadCalibrators);
export const knownSamplers = () => idsOf(loadSamplers);
export const knownSplitters = () => idsOf(loadSplitters);
export const knownSearches = () =>
  idsOf(async () => (await import('../core/searches/list.js')).searches.all());

const alsoNamed = ({ aliases }: { readonly aliases?: readonly string[] }) =>
  aliases?.length ? ` (also ${aliases.join(', ')})` : '';

const asShare = ({ shareAliases }: ParamSpec) =>
  shareAliases ? ` (as a share, 1 for all: ${shareAliases.join(', ')})` : '';

/** An item and its parameters: the id and what it is, then a line a parameter. */
const describeItem = (item: Registered & { readonly params?: ParamSpecs }, notes: readonly string[] = []) =>
  [
    `${item.id}${alsoNamed(item)}: ${[item.summary, ...notes].join(' · ')}`,
    ...Object.entries(item.params ?? {}).map(
      ([name, spec]) => `    ${describeParam(name, spec)}${alsoNamed(spec)}${asShare(spec)}`,
    ),
  ].join('\n');

/** A part of a topic that is one paragraph, so that it wraps as one. */
const section = (title: string, ...sentences: readonly string[]) => `${title}\n  ${sentences.join(' ')}`;

const BINS = section(
  'BINS',
  'Models on binned columns tell at most 255 values of a column apart, and missing.',
  'Up to 255 distinct numbers have a bin each; more share bins of about equally many rows.',
  'Beyond 255 categories the rarest are one.',
  'Rows that share all bins with one training row get its answer from every fully grown tree of extra-trees: with thousands of distinct numbers log_loss suffers.',
  'Cuts are found in the training rows; beyond 300,000 of them, in 300,000.',
);

const CATEGORIES = section(
  'CATEGORIES',
  'tree, forest, extra-trees, balanced-forest, rus-boost, easy-ensemble: levels stand in the order of their names, and a split cuts that order in two.',
  'boost: a split parts levels into any two sets.',
  'A level that the training rows lack is missing.',
);

const BOOSTING = section(
  'BOOST',
  "LightGBM's rules and defaults, except: bins are assay's;",
  'categories know neither min_data_per_group nor max_cat_to_onehot;',
  'min_samples_leaf is kept in rows, where LightGBM guesses their number from hessians:',
  'of rows that all weigh 1 splits are first looked for by its guess, of weighted ones by their number alone;',
  'subsample alone draws rows, where bagging_fraction waits for bagging_freq;',
  'medians and quantiles of weighted rows are those of repeated rows;',
  'scale_pos_weight also counts where scores start.',
  'Where a split saw no missing cell they go right at categories, with most rows at numbers.',
  'Early stopping holds out whole groups with --groups, the newest rows with --time, and its rows before a sampler sees them.',
);

const UNDER_SAMPLING = section(
  'UNDER-SAMPLING MODELS',
  "balanced-forest, rus-boost and easy-ensemble are imbalanced-learn's, with its defaults; their trees draw rows of training folds alone, so they need no --sampler.",
  'They answer as if classes were as frequent as in their samples: probabilities are too high for rare classes. --calibrate prior mends that; rus-boost, whose votes go by errors over all rows, is better served by isotonic.',
  'rus-boost reckons errors over all training rows (SAMME): where its first tree is worse than chance there imbalanced-learn refuses, and assay gives all classes the same probability and says so.',
  'On imbalanced rows it often ends after a few trees, as there (`rounds` in results.json); -p learning_rate=0.1 keeps more.',
  'A tree that a bootstrap shows a row twice counts it once for min_samples_leaf.',
);

const OTHER_LIBRARIES = [
  'FROM OTHER LIBRARIES',
  'Names in (also …) are taken, and of objectives and criteria those that mean ours: binary, regression_l1, reg:squarederror, mse. Others are answered with what to use instead.',
  "scikit-learn: its defaults for tree, forest and extra-trees, on bins; missing cells and categories need no encoding. boost has HistGradientBoosting's, but stops early only when asked: -p early_stopping=true, which is on beyond 10,000 rows there.",
  'LightGBM: its defaults for boost, but for what BOOST says.',
  'XGBoost: its defaults are -p learning_rate=0.3 -p max_depth=6 -p max_leaf_nodes=64 -p l2=1 -p min_child_weight=1 -p min_samples_leaf=1; its alpha is -p l1.',
].join('\n  ');

const WEIGHTS = section(
  'WEIGHTS',
  'A row of --weights 3 counts as three such rows where a fit adds up.',
  'Where it counts rows (min_samples_leaf, min_samples_split) it is one,',
  'and bins ignore weights: beyond 255 distinct values cuts may differ.',
  'To tree, forest, extra-trees, balanced-forest, rus-boost and easy-ensemble only ratios of weights count;',
  'the last three draw rows by their number, whatever they weigh.',
  'Elsewhere their size counts against min_child_weight, l2, l1, gamma, cat_l2 and cat_smooth of boost, C of logistic, alpha of ridge and naive-bayes:',
  'weights of mean 1 leave these their meaning, and with very small ones boost splits nothing.',
);

const MODEL_SECTIONS = [BINS, CATEGORIES, BOOSTING, UNDER_SAMPLING, OTHER_LIBRARIES, WEIGHTS];

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

const SAMPLER_GROUPS: readonly (readonly [SamplerKind, string])[] = [
  ['none', 'NO CHANGE'],
  ['over', 'OVER-SAMPLERS: add rows to classes up to a count'],
  ['under', 'UNDER-SAMPLERS: leave rows of classes out down to a count'],
  ['clean', 'CLEANING SAMPLERS: leave out the rows that a rule names, however many'],
  ['both', 'BOTH: add rows, then leave rows out'],
];

const STRATEGIES = section(
  'SAMPLING_STRATEGY',
  "imbalanced-learn's, counted in the training rows:",
  'auto, minority, majority, not-minority, not-majority and all say which classes change, over-samplers lifting them to the largest, under-samplers cutting them to the smallest;',
  '0.5 is minority / majority afterwards, of two classes;',
  'a:500,b:300 says rows of each class afterwards, also as {"a": 500} or {\'a\': 500}; a,b says which classes a cleaning sampler may take from.',
);

const CHAINS = section(
  'CHAINS',
  '--sampler smote+tomek-links applies any samplers one after the other, each to what the one before left;',
  'parameters by the id of each: -p smote.k_neighbors=3 -p tomek-links.scale=none.',
);

const MADE_ROWS = section(
  'ROWS THAT ARE MADE',
  'stay missing where the row that they grew from is, keep whole numbers whole, dates in the unit that all keep to (days to milliseconds), both inside the ranges of the training rows,',
  'and keep the sums that all training rows obey (parts and their total).',
  'They have its weight, group and time (--weights, --groups, --time); in the table of resample, repeats too.',
);

/** The text of `assay help samplers`. */
export async function samplersHelp(): Promise<string> {
  const all = await loadSamplers();
  const groups = SAMPLER_GROUPS.flatMap(([kind, title]) => {
    const own = all.filter((sampler) => sampler.kind === kind);
    return own.length > 0 ? [title, ...own.map((sampler) => describeItem(sampler))] : [];
  });
  const title = 'SAMPLERS: --sampler ID, parameters with -p ID.NAME=VALUE';
  return [title, ...groups, STRATEGIES, CHAINS, MADE_ROWS].join('\n\n');
}

const CALIBRATING = section(
  'HOW',
  'Inside the training rows of each fit five folds are dealt (stratified; whole groups with --groups; in time with --time),',
  'each is predicted by a fit on the others, sampler and encoders included, and the calibrator is fitted on these predictions.',
  'Then the model is fitted on all training rows: six fits for one. No tested row has a say.',
  'It is CalibratedClassifierCV(ensemble=False) of scikit-learn; sigmoid and isotonic read log-odds of boost and logistic, as it reads their decision_function.',
  'Of several classes each is calibrated against the others, and the results are divided by their sum.',
);

const BY_SHARES = section(
  'PRIOR',
  'needs no inner fits: p of each class is multiplied by its share in the training rows over its share in what the model was fitted on, after sampler and class weights, and the results are divided by their sum.',
  'That is exact for a model that is right about the rows it was given, undoes nothing else, and changes no row where nothing moved the shares.',
  'Rows that SMOTE makes are not drawn as the others were: look at ece.',
);

const WHEN_TO_CALIBRATE = section(
  'WHEN',
  'Samplers and --class-weight move probabilities, naive-bayes exaggerates, forests shrink: ece says how far p is from what happens, brier and log_loss fall when that is mended.',
  'results.json of cv and train has these three without the calibrator too, as `uncalibrated`.',
  'What ranks rows (roc_auc) hardly changes; a cut of 0.5 means something else afterwards, --threshold METRIC finds it anew.',
);

/** The text of `assay help calibration`. */
export async function calibrationHelp(): Promise<string> {
  const items = (await loadCalibrators()).map((calibrator) => describeItem(calibrator));
  return ['CALIBRATION: --calibrate ID', items.join('\n'), CALIBRATING, BY_SHARES, WHEN_TO_CALIBRATE].join(
    '\n\n',
  );
}

const DEALING = section(
  'WHICH ONE',
  'Without --splitter: stratified for classes, kfold for numbers; group with --groups COL, time with --time COL.',
  'Use --groups where rows of one customer, patient or machine are alike: a model can learn to know them instead of the rule.',
  'Use --time where new rows will be later ones: random folds train on the future of the rows they test.',
  '--repeats N deals anew N times; --nested 5x3 scores a search (assay help searches).',
  '--save-splits FILE keeps the folds, --splits FILE takes them again; equal folds have equal hashes, and only those are compared in pairs.',
  'A CSV with a column fold (and repeat) has a line for each data row; folds that are no partition (shuffle, bootstrap, time, …) have a line for each row of each fold, in columns repeat, fold, row and part (train or test).',
  'Before anything is fitted assay names equal rows and groups on both sides of a fold, time that runs backwards, and classes that a fold lacks.',
);

/** The text of `assay help splitters`. */
export async function splittersHelp(): Promise<string> {
  const items = (await loadSplitters()).map((splitter) => describeItem(splitter, [splitter.protocol]));
  return ['SPLITTERS: --splitter ID, parameters with -p ID.NAME=VALUE', DEALING, ...items].join('\n\n');
}

const RANGES = `WHERE THEY LOOK
  -p max_depth=2..12  from end to end
  -p learning_rate=0.001..0.3:log  the same, equal ratios counting alike
  -p max_features=sqrt,0.5  one of these
  -p max_depth=8  fixed, not searched
  Without a range: where the parameters of the model say, in assay help models`;

const gridHelp = (points: number, mostWhole: number) => `THE POINTS OF A GRID
  Choices as they are; whole numbers all when there are ${mostWhole} or fewer (${points} in a :log range); else ${points} points from end to end, at equal distances or, with :log, in equal ratios. Parameters in the order typed, the last one changing fastest.`;

const NESTED = section(
  'SCORING THE SEARCH: --nested 5x3, of tune and cv',
  'The score of the best trial flatters: it was chosen for being the best on the folds that score it.',
  '--nested 5x3 deals 5 folds; for each, the whole search runs on 3 folds of its training rows, and what it finds is fitted there and scored on the rows left out.',
  'These scores are what compare ranks. The difference to those that the searches saw is shown as optimism.',
  '5x3 costs five searches of three folds each, and five fits.',
);

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
    NESTED,
  ].join('\n\n');
}

const endText = (end: number) => (Number.isFinite(end) ? String(end) : end < 0 ? '-∞' : '∞');

const isNegated = (name: string) => name.startsWith('neg_');

const describeMetric = (metric: Metric) =>
  describeItem({ ...metric, aliases: metric.aliases?.filter((alias) => !isNegated(alias)) }, [
    `${metric.direction === 'max' ? 'higher' : 'lower'} is better`,
    `from ${endText(metric.range[0])} to ${endText(metric.range[1])}`,
    metric.tasks.join(', '),
  ]);

const describeFamily = (family: MetricFamily) => {
  const standard = family.standard === undefined ? '' : `; ${family.id} alone is @${family.standard}`;
  return `${formOf(family)}: ${family.summary} · ${family.parameter}: ${family.accepts}${standard}`;
};

const METRIC_GROUPS: readonly (readonly [string, readonly Metric['needs'][]])[] = [
  ['OF PREDICTED LABELS', ['label', 'answer']],
  ['OF PROBABILITIES', ['probability']],
  ['OF PREDICTED NUMBERS', ['value']],
];

const METRIC_RULES = section(
  'IN ALL OF THEM',
  'Nothing is negated: neg_ names are taken for the metric itself, whose direction is known.',
  'Without an answer (0/0, one class alone) a metric is null with a reason, never 0.',
  'NaN and infinities are refused, naming the row.',
);

/** The averages of a rate are one rule, told once. */
const isAverage = ({ id }: Registered) => /_(macro|micro|weighted)$/.test(id);

const idsText = (items: readonly Registered[]) => items.map(({ id }) => id).join(', ');

const averagesHelp = (all: readonly Metric[]) =>
  section(
    'AVERAGES OVER CLASSES: ID_macro, ID_micro, ID_weighted',
    `of ${idsText(all.filter(({ id }) => all.some((other) => other.id === `${id}_macro`)))}, for several classes:`,
    'macro is the mean over the classes in truth or prediction whose own value is defined;',
    'weighted weighs it by their rows; micro is of their counts summed. fbeta_macro@0.5 has both.',
  );

const oneClassHelp = (all: readonly Metric[]) =>
  section(
    'OF ONE CLASS: ID:LABEL',
    'asks a metric of one class against all others, e.g. f1:setosa or fbeta@0.5:setosa;',
    `of ${idsText(all.filter((metric) => metric.ofOneClass))}.`,
  );

/** The text of `assay help metrics`. */
export async function metricsHelp(): Promise<string> {
  const { metrics } = await import('../core/metrics/list.js');
  const all = metrics.all();
  const told = all.filter((metric) => !isAverage(metric));
  const groups = METRIC_GROUPS.map(([title, needs]) => {
    const own = told.filter((metric) => needs.includes(metric.needs));
    return [title, ...own.map(describeMetric)].join('\n');
  });
  const families = metrics.families().filter((family) => !isAverage(family));
  return [
    'METRICS: --by ID ranks, --metrics ID,ID adds',
    ...groups,
    averagesHelp(all),
    ['WITH A PARAMETER: ID@PARAMETER', ...families.map(describeFamily)].join('\n'),
    oneClassHelp(all),
    METRIC_RULES,
  ].join('\n\n');
}
