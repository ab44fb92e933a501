// What a thread has in hand of a search, a block of 32-bit fields that JavaScript fills (layouts/nearest-hand.ts names them),
// and what it does with pairs that the first look has not thrown away.
//
// A limit is what the first look at a pair must stay below: 32 bits, of an f32 or, in a coarse search, of an i32. The bits
// that JavaScript writes for all and none mean so in either, and the least of two limits has the least bits in either.
import * as HAND from '../layouts/nearest-hand';
import { coarseLimit } from './coarse-units';
import { distance, isCoarse, kOf, nOwn, nPoints, placeOf, rowAt } from './nearest-job';
import { fineLimit, insert } from './nearest-lists';

/** Scratch begins with the bounds of 4 x 8 pairs, two registers an asker; then low norms, first limits, packed askers in fours. */
export const NORMS: usize = HAND.BOUND_BYTES;
const SEEDS: usize = HAND.SEED_BYTES;
export const PACKED: usize = SEEDS + (HAND.ASKERS << 2);

@inline export function field(H: usize, index: usize): usize { return <usize>load<u32>(H + (index << 2)); }
@inline export function askerAt(H: usize, i: i32): i32 { return load<i32>(field(H, HAND.askers) + (<usize>i << 2)); }
@inline export function nAskers(H: usize): i32 { return load<i32>(H + (HAND.nAskers << 2)); }
@inline export function once(H: usize): bool { return field(H, HAND.once) != 0; }
@inline export function scratchOf(H: usize): usize { return field(H, HAND.scratch); }
/** The first limit of asker i. */
@inline export function seedAt(H: usize, i: i32): usize { return scratchOf(H) + SEEDS + (<usize>i << 2); }
/** Lists of k distances and names. */
@inline function distancesAt(H: usize, at: usize): usize { return field(H, HAND.distances) + (at << 3); }
@inline function indexAt(H: usize, at: usize): usize { return field(H, HAND.index) + (at << 2); }

/** Where the list of asker i begins, in places. */
@inline function listOf(P: usize, H: usize, i: i32): usize { return <usize>(once(H) ? askerAt(H, i) : i) * <usize>kOf(P); }

const NONE_PASSES: i32 = 0xff7fffff; // -f32.MAX_VALUE

/**
 * What the first look at a candidate must stay below. Nothing beats a distance of 0 but a lower name, and none that comes is
 * below `from`.
 */
function limitBits(P: usize, k: i32, DIST: usize, INDEX: usize, from: i32): i32 {
  const worst = load<f64>(DIST + (<usize>(k - 1) << 3));
  if (worst == 0 && load<i32>(INDEX + (<usize>(k - 1) << 2)) <= from) return NONE_PASSES;
  return isCoarse(P) ? coarseLimit(P, worst) : reinterpret<i32>(fineLimit(worst));
}

/**
 * Measures asker i and those of the eight points from c0 on whose bits are set. Returns the limit of the asker.
 * @param from no point that comes has a lower name
 */
export function measure(P: usize, H: usize, bits: i32, c0: i32, i: i32, from: i32): i32 {
  const k = kOf(P), isOnce = once(H), asker = askerAt(H, i), row = rowAt(P, asker), list = listOf(P, H, i);
  const place = isOnce ? placeOf(P, asker) : 0, nTaking = isOnce ? nOwn(P) : 0;
  for (; bits != 0; bits &= bits - 1) {
    const c = c0 + ctz(bits);
    if (c >= nPoints(P)) break;
    if (isOnce ? c <= asker : c == asker) continue;
    const dist = distance(P, row, rowAt(P, c));
    insert(placeOf(P, c), dist, k, distancesAt(H, list), indexAt(H, list));
    if (c >= nTaking) continue;
    const own = <usize>c * <usize>k, D = distancesAt(H, own), I = indexAt(H, own);
    insert(place, dist, k, D, I);
    const limit = field(H, HAND.limits) + (<usize>c << 2);
    store<i32>(limit, min(load<i32>(limit), limitBits(P, k, D, I, place)));
  }
  return min(load<i32>(seedAt(H, i)), limitBits(P, k, distancesAt(H, list), indexAt(H, list), from));
}

/** The limit of asker i in all lanes; nothing passes where there is none. */
@inline export function askersLimit(P: usize, H: usize, i: i32, from: i32): v128 {
  if (i >= nAskers(H)) return i32x4.splat(NONE_PASSES);
  const list = listOf(P, H, i);
  return i32x4.splat(min(load<i32>(seedAt(H, i)), limitBits(P, kOf(P), distancesAt(H, list), indexAt(H, list), from)));
}
