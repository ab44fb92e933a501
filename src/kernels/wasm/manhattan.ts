// Exact nearest neighbours by Manhattan distance: sums of |x - y| in doubles, in column order, ties to the lower row.
//
// Candidates are packed in eights, two to a register, so that every lane adds the columns of its own candidate in order:
// the bits are those of the plain loop. Sums only grow, so eight candidates are left as soon as all are too far.
import { insert } from './nearest-lists';

/** Columns that are added between two looks at whether to go on. */
const STRIDE: i32 = 8;

/** X [n * d] f64, row-major. PACK OUT [n8 / 8][d][8] f64, n8 = n rounded up to 8; rows that pad are infinite. O(n * d). */
export function packManhattan(X: usize, n: i32, d: i32, PACK: usize): void {
  const n8 = (n + 7) & ~7;
  for (let c = 0; c < n8; c++) {
    const row = X + (<usize>c * <usize>d << 3);
    const at = PACK + (<usize>(c >> 3) * <usize>d << 6) + (<usize>(c & 7) << 3);
    for (let k = 0; k < d; k++) {
      const x: f64 = c < n ? load<f64>(row + (<usize>k << 3)) : Infinity;
      store<f64>(at + (<usize>k << 6), x);
    }
  }
}

@inline function closer(sums: v128, worst: v128): i32 {
  return i64x2.bitmask(f64x2.lt(sums, worst));
}

/** Inserts those of the two candidates c and c + 1 whose bits are set. */
@inline function insertTwo(bits: i32, c: i32, sums: v128, k: i32, DIST: usize, INDEX: usize): void {
  if (bits & 1) insert(c, f64x2.extract_lane(sums, 0), k, DIST, INDEX);
  if (bits & 2) insert(c + 1, f64x2.extract_lane(sums, 1), k, DIST, INDEX);
}

/** One query against the candidates c0 <= c < c1, both multiples of 8. */
function scan(PACK: usize, c0: i32, c1: i32, d: i32, Q: usize, k: i32, DIST: usize, INDEX: usize): void {
  const last = DIST + (<usize>(k - 1) << 3), end = Q + (<usize>d << 3);
  let worst = f64x2.splat(load<f64>(last));
  for (let c = c0; c < c1; c += 8) {
    let g = PACK + (<usize>(c >> 3) * <usize>d << 6), q = Q;
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let n0 = 0, n1 = 0, n2 = 0, n3 = 0;
    do {
      const stop = min(end, q + (<usize>STRIDE << 3));
      for (; q < stop; q += 8, g += 64) {
        const x = v128.load64_splat(q);
        s0 = f64x2.add(s0, f64x2.abs(f64x2.sub(x, v128.load(g))));
        s1 = f64x2.add(s1, f64x2.abs(f64x2.sub(x, v128.load(g, 16))));
        s2 = f64x2.add(s2, f64x2.abs(f64x2.sub(x, v128.load(g, 32))));
        s3 = f64x2.add(s3, f64x2.abs(f64x2.sub(x, v128.load(g, 48))));
      }
      n0 = closer(s0, worst); n1 = closer(s1, worst); n2 = closer(s2, worst); n3 = closer(s3, worst);
    } while (q < end && (n0 | n1 | n2 | n3) != 0);
    if ((n0 | n1 | n2 | n3) == 0) continue;
    insertTwo(n0, c, s0, k, DIST, INDEX);
    insertTwo(n1, c + 2, s1, k, DIST, INDEX);
    insertTwo(n2, c + 4, s2, k, DIST, INDEX);
    insertTwo(n3, c + 6, s3, k, DIST, INDEX);
    worst = f64x2.splat(load<f64>(last));
  }
}

/**
 * The k nearest of n candidates for each query. O(nq * n * d).
 * PACK as in `packManhattan`. Q [nq * d] f64, finite. 1 <= k <= n. DIST OUT [nq * k] f64, ascending. INDEX OUT [nq * k] i32.
 */
export function nearestManhattan(
  PACK: usize, n: i32, d: i32, Q: usize, nq: i32, k: i32, DIST: usize, INDEX: usize,
): void {
  for (let i = 0; i < nq * k; i++) {
    store<f64>(DIST + (<usize>i << 3), Infinity);
    store<i32>(INDEX + (<usize>i << 2), -1);
  }
  const n8 = (n + 7) & ~7;
  const block = max(64, (24576 / (d << 3)) & ~7); // candidates that stay in the cache
  for (let c0 = 0; c0 < n8; c0 += block) {
    for (let q = 0; q < nq; q++) {
      const at = <usize>q * <usize>k;
      scan(PACK, c0, min(c0 + block, n8), d, Q + (<usize>q * <usize>d << 3), k, DIST + (at << 3), INDEX + (at << 2));
    }
  }
}
