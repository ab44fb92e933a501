// The split that makes the sum of absolute distances from the medians least.
//
// Rows of a node stand in the order of their answers, which a partition keeps. A cut's left side is a Fenwick tree (Fenwick
// 1994) over these positions, the right side the difference to the tree of all: a median is found by one descent, O(log rows).
import { judgeMedians } from './best-split';
import { below } from './rng';
import { drawCut } from './split-drawn';
import {
  answers, bins, cellsOf, counts, drawsCuts, f64At, fenwick, LEFT, minLeaf, MISSING, NONE_SEEN, nRows, RIGHT,
  rng, rowsOf, setF64, spareCells, spareRows, sums, u32At,
} from './tree-job';

/** Where the node stands in `sums`, behind its weight and sum: its median, and its distances from it. */
const MEDIAN: usize = 2, DISTANCE: usize = 3;

@inline function answerAt(P: usize, start: i32, i: i32): f64 {
  return f64At(answers(P), u32At(rowsOf(P), <usize>(start + i)));
}

/** The median of a node, half-way between two where the weight parts evenly; also its distances. Needs the totals. */
export function medianOfNode(P: usize, start: i32, m: i32): void {
  const T = sums(P), half = load<f64>(T) * 0.5;
  let w: f64 = 0, s: f64 = 0, i = 0;
  for (; i < m; i++) {
    const cell = cellsOf(P) + (<usize>(start + i) << 4);
    if (w + load<f64>(cell) >= half) break;
    w += load<f64>(cell);
    s += load<f64>(cell, 8);
  }
  const last = min(i, m - 1), lower = answerAt(P, start, last);
  const reaches = w + load<f64>(cellsOf(P) + (<usize>(start + last) << 4));
  setF64(T, MEDIAN, reaches == half && last + 1 < m ? (lower + answerAt(P, start, last + 1)) * 0.5 : lower);
  setF64(T, DISTANCE, lower * w - s + (load<f64>(T, 8) - s) - lower * (load<f64>(T) - w));
}

/** Makes the tree of all rows of the node. */
export function layAll(P: usize, start: i32, m: i32): void {
  const F = fenwick(P);
  for (let i = 1; i <= m; i++) v128.store(F + (<usize>i << 4), v128.load(cellsOf(P) + (<usize>(start + i - 1) << 4)));
  for (let i = 1; i <= m; i++) {
    const above = F + (<usize>(i + (i & -i)) << 4);
    if (i + (i & -i) <= m) v128.store(above, f64x2.add(v128.load(above), v128.load(F + (<usize>i << 4))));
  }
}

@inline function addAt(F: usize, i: i32, m: i32, cell: v128): void {
  for (; i <= m; i += i & -i) {
    const at = F + (<usize>i << 4);
    v128.store(at, f64x2.add(v128.load(at), cell));
  }
}

/** The place in the tree of a side. */
@inline function sideAt(P: usize, i: i32, isLeft: bool): v128 {
  const at = <usize>i << 4, left = v128.load(spareCells(P) + at);
  return isLeft ? left : f64x2.sub(v128.load(fenwick(P) + at), left);
}

/** The first position at which a side's weight reaches `goal`, or passes it. Its sums before that are left at `before`. */
@inline function positionOf(P: usize, m: i32, isLeft: bool, goal: f64, passes: bool, before: usize): i32 {
  let at = 0, sum = f64x2.splat(0);
  for (let step = 1 << (31 - <i32>clz(m)); step > 0; step >>= 1) {
    if (at + step > m) continue;
    const next = f64x2.add(sum, sideAt(P, at + step, isLeft)), w = f64x2.extract_lane(next, 0);
    if (!(passes ? w <= goal : w < goal)) continue;
    at += step;
    sum = next;
  }
  v128.store(before, sum);
  return min(at, m - 1);
}

/** The distances of a side from its median. */
function distanceOf(P: usize, start: i32, m: i32, isLeft: bool, W: f64, S: f64): f64 {
  const before = sums(P) + 32, y = answerAt(P, start, positionOf(P, m, isLeft, W * 0.5, false, before));
  const w = load<f64>(before), s = load<f64>(before, 8);
  return y * w - s + (S - s) - y * (W - w);
}

function medianOf(P: usize, start: i32, m: i32, isLeft: bool, W: f64): f64 {
  const before = sums(P) + 32;
  const lower = answerAt(P, start, positionOf(P, m, isLeft, W * 0.5, false, before));
  return (lower + answerAt(P, start, positionOf(P, m, isLeft, W * 0.5, true, before))) * 0.5;
}

function judgeSides(P: usize, start: i32, m: i32, left: v128, rowsLeft: i32, f: i32, bin: i32, side: i32, directed: bool): void {
  if (rowsLeft < minLeaf(P) || m - rowsLeft < minLeaf(P)) return;
  const W = load<f64>(sums(P)), S = load<f64>(sums(P), 8), wL = f64x2.extract_lane(left, 0), sL = f64x2.extract_lane(left, 1);
  if (!(wL > 0 && W > wL)) return;
  const distance = distanceOf(P, start, m, true, wL, sL) + distanceOf(P, start, m, false, W - wL, S - sL);
  const a = directed ? medianOf(P, start, m, true, wL) : 0, b = directed ? medianOf(P, start, m, false, W - wL) : 0;
  judgeMedians(P, -distance, a, b, f, bin, side);
}

/** Sorts positions by bin, stably: positions to `spareRows`, and where each bin ends to `counts`. */
function sortByBin(P: usize, column: usize, start: i32, m: i32): void {
  const N = counts(P), R = rowsOf(P) + (<usize>start << 2), O = spareRows(P);
  for (let i = 0; i < m; i++) {
    const at = N + (<usize>load<u8>(column + u32At(R, i)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let end: u32 = 0;
  for (let bin: usize = 0; bin < 256; bin++) {
    const count = u32At(N, bin);
    store<u32>(N + (bin << 2), end);
    end += count;
  }
  for (let i = 0; i < m; i++) {
    const at = N + (<usize>load<u8>(column + u32At(R, i)) << 2), to = load<u32>(at);
    store<u32>(O + (<usize>to << 2), i);
    store<u32>(at, to + 1);
  }
}

@inline function endOf(P: usize, bin: i32): i32 { return bin < 0 ? 0 : <i32>u32At(counts(P), bin); }

/** Moves the rows of a bin to the left side. @returns their summed cells added to `left` */
function moveBin(P: usize, start: i32, m: i32, bin: i32, left: v128): v128 {
  let sum = left;
  for (let k = endOf(P, bin - 1); k < endOf(P, bin); k++) {
    const position = <i32>u32At(spareRows(P), k), cell = v128.load(cellsOf(P) + (<usize>(start + position) << 4));
    addAt(spareCells(P), position + 1, m, cell);
    sum = f64x2.add(sum, cell);
  }
  return sum;
}

/** Judges cuts from bin `low` to bin `high`, missing on one side: all of them, or the one that sends bins up to `only` left. */
function scanMedians(P: usize, f: i32, start: i32, m: i32, low: i32, high: i32, only: i32, side: i32, directed: bool): void {
  memory.fill(spareCells(P), 0, <usize>(m + 1) << 4);
  let left = f64x2.splat(0), rowsLeft = 0;
  if (side == LEFT) { left = moveBin(P, start, m, MISSING, left); rowsLeft = m - endOf(P, MISSING - 1); }
  for (let bin = low; bin <= high; bin++) {
    const count = endOf(P, bin) - endOf(P, bin - 1);
    if (count > 0) left = moveBin(P, start, m, bin, left);
    rowsLeft += count;
    const isLast = only >= 0 ? bin == only : count > 0;
    if (isLast && rowsLeft < m) judgeSides(P, start, m, left, rowsLeft, f, bin, side, directed);
    if (bin == only) return;
  }
}

/** Looks for the best split on one feature, or draws one. Returns false when the feature is constant in the node. */
export function tryMedians(P: usize, f: i32, start: i32, m: i32, directed: bool): bool {
  const column = bins(P) + <usize>f * <usize>nRows(P);
  sortByBin(P, column, start, m);
  let low = 0, high = MISSING - 1;
  while (low < MISSING && endOf(P, low) == 0) low++;
  const present = endOf(P, MISSING - 1), hasMissing = present < m;
  while (high >= 0 && endOf(P, high - 1) == present) high--;
  const found = low < high || (low == high && hasMissing && present > 0);
  if (found && drawsCuts(P)) {
    const side = hasMissing ? <i32>below(rng(P), 2) : NONE_SEEN, cut = low < high ? drawCut(P, f, low, high) : low;
    if (low < high || side == RIGHT) scanMedians(P, f, start, m, low, high, cut, side, directed);
  } else if (found) {
    scanMedians(P, f, start, m, low, high, -1, hasMissing ? RIGHT : NONE_SEEN, directed);
    if (hasMissing) scanMedians(P, f, start, m, low, high, -1, LEFT, directed);
  }
  memory.fill(counts(P), 0, 1024);
  return found;
}
