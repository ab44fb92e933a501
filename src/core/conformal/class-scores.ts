/** How strange each class would be as the answer of a row: `lac` and `aps` (conformal.ts). */
import type { ConformalScore } from './conformal.js';

/** Classes from the likeliest on; equally likely ones in class order. @param at where the row begins in `p` */
function likeliestFirst(p: Float64Array, at: number, width: number): number[] {
  return Array.from({ length: width }, (_, k) => k).sort((a, b) => p[at + b] - p[at + a] || a - b);
}

/** Romano et al. 2020, eq. 5: p of the likelier classes, and a share of its own. */
function adaptiveScores(p: Float64Array, width: number, ties: Float64Array): Float64Array {
  const scores = new Float64Array(p.length);
  ties.forEach((tie, row) => {
    let before = 0;
    for (const k of likeliestFirst(p, row * width, width)) {
      scores[row * width + k] = before + tie * p[row * width + k];
      before += p[row * width + k];
    }
  });
  return scores;
}

/**
 * @param p [nRows * width] probabilities  @param ties [nRows] in [0, 1): the random share of `aps`
 * @returns [nRows * width]
 */
export const classScores = (
  score: ConformalScore,
  p: Float64Array,
  width: number,
  ties: Float64Array,
): Float64Array => (score === 'aps' ? adaptiveScores(p, width, ties) : p.map((value) => 1 - value));

/** The scores of the true classes. @param truth [nRows] class index */
export const ofTruth = (scores: Float64Array, width: number, truth: Float64Array): Float64Array =>
  truth.map((label, row) => scores[row * width + label]);
