// What a tree's leaves say, by the true gradients of their rows or by quantiles of residuals, and adding it to the raw
// scores.
//
// Blocks are cut by position alone and added in order, so the sums do not depend on who made them.
import { BLOCK_BYTES } from '../layouts/boost-parts';
import { CHILD, IS_SET, MISSING_BIN, MISSING_SHIFT, NODE_BYTES, RULE, SET_BYTES, SET_SHIFT } from '../layouts/nodes';
import {
  ABSOLUTE, alpha, answers, BLOCK, blocks, categoryL2, channel, column, countsRows, gradients, hessians, highOf,
  isOfSet, l1, l2, leafAt, leafRows, learningRate, leaves, lowOf, nAll, nDrawn, nodes, nTrained, objective, packedA,
  packedB, QUANTILE, rowsOf, scores, sets, startOf, stride, undrawn, weights,
} from './boost-job';
import { soften } from './boost-scan';

// A block, BLOCK_BYTES: i32 its leaf, its first position in the leaf and the one behind its last, then sums of g and h f64.
const LEAF: usize = 0, FROM: usize = 4, END: usize = 8, SUM_G: usize = 16, SUM_H: usize = 24;
@inline function blockAt(P: usize, block: i32): usize { return blocks(P) + <usize>block * BLOCK_BYTES; }
@inline function channelScores(P: usize): usize { return scores(P) + ((<usize>channel(P) * <usize>nAll(P)) << 3); }

/** Cuts all leaves into blocks. Returns how many. */
export function layBlocks(P: usize, nLeaves: i32): i32 {
  let n = 0;
  for (let leaf = 0; leaf < nLeaves; leaf++) {
    const m = rowsOf(leafAt(P, leaf));
    for (let from = 0; from < m; from += BLOCK) {
      const B = blockAt(P, n++);
      store<i32>(B, leaf, LEAF);
      store<i32>(B, from, FROM);
      store<i32>(B, min(m, from + BLOCK), END);
    }
  }
  return n;
}

/** A part: sums of a block's true gradients. */
export function sumBlockOfLeaf(P: usize, block: i32): void {
  const B = blockAt(P, block), R = leafRows(P, leafAt(P, load<i32>(B, LEAF))), offset = (<usize>channel(P) * stride(P)) << 3;
  const G = gradients(P) + offset, H: usize = countsRows(P) ? 0 : hessians(P) + offset;
  const from = <usize>load<i32>(B, FROM), to = <usize>load<i32>(B, END);
  let g: f64 = 0, h: f64 = 0;
  for (let i = from; i < to; i++) {
    const row = <usize>load<u32>(R + (i << 2)) << 3;
    g += load<f64>(G + row);
    if (H) h += load<f64>(H + row);
  }
  store<f64>(B, g, SUM_G);
  store<f64>(B, H ? h : <f64>(to - from), SUM_H);
}

/** Value of each leaf from its blocks: -T(G)/(H+l2) within its bounds. */
export function valueLeaves(P: usize, nBlocks: i32): void {
  for (let block = 0; block < nBlocks; ) {
    const leaf = load<i32>(blockAt(P, block), LEAF), L = leafAt(P, leaf);
    let g: f64 = 0, h: f64 = 0;
    for (; block < nBlocks && load<i32>(blockAt(P, block), LEAF) == leaf; block++) {
      g += load<f64>(blockAt(P, block), SUM_G);
      h += load<f64>(blockAt(P, block), SUM_H);
    }
    h += l2(P) + (isOfSet(L) ? categoryL2(P) : 0);
    const value = h > 0 ? -soften(g, l1(P)) / h : 0;
    store<f64>(leaves(P) + (<usize>leaf << 3), learningRate(P) * Math.min(Math.max(value, lowOf(L)), highOf(L)));
  }
}

@inline export function renews(P: usize): bool { return objective(P) == ABSOLUTE || objective(P) == QUANTILE; }

@inline function swap(at: usize, other: usize): void {
  const kept = load<f64>(at);
  store<f64>(at, load<f64>(other));
  store<f64>(other, kept);
}

/** Hoare's partition of values low..high, weights moving along (0: none). Returns j: low..j are not above j+1..high. */
function partValues(X: usize, W: usize, low: i32, high: i32): i32 {
  const pivot = load<f64>(X + (<usize>(low + (high - low) / 2) << 3));
  let i = low - 1, j = high + 1;
  while (true) {
    do i++; while (load<f64>(X + (<usize>i << 3)) < pivot);
    do j--; while (load<f64>(X + (<usize>j << 3)) > pivot);
    if (i >= j) return j;
    swap(X + (<usize>i << 3), X + (<usize>j << 3));
    if (W) swap(W + (<usize>i << 3), W + (<usize>j << 3));
  }
}

/** The quantile of n values, between the two nearest in order (numpy's default). */
function plainQuantile(X: usize, n: i32, share: f64): f64 {
  const place = <f64>(n - 1) * share, k = <i32>Math.floor(place);
  let low = 0, high = n - 1;
  while (low < high) {
    const j = partValues(X, 0, low, high);
    if (k <= j) high = j; else low = j + 1;
  }
  const value = load<f64>(X + (<usize>k << 3));
  if (k == n - 1) return value;
  let next = load<f64>(X + (<usize>(k + 1) << 3));
  for (let i = k + 2; i < n; i++) next = Math.min(next, load<f64>(X + (<usize>i << 3)));
  return value + (next - value) * (place - <f64>k);
}

/** The first value whose cumulated weight is above its share; the mean of two when that is met exactly. */
function weightedQuantile(X: usize, W: usize, n: i32, share: f64): f64 {
  let all: f64 = 0, before: f64 = 0, low = 0, high = n - 1;
  for (let i = 0; i < n; i++) all += load<f64>(W + (<usize>i << 3));
  const target = all * share;
  while (low < high) {
    const j = partValues(X, W, low, high);
    let sum = before;
    for (let i = low; i <= j; i++) sum += load<f64>(W + (<usize>i << 3));
    if (sum > target) high = j;
    else { before = sum; low = j + 1; }
  }
  const value = load<f64>(X + (<usize>low << 3));
  if (before != target || low == 0) return value;
  let previous = load<f64>(X);
  for (let i = 1; i < low; i++) previous = Math.max(previous, load<f64>(X + (<usize>i << 3)));
  return (previous + value) / 2;
}

/** A part: the value of a leaf becomes a quantile of its residuals, which are laid out where its gradients were. */
export function renewLeaf(P: usize, leaf: i32): void {
  const L = leafAt(P, leaf), R = leafRows(P, L), m = rowsOf(L), at = <usize>startOf(L) << 3;
  const X = packedA(P) + at, W: usize = weights(P) ? packedB(P) + at : 0, S = channelScores(P), Y = answers(P);
  for (let i: usize = 0; i < <usize>m; i++) {
    const row = <usize>load<u32>(R + (i << 2)) << 3;
    store<f64>(X + (i << 3), load<f64>(Y + row) - load<f64>(S + row));
    if (W) store<f64>(W + (i << 3), load<f64>(weights(P) + row));
  }
  const share = objective(P) == ABSOLUTE ? 0.5 : alpha(P);
  const value = W ? weightedQuantile(X, W, m, share) : plainQuantile(X, m, share);
  store<f64>(leaves(P) + (<usize>leaf << 3), learningRate(P) * Math.min(Math.max(value, lowOf(L)), highOf(L)));
}

/** Rows in a range of those whose scores one thread adds to: leaves have some rows in each. */
@inline function rangeRows(nLeaves: i32): i32 { return max(BLOCK, 64 * nLeaves); }
@inline export function nRanges(P: usize, nLeaves: i32): i32 { return (nTrained(P) - 1) / rangeRows(nLeaves) + 1; }

/** The first of a leaf's rows, which ascend, that is not before `row`. */
function placeOf(R: usize, m: i32, row: i32): i32 {
  let low = 0, high = m;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<i32>(R + (<usize>middle << 2)) < row) low = middle + 1; else high = middle;
  }
  return low;
}

/**
 * A part: adds the leaves' values to the scores of a range of rows. Threads keep to rows of their own, since a leaf's
 * rows lie in the same cache lines as those of others.
 */
export function addToRange(P: usize, nLeaves: i32, range: i32): void {
  const size = rangeRows(nLeaves), from = range * size, S = channelScores(P);
  const to = <u32>min(nTrained(P), from + size);
  for (let leaf = 0; leaf < nLeaves; leaf++) {
    const L = leafAt(P, leaf), R = leafRows(P, L), end = R + (<usize>rowsOf(L) << 2);
    const value = load<f64>(leaves(P) + (<usize>leaf << 3));
    for (let at = R + (<usize>placeOf(R, rowsOf(L), from) << 2); at < end && load<u32>(at) < to; at += 4) {
      const score = S + (<usize>load<u32>(at) << 3);
      store<f64>(score, load<f64>(score) + value);
    }
  }
}

/** Is a bin in the set that a rule names? */
@inline function isInSet(P: usize, rule: u32, bin: u32): u32 {
  const set = sets(P) + <usize>(rule >> SET_SHIFT) * SET_BYTES;
  return (load<u32>(set + (<usize>(bin >> 5) << 2)) >> (bin & 31)) & 1;
}

/** The leaf that a row comes to. */
function leafOf(P: usize, row: usize): usize {
  let N = nodes(P), f = load<i32>(N);
  while (f >= 0) {
    const bin = <u32>load<u8>(column(P, f) + row), rule = load<u32>(N, RULE);
    let left: u32 = 0;
    if (bin == MISSING_BIN) left = (rule >> MISSING_SHIFT) & 1;
    else if (rule & IS_SET) left = isInSet(P, rule, bin);
    else left = <u32>(bin <= (rule & 255));
    N = nodes(P) + <usize>(load<u32>(N, CHILD) + 1 - left) * NODE_BYTES;
    f = load<i32>(N);
  }
  return load<u32>(N, RULE);
}

/** Rows whose scores a tree is added to by walking: those not drawn, then those held out. */
@inline function nWalked(P: usize): i32 { return nAll(P) - nDrawn(P); }
@inline export function nWalkBlocks(P: usize): i32 { return (nWalked(P) + BLOCK - 1) / BLOCK; }

/** A part: walks a block of rows that the tree did not see. */
export function walkBlock(P: usize, block: i32): void {
  const nUndrawn = nTrained(P) - nDrawn(P), to = min(nWalked(P), (block + 1) * BLOCK), S = channelScores(P);
  for (let i = block * BLOCK; i < to; i++) {
    const row = i < nUndrawn ? <usize>load<u32>(undrawn(P) + (<usize>i << 2)) : <usize>(nTrained(P) + i - nUndrawn);
    const at = S + (row << 3);
    store<f64>(at, load<f64>(at) + load<f64>(leaves(P) + (leafOf(P, row) << 3)));
  }
}
