// Keeping equal leaves of a tree once: fully grown trees of classes have few values, most of them 0 or 1. The model is a
// third smaller, and values stay in the cache while rows walk. Once a tree, not once a forest: so each thread does it alone.
import { LEAF_TABLE_BYTES, MOST_SHARED_LEAVES } from '../layouts/nodes';

/** Any odd number whose bits look random: Fibonacci hashing (Knuth, volume 3, section 6.4). */
const FACTOR: u64 = 0x9e3779b97f4a7c15;

@inline function hash(V: usize, K: usize): u64 {
  let sum: u64 = 0;
  for (let k: usize = 0; k < K; k++) sum = rotl(sum ^ load<u64>(V + (k << 3)), 23) * FACTOR;
  return sum;
}

@inline function isSame(V: usize, W: usize, K: usize): bool {
  for (let k: usize = 0; k < K; k++) if (load<u64>(V + (k << 3)) != load<u64>(W + (k << 3))) return false;
  return true;
}

@inline function copy(V: usize, to: usize, K: usize): void {
  for (let k: usize = 0; k < K; k++) store<u64>(to + (k << 3), load<u64>(V + (k << 3)));
}

/**
 * Moves leaves to the front of V [nLeaves * K f64], each value by its bits the first time only. TABLE [LEAF_TABLE_BYTES] is
 * open-addressed: one more than the number of the leaf that hashes there, 0 where none does. What comes when it is full is
 * looked up, but not entered. NUMBERS OUT [nLeaves u32] where each leaf is now. Returns how many there are. O(nLeaves * K)
 */
export function shareLeaves(V: usize, nLeaves: i32, K: usize, TABLE: usize, NUMBERS: usize): i32 {
  const shift = clz<u64>(2 * min(nLeaves, MOST_SHARED_LEAVES) - 1), last = ~(<u64>0) >> shift, bytes = K << 3;
  memory.fill(TABLE, 0, min(<usize>LEAF_TABLE_BYTES, <usize>(last + 1) << 2));
  const end = V + <usize>nLeaves * bytes;
  let kept = 0;
  for (let leaf = V; leaf < end; leaf += bytes) {
    let slot = hash(leaf, K) >> shift, number = load<i32>(TABLE + (<usize>slot << 2));
    while (number != 0 && !isSame(V + <usize>(number - 1) * bytes, leaf, K)) {
      slot = (slot + 1) & last;
      number = load<i32>(TABLE + (<usize>slot << 2));
    }
    if (number == 0) {
      copy(leaf, V + <usize>kept * bytes, K);
      number = ++kept;
      if (kept <= MOST_SHARED_LEAVES) store<i32>(TABLE + (<usize>slot << 2), number);
    }
    store<i32>(NUMBERS, number - 1);
    NUMBERS += 4;
  }
  return kept;
}
