// Writing nodes: layouts/nodes.ts has the layout.
import { CHILD, LEAF, MISSING_SHIFT, NODE_BYTES, RULE } from '../layouts/nodes';
import { bestBin, bestFeature } from './best-split';
import {
  ABSOLUTE, criterion, f64At, gains, leaves, lowerBound, nChannels, nLeaves, nNodes, nodes, setF64, setLeaves,
  setNodes, signs, sums, upperBound, values,
} from './tree-job';

/** The values of a node whose totals stand at `sums`, within its bounds. */
function writeValue(P: usize, V: usize): void {
  const K = <usize>nChannels(P), T = sums(P), w = load<f64>(T);
  for (let k: usize = 0; k < K; k++) setF64(V, k, f64At(T, k + 1) / w);
  if (criterion(P) == ABSOLUTE) setF64(V, 0, f64At(T, 2));
  if (signs(P) != 0) setF64(V, 0, min(max(load<f64>(V), lowerBound(P)), upperBound(P)));
}

/** Makes a node a leaf. Its totals stand at `sums`. */
export function writeLeaf(P: usize, node: i32): void {
  const leaf = nLeaves(P), N = nodes(P) + <usize>node * NODE_BYTES;
  setLeaves(P, leaf + 1);
  writeValue(P, leaves(P) + ((<usize>leaf * <usize>nChannels(P)) << 3));
  store<i32>(N, LEAF);
  store<i32>(N, leaf, RULE);
  store<i32>(N, node, CHILD);
  setF64(gains(P), node, 0);
}

/** Makes a node an inner one by the best split, with two new nodes below it. @returns the left of them */
export function writeSplit(P: usize, node: i32, gain: f64, missingLeft: bool): i32 {
  const left = nNodes(P), N = nodes(P) + <usize>node * NODE_BYTES;
  setNodes(P, left + 2);
  if (values(P) != 0) writeValue(P, values(P) + ((<usize>node * <usize>nChannels(P)) << 3));
  store<i32>(N, bestFeature(P));
  store<i32>(N, bestBin(P) | (<i32>missingLeft << MISSING_SHIFT), RULE);
  store<i32>(N, left, CHILD);
  setF64(gains(P), node, gain);
  return left;
}
