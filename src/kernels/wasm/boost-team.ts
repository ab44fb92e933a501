// Regions: work of a fit that is cut into parts, done by the owner and by whoever has joined.
//
// The owner opens a region by a new generation in the claim word; parts are claimed by compare-and-exchange on
// (generation << 32 | parts that are left), so a helper that comes late cannot take a part of another region. With
// nobody there the owner does the parts itself and touches no atomic but one.
import { team } from './boost-job';

// Offsets in the team's words.
const CLAIM: usize = 0;       // i64: generation << 32 | parts that nobody has claimed
const GENERATION: usize = 8;  // helpers wait for it to change; 0 at the end of the fit
const DONE: usize = 12;       // parts of the region that are done
const HELPERS: usize = 16;
const WORK: usize = 20;       // what the parts are
const PARTS: usize = 24;
const NEXT: usize = 28;       // the last generation that the owner has opened

/** Looks at a word so often before it sleeps: some hundred microseconds, as long as most parts; to be woken costs as much. */
const SPINS: i32 = 200000;

/** Parts are done by this function; scratch is the thread's own. */
type Part = (P: usize, scratch: usize, work: i32, part: i32) => void;

/** Claims and does parts until the region has none. Returns how many it did. */
function doParts(P: usize, scratch: usize, generation: i32, part: Part): i32 {
  const T = team(P);
  let n = 0;
  while (true) {
    const seen = atomic.load<i64>(T + CLAIM), left = <i32>seen;
    if (<i32>(seen >> 32) != generation || left == 0) return n;
    if (atomic.cmpxchg<i64>(T + CLAIM, seen, seen - 1) != seen) continue;
    const nParts = load<i32>(T + PARTS);
    part(P, scratch, load<i32>(T + WORK), nParts - left);
    n++;
    if (atomic.add<i32>(T + DONE, 1) + 1 == nParts) atomic.notify(T + DONE, 1);
  }
}

/** Waits until a word is no longer `value`. */
function awaitChange(word: usize, value: i32): void {
  for (let i = 0; i < SPINS; i++) if (atomic.load<i32>(word) != value) return;
  while (atomic.load<i32>(word) == value) atomic.wait<i32>(word, value, -1);
}

/** Does all parts of a region. By the owner. */
export function share(P: usize, scratch: usize, work: i32, nParts: i32, part: Part): void {
  const T = team(P);
  if (nParts <= 1 || atomic.load<i32>(T + HELPERS) == 0) {
    for (let at = 0; at < nParts; at++) part(P, scratch, work, at);
    return;
  }
  const generation = load<i32>(T + NEXT) + 1;
  store<i32>(T + NEXT, generation);
  store<i32>(T + WORK, work);
  store<i32>(T + PARTS, nParts);
  atomic.store<i32>(T + DONE, 0);
  atomic.store<i64>(T + CLAIM, (<i64>generation << 32) + <i64>nParts);
  atomic.store<i32>(T + GENERATION, generation);
  atomic.notify(T + GENERATION, -1);
  doParts(P, scratch, generation, part);
  for (let done = atomic.load<i32>(T + DONE); done < nParts; done = atomic.load<i32>(T + DONE)) awaitChange(T + DONE, done);
}

/** Helps until the owner ends the fit. Returns how many parts it did. */
export function join(P: usize, scratch: usize, part: Part): i32 {
  const T = team(P);
  let n = 0;
  atomic.add<i32>(T + HELPERS, 1);
  for (let seen = atomic.load<i32>(T + GENERATION); seen != -1; ) {
    if (seen > 0) n += doParts(P, scratch, seen, part);
    awaitChange(T + GENERATION, seen);
    seen = atomic.load<i32>(T + GENERATION);
  }
  atomic.sub<i32>(T + HELPERS, 1);
  return n;
}

/** Sends the helpers away. By the owner. */
export function dismiss(P: usize): void {
  const T = team(P);
  atomic.store<i32>(T + GENERATION, -1);
  atomic.notify(T + GENERATION, -1);
}

/** Threads that work on the fit. What comes out must not depend on it. */
@inline export function nThreads(P: usize): i32 { return atomic.load<i32>(team(P) + HELPERS) + 1; }
