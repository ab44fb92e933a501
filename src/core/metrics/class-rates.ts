/**
 * Rates of one class (precision, recall, specificity, F, Jaccard) and their averages over classes.
 *
 * Averages are scikit-learn's with `zero_division=nan`: over the classes present in truth or prediction, leaving out those
 * whose rate is 0/0. Source: scikit-learn user guide 3.4.4; specificity: imbalanced-learn.
 */
import type { Task } from '../task.js';
import { type ClassCounts, countsByClass, labelMetric, positiveOf } from './confusion.js';
import { type MetricFamily, numberWhere } from './family.js';
import { type Confusion, defined, type LabelMetric, type Score, undefinedScore } from './metric.js';
import { perConfusion } from './per-scored.js';

interface Rate {
  readonly id: string;
  readonly meaning: string;
  readonly aliases: readonly string[];
  readonly top: (c: ClassCounts) => number;
  readonly bottom: (c: ClassCounts) => number;
  /** Why the bottom can be 0, for the positive class. */
  readonly whenUndefined: (label: string) => string;
}

/** F_beta = (1 + b2) tp / ((1 + b2) tp + fp + b2 fn), with b2 = beta^2. */
const fScore = (b2: number) => ({
  top: ({ tp }: ClassCounts) => (1 + b2) * tp,
  bottom: ({ tp, fp, fn }: ClassCounts) => (1 + b2) * tp + fp + b2 * fn,
  whenUndefined: (label: string) => `no row is "${label}" and none is predicted "${label}"`,
});

const RATES: readonly Rate[] = [
  {
    id: 'f1',
    meaning: 'harmonic mean of precision and recall, 2tp/(2tp+fp+fn)',
    aliases: ['f1_score'],
    ...fScore(1),
  },
  {
    id: 'precision',
    meaning: 'share of what is predicted positive that is positive, tp/(tp+fp)',
    aliases: ['precision_score', 'ppv'],
    top: ({ tp }) => tp,
    bottom: ({ tp, fp }) => tp + fp,
    whenUndefined: (label) => `no row is predicted "${label}"`,
  },
  {
    id: 'recall',
    meaning: 'share of the positive rows that are found, tp/(tp+fn)',
    aliases: ['recall_score', 'sensitivity', 'tpr'],
    top: ({ tp }) => tp,
    bottom: ({ tp, fn }) => tp + fn,
    whenUndefined: (label) => `no row is "${label}"`,
  },
  {
    id: 'specificity',
    meaning: 'share of the negative rows that are left alone, tn/(tn+fp)',
    aliases: ['specificity_score', 'tnr'],
    top: ({ tn }) => tn,
    bottom: ({ tn, fp }) => tn + fp,
    whenUndefined: (label) => `every row is "${label}"`,
  },
  {
    id: 'jaccard',
    meaning: 'overlap of predicted and true positives, tp/(tp+fp+fn)',
    aliases: ['jaccard_score', 'iou'],
    top: ({ tp }) => tp,
    bottom: ({ tp, fp, fn }) => tp + fp + fn,
    whenUndefined: (label) => `no row is "${label}" and none is predicted "${label}"`,
  },
];

function binaryScore(rate: Rate, confusion: Confusion, task: Task): Score {
  const positive = positiveOf(task);
  const counts = countsByClass(confusion)[positive];
  const bottom = rate.bottom(counts);
  if (bottom === 0) return undefinedScore(rate.whenUndefined(task.classes[positive]));
  return defined(rate.top(counts) / bottom);
}

const isPresent = ({ tp, fp, fn }: ClassCounts) => tp + fp + fn > 0;
const rowsOf = ({ tp, fn }: ClassCounts) => tp + fn;

type Average = 'macro' | 'micro' | 'weighted';

const presentClasses = perConfusion((confusion) => countsByClass(confusion).filter(isPresent));

function microScore(rate: Rate, confusion: Confusion): Score {
  let [top, bottom] = [0, 0];
  for (const counts of presentClasses(confusion)) {
    top += rate.top(counts);
    bottom += rate.bottom(counts);
  }
  return bottom === 0 ? undefinedScore('only one class appears') : defined(top / bottom);
}

/** Over the classes present whose rate is defined. @param weightOf what each counts */
function meanRate(rate: Rate, confusion: Confusion, weightOf: (counts: ClassCounts) => number): Score | null {
  let [sum, weights] = [0, 0];
  for (const counts of presentClasses(confusion)) {
    const bottom = rate.bottom(counts);
    if (bottom === 0) continue;
    const weight = weightOf(counts);
    sum += (weight * rate.top(counts)) / bottom;
    weights += weight;
  }
  return weights === 0 ? null : defined(sum / weights);
}

/** Where no class that has a rate has rows, they count alike (scikit-learn). */
function averageScore(rate: Rate, average: Average, confusion: Confusion): Score {
  if (average === 'micro') return microScore(rate, confusion);
  return (
    (average === 'weighted' ? meanRate(rate, confusion, rowsOf) : null) ??
    meanRate(rate, confusion, () => 1) ??
    undefinedScore(`${rate.id} is undefined for every class that appears`)
  );
}

const AVERAGES: Readonly<Record<Average, string>> = {
  macro: 'mean over the classes present',
  micro: 'of the counts summed over the classes present',
  weighted: 'mean over the classes present, weighted by their rows',
};

const shared = { direction: 'max', range: [0, 1] } as const;

const bare = (rate: Rate, id: string): LabelMetric =>
  labelMetric({
    ...shared,
    id,
    aliases: rate.aliases,
    summary: rate.meaning,
    tasks: ['binary'],
    ofOneClass: true,
    scoreCounts: (confusion, task) => binaryScore(rate, confusion, task),
  });

const averaged = (rate: Rate, average: Average, id: string): LabelMetric =>
  labelMetric({
    ...shared,
    id,
    aliases: rate.aliases.map((alias) => `${alias}_${average}`),
    summary: `${rate.id}, ${AVERAGES[average]}`,
    tasks: ['binary', 'multiclass'],
    scoreCounts: (confusion) => averageScore(rate, average, confusion),
  });

const averages = Object.keys(AVERAGES) as Average[];

const forms = (rate: Rate): LabelMetric[] => [
  bare(rate, rate.id),
  ...averages.map((average) => averaged(rate, average, `${rate.id}_${average}`)),
];

const STANDARD_BETA = 2;

const fbeta = (beta: number): Rate => ({
  id: beta === STANDARD_BETA ? 'fbeta' : `fbeta@${beta}`,
  meaning: `F with beta ${beta}: recall weighs ${beta} times as much as precision, (1+b2)tp/((1+b2)tp+fp+b2 fn) with b2 = ${beta * beta}`,
  aliases: beta === STANDARD_BETA ? ['fbeta_score', 'f2', 'f2_score'] : [],
  ...fScore(beta * beta),
});

const fbetaFamily = (
  suffix: string,
  summary: string,
  make: (rate: Rate, id: string) => LabelMetric,
): MetricFamily => ({
  id: `fbeta${suffix}`,
  aliases: [`fbeta_score${suffix}`],
  summary,
  parameter: 'BETA',
  accepts: 'a number above 0, below 1 for precision, above 1 for recall',
  example: '0.5',
  standard: String(STANDARD_BETA),
  read: numberWhere((beta) => beta > 0),
  make: (id, beta) => make(fbeta(Number(beta)), id),
});

const fbetas: readonly MetricFamily[] = [
  fbetaFamily('', 'F that weighs recall BETA times as much as precision', bare),
  ...averages.map((average) =>
    fbetaFamily(`_${average}`, `fbeta, ${AVERAGES[average]}`, (rate, id) => averaged(rate, average, id)),
  ),
];

/** f1, precision, recall, specificity, fbeta, jaccard: bare, then _macro, _micro, _weighted of each. */
export const classRates: readonly (LabelMetric | MetricFamily)[] = [
  ...RATES.slice(0, 4).flatMap(forms),
  ...fbetas,
  ...RATES.slice(4).flatMap(forms),
];
