// Which leaf has a histogram in which slot of the pool.
import { gainOf, leafAt, nSlots, setSlot, slotOf, slotOwner, splitOf } from './boost-job';

/** A leaf needs its histogram no more. */
export function release(P: usize, L: usize): void {
  if (slotOf(L) < 0) return;
  store<i32>(slotOwner(P) + (<usize>slotOf(L) << 2), -1);
  setSlot(L, -1);
}

/** Gives a leaf a histogram: a free one, or that of the leaf that gains least, `kept` apart. */
export function acquire(P: usize, leaf: i32, kept: i32): void {
  let chosen = -1, least: f64 = Infinity;
  for (let slot = 0; slot < nSlots(P); slot++) {
    const owner = load<i32>(slotOwner(P) + (<usize>slot << 2));
    if (owner < 0) { chosen = slot; break; }
    const gain = gainOf(splitOf(leafAt(P, owner)));
    if (owner != kept && gain < least) { least = gain; chosen = slot; }
  }
  const at = slotOwner(P) + (<usize>chosen << 2), owner = load<i32>(at);
  if (owner >= 0) setSlot(leafAt(P, owner), -1);
  store<i32>(at, leaf);
  setSlot(leafAt(P, leaf), chosen);
}
