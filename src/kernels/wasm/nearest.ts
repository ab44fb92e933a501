// Exact nearest neighbours among rows of numbers and codes: squared distance = sum over the numbers that both rows have of
// (x - y)^2, times all numbers by those (scikit-learn's nan_euclidean_distances), plus a cost for each code that differs.
//
// An f32 SIMD pass (of whole numbers in nearest-coarse.ts where these will do) (4 rows that ask x 8 points in registers, points in blocks that stay in the cache) works out a bound that
// no distance is below, and throws away every pair whose bound is no better than the k-th best; what is left is computed
// again in f64 from the rows. So the answer is that of plain doubles, summed in column order, ties to the lower name.
import * as HAND from '../layouts/nearest-hand';
import { seedAskers } from './coarse-seeds';
import { layCoarseAskers, packCoarse, scanCoarse } from './nearest-coarse';
import { askerAt, askersLimit, field, measure, nAskers, NORMS, once, PACKED, scratchOf, seedAt } from './nearest-hand';
import { apartOf, costOf, isCoarse, nCodes, nHoley, nNumbers, normsOf, nOwn, packOf, placeOf, rowAt } from './nearest-job';
import { findCentres, lowNorm, packAsker, packFine } from './nearest-pack';

/** Bytes of points that pass by all rows of a block that ask: they stay in the first cache. */
const CACHED: i32 = 24576;
@inline function boundAt(T: usize, asker: i32, half: i32): v128 { return v128.load(T + (<usize>(2 * asker + half) << 4)); }
@inline function setBound(T: usize, asker: i32, half: i32, bound: v128): void {
  v128.store(T + (<usize>(2 * asker + half) << 4), bound);
}

/**
 * Adds to the bounds at T of one asker and eight points what they differ by in numbers with holes, and scales them up by the
 * numbers that one of two does not have. W: the asker's; g: the points'.
 */
function addHoley(P: usize, g: usize, W: usize, T: usize, asker: i32): void {
  const dn = nNumbers(P), dh = nHoley(P), zero = f32x4.splat(0), all = f32x4.splat(<f32>dn);
  let a = boundAt(T, asker, 0), b = boundAt(T, asker, 1);
  let seenA = i32x4.splat(dn - dh), seenB = seenA;
  for (let i = 0; i < dh; i++, W += 16, g += 32) {
    const q = v128.load32_splat(W);
    const x = f32x4.sub(v128.load(g), q), y = f32x4.sub(v128.load(g, 16), q);
    // pmax takes 0 where the square is NaN; a comparison that holds is -1.
    a = f32x4.add(a, f32x4.pmax(zero, f32x4.mul(x, x)));
    b = f32x4.add(b, f32x4.pmax(zero, f32x4.mul(y, y)));
    seenA = i32x4.sub(seenA, f32x4.eq(x, x));
    seenB = i32x4.sub(seenB, f32x4.eq(y, y));
  }
  const apart = f32x4.splat(<f32>(apartOf(P) * (1 - 1e-6))), none = i32x4.splat(0);
  a = f32x4.mul(a, f32x4.div(all, f32x4.convert_i32x4_s(seenA)));
  b = f32x4.mul(b, f32x4.div(all, f32x4.convert_i32x4_s(seenB)));
  setBound(T, asker, 0, v128.bitselect(apart, a, i32x4.eq(seenA, none)));
  setBound(T, asker, 1, v128.bitselect(apart, b, i32x4.eq(seenB, none)));
}

/** Adds to the bounds at T of one asker and eight points the cost of each code that differs. */
function addCodes(P: usize, g: usize, W: usize, T: usize, asker: i32): void {
  const cost = f32x4.splat(<f32>costOf(P)), end = g + (<usize>nCodes(P) << 5);
  let a = boundAt(T, asker, 0), b = boundAt(T, asker, 1);
  for (; g < end; W += 16, g += 32) {
    const q = v128.load32_splat(W);
    a = f32x4.add(a, v128.and(cost, f32x4.ne(v128.load(g), q)));
    b = f32x4.add(b, v128.and(cost, f32x4.ne(v128.load(g, 16), q)));
  }
  setBound(T, asker, 0, a);
  setBound(T, asker, 1, b);
}

/** Adds to the bounds at T what is not numbers without a hole. W, g: where these end. */
function addOthers(P: usize, g: usize, W: usize, T: usize): void {
  const dh = <usize>nHoley(P);
  for (let asker = 0; asker < 4; asker++, W += 4) {
    if (dh > 0) addHoley(P, g, W, T, asker);
    if (nCodes(P) > 0) addCodes(P, g + (dh << 5), W + (dh << 4), T, asker);
  }
}

/** Bit i is set when the bound of point i of eight is below the limit of the asker, or the one of the point itself. */
@inline function passing(a: v128, b: v128, limit: v128, ownA: v128, ownB: v128): i32 {
  return i32x4.bitmask(f32x4.lt(a, f32x4.pmax(limit, ownA))) | (i32x4.bitmask(f32x4.lt(b, f32x4.pmax(limit, ownB))) << 4);
}

@inline function normOf(H: usize, i: i32): v128 { return v128.load32_splat(scratchOf(H) + NORMS + (<usize>i << 2)); }

/** The askers from i to i + 3 against the points c0 <= c < c1. @param from the lowest name of these points */
function scan(P: usize, H: usize, i: i32, c0: i32, c1: i32, from: i32): void {
  const dn = nNumbers(P), dh = nHoley(P), d = dn + nCodes(P), T = scratchOf(H);
  const W = T + PACKED + (<usize>(i >> 2) * <usize>d << 4), endFull = W + (<usize>(dn - dh) << 4);
  const m0 = normOf(H, i), m1 = normOf(H, i + 1), m2 = normOf(H, i + 2), m3 = normOf(H, i + 3);
  let l0 = askersLimit(P, H, i, from), l1 = askersLimit(P, H, i + 1, from);
  let l2 = askersLimit(P, H, i + 2, from), l3 = askersLimit(P, H, i + 3, from);
  let g = packOf(P) + (<usize>(c0 >> 3) * <usize>d << 5), n = normsOf(P) + (<usize>c0 << 2), o = field(H, HAND.limits) + (<usize>c0 << 2);
  for (let c = c0; c < c1; c += 8, n += 32, o += 32) {
    const n0 = v128.load(n), n1 = v128.load(n, 16);
    let a0 = f32x4.add(n0, m0), a1 = f32x4.add(n0, m1), a2 = f32x4.add(n0, m2), a3 = f32x4.add(n0, m3);
    let b0 = f32x4.add(n1, m0), b1 = f32x4.add(n1, m1), b2 = f32x4.add(n1, m2), b3 = f32x4.add(n1, m3);
    for (let w = W; w < endFull; w += 16, g += 32) {
      const x = v128.load(g), y = v128.load(g, 16);
      const s0 = v128.load32_splat(w), s1 = v128.load32_splat(w, 4);
      const s2 = v128.load32_splat(w, 8), s3 = v128.load32_splat(w, 12);
      a0 = f32x4.add(a0, f32x4.mul(x, s0)); b0 = f32x4.add(b0, f32x4.mul(y, s0));
      a1 = f32x4.add(a1, f32x4.mul(x, s1)); b1 = f32x4.add(b1, f32x4.mul(y, s1));
      a2 = f32x4.add(a2, f32x4.mul(x, s2)); b2 = f32x4.add(b2, f32x4.mul(y, s2));
      a3 = f32x4.add(a3, f32x4.mul(x, s3)); b3 = f32x4.add(b3, f32x4.mul(y, s3));
    }
    if (dn - dh < d) {
      setBound(T, 0, 0, a0); setBound(T, 0, 1, b0); setBound(T, 1, 0, a1); setBound(T, 1, 1, b1);
      setBound(T, 2, 0, a2); setBound(T, 2, 1, b2); setBound(T, 3, 0, a3); setBound(T, 3, 1, b3);
      addOthers(P, g, endFull, T);
      g += <usize>(d - dn + dh) << 5;
      a0 = boundAt(T, 0, 0); b0 = boundAt(T, 0, 1); a1 = boundAt(T, 1, 0); b1 = boundAt(T, 1, 1);
      a2 = boundAt(T, 2, 0); b2 = boundAt(T, 2, 1); a3 = boundAt(T, 3, 0); b3 = boundAt(T, 3, 1);
    }
    const o0 = v128.load(o), o1 = v128.load(o, 16);
    const h0 = passing(a0, b0, l0, o0, o1), h1 = passing(a1, b1, l1, o0, o1);
    const h2 = passing(a2, b2, l2, o0, o1), h3 = passing(a3, b3, l3, o0, o1);
    if ((h0 | h1 | h2 | h3) == 0) continue;
    if (h0) l0 = i32x4.splat(measure(P, H, h0, c, i, from));
    if (h1 && i + 1 < nAskers(H)) l1 = i32x4.splat(measure(P, H, h1, c, i + 1, from));
    if (h2 && i + 2 < nAskers(H)) l2 = i32x4.splat(measure(P, H, h2, c, i + 2, from));
    if (h3 && i + 3 < nAskers(H)) l3 = i32x4.splat(measure(P, H, h3, c, i + 3, from));
  }
}

/** Packs the points of a job: fills its centres, pack and norms. O(nPoints * d). */
export function packNearest(P: usize): void {
  findCentres(P);
  if (!packCoarse(P)) packFine(P);
}

/** Packs those who ask, in fours; the last four are filled up with the last one. */
export function layAskers(P: usize, H: usize): void {
  if (isCoarse(P)) {
    layCoarseAskers(P, H);
    seedAskers(P, H);
    return;
  }
  const n = nAskers(H), d = nNumbers(P) + nCodes(P);
  for (let i = 0; i < ((n + 3) & ~3); i++) {
    const row = rowAt(P, askerAt(H, min(i, n - 1)));
    store<f32>(scratchOf(H) + NORMS + (<usize>i << 2), <f32>lowNorm(P, row));
    store<f32>(seedAt(H, i), Infinity);
    packAsker(P, row, scratchOf(H) + PACKED + (<usize>(i >> 2) * <usize>d << 4) + (<usize>(i & 3) << 2));
  }
}

/** The lowest name of the points c0 <= c < c1. */
@inline function lowestPlace(P: usize, c0: i32, c1: i32): i32 {
  const first = placeOf(P, c0), own = nOwn(P);
  return c0 < own && own < c1 ? min(first, placeOf(P, own)) : first;
}

/**
 * Compares those who ask, as `layAskers` laid them, with the points c0 <= c < c1; c0 a multiple of 8. O(nAskers * (c1 - c0) * d).
 * Lists that belong to them must have been cleared. A point is no neighbour of its own.
 */
export function nearest(P: usize, H: usize, c0: i32, c1: i32): void {
  const coarse = isCoarse(P), bytes = (nNumbers(P) + nCodes(P)) << (coarse ? 1 : 2);
  const block = max(64, (CACHED / bytes) & ~7), isOnce = once(H);
  for (; c0 < c1; c0 += block) {
    const end = min(c0 + block, c1), from = lowestPlace(P, c0, end);
    for (let i = 0; i < nAskers(H); i += 4) {
      const start = isOnce ? max(c0, askerAt(H, i) & ~7) : c0;
      if (start >= end) continue;
      if (coarse) scanCoarse(P, H, i, start, end, from);
      else scan(P, H, i, start, end, from);
    }
  }
}
