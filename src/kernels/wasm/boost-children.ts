// From a leaf to an inner node and two leaves.
import { CHILD, IS_SET, MISSING_SHIFT, NODE_BYTES, RULE, SET_BYTES, SET_SHIFT } from '../layouts/nodes';
import {
  bufferOf, cutOf, depthOf, featureOf, gainOf, gains, groups, groupsOf, highOf, isSetOf, l1, l2, leafAt,
  leafBytes, leftSumOf, lowOf, missingLeftOf, monotone, nGroupWords, nodeOf, nodes, nSets, quantaG, quantaH,
  rowsOf, scaleG, scaleH, setBuffer, setDepth, setHigh, setLow, setNode, setNSets, setOf, setOfSet, setRows,
  sets, setSlot, setStart, setSum, splitOf, startOf, sumOf,
} from './boost-job';
import { soften } from './boost-scan';

/** Writes an inner node; its children stand at `child`. */
export function writeNode(P: usize, L: usize, child: i32): void {
  const split = splitOf(L), N = nodes(P) + <usize>nodeOf(L) * NODE_BYTES;
  let rule = cutOf(split) | (missingLeftOf(split) << MISSING_SHIFT);
  if (isSetOf(split)) {
    rule = (missingLeftOf(split) << MISSING_SHIFT) | IS_SET | (nSets(P) << SET_SHIFT);
    memory.copy(sets(P) + <usize>nSets(P) * SET_BYTES, setOf(split), SET_BYTES);
    setNSets(P, nSets(P) + 1);
  }
  store<i32>(N, featureOf(split));
  store<i32>(N, rule, RULE);
  store<i32>(N, child, CHILD);
  store<f64>(gains(P) + (<usize>nodeOf(L) << 3), gainOf(split));
}

@inline function boundedValue(P: usize, L: usize, sum: i64): f64 {
  const value = -soften(quantaG(P, sum) / scaleG(P), l1(P)) / (quantaH(P, sum) / scaleH(P) + l2(P));
  return Math.min(Math.max(value, lowOf(L)), highOf(L));
}

/** Half-way between the children's values is where one's ends and the other's begin (LightGBM's "basic" method). */
function boundChildren(P: usize, L: usize, A: usize, direction: i32, left: i64, right: i64): void {
  const middle = (boundedValue(P, L, left) + boundedValue(P, L, right)) / 2;
  if (direction > 0) { setHigh(L, middle); setLow(A, middle); }
  if (direction < 0) { setLow(L, middle); setHigh(A, middle); }
}

/** Turns a leaf whose rows are flagged into its left child, and writes the right one to `added`. */
export function makeChildren(P: usize, leaf: i32, added: i32, nLeft: i32, child: i32): void {
  const L = leafAt(P, leaf), A = leafAt(P, added), split = splitOf(L), f = <usize>featureOf(split);
  const left = leftSumOf(split), right = sumOf(L) - left, isSet = isSetOf(split), words = <usize>nGroupWords(P);
  for (let w: usize = 0; groups(P) != 0 && w < words; w++) {
    const at = groupsOf(L) + (w << 2);
    store<u32>(at, load<u32>(at) & load<u32>(groups(P) + ((f * words + w) << 2)));
  }
  setDepth(L, depthOf(L) + 1);
  setBuffer(L, 1 - bufferOf(L));
  setOfSet(L, isSet);
  memory.copy(A, L, leafBytes(P));
  setSlot(A, -1);
  setStart(A, startOf(L) + nLeft);
  setRows(A, rowsOf(L) - nLeft);
  setRows(L, nLeft);
  setNode(L, child);
  setNode(A, child + 1);
  if (monotone(P)) boundChildren(P, L, A, load<i8>(monotone(P) + f), left, right);
  setSum(L, left);
  setSum(A, right);
}
