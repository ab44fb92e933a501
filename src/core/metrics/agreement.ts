/** Metrics of the whole confusion matrix: how far predicted and true labels agree. */
import { exp, log } from '../numeric.js';
import { countsByClass, labelMetric } from './confusion.js';
import type { MetricFamily } from './family.js';
import { type Confusion, defined, type Score, undefinedScore } from './metric.js';
import { perConfusion } from './per-scored.js';

const CLASSIFICATION = ['binary', 'multiclass'] as const;

interface Totals {
  readonly nRows: number;
  readonly nCorrect: number;
  /** Sum over classes of (rows in truth) * (rows in prediction). */
  readonly crossed: number;
  readonly truthSquared: number;
  readonly predictionSquared: number;
  /** How many classes have rows in the truth. */
  readonly nTrue: number;
  /** How many classes are predicted of some row. */
  readonly nPredicted: number;
  /** Recall of each class that has rows. */
  readonly recalls: readonly number[];
}

const totals = perConfusion((confusion): Totals => {
  const classes = countsByClass(confusion);
  const sum = (term: (truth: number, prediction: number) => number) =>
    classes.reduce((total, { tp, fp, fn }) => total + term(tp + fn, tp + fp), 0);
  return {
    nRows: sum((truth) => truth),
    nCorrect: classes.reduce((total, { tp }) => total + tp, 0),
    crossed: sum((truth, prediction) => truth * prediction),
    truthSquared: sum((truth) => truth * truth),
    predictionSquared: sum((_, prediction) => prediction * prediction),
    nTrue: classes.filter(({ tp, fn }) => tp + fn > 0).length,
    nPredicted: classes.filter(({ tp, fp }) => tp + fp > 0).length,
    recalls: classes.filter(({ tp, fn }) => tp + fn > 0).map(({ tp, fn }) => tp / (tp + fn)),
  };
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Share of rows predicted right. */
export const accuracy = labelMetric({
  id: 'accuracy',
  aliases: ['accuracy_score', 'acc'],
  summary: 'share of rows predicted right',
  tasks: CLASSIFICATION,
  direction: 'max',
  range: [0, 1],
  scoreCounts: (confusion) => {
    const { nCorrect, nRows } = totals(confusion);
    return defined(nCorrect / nRows);
  },
});

/** Mean recall over the classes present in the truth (scikit-learn). */
export const balancedAccuracy = labelMetric({
  id: 'balanced_accuracy',
  aliases: ['balanced_accuracy_score', 'bacc'],
  summary: 'mean recall over the classes that have rows',
  tasks: CLASSIFICATION,
  direction: 'max',
  range: [0, 1],
  scoreCounts: (confusion) => defined(mean(totals(confusion).recalls)),
});

/** Geometric mean of the recalls of the classes present in the truth (Kubat & Matwin 1997; imbalanced-learn). */
export const geometricMean = labelMetric({
  id: 'geometric_mean',
  aliases: ['geometric_mean_score', 'gmean'],
  summary: 'geometric mean of the recalls of the classes that have rows; 0 when one is never found',
  tasks: CLASSIFICATION,
  direction: 'max',
  range: [0, 1],
  scoreCounts: (confusion) => {
    const { recalls } = totals(confusion);
    if (recalls.includes(0)) return defined(0);
    if (recalls.length === 2) return defined(Math.sqrt(recalls[0] * recalls[1]));
    return defined(exp(mean(recalls.map(log))));
  },
});

function correlation(confusion: Confusion): Score {
  const { nRows, nCorrect, crossed, truthSquared, predictionSquared, nTrue, nPredicted } = totals(confusion);
  if (nTrue === 1) return undefinedScore('every row has the same label');
  if (nPredicted === 1) return undefinedScore('every row is predicted the same');
  const truthSpread = nRows * nRows - truthSquared;
  const predictionSpread = nRows * nRows - predictionSquared;
  return defined((nCorrect * nRows - crossed) / (Math.sqrt(truthSpread) * Math.sqrt(predictionSpread)));
}

/** R_K of Gorodkin 2004, which is Matthews' coefficient on two classes. */
export const matthewsCorrcoef = labelMetric({
  id: 'matthews_corrcoef',
  aliases: ['mcc', 'phi'],
  summary: 'correlation of predicted and true labels, -1 to 1, 0 for guessing',
  tasks: CLASSIFICATION,
  direction: 'max',
  range: [-1, 1],
  scoreCounts: correlation,
});

/** How far apart two classes are, by their places in the task's order. */
const DISAGREEMENT = {
  linear: (truth: number, predicted: number) => Math.abs(truth - predicted),
  quadratic: (truth: number, predicted: number) => (truth - predicted) ** 2,
} as const;

type Disagreement = keyof typeof DISAGREEMENT;

const sumCells = (confusion: Confusion, term: (count: number, truth: number, predicted: number) => number) =>
  confusion.reduce(
    (sum, row, truth) =>
      row.reduce((rowSum, count, predicted) => rowSum + term(count, truth, predicted), sum),
    0,
  );

const SAME_LABEL = undefinedScore('truth and prediction hold one and the same label');

/** 1 - (disagreement seen) / (disagreement by chance), Cohen 1968. */
function weightedKappa(confusion: Confusion, apart: (truth: number, predicted: number) => number): Score {
  const inTruth = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const inPrediction = confusion.map((_, k) => confusion.reduce((sum, row) => sum + row[k], 0));
  const nRows = inTruth.reduce((sum, count) => sum + count, 0);
  const seen = sumCells(confusion, (count, truth, predicted) => apart(truth, predicted) * count);
  const byChance = sumCells(
    confusion,
    (_, truth, predicted) => apart(truth, predicted) * inTruth[truth] * inPrediction[predicted],
  );
  return byChance === 0 ? SAME_LABEL : defined(1 - (seen * nRows) / byChance);
}

const KAPPA = {
  tasks: CLASSIFICATION,
  direction: 'max',
  range: [-1, 1],
} as const;

/** (p_o - p_e) / (1 - p_e), Cohen 1960. */
export const cohenKappa = labelMetric({
  ...KAPPA,
  id: 'cohen_kappa',
  aliases: ['cohen_kappa_score', 'kappa'],
  summary: 'agreement beyond what the class shares give by chance, at most 1',
  scoreCounts: (confusion) => weightedKappa(confusion, (truth, predicted) => (truth === predicted ? 0 : 1)),
});

export const cohenKappaWeighted: MetricFamily = {
  id: 'cohen_kappa',
  aliases: ['cohen_kappa_score', 'kappa'],
  summary: 'cohen_kappa of ordered classes: an error counts by how far off it is in the order of the labels',
  parameter: 'WEIGHTS',
  accepts: 'linear or quadratic',
  example: 'quadratic',
  read: (typed) => (Object.keys(DISAGREEMENT).includes(typed.toLowerCase()) ? typed.toLowerCase() : null),
  make: (id, weights) =>
    labelMetric({
      ...KAPPA,
      id,
      summary: `cohen_kappa with ${weights} weights: classes count as apart as they are in the order of the labels`,
      scoreCounts: (confusion) => weightedKappa(confusion, DISAGREEMENT[weights as Disagreement]),
    }),
};
