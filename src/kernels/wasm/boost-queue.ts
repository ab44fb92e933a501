// Leaves that can be split, as a binary heap: the one whose split gains most stands first, the lower number among equals.
import { gainOf, leafAt, queue, splitOf } from './boost-job';

// The queue's first word is its length; leaves follow, numbered from 1.
@inline function at(P: usize, place: i32): usize { return queue(P) + (<usize>place << 2); }
@inline function leafIn(P: usize, place: i32): i32 { return load<i32>(at(P, place)); }

function comesBefore(P: usize, a: i32, b: i32): bool {
  const ofA = gainOf(splitOf(leafAt(P, a))), ofB = gainOf(splitOf(leafAt(P, b)));
  return ofA > ofB || (ofA == ofB && a < b);
}

export function clearQueue(P: usize): void { store<i32>(queue(P), 0); }

/** Adds a leaf whose split is known. */
export function enqueue(P: usize, leaf: i32): void {
  let place = load<i32>(queue(P)) + 1;
  store<i32>(queue(P), place);
  for (; place > 1 && comesBefore(P, leaf, leafIn(P, place >> 1)); place >>= 1) store<i32>(at(P, place), leafIn(P, place >> 1));
  store<i32>(at(P, place), leaf);
}

/** Takes out the leaf to be split next; -1 when there is none. */
export function dequeue(P: usize): i32 {
  const n = load<i32>(queue(P)) - 1;
  if (n < 0) return -1;
  const first = leafIn(P, 1), last = leafIn(P, n + 1);
  store<i32>(queue(P), n);
  let place = 1;
  for (let child = 2; child <= n; child = 2 * place) {
    if (child < n && comesBefore(P, leafIn(P, child + 1), leafIn(P, child))) child++;
    if (!comesBefore(P, leafIn(P, child), last)) break;
    store<i32>(at(P, place), leafIn(P, child));
    place = child;
  }
  store<i32>(at(P, place), last);
  return first;
}
