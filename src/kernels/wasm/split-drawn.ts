// One cut a feature, drawn uniformly between the node's smallest and largest value (Geurts, Ernst & Wehenkel 2006).
import { bestFeature, judge, judgeClasses } from './best-split';
import { gatherKeys } from './gather-keys';
import { below, uniform } from './rng';
import {
  addCells, bins, cellsOf, f64At, factors, highs, keys, labels, LEFT, lows, middles, minLeaf, MISSING,
  nChannels, nDraws, NONE_SEEN, nRows, RIGHT, rng, rowsOf, setF64, sumOf, sums, swapKeys, tallies, tallyOf,
  u32At, weightOf,
} from './tree-job';

/**
 * Draws a cut from the smallest to the largest value of bins low..high of a feature. @returns the last bin to go left
 *
 * Within a bin of several values the cut falls behind the bin when it is above its middle; the largest bin goes right.
 */
export function drawCut(P: usize, f: i32, low: i32, high: i32): i32 {
  const at = <usize>f << 11, least = f64At(lows(P) + at, low), most = f64At(highs(P) + at, high), M = middles(P) + at;
  const u = uniform(rng(P)), span = most - least;
  const x = span < Infinity ? least + u * span : least * (1 - u) + most * u;
  let from = low;
  for (let rest = high - low; rest > 1; ) {
    const half = rest >> 1;
    from = select(from + half, from, f64At(M, from + half) <= x);
    rest -= half;
  }
  return from;
}

@inline function zero<C>(): C {
  if (isVector<C>()) return <C>i64x2.splat(0);
  return <C>0;
}

/** Sums the cells whose key is in reach, and judges. */
function judgeCut<C>(P: usize, f: i32, start: i32, m: i32, cut: i32, side: i32): void {
  const K = keys(P), R = rowsOf(P) + (<usize>start << 2), G = cellsOf(P) + (<usize>start << 4), T = sums(P), least = minLeaf(P);
  const width = <usize>(nChannels(P) + 1) << 3, L = T + width;
  // Missing is 255: with 1 added to all it is the smallest byte instead of the largest.
  const shift = <i32>(side == LEFT), reach = cut + shift;
  let left = zero<C>(), rowsLeft: i32 = 0;
  if (isFloat<C>()) memory.fill(L, 0, width);
  for (let i: usize = 0; i < <usize>m; i++) {
    const inside = ((<i32>load<u8>(K + i) + shift) & 255) <= reach;
    rowsLeft += <i32>inside;
    if (isFloat<C>()) {
      const at = G + (i << 4), channel = <usize>load<u32>(at, 8) + 1, w = inside ? load<f64>(at) : 0;
      store<f64>(L, load<f64>(L) + w);
      setF64(L, channel, f64At(L, channel) + w);
    } else if (isVector<C>()) {
      const kept = v128.and(i64x2.splat(0 - <i64>inside), v128.load(G + (i << 4)));
      left = addCells<C>(left, <C>kept);
    } else {
      left = <C>(<u64>left + (tallyOf(tallies(P), u32At(R, i)) & (0 - <u64>inside)));
    }
  }
  if (rowsLeft < least || m - rowsLeft < least) return;
  if (isFloat<C>()) judgeClasses(P, L, f, cut, side);
  else judge(P, weightOf<C>(P, left), sumOf<C>(P, left), load<f64>(T), load<f64>(T, 8), f, cut, side);
}

/** Judges a cut of rows that were drawn once each, 16 at a time: one bit a row that goes left, and one of class 1. */
function judgeOnce(P: usize, f: i32, m: i32, cut: i32, side: i32): void {
  const K = keys(P), L = labels(P), T = sums(P), least = minLeaf(P), F = factors(P);
  const shift = <i32>(side == LEFT), by = i8x16.splat(<i8>shift), reach = i8x16.splat(<i8>(cut + shift));
  let n = 0, ones = 0;
  for (let i: usize = 0; i < <usize>m; i += 16) {
    let left = i8x16.bitmask(i8x16.le_u(i8x16.add(v128.load(K + i), by), reach));
    if (<i32>i + 16 > m) left &= (1 << (m & 15)) - 1;
    n += popcnt(left);
    ones += popcnt(left & <i32>load<u16>(L + (i >> 3)));
  }
  if (n < least || m - n < least) return;
  const sL = <f64>ones * f64At(F, 1);
  judge(P, <f64>(n - ones) * f64At(F, 0) + sL, sL, load<f64>(T), load<f64>(T, 8), f, cut, side);
}

/** The smallest of the 16 bytes of `least`, and what the smallest of `complement` is the complement of, times 256. */
@inline export function extent(least: v128, complement: v128): i32 {
  let v = i8x16.min_u(
    i8x16.shuffle(least, complement, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
    i8x16.shuffle(least, complement, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31),
  );
  v = i8x16.min_u(v, i8x16.shuffle(v, v, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
  v = i8x16.min_u(v, i8x16.shuffle(v, v, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));
  v = i8x16.min_u(v, i8x16.shuffle(v, v, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
  return <i32>i8x16.extract_lane_u(v, 0) | ((255 - <i32>i8x16.extract_lane_u(v, 8)) << 8);
}

/** Draws a cut of one feature and judges it. Returns false when the feature is constant in the node. */
export function tryCut<C>(P: usize, f: i32, start: i32, m: i32): bool {
  const column = bins(P) + <usize>f * <usize>nRows(P), K = keys(P), none = i8x16.splat(-1);
  gatherKeys<C>(K, column, rowsOf(P) + (<usize>start << 2), m);
  // Largest by the smallest complement; missing takes no part in it.
  let least = none, complement = none, missing = i64x2.splat(0);
  for (let i: usize = 0; i < <usize>m; i += 16) {
    const bytes = v128.load(K + i), isMissing = i8x16.eq(bytes, none);
    least = i8x16.min_u(least, bytes);
    complement = i8x16.min_u(complement, v128.or(v128.not(bytes), isMissing));
    missing = v128.or(missing, isMissing);
  }
  const ends = extent(least, complement), low = ends & 255, high = ends >> 8, hasMissing = v128.any_true(missing);
  if (low == MISSING || (low == high && !hasMissing)) return false;
  let side = NONE_SEEN, cut = low;
  if (hasMissing) side = <i32>below(rng(P), 2);
  if (low < high) cut = drawCut(P, f, low, high);
  // One value and missing: on one side with it, missing leaves nothing to split, as in scikit-learn.
  if (low < high || side == RIGHT) {
    if (isInteger<C>() && nDraws(P) == 0) judgeOnce(P, f, m, cut, side);
    else judgeCut<C>(P, f, start, m, cut, side);
    if (bestFeature(P) == f) swapKeys(P);
  }
  return true;
}
