/** Losses of raw scores: log(1 + e^z), and softmax. */
import { exp, log } from './numeric.js';

/** log(1 + e^z) without overflow. */
export const softplus = (z: number) => (z > 0 ? z + log(1 + exp(-z)) : log(1 + exp(z)));

/** Turns scores into softmax probabilities in place. @returns log(sum_k e^score_k) */
export function softmax(scores: Float64Array, at: number, width: number): number {
  let most = scores[at];
  for (let k = 1; k < width; k++) if (scores[at + k] > most) most = scores[at + k];
  let sum = 0;
  for (let k = 0; k < width; k++) {
    scores[at + k] = exp(scores[at + k] - most);
    sum += scores[at + k];
  }
  for (let k = 0; k < width; k++) scores[at + k] /= sum;
  return most + log(sum);
}
