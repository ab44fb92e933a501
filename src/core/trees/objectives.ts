/** What boosting makes smaller: where raw scores start, what they say, and how far off they are. */
import { exp, log, sigmoid } from '../numeric.js';
import { softmax, softplus } from '../softmax.js';
import { weightedMean } from '../weighted-mean.js';
import type { Objective } from './boost-options.js';
import { quantile } from './quantile.js';

/** What rows are to be predicted as. */
export interface Answers {
  /** [rows] class indices, or values. */
  readonly y: Float64Array;
  /** [rows] positive weights, or null for all 1. */
  readonly weights: Float64Array | null;
}

/** A loss of one raw score a row. */
interface ScalarLoss {
  /** The constant score of least loss. */
  start(y: Float64Array, weights: Float64Array | null, alpha: number): number;
  /** A row's loss, up to what does not depend on the score. */
  loss(score: number, y: number, alpha: number): number;
  /** The prediction that a score stands for. */
  link(score: number): number;
}

/** Shares stay this far from 0 and 1, so that one class alone has a finite score (LightGBM's kEpsilon). */
const LEAST_SHARE = 1e-15;

const logMean = (y: Float64Array, weights: Float64Array | null) =>
  log(Math.max(LEAST_SHARE, weightedMean(y, weights)));

function logOdds(y: Float64Array, weights: Float64Array | null): number {
  const share = Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, weightedMean(y, weights)));
  return log(share / (1 - share));
}

const itself = (score: number) => score;

const SCALAR: Readonly<Record<Exclude<Objective['id'], 'softmax'>, ScalarLoss>> = {
  log_loss: { start: logOdds, loss: (score, y) => softplus(score) - y * score, link: sigmoid },
  squared_error: { start: weightedMean, loss: (score, y) => (y - score) ** 2 / 2, link: itself },
  absolute_error: {
    start: (y, weights) => quantile(y, weights, 0.5),
    loss: (score, y) => Math.abs(y - score),
    link: itself,
  },
  quantile: {
    start: quantile,
    loss: (score, y, alpha) => (y >= score ? alpha * (y - score) : (1 - alpha) * (score - y)),
    link: itself,
  },
  huber: {
    start: weightedMean,
    loss(score, y, alpha) {
      const off = Math.abs(y - score);
      return off <= alpha ? off ** 2 / 2 : alpha * (off - alpha / 2);
    },
    link: itself,
  },
  poisson: { start: logMean, loss: (score, y) => exp(score) - y * score, link: exp },
  gamma: { start: logMean, loss: (score, y) => score + y * exp(-score), link: exp },
};

/** [nClasses] logarithms of the classes' shares. */
function logShares({ y, weights }: Answers, nClasses: number): Float64Array {
  const sums = new Float64Array(nClasses);
  for (let row = 0; row < y.length; row++) sums[y[row]] += weights ? weights[row] : 1;
  const total = sums.reduce((sum, value) => sum + value, 0);
  return sums.map((sum) => log(Math.max(LEAST_SHARE, sum / total)));
}

/** @returns [nChannels] the raw scores that all rows start from (LightGBM's boost_from_average) */
export function startOf({ id, alpha }: Objective, answers: Answers, nChannels: number): Float64Array {
  if (id === 'softmax') return logShares(answers, nChannels);
  return Float64Array.of(SCALAR[id].start(answers.y, answers.weights, alpha));
}

/**
 * Raw scores to predictions: p of each class, or the value.
 * @param scores [nRows * nChannels] IN, spoilt
 */
export function outputsOf({ id }: Objective, scores: Float64Array, nChannels: number): Float64Array {
  if (id === 'softmax') {
    for (let at = 0; at < scores.length; at += nChannels) softmax(scores, at, nChannels);
    return scores;
  }
  if (id !== 'log_loss') return scores.map(SCALAR[id].link);
  const both = new Float64Array(2 * scores.length);
  for (let row = 0; row < scores.length; row++) {
    both[2 * row] = sigmoid(-scores[row]);
    both[2 * row + 1] = sigmoid(scores[row]);
  }
  return both;
}

/** -log p of a row's class. */
function softmaxLoss(scores: Float64Array, at: number, nChannels: number, label: number): number {
  return softmax(scores.slice(at, at + nChannels), 0, nChannels) - scores[at + label];
}

/** Weighted mean of the rows' losses. @param scores [rows * nChannels] raw */
export function meanLoss({ id, alpha }: Objective, scores: Float64Array, { y, weights }: Answers): number {
  const nChannels = scores.length / y.length;
  const losses = y.map((answer, row) =>
    id === 'softmax'
      ? softmaxLoss(scores, row * nChannels, nChannels, answer)
      : SCALAR[id].loss(scores[row], answer, alpha),
  );
  return weightedMean(losses, weights);
}
