// Growing one decision tree on binned columns (CART, Breiman et al. 1984), depth first, or the most gaining node first.
//
// Sums of floats are added in row order by one thread, so they do not depend on anything else.
import { WAITING_BYTES } from '../layouts/tree-parts';
import { fillBag } from './bag';
import { bestBin, bestFeature, bestMiddle, bestSide, forgetBest, gainOf, keepSplit } from './best-split';
import { nthFeature } from './draw-features';
import { fitsBlock, growBlock } from './grow-block';
import { layAll, medianOfNode, tryMedians } from './split-absolute';
import { tryBins } from './split-bins';
import { partitionCells, partitionWords } from './partition';
import { tryCut } from './split-drawn';
import {
  ABSOLUTE, addCells, answers, cellsOf, COUNTS, criterion, drawsCuts, f64At, i32At, kind, LEFT, lowerBound,
  maxDepth, maxFeatures, maxLeaves, minGain, minLeaf, minSplit, nChannels, nDraws, nNodes, NONE_SEEN, nVarying, order,
  rootWeight, rowsOf, setBounds, setF64, setLeaves, setNodes, setRootWeight, setTally, signs, stack, sumOf,
  SUMS, sums, tally, u32At, upperBound, varying, weightOf,
} from './tree-job';
import { writeLeaf, writeSplit } from './tree-nodes';
import { layLabels, layTables, sumWords } from './words';

// A node that waits, at `stack`: where it stands, its rows, its bounds, and when it is to be split best first, what that gains.
const ENTRY: usize = WAITING_BYTES;
const NODE: usize = 0, START: usize = 4, ROWS: usize = 8, LEVEL: usize = 12, LOWER: usize = 16, UPPER: usize = 24, GAIN: usize = 32;
const FEATURE: usize = 40, BIN: usize = 44, SIDE: usize = 48, MIDDLE: usize = 56;

/** Adds a node's cells in row order to `sums`. */
function total<C>(P: usize, start: i32, m: i32): void {
  const T = sums(P);
  if (isInteger<C>()) {
    const sum = drawsCuts(P) && nDraws(P) == 0 ? layLabels(P, start, m) : sumWords(P, start, m);
    setTally(P, sum);
    setF64(T, 0, weightOf<u64>(P, sum));
    setF64(T, 1, sumOf<u64>(P, sum));
    return;
  }
  let at = cellsOf(P) + (<usize>start << 4);
  const end = at + (<usize>m << 4);
  if (isFloat<C>()) {
    memory.fill(T, 0, <usize>(nChannels(P) + 1) << 3);
    for (; at < end; at += 16) {
      const w = load<f64>(at), channel = <usize>load<u32>(at, 8) + 1;
      setF64(T, 0, f64At(T, 0) + w);
      setF64(T, channel, f64At(T, channel) + w);
    }
    return;
  }
  let sum = load<C>(at);
  for (at += 16; at < end; at += 16) sum = addCells<C>(sum, load<C>(at));
  setF64(T, 0, weightOf<C>(P, sum));
  setF64(T, 1, sumOf<C>(P, sum));
  if (criterion(P) == ABSOLUTE) medianOfNode(P, start, m);
}

/** Are all answers of a node equal? Its totals stand at `sums`. Where there are no counts most nodes tell by their first two rows. */
function isPure<C>(P: usize, start: i32, m: i32): bool {
  const R = rowsOf(P) + (<usize>start << 2), Y = answers(P);
  if (isInteger<C>()) {
    const times = tally(P) >> 32, ones = tally(P) & 0xffffffff;
    return ones == 0 || ones == times;
  }
  if (isVector<C>()) {
    const first = f64At(Y, u32At(R, 0));
    for (let i: usize = 1; i < <usize>m; i++) if (f64At(Y, u32At(R, i)) != first) return false;
  } else {
    const first = i32At(Y, u32At(R, 0));
    for (let i: usize = 1; i < <usize>m; i++) if (i32At(Y, u32At(R, i)) != first) return false;
  }
  return true;
}

/** Looks at one feature. Returns false when it is constant in the node. */
@inline function tryFeature<C>(P: usize, f: i32, start: i32, m: i32): bool {
  if (isVector<C>() && criterion(P) == ABSOLUTE) return tryMedians(P, f, start, m, signs(P) != 0);
  return drawsCuts(P) ? tryCut<C>(P, f, start, m) : tryBins<C>(P, f, start, m);
}

/** Looks at maxFeatures features, and at more while all are constant in the node: as scikit-learn counts. */
function bestSplit<C>(P: usize, start: i32, m: i32): bool {
  const F = nVarying(P), want = maxFeatures(P);
  forgetBest(P);
  if (criterion(P) == ABSOLUTE) layAll(P, start, m);
  let varies = false;
  for (let i = 0; i < F && (i < want || !varies); i++) {
    if (tryFeature<C>(P, nthFeature(P, i), start, m)) varies = true;
  }
  return bestFeature(P) >= 0;
}

/** Finds a node's totals and its best split. @returns what it gains; NaN: the node is a leaf */
function seek<C>(P: usize, start: i32, m: i32, level: i32): f64 {
  total<C>(P, start, m);
  if (m < minSplit(P) || m < 2 * minLeaf(P) || level >= maxDepth(P) || isPure<C>(P, start, m)) return NaN;
  if (!bestSplit<C>(P, start, m)) return NaN;
  const gain = gainOf<C>(P);
  return gain / rootWeight(P) + f64.EPSILON < minGain(P) ? NaN : gain;
}

@inline function entryAt(P: usize, at: i32): usize { return stack(P) + <usize>at * ENTRY; }

@inline function setEntry(E: usize, node: i32, start: i32, m: i32, level: i32, lower: f64, upper: f64): void {
  store<i32>(E, node, NODE);
  store<i32>(E, start, START);
  store<i32>(E, m, ROWS);
  store<i32>(E, level, LEVEL);
  store<f64>(E, lower, LOWER);
  store<f64>(E, upper, UPPER);
}

/**
 * Splits a node by the best split and lays its children out at entries `a` (left) and `b` (right).
 * Missing values that the node had none of go with most of its rows.
 */
function branch<C>(P: usize, node: i32, start: i32, m: i32, level: i32, gain: f64, between: f64, a: usize, b: usize): void {
  const nL = isInteger<C>() ? partitionWords(P, start, m) : partitionCells(P, start, m), side = bestSide(P), f = bestFeature(P);
  const left = writeSplit(P, node, gain, side == NONE_SEEN ? 2 * nL > m : side == LEFT);
  const lower = lowerBound(P), upper = upperBound(P), sign = signs(P) == 0 ? 0 : <i32>load<i8>(signs(P) + <usize>f);
  setEntry(a, left, start, nL, level + 1, sign < 0 ? between : lower, sign > 0 ? between : upper);
  setEntry(b, left + 1, start + nL, m - nL, level + 1, sign > 0 ? between : lower, sign < 0 ? between : upper);
}

/** Of two children the one with more rows waits, so that few nodes do: their number halves with each that waits. */
function growDepthFirst<C>(P: usize, m: i32): void {
  setEntry(entryAt(P, 0), 0, 0, m, 0, -Infinity, Infinity);
  let waiting = 1;
  while (waiting > 0) {
    const E = entryAt(P, --waiting);
    const node = load<i32>(E, NODE), start = load<i32>(E, START), rows = load<i32>(E, ROWS), level = load<i32>(E, LEVEL);
    if (isInteger<C>() && fitsBlock(P, start, rows)) { growBlock(P, node, start, rows, level); continue; }
    setBounds(P, load<f64>(E, LOWER), load<f64>(E, UPPER));
    const gain = seek<C>(P, start, rows, level);
    if (isNaN(gain)) { writeLeaf(P, node); continue; }
    const next = entryAt(P, waiting + 1);
    branch<C>(P, node, start, rows, level, gain, bestMiddle(P), E, next);
    if (load<i32>(E, ROWS) < load<i32>(next, ROWS)) swap(E, next);
    waiting += 2;
  }
}

function swap(a: usize, b: usize): void {
  for (let i: usize = 0; i < ENTRY; i += 16) {
    const kept = v128.load(a + i);
    v128.store(a + i, v128.load(b + i));
    v128.store(b + i, kept);
  }
}

/** Does the node at a come before the one at b? More gain first, then the older. */
@inline function isBefore(a: usize, b: usize): bool {
  const x = load<f64>(a, GAIN), y = load<f64>(b, GAIN);
  return x > y || (x == y && load<i32>(a, NODE) < load<i32>(b, NODE));
}

/** Moves the last of `count` waiting nodes to its place in the heap. */
function siftUp(P: usize, count: i32): void {
  let at = count - 1;
  while (at > 0 && isBefore(entryAt(P, at), entryAt(P, (at - 1) >> 1))) {
    swap(entryAt(P, at), entryAt(P, (at - 1) >> 1));
    at = (at - 1) >> 1;
  }
}

/** Takes the first node out of the heap of `count`, to the place behind it. */
function takeFirst(P: usize, count: i32): void {
  const last = count - 1;
  swap(entryAt(P, 0), entryAt(P, last));
  let at = 0;
  while (2 * at + 1 < last) {
    let child = 2 * at + 1;
    if (child + 1 < last && isBefore(entryAt(P, child + 1), entryAt(P, child))) child++;
    if (!isBefore(entryAt(P, child), entryAt(P, at))) return;
    swap(entryAt(P, at), entryAt(P, child));
    at = child;
  }
}

/** Seeks the split of the node laid out behind the heap of `count`: it joins the heap, or is a leaf. @returns the new count */
function offer<C>(P: usize, count: i32): i32 {
  const E = entryAt(P, count);
  setBounds(P, load<f64>(E, LOWER), load<f64>(E, UPPER));
  const gain = seek<C>(P, load<i32>(E, START), load<i32>(E, ROWS), load<i32>(E, LEVEL));
  if (isNaN(gain)) { writeLeaf(P, load<i32>(E, NODE)); return count; }
  store<f64>(E, gain, GAIN);
  store<i32>(E, bestFeature(P), FEATURE);
  store<i32>(E, bestBin(P), BIN);
  store<i32>(E, bestSide(P), SIDE);
  store<f64>(E, bestMiddle(P), MIDDLE);
  siftUp(P, count + 1);
  return count + 1;
}

/** At most maxLeaves leaves: always the waiting node that gains most is split. */
function growBestFirst<C>(P: usize, m: i32): void {
  const spare = entryAt(P, maxLeaves(P) + 1);
  let splits = maxLeaves(P) - 1;
  setEntry(entryAt(P, 0), 0, 0, m, 0, -Infinity, Infinity);
  let count = offer<C>(P, 0);
  for (; count > 0; splits--) {
    takeFirst(P, count--);
    const E = entryAt(P, count);
    const node = load<i32>(E, NODE), start = load<i32>(E, START), rows = load<i32>(E, ROWS), level = load<i32>(E, LEVEL);
    setBounds(P, load<f64>(E, LOWER), load<f64>(E, UPPER));
    total<C>(P, start, rows);
    if (splits <= 0) { writeLeaf(P, node); continue; }
    keepSplit(P, load<i32>(E, FEATURE), load<i32>(E, BIN), load<i32>(E, SIDE));
    branch<C>(P, node, start, rows, level, load<f64>(E, GAIN), load<f64>(E, MIDDLE), E, spare);
    count = offer<C>(P, count);
    swap(spare, entryAt(P, count));
    count = offer<C>(P, count);
  }
}

function grow<C>(P: usize): void {
  if (isInteger<C>()) layTables(P);
  const m = fillBag<C>(P);
  total<C>(P, 0, m);
  setRootWeight(P, load<f64>(sums(P)));
  if (maxLeaves(P) > 0) growBestFirst<C>(P, m); else growDepthFirst<C>(P, m);
}

/** Grows a tree. Returns the number of its nodes; children of a node stand side by side. */
export function growTree(P: usize): i32 {
  memory.copy(order(P), varying(P), <usize>nVarying(P) << 2);
  setNodes(P, 1);
  setLeaves(P, 0);
  const form = kind(P);
  if (form == COUNTS) grow<u64>(P);
  else if (form == SUMS) grow<v128>(P);
  else grow<f64>(P);
  return nNodes(P);
}
