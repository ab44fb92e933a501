// First limits of a coarse search: the k-th nearest of a row among some points in whole numbers tells how far the k-th
// of all can be at most, before any pair is measured.
//
// What is drawn back to MOST (coarse-units.ts) may lie farther than whole numbers tell: it gives no limit, and gets none.
import { limitBeyond, MOST } from './coarse-units';
import { askerAt, nAskers, NORMS, once, PACKED, scratchOf, seedAt } from './nearest-hand';
import { kOf, nNumbers, normsOf, nPoints, packOf, seedsOf } from './nearest-job';

/** Groups of eight points that are looked at, spread over all; of fewer points than LEAST none. */
const GROUPS: i32 = 32, LEAST: i32 = 2048;
/** Lists of the nearest are kept where the bounds of 4 x 8 pairs will be, behind the distances of eight points. */
const MOST_K: i32 = 24, NEAREST: usize = 32;
const ALL_PASS: i32 = 0x7f800000;

/** Can a row of this squared length have been drawn back? */
@inline function isFar(P: usize, norm: i32): bool {
  const edge = MOST - Math.sqrt(nNumbers(P));
  return <f64>norm >= edge * edge;
}

/** Puts a distance among the k least at L, ascending, the last of which is greater. */
function insertLeast(L: usize, k: i32, distance: i32): void {
  let at = L + (<usize>(k - 1) << 2);
  for (; at > L && load<i32>(at - 4) > distance; at -= 4) store<i32>(at, load<i32>(at - 4));
  store<i32>(at, distance);
}

/** The squared distances of asker i from the points of a group, [8 i32] to T. Returns the bits of those that are below `most`. */
function measureGroup(P: usize, H: usize, i: i32, group: i32, T: usize, most: i32): i32 {
  const pairs = <usize>((nNumbers(P) + 1) >> 1), norms = normsOf(P) + (<usize>group << 5);
  const m = v128.load32_splat(scratchOf(H) + NORMS + (<usize>i << 2));
  let a = i32x4.add(v128.load(norms), m), b = i32x4.add(v128.load(norms, 16), m);
  let w = scratchOf(H) + PACKED + (<usize>(i >> 2) * pairs << 4) + (<usize>(i & 3) << 2);
  let g = packOf(P) + (<usize>group * pairs << 5);
  for (let pair: usize = 0; pair < pairs; pair++, w += 16, g += 32) {
    const s = v128.load32_splat(w);
    a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(g), s));
    b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(g, 16), s));
  }
  v128.store(T, a);
  v128.store(T, b, 16);
  const limit = i32x4.splat(most);
  return i32x4.bitmask(i32x4.lt_s(a, limit)) | (i32x4.bitmask(i32x4.lt_s(b, limit)) << 4);
}

/** What the first look at a pair of asker i must stay below. */
function seedOf(P: usize, H: usize, i: i32): i32 {
  const k = kOf(P), groups = (nPoints(P) + 7) >> 3, T = scratchOf(H), L = T + NEAREST, last = L + (<usize>(k - 1) << 2);
  if (isFar(P, load<i32>(scratchOf(H) + NORMS + (<usize>i << 2)))) return ALL_PASS;
  for (let j = 0; j < k; j++) store<i32>(L + (<usize>j << 2), i32.MAX_VALUE);
  for (let looked = 0; looked < GROUPS; looked++) {
    const group = <i32>(<i64>looked * <i64>groups / GROUPS);
    for (let bits = measureGroup(P, H, i, group, T, load<i32>(last)); bits != 0; bits &= bits - 1) {
      const lane = ctz(bits), distance = load<i32>(T + (<usize>lane << 2)), point = 8 * group + lane;
      if (distance >= load<i32>(last) || point >= nPoints(P) || point == askerAt(H, i)) continue;
      if (!isFar(P, load<i32>(normsOf(P) + (<usize>point << 2)))) insertLeast(L, k, distance);
    }
  }
  return load<i32>(last) == i32.MAX_VALUE ? ALL_PASS : limitBeyond(P, load<i32>(last));
}

/** Finds the first limits of those who ask, as `layCoarseAskers` laid them; where pairs enter two lists they are known. */
export function seedAskers(P: usize, H: usize): void {
  const isSeeded = nPoints(P) >= LEAST && kOf(P) <= MOST_K, isOnce = once(H);
  for (let i = 0; i < nAskers(H); i++) {
    const known = isOnce ? load<i32>(seedsOf(P) + (<usize>askerAt(H, i) << 2)) : ALL_PASS;
    store<i32>(seedAt(H, i), !isOnce && isSeeded ? seedOf(P, H, i) : known);
  }
}
