// New rows between rows of a table, one column of numbers at a time, and how they are drawn; the twins are in
// ../new-rows.ts. Numbers are f64, rows u32.
import { nextU32, uniform53 } from './rng';

/** Uniform in 0..n-1 without bias, as Rng.below draws it. */
@inline function belowExactly(S: usize, n: u32): u32 {
  let draw = nextU32(S);
  while (<u64>draw >= 0x100000000 - <u64>n && <u64>draw >= 0x100000000 - 0x100000000 % <u64>n) draw = nextU32(S);
  return draw % n;
}

/**
 * Draws n new rows by the generator whose state is at S: BASES [n u32] of MEMBERS [nMembers u32], CHOICE [n u32] below k, GAP [n f64].
 */
export function drawNew(S: usize, MEMBERS: usize, nMembers: u32, k: u32, n: i32, BASES: usize, CHOICE: usize, GAP: usize): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    store<u32>(BASES + (i << 2), load<u32>(MEMBERS + (<usize>belowExactly(S, nMembers) << 2)));
    store<u32>(CHOICE + (i << 2), belowExactly(S, k));
    store<f64>(GAP + (i << 3), uniform53(S));
  }
}

/**
 * Finds the DISTINCT [count u32] of ROWS [n u32], ascending, all below `end`, and puts the place of each there in ROWS. Returns
 * the count. SLOTS: scratch, [end u32].
 */
export function placeRows(ROWS: usize, n: i32, end: i32, SLOTS: usize, DISTINCT: usize): i32 {
  const endRows = ROWS + (<usize>n << 2);
  memory.fill(SLOTS, 0, <usize>end << 2);
  for (let at = ROWS; at < endRows; at += 4) store<u32>(SLOTS + (<usize>load<u32>(at) << 2), 1);
  let count = 0;
  for (let row = 0, slot = SLOTS; row < end; row++, slot += 4) {
    if (load<u32>(slot) == 0) continue;
    store<u32>(DISTINCT + (<usize>count << 2), row);
    store<u32>(slot, count++);
  }
  for (let at = ROWS; at < endRows; at += 4) store<u32>(at, load<u32>(SLOTS + (<usize>load<u32>(at) << 2)));
  return count;
}

/** The greatest of X [n u32]; 0 of none. */
export function findGreatest(X: usize, n: i32): u32 {
  let greatest: u32 = 0;
  for (const end = X + (<usize>n << 2); X < end; X += 4) greatest = max(greatest, load<u32>(X));
  return greatest;
}

/** TOWARDS [n u32]: of ROWS the one that entry CHOICE [n u32] of list PLACES [n u32] of LISTS [k u32 each] says. */
export function chooseRows(ROWS: usize, LISTS: usize, k: i32, PLACES: usize, CHOICE: usize, n: i32, TOWARDS: usize): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const at = <usize>load<u32>(PLACES + (i << 2)) * <usize>k + <usize>load<u32>(CHOICE + (i << 2));
    store<u32>(TOWARDS + (i << 2), load<u32>(ROWS + (<usize>load<u32>(LISTS + (at << 2)) << 2)));
  }
}

/** The range of VALUES at ROWS [n]: OUT [3 f64] least, greatest, and how many are missing. */
export function findRange(VALUES: usize, ROWS: usize, n: i32, OUT: usize): void {
  let low = f64x2.splat(Infinity), high = f64x2.splat(-Infinity), missing = i64x2.splat(0);
  for (let i = 0; i < n; i += 2) {
    const a = <usize>i, b = i + 1 < n ? a + 1 : a;
    const x = pairAt(VALUES, load<u32>(ROWS + (a << 2)), load<u32>(ROWS + (b << 2)));
    low = f64x2.pmin(low, x);
    high = f64x2.pmax(high, x);
    missing = i64x2.sub(missing, f64x2.ne(x, x)); // a comparison that holds is -1
  }
  store<f64>(OUT, min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)));
  store<f64>(OUT, max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)), 8);
  const nFirst = i64x2.extract_lane(missing, 0), nSecond = i64x2.extract_lane(missing, 1);
  // Of an odd number the last one was looked at twice.
  const last = (n & 1) == 1 ? load<f64>(VALUES + (<usize>load<u32>(ROWS + (<usize>(n - 1) << 2)) << 3)) : 0;
  store<f64>(OUT, <f64>(nFirst + nSecond - i64(last != last)), 16);
}

/** Two numbers in a range, or missing; whole, halves up, if they are to be. */
@inline function settled(x: v128, low: v128, high: v128, isWhole: bool): v128 {
  // pmin and pmax keep the first where the second is no better, and so what is missing.
  const inside = f64x2.pmin(f64x2.pmax(x, low), high);
  if (!isWhole) return inside;
  const above = f64x2.ceil(inside), isHalfOff = f64x2.gt(f64x2.sub(above, f64x2.splat(0.5)), inside);
  return f64x2.sub(above, v128.and(isHalfOff, f64x2.splat(1)));
}

/** The numbers of VALUES at two rows. */
@inline function pairAt(VALUES: usize, a: u32, b: u32): v128 {
  return v128.load64_lane(VALUES + (<usize>b << 3), v128.load64_zero(VALUES + (<usize>a << 3)), 1);
}

/** Of the last two of an odd number the second is the first again. */
@inline function storePair(OUT: usize, isPair: bool, x: v128): void {
  if (isPair) v128.store(OUT, x);
  else v128.store64_lane(OUT, x, 0);
}

/**
 * OUT [n]: from BASES [n] towards TOWARDS [n], both rows of VALUES, as far as GAPS [n] say; the base's where that is missing; then
 * settled as `settleNumbers` does.
 */
export function interpolate(
  VALUES: usize, BASES: usize, TOWARDS: usize, GAPS: usize, n: i32, low: f64, high: f64, isWhole: i32, OUT: usize,
): void {
  const least = f64x2.splat(low), most = f64x2.splat(high);
  for (let i = 0; i < n; i += 2, OUT += 16) {
    const isPair = i + 1 < n, a = <usize>i, b = isPair ? a + 1 : a;
    const from = pairAt(VALUES, load<u32>(BASES + (a << 2)), load<u32>(BASES + (b << 2)));
    const to = pairAt(VALUES, load<u32>(TOWARDS + (a << 2)), load<u32>(TOWARDS + (b << 2)));
    const moved = f64x2.add(from, f64x2.mul(pairAt(GAPS, <u32>a, <u32>b), f64x2.sub(to, from)));
    const x = v128.bitselect(moved, from, f64x2.eq(moved, moved));
    storePair(OUT, isPair, settled(x, least, most, isWhole != 0));
  }
}

/** Brings X [n] into a range; to whole numbers, halves up, when `isWhole` is not 0. */
export function settleNumbers(X: usize, n: i32, low: f64, high: f64, isWhole: i32): void {
  const least = f64x2.splat(low), most = f64x2.splat(high);
  for (let i = 0; i < n; i += 2) {
    const isPair = i + 1 < n, at = X + (<usize>i << 3);
    storePair(at, isPair, settled(pairAt(at, 0, isPair ? 1 : 0), least, most, isWhole != 0));
  }
}
