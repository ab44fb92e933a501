/** Minimal cost-complexity pruning (Breiman et al. 1984, chapter 3), on a flat tree. */
import { NODE_WORDS } from '../../kernels/exports.js';
import type { GrownTree } from './tree-job.js';

/**
 * What each node's subtree is worth: the gains of its splits, each less alpha; 0 where it is not worth its leaves.
 *
 * R(T) + alpha |T| is least for the tree that keeps a split only if its subtree is worth more than 0, which is the one that
 * cutting the weakest link again and again arrives at; ties are cut. Children stand behind their parent, so one pass
 * from the end sees them first.
 */
function worthOf({ nodes, gains, rootWeight }: GrownTree, alpha: number): Float64Array {
  const worth = new Float64Array(gains.length);
  for (let node = gains.length - 1; node >= 0; node--) {
    if (nodes[node * NODE_WORDS] < 0) continue;
    const left = nodes[node * NODE_WORDS + 2];
    worth[node] = Math.max(0, gains[node] / rootWeight - alpha + worth[left] + worth[left + 1]);
  }
  return worth;
}

/** The subtree of least R(T) + alpha |T|, where R is the impurity of the leaves, weighted by their shares of the rows. */
export function pruneTree(tree: GrownTree, alpha: number): GrownTree {
  const nValues = tree.values.length / tree.gains.length;
  const worth = worthOf(tree, alpha);
  const nodes = new Int32Array(tree.nodes.length);
  const gains = new Float64Array(tree.gains.length);
  const leaves: number[] = [];
  const copyLeaf = (old: number, at: number) => {
    const grown = tree.nodes[old * NODE_WORDS] < 0;
    const from = nValues * (grown ? tree.nodes[old * NODE_WORDS + 1] : old);
    nodes.set([-1, leaves.length / nValues, at], at * NODE_WORDS);
    leaves.push(...(grown ? tree.leaves : tree.values).subarray(from, from + nValues));
  };
  const waiting: [old: number, at: number][] = [[0, 0]];
  let nNodes = 1;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [old, at] = next;
    if (worth[old] === 0) {
      copyLeaf(old, at);
      continue;
    }
    const [feature, rule, left] = tree.nodes.subarray(old * NODE_WORDS, (old + 1) * NODE_WORDS);
    nodes.set([feature, rule, nNodes], at * NODE_WORDS);
    gains[at] = tree.gains[old];
    waiting.push([left + 1, nNodes + 1], [left, nNodes]);
    nNodes += 2;
  }
  return {
    ...tree,
    nodes: nodes.slice(0, nNodes * NODE_WORDS),
    gains: gains.slice(0, nNodes),
    leaves: Float64Array.from(leaves),
  };
}
