// Cut points of a column of numbers, and the bins of its cells.
//
// Doubles become 64-bit keys of the same order, which a radix sort by 11-bit digits orders (least digit first; Knuth,
// The Art of Computer Programming 3, section 5.2.5). Digits start at the lowest bit in which keys differ. Where keys differ in
// more than three digits, the upper three alone are sorted by, and an insertion sort mends what little they leave; if it
// is not little, all digits are.
import { BIN_BUCKETS, EDGE_BYTES, EDGE_ROOM, MAX_BINS } from '../layouts/edges';
import { MISSING_BIN } from '../layouts/nodes';

/** Where the smallest and the largest values of bins stand behind the cuts. */
const LOWS: usize = EDGE_BYTES, HIGHS: usize = 2 * EDGE_BYTES;
const DIGIT: i32 = 11;
const DIGITS: usize = 1 << DIGIT;
/** Moves a key that the insertion sort may make, on average. */
const MOVES: i32 = 4;

/** A key whose order as a whole number is that of the value; the two zeros have one. */
@inline function keyOf(x: f64): u64 {
  const bits = reinterpret<u64>(x + 0.0);
  return bits ^ (<u64>(<i64>bits >> 63) | 0x8000000000000000);
}

@inline function valueOf(key: u64): f64 {
  return reinterpret<f64>(key ^ (<u64>(<i64>~key >> 63) | 0x8000000000000000));
}

/** Sorts A by one digit into B. COUNTS is scratch [DIGITS u32]. */
function sortByDigit(A: usize, B: usize, n: i32, shift: u64, COUNTS: usize): void {
  memory.fill(COUNTS, 0, DIGITS << 2);
  const end = A + (<usize>n << 3);
  for (let a = A; a < end; a += 8) {
    const c = COUNTS + (<usize>((load<u64>(a) >> shift) & (DIGITS - 1)) << 2);
    store<u32>(c, load<u32>(c) + 1);
  }
  let at: u32 = 0;
  for (let c = COUNTS; c < COUNTS + (DIGITS << 2); c += 4) {
    const count = load<u32>(c);
    store<u32>(c, at);
    at += count;
  }
  for (let a = A; a < end; a += 8) {
    const key = load<u64>(a), c = COUNTS + (<usize>((key >> shift) & (DIGITS - 1)) << 2), to = load<u32>(c);
    store<u32>(c, to + 1);
    store<u64>(B + (<usize>to << 3), key);
  }
}

/** Sorts keys that are nearly in order. Returns whether it came to the end within its moves. */
function mend(A: usize, n: i32): bool {
  let moves = <i64>MOVES * n;
  for (let i: usize = 1; i < <usize>n; i++) {
    const key = load<u64>(A + (i << 3));
    let at = A + (i << 3);
    while (at > A && load<u64>(at - 8) > key) {
      store<u64>(at, load<u64>(at - 8));
      at -= 8;
      moves--;
    }
    store<u64>(at, key);
    if (moves < 0) return false;
  }
  return true;
}

/** Sorts A by all bits from `low` to before `high`, B being spare. Returns which of the two holds the sorted keys. */
function sortByBits(A: usize, B: usize, n: i32, low: i32, high: i32, COUNTS: usize): usize {
  for (let shift = low; shift < high; shift += DIGIT) {
    sortByDigit(A, B, n, <u64>shift, COUNTS);
    const sorted = B;
    B = A;
    A = sorted;
  }
  return A;
}

/** Sorts keys. @param varying the bits in which they differ */
function sortKeys(A: usize, B: usize, n: i32, varying: u64, COUNTS: usize): usize {
  if (varying == 0) return A;
  const low = <i32>ctz(varying), high = 64 - <i32>clz(varying);
  if (high - low <= 3 * DIGIT) return sortByBits(A, B, n, low, high, COUNTS);
  const sorted = sortByBits(A, B, n, high - 3 * DIGIT, high, COUNTS);
  if (mend(sorted, n)) return sorted;
  return sortByBits(sorted, sorted == A ? B : A, n, low, high, COUNTS);
}

/** Turns sorted keys A [n u64, n >= 1] into distinct values A [f64], how often each occurs to C [u32]. Returns how many. */
function countDistinct(A: usize, n: i32, C: usize): i32 {
  let nDistinct: usize = 0, key = load<u64>(A), from: usize = 0;
  for (let i: usize = 1; i <= <usize>n; i++) {
    if (i < <usize>n && load<u64>(A + (i << 3)) == key) continue;
    store<f64>(A + (nDistinct << 3), valueOf(key));
    store<u32>(C + (nDistinct << 2), <u32>(i - from));
    nDistinct++;
    from = i;
    if (i < <usize>n) key = load<u64>(A + (i << 3));
  }
  return <i32>nDistinct;
}

/** Half-way between a < b, but never b itself: `x <= cut` must part them. */
@inline function between(a: f64, b: f64): f64 {
  const middle = a + (b - a) / 2;
  return middle < b ? middle : a;
}

/** As frequent as a bin of equal bins would be. */
@inline function isBig(count: u32, n: i32): bool {
  return <u64>count * MAX_BINS >= <u64>n;
}

/**
 * Writes where bins of distinct values end: every value its own bin when there are at most MAX_BINS; else values as
 * frequent as a bin get their own, the others share what bins are left evenly by rows. Ties thus cost one bin, and thin
 * tails keep their resolution (the greedy rule of LightGBM's GreedyFindBin; Ke et al. 2017).
 * V, C [d] distinct values and counts, d >= 1; n their sum. EDGES as in `fitNumbers`. Returns the number of cuts.
 */
function placeCuts(V: usize, C: usize, d: i32, n: i32, EDGES: usize): i32 {
  const LOW = EDGES + LOWS, HIGH = EDGES + HIGHS, few = d <= MAX_BINS;
  let restRows = n, restBins = MAX_BINS;
  if (!few) for (let i = 0; i < d; i++) {
    const count = load<u32>(C + (<usize>i << 2));
    if (isBig(count, n)) { restRows -= <i32>count; restBins--; }
  }
  let nCuts = 0, inBin = 0, first = 0;
  for (let i = 0; i < d - 1 && nCuts < MAX_BINS - 1; i++) {
    const c = C + (<usize>i << 2), count = load<u32>(c), big = isBig(count, n);
    inBin += <i32>count;
    if (!big) restRows -= <i32>count;
    if (!few) {
      const mean = <f64>(restRows + (big ? 0 : inBin)) / <f64>max(1, restBins);
      const closes = big || <f64>inBin >= mean || (isBig(load<u32>(c, 4), n) && <f64>inBin >= mean / 2);
      if (!closes) continue;
    }
    if (!big) restBins--;
    const v = V + (<usize>i << 3), at = <usize>nCuts << 3;
    store<f64>(EDGES + at, between(load<f64>(v), load<f64>(v, 8)));
    store<f64>(LOW + at, load<f64>(V + (<usize>first << 3)));
    store<f64>(HIGH + at, load<f64>(v));
    nCuts++;
    inBin = 0;
    first = i + 1;
  }
  store<f64>(LOW + (<usize>nCuts << 3), load<f64>(V + (<usize>first << 3)));
  store<f64>(HIGH + (<usize>nCuts << 3), load<f64>(V + (<usize>(d - 1) << 3)));
  return nCuts;
}

/**
 * Finds the bins of X [n f64], NaN being missing. O(n).
 * W scratch [16 n + 8192 bytes]. EDGES OUT [3 * 256 f64]: cuts ascending, infinite behind the last; the smallest value of each bin; the
 * largest (0 in the one bin of a column that is all missing). Returns the number of cuts, at most 254.
 */
export function fitNumbers(X: usize, n: i32, W: usize, EDGES: usize): i32 {
  const COUNTS = W, A = W + (DIGITS << 2), B = A + (<usize>n << 3);
  let m = 0, some: u64 = 0, all: u64 = ~(<u64>0);
  for (let i: usize = 0; i < <usize>n; i++) {
    const x = load<f64>(X + (i << 3));
    if (x != x) continue;
    const key = keyOf(x);
    store<u64>(A + (<usize>m << 3), key);
    some |= key;
    all &= key;
    m++;
  }
  for (let k: usize = 0; k < <usize>EDGE_ROOM; k++) store<f64>(EDGES + (k << 3), Infinity);
  if (m == 0) {
    store<f64>(EDGES, 0, LOWS);
    store<f64>(EDGES, 0, HIGHS);
    return 0;
  }
  const sorted = sortKeys(A, B, m, some ^ all, COUNTS);
  const C = sorted == A ? B : A;
  return placeCuts(sorted, C, countDistinct(sorted, m, C), m, EDGES);
}

/** Adding it to a whole number below it leaves that one in the low bits, and rounds others; 2^52. */
const ROUNDER: f64 = 4503599627370496;
/** Cuts that are searched as soon as buckets are made. */
const FEW: i32 = 7;

@inline function highestPower(n: i32): usize { return n > 0 ? 1 << (31 - <usize>clz(n)) : 0; }

/** Buckets of two values, in the low word of each; that of a greater value is never a lower one. */
@inline function bucketsOf(x: v128, low: f64, scale: f64): v128 {
  const place = f64x2.mul(f64x2.sub(x, f64x2.splat(low)), f64x2.splat(scale));
  const bounded = f64x2.pmax(f64x2.splat(0), f64x2.pmin(f64x2.splat(BIN_BUCKETS - 1), place));
  return f64x2.add(bounded, f64x2.splat(ROUNDER));
}

/**
 * Looks up where the search for a value of each bucket may begin. T OUT [BIN_BUCKETS u8]: cuts in the buckets before, or less, so
 * that it ends within EDGE_ROOM. Returns the first step of the search, which passes as many cuts as one bucket has.
 */
function layBuckets(CUTS: usize, nCuts: i32, low: f64, scale: f64, T: usize): usize {
  let most = 0, inOne = 0, next: i32 = 0;
  for (let k = 0; k < nCuts; k++) {
    const bucket = i32x4.extract_lane(bucketsOf(v128.load64_splat(CUTS + (<usize>k << 3)), low, scale), 0);
    inOne = next > bucket ? inOne + 1 : 1;
    most = max(most, inOne);
    for (; next <= bucket; next++) store<u8>(T + <usize>next, <u8>k);
  }
  for (; next < BIN_BUCKETS; next++) store<u8>(T + <usize>next, <u8>nCuts);
  const first = highestPower(most), latest = i8x16.splat(<i8>(EDGE_ROOM - 2 * <i32>first));
  for (let at = T; at < T + BIN_BUCKETS; at += 16) v128.store(at, i8x16.min_u(v128.load(at), latest));
  return first;
}

/** One step of a search without branches for how many cuts lie below x: `base` do, and `half` more may. */
@inline function stepUp(base: usize, CUTS: usize, half: usize, x: f64): usize {
  const next = base + half;
  return select<usize>(next, base, load<f64>(CUTS + (next << 3) - 8) < x);
}

@inline function storeBin(at: usize, x: f64, bin: usize): void {
  store<u8>(at, x == x ? <u8>bin : <u8>MISSING_BIN);
}

/**
 * Writes the bin of each of X [n f64] to OUT [n u8]: how many of CUTS [256 f64, nCuts of them finite] lie below; missing
 * for NaN. T is scratch [BIN_BUCKETS u8]. Eight rows at once: each is looked up by its bucket, then searched for, each step
 * without a branch. O(n log(cuts in a bucket)).
 */
export function binNumbers(X: usize, n: i32, CUTS: usize, nCuts: i32, T: usize, OUT: usize): void {
  const low = load<f64>(CUTS), scale = <f64>(BIN_BUCKETS - 1) / (load<f64>(CUTS + (<usize>max(nCuts - 1, 0) << 3)) - low);
  const all = highestPower(nCuts), end = <usize>n;
  let top = all, i: usize = 0;
  if (nCuts > FEW && scale > 0 && scale < Infinity) top = layBuckets(CUTS, nCuts, low, scale, T);
  else memory.fill(T, 0, BIN_BUCKETS);
  for (; i + 8 <= end; i += 8) {
    const x = X + (i << 3);
    const p0 = bucketsOf(v128.load(x, 0), low, scale);
    const p1 = bucketsOf(v128.load(x, 16), low, scale);
    const p2 = bucketsOf(v128.load(x, 32), low, scale);
    const p3 = bucketsOf(v128.load(x, 48), low, scale);
    let b0 = <usize>load<u8>(T + i32x4.extract_lane(p0, 0)), b1 = <usize>load<u8>(T + i32x4.extract_lane(p0, 2));
    let b2 = <usize>load<u8>(T + i32x4.extract_lane(p1, 0)), b3 = <usize>load<u8>(T + i32x4.extract_lane(p1, 2));
    let b4 = <usize>load<u8>(T + i32x4.extract_lane(p2, 0)), b5 = <usize>load<u8>(T + i32x4.extract_lane(p2, 2));
    let b6 = <usize>load<u8>(T + i32x4.extract_lane(p3, 0)), b7 = <usize>load<u8>(T + i32x4.extract_lane(p3, 2));
    for (let half = top; half > 0; half >>= 1) {
      b0 = stepUp(b0, CUTS, half, load<f64>(x, 0));
      b1 = stepUp(b1, CUTS, half, load<f64>(x, 8));
      b2 = stepUp(b2, CUTS, half, load<f64>(x, 16));
      b3 = stepUp(b3, CUTS, half, load<f64>(x, 24));
      b4 = stepUp(b4, CUTS, half, load<f64>(x, 32));
      b5 = stepUp(b5, CUTS, half, load<f64>(x, 40));
      b6 = stepUp(b6, CUTS, half, load<f64>(x, 48));
      b7 = stepUp(b7, CUTS, half, load<f64>(x, 56));
    }
    storeBin(OUT + i + 0, load<f64>(x, 0), b0);
    storeBin(OUT + i + 1, load<f64>(x, 8), b1);
    storeBin(OUT + i + 2, load<f64>(x, 16), b2);
    storeBin(OUT + i + 3, load<f64>(x, 24), b3);
    storeBin(OUT + i + 4, load<f64>(x, 32), b4);
    storeBin(OUT + i + 5, load<f64>(x, 40), b5);
    storeBin(OUT + i + 6, load<f64>(x, 48), b6);
    storeBin(OUT + i + 7, load<f64>(x, 56), b7);
  }
  for (; i < end; i++) {
    const x = load<f64>(X + (i << 3));
    let bin: usize = 0;
    for (let half = all; half > 0; half >>= 1) bin = stepUp(bin, CUTS, half, x);
    storeBin(OUT + i, x, bin);
  }
}

/**
 * Widens what `fitNumbers` found in some rows to all of X [n f64], whose bins are BINS [n u8]: EDGES' smallest and
 * largest values. O(n).
 */
export function widenEdges(X: usize, n: i32, BINS: usize, EDGES: usize): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const bin = <i32>load<u8>(BINS + i);
    if (bin == MISSING_BIN) continue;
    const x = load<f64>(X + (i << 3)), low = EDGES + LOWS + (<usize>bin << 3), high = EDGES + HIGHS + (<usize>bin << 3);
    if (x < load<f64>(low)) store<f64>(low, x);
    if (x > load<f64>(high)) store<f64>(high, x);
  }
}

/** Gathers X [f64] at ROWS [m u32] to OUT [m f64]. */
export function gatherNumbers(X: usize, ROWS: usize, m: i32, OUT: usize): void {
  for (let i: usize = 0; i < <usize>m; i++) {
    store<f64>(OUT + (i << 3), load<f64>(X + (<usize>load<u32>(ROWS + (i << 2)) << 3)));
  }
}
