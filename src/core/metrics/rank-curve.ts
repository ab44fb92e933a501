/**
 * Rows by p of one class, from the highest: how much of the class and of the others lies at or above each cut. All
 * metrics of ordering are read off it.
 */
import { argsort, runEnd } from '../argsort.js';
import type { Scored } from './metric.js';
import { perRows, perScored } from './per-scored.js';

export interface RankCurve {
  /** [distinct p] weight of the class's rows at or above that p, the highest p first. The last is all of it. */
  readonly inside: Float64Array;
  /** [distinct p] the same of all other rows. */
  readonly outside: Float64Array;
}

/** The curve with its points pushed one after the other. */
class CurveMaker {
  readonly #inside: Float64Array;
  readonly #outside: Float64Array;
  #nCuts = 0;

  constructor(mostCuts: number) {
    this.#inside = new Float64Array(mostCuts);
    this.#outside = new Float64Array(mostCuts);
  }

  push(inside: number, outside: number): void {
    this.#inside[this.#nCuts] = inside;
    this.#outside[this.#nCuts++] = outside;
  }

  made(): RankCurve {
    return {
      inside: this.#inside.subarray(0, this.#nCuts),
      outside: this.#outside.subarray(0, this.#nCuts),
    };
  }
}

/** Without weights two sorted halves will do: numbers alone sort in half the time of an order. */
function mergedCurve({ task, nRows, truth, proba }: Scored, k: number): RankCurve {
  const width = task.classes.length;
  const p = proba as Float64Array;
  const inside = new Float64Array(nRows);
  const outside = new Float64Array(nRows);
  let i = 0;
  let j = 0;
  for (let row = 0; row < nRows; row++) {
    if (truth[row] === k) inside[i++] = p[row * width + k];
    else outside[j++] = p[row * width + k];
  }
  const [nInside, nOutside] = [i, j];
  const ours = inside.subarray(0, nInside).sort();
  const others = outside.subarray(0, nOutside).sort();
  const curve = new CurveMaker(nRows);
  while (i > 0 || j > 0) {
    const cut = Math.max(i > 0 ? ours[i - 1] : others[j - 1], j > 0 ? others[j - 1] : ours[i - 1]);
    while (i > 0 && ours[i - 1] >= cut) i--;
    while (j > 0 && others[j - 1] >= cut) j--;
    curve.push(nInside - i, nOutside - j);
  }
  return curve.made();
}

/** Rows from the highest p of a class to the lowest, in runs of equal p. */
interface FallingRuns {
  /** [nRows] */
  readonly order: Uint32Array;
  /** [nRows] in that order: 1 for rows of the class. */
  readonly isInside: Uint8Array;
  /** [runs] where in the order each ends, exclusive. */
  readonly ends: Uint32Array;
}

function findRuns({ task, nRows, truth, proba }: Scored, k: number): FallingRuns {
  const width = task.classes.length;
  const falling = Float64Array.from({ length: nRows }, (_, row) => -(proba as Float64Array)[row * width + k]);
  const order = argsort(falling);
  const ends = new Uint32Array(nRows);
  let nRuns = 0;
  for (let from = 0; from < nRows; ) {
    from = runEnd(falling, order, from);
    ends[nRuns++] = from;
  }
  const isInside = Uint8Array.from(order, (row) => (truth[row] === k ? 1 : 0));
  return { order, isInside, ends: ends.slice(0, nRuns) };
}

const runsByClass = perRows(() => new Map<number, FallingRuns>());

function fallingRuns(scored: Scored, k: number): FallingRuns {
  const known = runsByClass(scored);
  const runs = known.get(k) ?? findRuns(scored, k);
  known.set(k, runs);
  return runs;
}

function weightedCurve(scored: Scored, weights: Float64Array, k: number): RankCurve {
  const { order, isInside, ends } = fallingRuns(scored, k);
  const curve = { inside: new Float64Array(ends.length), outside: new Float64Array(ends.length) };
  let inside = 0;
  let outside = 0;
  for (let run = 0, i = 0; run < ends.length; run++) {
    for (; i < ends[run]; i++) {
      if (isInside[i] === 1) inside += weights[order[i]];
      else outside += weights[order[i]];
    }
    curve.inside[run] = inside;
    curve.outside[run] = outside;
  }
  return curve;
}

const curves = perScored(() => new Map<number, RankCurve>());

/** The curve of a class by p of it; remembered. O(rows log rows). */
export function rankCurve(scored: Scored, k: number): RankCurve {
  const known = curves(scored).get(k);
  if (known) return known;
  const { weights } = scored;
  const made = weights === undefined ? mergedCurve(scored, k) : weightedCurve(scored, weights, k);
  curves(scored).set(k, made);
  return made;
}

/** The weight of the class and of all others. */
export const endOf = ({ inside, outside }: RankCurve): { nInside: number; nOutside: number } => ({
  nInside: inside[inside.length - 1],
  nOutside: outside[outside.length - 1],
});

/**
 * Of each class j: twice the weight of pairs in which the row of class k has the larger p of k, ties once.
 * O(rows log rows + rows * classes). @returns [classes], at k itself of no meaning
 */
export function doubledWins(scored: Scored, k: number): Float64Array {
  const { task, truth, weights } = scored;
  const { order, ends } = fallingRuns(scored, k);
  const below = new Float64Array(task.classes.length);
  const wins = new Float64Array(task.classes.length);
  const tied = new Float64Array(task.classes.length);
  for (let run = ends.length - 1; run >= 0; run--) {
    const from = run > 0 ? ends[run - 1] : 0;
    for (let i = from; i < ends[run]; i++) {
      tied[truth[order[i]]] += weights === undefined ? 1 : weights[order[i]];
    }
    if (tied[k] > 0) for (let j = 0; j < wins.length; j++) wins[j] += tied[k] * (2 * below[j] + tied[j]);
    for (let i = from; i < ends[run]; i++) {
      const label = truth[order[i]];
      below[label] += tied[label];
      tied[label] = 0;
    }
  }
  return wins;
}
