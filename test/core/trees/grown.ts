/** The boosting engine on bins, as the twin is run on them. */

import type { Tree } from '../../../src/core/trees/ensemble.js';
import { growBoost } from '../../../src/core/trees/grow-boost.js';
import { IS_SET, MISSING_BIN, MISSING_LEFT, NODE_WORDS, SET_SHIFT } from '../../../src/kernels/exports.js';
import { contextOf } from '../models/fixtures.js';
import { type BoostProblem, rawScores } from './naive-engine.js';

/** Bins as columns of an engine: names do not matter, values are the bins. */
export function columnsOf({ bins, isCategory, y }: Pick<BoostProblem, 'bins' | 'isCategory' | 'y'>) {
  const nRows = y.length;
  const all = new Uint8Array(new SharedArrayBuffer(nRows * bins.length));
  bins.forEach((column, f) => {
    all.set(column, f * nRows);
  });
  const features = bins.map((column, f) => {
    const last = column.reduce((most, bin) => (bin === MISSING_BIN ? most : Math.max(most, bin)), 0);
    const codes = Uint8Array.from({ length: last + 1 }, (_, bin) => bin);
    const name = `x${f}`;
    return isCategory[f]
      ? ({ kind: 'category', name, nBins: last + 1, binOfCode: codes } as const)
      : ({ kind: 'number', name, cuts: Float64Array.from({ length: last }, (_, bin) => bin) } as const);
  });
  const ranges = features.map(() => ({ low: new Float64Array(0), high: new Float64Array(0) }));
  return { nRows, features, columns: [...bins.keys()], bins: all, ranges };
}

/** The engine's trees. */
export function engineOf(problem: BoostProblem, seed = 7): Tree[] {
  const { y, weights, start, options } = problem;
  const input = {
    columns: columnsOf(problem),
    y,
    weights,
    start,
    nChannels: start.length,
    heldOut: null,
    options,
  };
  return growBoost(input, contextOf(seed)).trees;
}

function valueIn({ nodes, leaves, sets }: Tree, binOf: (feature: number) => number): number {
  let node = 0;
  for (;;) {
    const [feature, rule, child] = nodes.subarray(NODE_WORDS * node);
    if (feature < 0) return leaves[rule];
    const bin = binOf(feature);
    const inSet = (sets[8 * (rule >> SET_SHIFT) + (bin >> 5)] >> (bin & 31)) & 1;
    const ofValue = (rule & IS_SET) !== 0 ? inSet === 1 : bin <= (rule & 255);
    node = child + ((bin === MISSING_BIN ? (rule & MISSING_LEFT) !== 0 : ofValue) ? 0 : 1);
  }
}

/** Raw scores of rows. @param bins [feature][row] @returns [nRows * nChannels] */
export const engineScores = (
  trees: readonly Tree[],
  start: Float64Array,
  bins: readonly Uint8Array[],
): Float64Array => rawScores(trees, start, bins, valueIn);
