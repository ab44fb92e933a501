/** Metrics of probabilities as numbers: how far p is from what happened. */
import { log } from '../numeric.js';
import { positiveOf } from './confusion.js';
import { type MetricFamily, numberWhere } from './family.js';
import { defined, type RowMetric, type Score, type Scored, undefinedScore } from './metric.js';
import { perRows } from './per-scored.js';
import { rowMetric, sumMetric, termOf, totalWeight } from './row-metric.js';

const CLASSIFICATION = ['binary', 'multiclass'] as const;

const mean = ([sum]: readonly number[], totalWeight: number): Score => defined(sum / totalWeight);

/** p clipped to [2^-52, 1 - 2^-52] as scikit-learn does. */
const clipped = (p: number) => Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON);

/** [nRows] -log p(truth) */
const logLosses = perRows((scored): Float64Array => {
  const { task, truth } = scored;
  const width = task.classes.length;
  const proba = scored.proba as Float64Array;
  return termOf(scored, (row) => -log(clipped(proba[row * width + truth[row]])));
});

/** [nRows] squared distance of p from what happened, summed over classes. */
const squaredDistances = perRows((scored): Float64Array => {
  const { task, truth } = scored;
  const width = task.classes.length;
  const proba = scored.proba as Float64Array;
  return termOf(scored, (row) => {
    let squares = 0;
    for (let k = 0; k < width; k++) {
      const error = proba[row * width + k] - (truth[row] === k ? 1 : 0);
      squares += error * error;
    }
    return squares;
  });
});

/** [nRows] squared distance of p(positive) from 1 or 0. */
function positiveDistances(scored: Scored): Float64Array {
  const positive = positiveOf(scored.task);
  const proba = scored.proba as Float64Array;
  return termOf(scored, (row) => (proba[2 * row + positive] - (scored.truth[row] === positive ? 1 : 0)) ** 2);
}

const LOSS = {
  tasks: CLASSIFICATION,
  direction: 'min',
  needs: 'probability',
} as const;

/** Mean of -log p(truth). */
export const logLoss: RowMetric = sumMetric({
  ...LOSS,
  id: 'log_loss',
  aliases: ['neg_log_loss', 'cross_entropy'],
  summary: 'mean of -log p(truth); confident mistakes cost most',
  range: [0, Number.POSITIVE_INFINITY],
  sums: { terms: (scored) => [logLosses(scored)], combine: mean },
});

/** Brier 1950: binary in 0..1 by p(positive); multiclass the sum over classes, in 0..2 (scikit-learn's default). */
export const brier: RowMetric = sumMetric({
  ...LOSS,
  id: 'brier',
  aliases: ['brier_score', 'brier_score_loss', 'neg_brier_score'],
  summary: 'mean squared error of p; multiclass: summed over classes (0 to 2)',
  range: [0, 2],
  ofOneClass: true,
  sums: {
    terms: (scored) => [scored.task.kind === 'binary' ? positiveDistances(scored) : squaredDistances(scored)],
    combine: mean,
  },
});

/** [classes][nRows] 1 where the row is of the class. */
const memberships = (scored: Scored): Float64Array[] =>
  scored.task.classes.map((_, k) => termOf(scored, (row) => (scored.truth[row] === k ? 1 : 0)));

interface ExplainedSpec {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly losses: (scored: Scored) => Float64Array;
  /** The loss summed over rows when each class gets its share. @param share in (0, 1) */
  readonly lossOfShares: (rows: number, share: number) => number;
}

/** 1 - loss / (loss of answering the shares of these very rows); scikit-learn's d2 scores. */
const explainedLoss = ({ id, aliases, summary, losses, lossOfShares }: ExplainedSpec): RowMetric =>
  sumMetric({
    id,
    aliases,
    summary,
    tasks: CLASSIFICATION,
    direction: 'max',
    range: [Number.NEGATIVE_INFINITY, 1],
    needs: 'probability',
    sums: {
      terms: (scored) => [losses(scored), ...memberships(scored)],
      combine: ([loss, ...rowsOfClass], totalWeight) => {
        const present = rowsOfClass.filter((rows) => rows > 0);
        if (present.length < 2) return undefinedScore('only one class has rows');
        const plain = present.reduce((sum, rows) => sum + lossOfShares(rows, rows / totalWeight), 0);
        return defined(1 - loss / plain);
      },
    },
  });

export const d2LogLoss: RowMetric = explainedLoss({
  id: 'd2_log_loss',
  aliases: ['d2_log_loss_score'],
  summary: 'share of log_loss that is explained; 0 is answering the class shares',
  losses: logLosses,
  lossOfShares: (rows, share) => -rows * log(clipped(share)),
});

export const d2Brier: RowMetric = explainedLoss({
  id: 'd2_brier',
  aliases: ['d2_brier_score', 'brier_skill_score'],
  summary: 'share of brier that is explained; 0 is answering the class shares',
  losses: squaredDistances,
  lossOfShares: (rows, share) => rows * (1 - share),
});

/** What rows claimed, whatever they weigh. */
interface Claims {
  /** [nRows] */
  readonly binOf: Uint16Array;
  /** [nRows] p less what happened, 0 or 1. */
  readonly excess: Float64Array;
}

/** The class whose p is looked at: the positive one, of several the likeliest. */
export function claimedClass({ task }: Scored, proba: Float64Array, at: number): number {
  if (task.kind === 'binary') return positiveOf(task);
  let top = 0;
  for (let k = 1; k < task.classes.length; k++) if (proba[at + k] > proba[at + top]) top = k;
  return top;
}

function claimsOf(scored: Scored, nBins: number): Claims {
  const { nRows, truth, task } = scored;
  const proba = scored.proba as Float64Array;
  const binOf = new Uint16Array(nRows);
  const excess = new Float64Array(nRows);
  for (let row = 0; row < nRows; row++) {
    const at = row * task.classes.length;
    const k = claimedClass(scored, proba, at);
    const p = proba[at + k];
    binOf[row] = Math.min(nBins - 1, Math.max(0, Math.floor(p * nBins)));
    excess[row] = p - (truth[row] === k ? 1 : 0);
  }
  return { binOf, excess };
}

function calibrationError(scored: Scored, { binOf, excess }: Claims, nBins: number): Score {
  const { weights, nRows } = scored;
  const gaps = new Float64Array(nBins);
  if (weights) for (let row = 0; row < nRows; row++) gaps[binOf[row]] += weights[row] * excess[row];
  else for (let row = 0; row < nRows; row++) gaps[binOf[row]] += excess[row];
  return defined(gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / totalWeight(scored));
}

/**
 * Expected calibration error (Naeini et al. 2015; Guo et al. 2017): over bins of equal width, of ten [0, 0.1) … [0.9, 1],
 * the mean distance between p and the share that came true, weighted by rows. Binary: p(positive); multiclass: the top p.
 */
export const ece: MetricFamily = {
  id: 'ece',
  aliases: ['expected_calibration_error', 'calibration_error'],
  summary: 'mean gap between p and what came true, over bins of equal width',
  parameter: 'BINS',
  accepts: 'a whole number from 1 to 1000',
  example: '15',
  standard: '10',
  read: numberWhere((bins) => Number.isInteger(bins) && bins >= 1 && bins <= 1000),
  make: (id, bins) => {
    const nBins = Number(bins);
    const claims = perRows((scored) => claimsOf(scored, nBins));
    return rowMetric({
      ...LOSS,
      id,
      aliases: [],
      summary: `mean gap between p and what came true, ${bins} equal-width bins of p(positive), multiclass of the top p`,
      range: [0, 1],
      ofOneClass: true,
      score: (scored) => calibrationError(scored, claims(scored), nBins),
    });
  },
};

/** Whether the truth is among the k likeliest; of equal p the class that stands later goes first, as in scikit-learn. */
function isInTop({ task, truth }: Scored, proba: Float64Array, row: number, k: number): boolean {
  const at = row * task.classes.length;
  const own = proba[at + truth[row]];
  let before = 0;
  for (let other = 0; other < task.classes.length; other++) {
    if (proba[at + other] > own || (proba[at + other] === own && other > truth[row])) before++;
  }
  return before < k;
}

export const topKAccuracy: MetricFamily = {
  id: 'top_k_accuracy',
  aliases: ['top_k_accuracy_score'],
  summary: 'share of rows whose label is among the K likeliest',
  parameter: 'K',
  accepts: 'a whole number from 1 on',
  example: '3',
  standard: '2',
  read: numberWhere((k) => Number.isInteger(k) && k >= 1),
  make: (id, k) =>
    sumMetric({
      id,
      summary: `share of rows whose label is among the ${k} likeliest`,
      tasks: ['multiclass'],
      direction: 'max',
      range: [0, 1],
      needs: 'probability',
      sums: {
        terms: (scored) => [
          termOf(scored, (row) => (isInTop(scored, scored.proba as Float64Array, row, Number(k)) ? 1 : 0)),
        ],
        combine: mean,
      },
    }),
};
