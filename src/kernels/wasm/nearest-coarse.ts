// The first look of a search among numbers without holes and codes, in whole numbers (coarse-units.ts): as wasm/nearest.ts has it,
// but that two numbers of a row go into one lane.
import * as HAND from '../layouts/nearest-hand';
import { lengthOf, MOST, MOST_NUMBERS, writeCoarse } from './coarse-units';
import { askerAt, askersLimit, field, measure, nAskers, NORMS, PACKED, scratchOf } from './nearest-hand';
import { nCodes, nHoley, nNumbers, normsOf, nPoints, packOf, rowAt, setCoarse } from './nearest-job';

/** One point of so many may lie beyond MOST; one of two must lie beyond the other part of it. */
const FEW: i32 = 256, NEAR: f32 = 1.0 / 16.0;
const LEAST_RADIUS: f32 = 1e-30;
/** A squared length that keeps its distances from overflowing: what pads. */
const FAR: i32 = 0x20000000;

/** How many points lie farther from the centres than a radius. */
function countBeyond(P: usize, radius: f32): i32 {
  const LENGTHS = normsOf(P);
  let count = 0;
  for (let point = 0; point < nPoints(P); point++) {
    if (load<f32>(LENGTHS + (<usize>point << 2)) > radius) count++;
  }
  return count;
}

/** Within which all points lie but a few that are much farther out than the others; 0 when many are much nearer to the centres. */
function findRadius(P: usize): f32 {
  const n = nPoints(P);
  let radius: f32 = 0;
  for (let point = 0; point < n; point++) {
    const length = <f32>lengthOf(P, rowAt(P, point));
    store<f32>(normsOf(P) + (<usize>point << 2), length);
    radius = max(radius, length);
  }
  while (radius > LEAST_RADIUS && countBeyond(P, radius / 2) <= n / FEW) radius /= 2;
  const isEven = radius > LEAST_RADIUS && radius < Infinity && 2 * countBeyond(P, radius * NEAR) >= n;
  return isEven ? radius : 0;
}

/** Packs the points of a job whose centres are found in whole numbers, if it is one for them. */
export function packCoarse(P: usize): bool {
  const n = nPoints(P), dn = nNumbers(P), pairs = (dn + 1) >> 1;
  const canBe = dn > 0 && dn <= MOST_NUMBERS && nCodes(P) == 0 && nHoley(P) == 0;
  const radius = canBe ? findRadius(P) : 0;
  setCoarse(P, radius > 0, radius > 0 ? MOST / <f64>radius : 0);
  if (radius == 0) return false;
  for (let point = 0; point < ((n + 7) & ~7); point++) {
    const to = packOf(P) + (<usize>(point >> 3) * <usize>pairs << 5) + (<usize>(point & 7) << 2);
    let norm = FAR;
    if (point < n) norm = writeCoarse(P, rowAt(P, point), 1, to, 32);
    else for (let pair = 0; pair < pairs; pair++) store<u32>(to + (<usize>pair << 5), 0);
    store<i32>(normsOf(P) + (<usize>point << 2), norm);
  }
  return true;
}

/** Packs those who ask, in fours, times -2; the last four are filled up with the last one. */
export function layCoarseAskers(P: usize, H: usize): void {
  const n = nAskers(H), pairs = <usize>((nNumbers(P) + 1) >> 1);
  for (let i = 0; i < ((n + 3) & ~3); i++) {
    const to = scratchOf(H) + PACKED + (<usize>(i >> 2) * pairs << 4) + (<usize>(i & 3) << 2);
    const norm = writeCoarse(P, rowAt(P, askerAt(H, min(i, n - 1))), -2, to, 16);
    store<i32>(scratchOf(H) + NORMS + (<usize>i << 2), norm);
  }
}

@inline function normOf(H: usize, i: i32): v128 { return v128.load32_splat(scratchOf(H) + NORMS + (<usize>i << 2)); }

/** Bit i is set when the distance of point i of eight is below the limit of the asker, or the one of the point itself. */
@inline function passing(a: v128, b: v128, limit: v128, ownA: v128, ownB: v128): i32 {
  return i32x4.bitmask(i32x4.lt_s(a, i32x4.max_s(limit, ownA))) | (i32x4.bitmask(i32x4.lt_s(b, i32x4.max_s(limit, ownB))) << 4);
}

@inline function addDot(sum: v128, x: v128, s: v128): v128 { return i32x4.add(sum, i32x4.dot_i16x8_s(x, s)); }

/** The askers from i to i + 3 against the points c0 <= c < c1. @param from the lowest name of these points */
export function scanCoarse(P: usize, H: usize, i: i32, c0: i32, c1: i32, from: i32): void {
  const pairs = <usize>((nNumbers(P) + 1) >> 1);
  const W = scratchOf(H) + PACKED + (<usize>(i >> 2) * pairs << 4), end = W + (pairs << 4);
  const m0 = normOf(H, i), m1 = normOf(H, i + 1), m2 = normOf(H, i + 2), m3 = normOf(H, i + 3);
  let l0 = askersLimit(P, H, i, from), l1 = askersLimit(P, H, i + 1, from);
  let l2 = askersLimit(P, H, i + 2, from), l3 = askersLimit(P, H, i + 3, from);
  let g = packOf(P) + (<usize>(c0 >> 3) * pairs << 5), n = normsOf(P) + (<usize>c0 << 2), o = field(H, HAND.limits) + (<usize>c0 << 2);
  for (let c = c0; c < c1; c += 8, n += 32, o += 32) {
    const n0 = v128.load(n), n1 = v128.load(n, 16);
    let a0 = i32x4.add(n0, m0), a1 = i32x4.add(n0, m1), a2 = i32x4.add(n0, m2), a3 = i32x4.add(n0, m3);
    let b0 = i32x4.add(n1, m0), b1 = i32x4.add(n1, m1), b2 = i32x4.add(n1, m2), b3 = i32x4.add(n1, m3);
    for (let w = W; w < end; w += 16, g += 32) {
      const x = v128.load(g), y = v128.load(g, 16);
      const s0 = v128.load32_splat(w), s1 = v128.load32_splat(w, 4);
      const s2 = v128.load32_splat(w, 8), s3 = v128.load32_splat(w, 12);
      a0 = addDot(a0, x, s0); b0 = addDot(b0, y, s0);
      a1 = addDot(a1, x, s1); b1 = addDot(b1, y, s1);
      a2 = addDot(a2, x, s2); b2 = addDot(b2, y, s2);
      a3 = addDot(a3, x, s3); b3 = addDot(b3, y, s3);
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
