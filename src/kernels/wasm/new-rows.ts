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

/** TOWARDS [n u32]: entry CHOICE [n u32] of list PLACES [n u32] of LISTS [k u32 each]. */
export function chooseRows(LISTS: usize, k: i32, PLACES: usize, CHOICE: usize, n: i32, TOWARDS: usize): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const at = <usize>load<u32>(PLACES + (i << 2)) * <usize>k + <usize>load<u32>(CHOICE + (i << 2));
    store<u32>(TOWARDS + (i << 2), load<u32>(LISTS + (at << 2)));
  }
}

/** The range of VALUES at ROWS [n]: OUT [3 f64] least, greatest, and how many are missing. */
export function findRange(VALUES: usize, ROWS: usize, n: i32, OUT: usize): void {
  let low: f64 = Infinity, high: f64 = -Infinity, missing = 0;
  for (const end = ROWS + (<usize>n << 2); ROWS < end; ROWS += 4) {
    const x = load<f64>(VALUES + (<usize>load<u32>(ROWS) << 3));
    if (x < low) low = x;
    if (x > high) high = x;
    if (x != x) missing++;
  }
  store<f64>(OUT, low);
  store<f64>(OUT, high, 8);
  store<f64>(OUT, missing, 16);
}

@inline function settled(x: f64, low: f64, high: f64, isWhole: bool): f64 {
  const inside = min(high, max(low, x));
  if (!isWhole) return inside;
  const above = ceil(inside);
  return above - <f64>i32(above - 0.5 > inside); // as Math.round, without a branch that nobody can foresee
}

/**
 * OUT [n]: from BASES [n] towards TOWARDS [n], both rows of VALUES, as far as GAPS [n] say; the base's where that is missing; then
 * settled as `settleNumbers` does.
 */
export function interpolate(
  VALUES: usize, BASES: usize, TOWARDS: usize, GAPS: usize, n: i32, low: f64, high: f64, isWhole: i32, OUT: usize,
): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const from = load<f64>(VALUES + (<usize>load<u32>(BASES + (i << 2)) << 3));
    const to = load<f64>(VALUES + (<usize>load<u32>(TOWARDS + (i << 2)) << 3));
    const moved = from + load<f64>(GAPS + (i << 3)) * (to - from);
    store<f64>(OUT + (i << 3), settled(moved == moved ? moved : from, low, high, isWhole != 0));
  }
}

/** Brings X [n] into a range; to whole numbers, halves up, when `isWhole` is not 0. */
export function settleNumbers(X: usize, n: i32, low: f64, high: f64, isWhole: i32): void {
  for (const end = X + (<usize>n << 3); X < end; X += 8) store<f64>(X, settled(load<f64>(X), low, high, isWhole != 0));
}
