// New rows between rows of a table, one column of numbers at a time, and how they are drawn; the twins are in
// ../new-rows.ts. Numbers are f64, rows u32.
import { nextU32, uniform53 } from './rng';

/** Uniform in 0..n-1 without bias, as Rng.below draws it. */
@inline function belowExactly(S: usize, n: u32): u32 {
  let draw = nextU32(S);
  while (<u64>draw >= 0x100000000 - <u64>n && <u64>draw >= 0x100000000 - 0x100000000 % <u64>n) draw = nextU32(S);
  return draw % n;
}

/** Draws n new rows by the generator whose state is at S: POSITION [n u32] below nBases, CHOICE [n u32] below k, GAP [n f64]. */
export function drawNew(S: usize, nBases: u32, k: u32, n: i32, POSITION: usize, CHOICE: usize, GAP: usize): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    store<u32>(POSITION + (i << 2), belowExactly(S, nBases));
    store<u32>(CHOICE + (i << 2), belowExactly(S, k));
    store<f64>(GAP + (i << 3), uniform53(S));
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

/** OUT [n]: from BASES [n] towards TOWARDS [n], both rows of VALUES, as far as GAPS [n] say; the base's where that is missing. */
export function interpolate(VALUES: usize, BASES: usize, TOWARDS: usize, GAPS: usize, n: i32, OUT: usize): void {
  for (let i: usize = 0; i < <usize>n; i++) {
    const from = load<f64>(VALUES + (<usize>load<u32>(BASES + (i << 2)) << 3));
    const to = load<f64>(VALUES + (<usize>load<u32>(TOWARDS + (i << 2)) << 3));
    const moved = from + load<f64>(GAPS + (i << 3)) * (to - from);
    store<f64>(OUT + (i << 3), moved == moved ? moved : from);
  }
}

/** Brings X [n] into a range; to whole numbers, halves up, when `isWhole` is not 0. */
export function settleNumbers(X: usize, n: i32, low: f64, high: f64, isWhole: i32): void {
  for (const end = X + (<usize>n << 3); X < end; X += 8) {
    const inside = min(high, max(low, load<f64>(X)));
    store<f64>(X, isWhole != 0 ? Math.round(inside) : inside);
  }
}
