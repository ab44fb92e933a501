// Lists of the k nearest of a row: distances and names, nearest first, ties to the lower name. Empty places are
// infinitely far and called -1. A list of given candidates is the same in whatever order they arrive.

@inline function nearer(dist: f64, place: i32, other: f64, otherPlace: i32): bool {
  return dist < other || (dist == other && place < otherPlace);
}

/** Empties n places. */
export function clearLists(DIST: usize, INDEX: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    store<f64>(DIST + (<usize>i << 3), Infinity);
    store<i32>(INDEX + (<usize>i << 2), -1);
  }
}

/** Inserts a candidate when it is nearer than the k-th. */
export function insert(place: i32, dist: f64, k: i32, DIST: usize, INDEX: usize): void {
  let d = DIST + (<usize>(k - 1) << 3), i = INDEX + (<usize>(k - 1) << 2);
  if (!nearer(dist, place, load<f64>(d), load<i32>(i))) return;
  for (; d > DIST && nearer(dist, place, load<f64>(d - 8), load<i32>(i - 4)); d -= 8, i -= 4) {
    store<f64>(d, load<f64>(d - 8));
    store<i32>(i, load<i32>(i - 4));
  }
  store<f64>(d, dist);
  store<i32>(i, place);
}

/** Offers what n lists of k hold to n others, OUT: of other candidates. */
export function mergeLists(DIST: usize, INDEX: usize, n: i32, k: i32, OUT_DIST: usize, OUT_INDEX: usize): void {
  const distances = <usize>k << 3, names = <usize>k << 2;
  for (let i = 0; i < n; i++, DIST += distances, INDEX += names, OUT_DIST += distances, OUT_INDEX += names) {
    for (let j: usize = 0; j < <usize>k; j++) {
      const place = load<i32>(INDEX + (j << 2));
      if (place < 0) break;
      insert(place, load<f64>(DIST + (j << 3)), k, OUT_DIST, OUT_INDEX);
    }
  }
}

const TINY: f64 = 1e-30; // more than what d products lose below the smallest f32

/** What the f32 bound of a candidate must stay below, when the k-th is as far as `worst`. */
@inline export function fineLimit(worst: f64): f32 {
  return <f32>(worst + worst * 1e-7 + TINY);
}
