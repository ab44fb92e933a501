/** The naive twin of wasm/tree-predict.ts: one row down one tree as it was grown, by the definition of its nodes. */
import { IS_SET, MISSING_BIN, MISSING_LEFT, NODE_WORDS, SET_SHIFT } from './exports.js';

export interface NaiveTree {
  /** [nNodes * NODE_WORDS] */
  readonly nodes: ArrayLike<number>;
  /** [nSets * 8] */
  readonly sets: ArrayLike<number>;
}

function goesLeft(bin: number, rule: number, sets: ArrayLike<number>): boolean {
  if (bin === MISSING_BIN) return (rule & MISSING_LEFT) !== 0;
  if ((rule & IS_SET) === 0) return bin <= (rule & 255);
  return ((sets[8 * (rule >>> SET_SHIFT) + (bin >> 5)] >>> (bin & 31)) & 1) === 1;
}

/** The number of the leaf that a row ends in. @param bins [features] of the row */
export function naiveLeaf({ nodes, sets }: NaiveTree, bins: ArrayLike<number>): number {
  let node = 0;
  while (nodes[node * NODE_WORDS] >= 0) {
    const [feature, rule, left] = [0, 1, 2].map((word) => nodes[node * NODE_WORDS + word]);
    node = goesLeft(bins[feature], rule, sets) ? left : left + 1;
  }
  return nodes[node * NODE_WORDS + 1];
}
