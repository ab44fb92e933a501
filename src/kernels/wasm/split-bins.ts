// The best split of a node on one feature, by a histogram of its bins.
//
// The map of bins that occur comes from one byte a bin that each row sets: a store waits for nothing, a bit in a word would wait
// for the last row's. Histogram, bytes and counts are all 0 between features: what a scan has seen it clears.
import { CALLED_ROWS } from '../layouts/calls';
import { addSums, judge, judgeClasses } from './best-split';
import {
  addCells, binBytes, bins, cellsOf, counts, f64At, histogram, LEFT, minLeaf, MISSING, nChannels, NONE_SEEN,
  nRows, RIGHT, rowOf, rowsOf, setF64, sumOf, sums, tallies, tallyOf, touched, u32At, weightOf,
} from './tree-job';

/**
 * Adds one row. `C` is the kind of cell (tree-job.ts); G: the row's cell, or where all tallies stand.
 * Of COUNTS a bin has two sums, at `half` 0 and 8, for every other row: where rows share a bin a sum waits for the last.
 */
@inline function addRow<C>(column: usize, R: usize, G: usize, H: usize, width: usize, B: usize, half: usize): void {
  const word = load<u32>(R), bin = <usize>load<u8>(column + rowOf<C>(word));
  store<u8>(B + bin, 1);
  if (isFloat<C>()) {
    const h = H + bin * width, w = load<f64>(G), channel = h + ((<usize>load<u32>(G, 8) + 1) << 3);
    store<f64>(h, load<f64>(h) + w);
    store<f64>(channel, load<f64>(channel) + w);
  } else {
    const h = H + (bin << 4) + half;
    if (isInteger<C>()) store<u64>(h, load<u64>(h) + tallyOf(G, word));
    else store<C>(h, addCells<C>(load<C>(h), load<C>(G)));
  }
}

/** What the rows of a bin sum to. */
@inline function sumAt<C>(h: usize): C {
  return isInteger<C>() ? <C>(load<u64>(h) + load<u64>(h, 8)) : load<C>(h);
}

/** Adds rows, of a node's those from `start` on. */
function fillSome<C>(P: usize, column: usize, start: i32, m: i32): void {
  const H = histogram(P), B = touched(P), width = binBytes<C>(P), step: usize = isInteger<C>() ? 0 : 16, half: usize = isInteger<C>() ? 8 : 0;
  let R = rowsOf(P) + (<usize>start << 2), G = isInteger<C>() ? tallies(P) : cellsOf(P) + <usize>start * step;
  const end = R + (<usize>m << 2), whole = R + (<usize>(m & ~3) << 2);
  while (R < whole) {
    addRow<C>(column, R, G, H, width, B, 0);
    addRow<C>(column, R + 4, G + step, H, width, B, half);
    addRow<C>(column, R + 8, G + 2 * step, H, width, B, 0);
    addRow<C>(column, R + 12, G + 3 * step, H, width, B, half);
    R += 16;
    G += 4 * step;
  }
  while (R < end) {
    addRow<C>(column, R, G, H, width, B, 0);
    R += 4;
    G += step;
  }
}

/** Adds the rows of a node to the histogram of a feature. */
function fill<C>(P: usize, column: usize, start: i32, m: i32): void {
  for (; m > CALLED_ROWS; m -= CALLED_ROWS) {
    fillSome<C>(P, column, start, CALLED_ROWS);
    start += CALLED_ROWS;
  }
  fillSome<C>(P, column, start, m);
}

function countRows<C>(P: usize, column: usize, start: i32, m: i32): void {
  const R = rowsOf(P) + (<usize>start << 2), N = counts(P);
  for (let i: usize = 0; i < <usize>m; i++) {
    const at = N + (<usize>load<u8>(column + rowOf<C>(u32At(R, i))) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

/** The bits of 64 bytes that are 0 or 255, which are cleared. */
@inline function takeBits(B: usize): u64 {
  let bits: u64 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const at = B + (i << 4);
    bits |= <u64>i8x16.bitmask(i8x16.neg(v128.load(at))) << <u64>(i << 4);
    v128.store(at, i64x2.splat(0));
  }
  return bits;
}

/** Where a scan looks: a map of the bins that occur, missing apart, and the last of them that has something behind it. */
@inline function mapAt(P: usize): usize { return sums(P) + (<usize>(nChannels(P) + 1) * 24); }

/** Scans the bins of one channel in order. @param end the last bin that is judged */
function scanOne<C>(P: usize, f: i32, m: i32, end: i32, side: i32): void {
  const H = histogram(P), N = counts(P), map = mapAt(P), least = minLeaf(P);
  const W = load<f64>(sums(P)), S = load<f64>(sums(P), 8);
  const missing = H + (<usize>MISSING << 4);
  let left = sumAt<C>(missing), rowsLeft: i32 = 0;
  if (side != LEFT) { if (isVector<C>()) left = <C>f64x2.splat(0); else left = <C>0; } else rowsLeft = <i32>u32At(N, MISSING);
  for (let word = 0; word <= end; word += 64) {
    let bits = load<u64>(map + (<usize>(word >> 6) << 3));
    while (bits != 0) {
      const bin = word + <i32>ctz(bits);
      if (bin > end) return;
      bits &= bits - 1;
      left = addCells<C>(left, sumAt<C>(H + (<usize>bin << 4)));
      if (least > 1) {
        rowsLeft += <i32>u32At(N, bin);
        if (rowsLeft < least || m - rowsLeft < least) continue;
      }
      judge(P, weightOf<C>(P, left), sumOf<C>(P, left), W, S, f, bin, side);
    }
  }
}

/** The same over K classes. */
function scanClasses(P: usize, f: i32, m: i32, end: i32, side: i32): void {
  const H = histogram(P), N = counts(P), map = mapAt(P), least = minLeaf(P);
  const width = <usize>(nChannels(P) + 1) << 3, L = sums(P) + width;
  memory.fill(L, 0, width);
  let rowsLeft: i32 = 0;
  if (side == LEFT) { addSums(P, L, H + <usize>MISSING * width); rowsLeft = <i32>u32At(N, MISSING); }
  for (let word = 0; word <= end; word += 64) {
    let bits = load<u64>(map + (<usize>(word >> 6) << 3));
    while (bits != 0) {
      const bin = word + <i32>ctz(bits);
      if (bin > end) return;
      bits &= bits - 1;
      addSums(P, L, H + <usize>bin * width);
      if (least > 1) {
        rowsLeft += <i32>u32At(N, bin);
        if (rowsLeft < least || m - rowsLeft < least) continue;
      }
      judgeClasses(P, L, f, bin, side);
    }
  }
}

/** Clears the bins of the map and the one of missing values. */
function clear<C>(P: usize, m: i32, last: i32): void {
  const H = histogram(P), width = binBytes<C>(P), map = mapAt(P);
  if (minLeaf(P) > 1) memory.fill(counts(P), 0, 1024);
  memory.fill(H + <usize>MISSING * width, 0, width);
  if (m >= 256) { memory.fill(H, 0, <usize>(last + 1) * width); return; }
  for (let word: usize = 0; word < 4; word++) {
    let bits = load<u64>(map + (word << 3));
    while (bits != 0) {
      const h = H + ((word << 6) + <usize>ctz(bits)) * width;
      bits &= bits - 1;
      if (isFloat<C>()) memory.fill(h, 0, width);
      else v128.store(h, i64x2.splat(0));
    }
  }
}

/** Looks for the best split on one feature. Returns false when the feature is constant in the node. */
export function tryBins<C>(P: usize, f: i32, start: i32, m: i32): bool {
  const column = bins(P) + <usize>f * <usize>nRows(P), B = touched(P), map = mapAt(P);
  fill<C>(P, column, start, m);
  if (minLeaf(P) > 1) countRows<C>(P, column, start, m);
  for (let word: usize = 0; word < 4; word++) store<u64>(map + (word << 3), takeBits(B + (word << 6)));
  const hasMissing = (load<u64>(map, 24) >> 63) != 0;
  store<u64>(map, load<u64>(map, 24) & 0x7fffffffffffffff, 24);
  let last = -1, before = -1;
  for (let word: i32 = 0; word < 4; word++) {
    const bits = load<u64>(map + (<usize>word << 3));
    if (bits == 0) continue;
    last = (word << 6) + 63 - <i32>clz(bits);
    const rest = bits & ~(<u64>1 << <u64>(last & 63));
    if (rest != 0) before = (word << 6) + 63 - <i32>clz(rest);
    else before = lastBefore(map, word);
  }
  const found = hasMissing ? last >= 0 : before >= 0;
  if (found) {
    const side = hasMissing ? RIGHT : NONE_SEEN, end = hasMissing ? last : before;
    if (isFloat<C>()) scanClasses(P, f, m, end, side); else scanOne<C>(P, f, m, end, side);
    if (hasMissing) {
      if (isFloat<C>()) scanClasses(P, f, m, before, LEFT); else scanOne<C>(P, f, m, before, LEFT);
    }
  }
  clear<C>(P, m, last);
  return found;
}

/** The last bin of the map in the words before `word`; -1: none. */
function lastBefore(map: usize, word: i32): i32 {
  for (let i = word - 1; i >= 0; i--) {
    const bits = load<u64>(map + (<usize>i << 3));
    if (bits != 0) return (i << 6) + 63 - <i32>clz(bits);
  }
  return -1;
}
