/** Metrics of probabilities as numbers: how far p is from what happened. */
import { log } from '../numeric.js';
import { positiveOf } from './confusion.js';
import { defined, type RowMetric, type Score, type Scored } from './metric.js';

const CLASSIFICATION = ['binary', 'multiclass'] as const;

/** Sum over rows of a term of p, [nRows * classes], and the row. */
function meanOverRows(scored: Scored, term: (proba: Float64Array, row: number) => number): Score {
  const proba = scored.proba as Float64Array;
  let sum = 0;
  for (let row = 0; row < scored.nRows; row++) sum += term(proba, row);
  return defined(sum / scored.nRows);
}

/** Mean of -log p(truth), p clipped to [2^-52, 1 - 2^-52] as scikit-learn does. */
export const logLoss: RowMetric = {
  id: 'log_loss',
  aliases: ['neg_log_loss', 'cross_entropy'],
  summary: 'mean of -log p(truth); confident mistakes cost most',
  tasks: CLASSIFICATION,
  direction: 'min',
  range: [0, Number.POSITIVE_INFINITY],
  needs: 'probability',
  score: (scored) => {
    const width = scored.task.classes.length;
    return meanOverRows(scored, (proba, row) => {
      const p = proba[row * width + scored.truth[row]];
      return -log(Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON));
    });
  },
};

function brierScore(scored: Scored): Score {
  const { task, truth } = scored;
  const width = task.classes.length;
  if (task.kind === 'binary') {
    const positive = positiveOf(task);
    return meanOverRows(scored, (proba, row) => {
      const error = proba[row * 2 + positive] - (truth[row] === positive ? 1 : 0);
      return error * error;
    });
  }
  return meanOverRows(scored, (proba, row) => {
    let squares = 0;
    for (let k = 0; k < width; k++) {
      const error = proba[row * width + k] - (truth[row] === k ? 1 : 0);
      squares += error * error;
    }
    return squares;
  });
}

/** Brier 1950: binary in 0..1 by p(positive); multiclass the sum over classes, in 0..2 (scikit-learn's default). */
export const brier: RowMetric = {
  id: 'brier',
  aliases: ['brier_score', 'brier_score_loss', 'neg_brier_score'],
  summary: 'mean squared error of p; multiclass: summed over classes (0 to 2)',
  tasks: CLASSIFICATION,
  direction: 'min',
  range: [0, 2],
  needs: 'probability',
  score: brierScore,
};

const N_BINS = 10;

/** p that is binned, and whether it came true, for one row. */
function claim({ task, truth }: Scored, proba: Float64Array, row: number): { p: number; true: boolean } {
  const at = row * task.classes.length;
  if (task.kind === 'binary') {
    const positive = positiveOf(task);
    return { p: proba[at + positive], true: truth[row] === positive };
  }
  let top = 0;
  for (let k = 1; k < task.classes.length; k++) if (proba[at + k] > proba[at + top]) top = k;
  return { p: proba[at + top], true: truth[row] === top };
}

function calibrationError(scored: Scored): Score {
  const proba = scored.proba as Float64Array;
  const claimed = new Float64Array(N_BINS);
  const happened = new Float64Array(N_BINS);
  for (let row = 0; row < scored.nRows; row++) {
    const { p, true: cameTrue } = claim(scored, proba, row);
    const bin = Math.min(N_BINS - 1, Math.max(0, Math.floor(p * N_BINS)));
    claimed[bin] += p;
    if (cameTrue) happened[bin]++;
  }
  let gap = 0;
  for (let bin = 0; bin < N_BINS; bin++) gap += Math.abs(claimed[bin] - happened[bin]);
  return defined(gap / scored.nRows);
}

/**
 * Expected calibration error (Naeini et al. 2015; Guo et al. 2017): over 10 bins of equal width, [0, 0.1) … [0.9, 1], the
 * mean distance between p and the share that came true, weighted by rows. Binary: p(positive); multiclass: the top p.
 */
export const ece: RowMetric = {
  id: 'ece',
  aliases: ['expected_calibration_error', 'calibration_error'],
  summary:
    'mean gap between p and what came true, 10 equal-width bins of p(positive), multiclass of the top p',
  tasks: CLASSIFICATION,
  direction: 'min',
  range: [0, 1],
  needs: 'probability',
  score: calibrationError,
};
