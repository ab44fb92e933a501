/** Scores of one class, equal ones together, and the rising steps that are nearest to their shares. */
import { argsort, runEnd } from '../argsort.js';
import type { CalibrationRows } from './calibrator.js';

/** Distinct scores, ascending. */
export interface ScoreGroups {
  readonly scores: Float64Array;
  /** Share of each that is of the class. */
  readonly shares: Float64Array;
  readonly weights: Float64Array;
}

export function groupScores({ scores, isClass, weights }: CalibrationRows): ScoreGroups {
  const order = argsort(scores);
  const found: { score: number; share: number; weight: number }[] = [];
  for (let from = 0; from < order.length; ) {
    const to = runEnd(scores, order, from);
    let weight = 0;
    let inside = 0;
    for (let at = from; at < to; at++) {
      const one = weights === null ? 1 : weights[order[at]];
      weight += one;
      inside += one * isClass[order[at]];
    }
    found.push({ score: scores[order[from]], share: inside / weight, weight });
    from = to;
  }
  return {
    scores: Float64Array.from(found, ({ score }) => score),
    shares: Float64Array.from(found, ({ share }) => share),
    weights: Float64Array.from(found, ({ weight }) => weight),
  };
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955): the non-decreasing values with the least weighted
 * squared distance. O(n). @returns [values]
 */
export function poolAdjacent(values: Float64Array, weights: Float64Array): Float64Array {
  const blocks: { value: number; weight: number; n: number }[] = [];
  for (let i = 0; i < values.length; i++) {
    let block = { value: values[i], weight: weights[i], n: 1 };
    for (let last = blocks.at(-1); last && last.value >= block.value; last = blocks.at(-1)) {
      const weight = last.weight + block.weight;
      const value = (last.weight * last.value + block.weight * block.value) / weight;
      block = { value, weight, n: last.n + block.n };
      blocks.pop();
    }
    blocks.push(block);
  }
  const fitted = new Float64Array(values.length);
  let at = 0;
  for (const { value, n } of blocks) {
    fitted.fill(value, at, at + n);
    at += n;
  }
  return fitted;
}
