// Exact nearest neighbours among n rows of dn numbers and dc codes: squared distance = sum over numbers of (x - y)^2
// plus m2 for each code that differs.
//
// An f32 SIMD pass (4 queries x 8 candidates in registers, candidates in blocks that stay in the cache) works out
// |c|^2 - 2 q.c + m2 * differing and throws away every candidate whose value, less a bound of its rounding error, is
// no better than the k-th best; what is left is computed again in f64 from the rows. So the answer is that of plain
// doubles, summed in column order, ties to the lower row. Numbers must lie in -1..1 and m2 in
// 0..1 (the caller scales by a power of two, which is exact), so that f32 neither overflows nor fades.
//
// Rounding: with u = 2^-24 an f32 sum of d products differs from the real one by less than
// 2 (d + 8) u (|q|^2 + |c|^2 + dc m2) (Higham 2002, section 3.1); twice that is allowed, half of it on either norm.

const TINY: f64 = 1e-30; // more than what d products lose below the smallest f32

@inline function slack(dn: i32, dc: i32): f64 {
  return <f64>(4 * (dn + dc + 8)) / 16777216.0;
}

/** Squared length of the numbers of one row. */
@inline function norm(row: usize, dn: i32): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < dn; k++) {
    const x = load<f64>(row + (<usize>k << 3));
    sum += x * x;
  }
  return sum;
}

/**
 * Packs rows for `nearest`. O(n * d).
 * X [n * (dn + dc)] f64, row-major. PACK OUT [n8 / 8][dn + dc][8] f32, n8 = n rounded up to 8.
 * NORM OUT [n8] f32: |c|^2 less its part of the error bound; infinite for the rows that pad.
 */
export function packNearest(X: usize, n: i32, dn: i32, dc: i32, m2: f64, PACK: usize, NORM: usize): void {
  const d = dn + dc, n8 = (n + 7) & ~7, share = slack(dn, dc);
  for (let c = 0; c < n8; c++) {
    const row = X + (<usize>c * <usize>d << 3);
    const at = PACK + (<usize>(c >> 3) * <usize>d << 5) + (<usize>(c & 7) << 2);
    for (let k = 0; k < d; k++) {
      const x: f64 = c < n ? load<f64>(row + (<usize>k << 3)) : 0;
      store<f32>(at + (<usize>k << 5), <f32>x);
    }
    const bound = c < n ? norm(row, dn) * (1 - share) - share * <f64>dc * m2 : Infinity;
    store<f32>(NORM + (<usize>c << 2), <f32>bound);
  }
}

/** The squared distance of two rows, in column order; the number of differing codes enters once, at the end. */
@inline function distance(a: usize, b: usize, dn: i32, dc: i32, m2: f64): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < dn; k++) {
    const x = load<f64>(a + (<usize>k << 3)) - load<f64>(b + (<usize>k << 3));
    sum += x * x;
  }
  let differing = 0;
  for (let k = dn; k < dn + dc; k++) {
    if (load<f64>(a + (<usize>k << 3)) != load<f64>(b + (<usize>k << 3))) differing++;
  }
  return sum + m2 * <f64>differing;
}

/** What the f32 value of a candidate must stay below for it to be looked at: nothing beats a distance of 0. */
@inline function limitOf(worst: f64, queryNorm: f64): f32 {
  if (worst == 0) return -f32.MAX_VALUE;
  return <f32>((worst - queryNorm) + Math.abs(worst - queryNorm) * 1e-7 + TINY);
}

/** Inserts candidate c when it is nearer than the k-th; candidates arrive in ascending order, so ties keep the first. */
export function insert(c: i32, dist: f64, k: i32, DIST: usize, INDEX: usize): void {
  let p = k - 1;
  if (!(dist < load<f64>(DIST + (<usize>p << 3)))) return;
  while (p > 0 && load<f64>(DIST + (<usize>(p - 1) << 3)) > dist) {
    store<f64>(DIST + (<usize>p << 3), load<f64>(DIST + (<usize>(p - 1) << 3)));
    store<i32>(INDEX + (<usize>p << 2), load<i32>(INDEX + (<usize>(p - 1) << 2)));
    p--;
  }
  store<f64>(DIST + (<usize>p << 3), dist);
  store<i32>(INDEX + (<usize>p << 2), c);
}

/** Rechecks the candidates whose bits are set; returns the query's new limit. */
function recheck(
  bits: i32, c0: i32, X: usize, d: i32, dn: i32, m2: f64, self: i32, k: i32, DIST: usize, INDEX: usize, queryNorm: f64,
): f32 {
  const row = X + (<usize>self * <usize>d << 3);
  while (bits != 0) {
    const c = c0 + ctz(bits);
    bits &= bits - 1;
    if (c == self) continue;
    insert(c, distance(row, X + (<usize>c * <usize>d << 3), dn, d - dn, m2), k, DIST, INDEX);
  }
  return limitOf(load<f64>(DIST + (<usize>(k - 1) << 3)), queryNorm);
}

@inline function below(a: v128, b: v128, limit: v128): i32 {
  return i32x4.bitmask(f32x4.lt(a, limit)) | (i32x4.bitmask(f32x4.lt(b, limit)) << 4);
}

/**
 * The k nearest other rows of each query. O(nq * n * d).
 * X, PACK, NORM as in `packNearest`. Q [nq] u32 rows that ask; nq is a multiple of 4. 1 <= k < n.
 * A row of X behind the n candidates may ask as well: it is nobody's neighbour, its numbers may lie in -2^55..2^55, and
 * when all rows that ask are such, k may be n.
 * W scratch [4 * (dn + dc)] f32. DIST OUT [nq * k] f64 squared, ascending. INDEX OUT [nq * k] i32 rows of X.
 */
export function nearest(
  X: usize, PACK: usize, NORM: usize, n: i32, dn: i32, dc: i32, m2: f64,
  Q: usize, nq: i32, k: i32, W: usize, DIST: usize, INDEX: usize,
): void {
  for (let i = 0; i < nq * k; i++) {
    store<f64>(DIST + (<usize>i << 3), Infinity);
    store<i32>(INDEX + (<usize>i << 2), -1);
  }
  const n8 = (n + 7) & ~7;
  const block = max(64, (24576 / ((dn + dc) << 2)) & ~7);
  for (let c0 = 0; c0 < n8; c0 += block) {
    for (let q = 0; q < nq; q += 4) {
      const at = <usize>(q * k);
      scan(X, PACK, NORM, c0, min(c0 + block, n8), dn, dc, m2, Q + (<usize>q << 2), k, W,
        DIST + (at << 3), INDEX + (at << 2));
    }
  }
}

/** The norm of query j less its part of the error bound, and -2 x its numbers (its codes as they are) at W. */
function loadQuery(X: usize, row: u32, j: i32, dn: i32, dc: i32, m2: f64, W: usize): f64 {
  const d = dn + dc, at = X + (<usize>row * <usize>d << 3), share = slack(dn, dc);
  for (let i = 0; i < d; i++) {
    const x = load<f64>(at + (<usize>i << 3));
    store<f32>(W + (<usize>(4 * i + j) << 2), <f32>(i < dn ? -2 * x : x));
  }
  return norm(at, dn) * (1 - share) - share * <f64>dc * m2;
}

/** Four queries against the candidates c0 <= c < c1. */
function scan(
  X: usize, PACK: usize, NORM: usize, c0: i32, c1: i32, dn: i32, dc: i32, m2: f64,
  Q: usize, k: i32, W: usize, DIST: usize, INDEX: usize,
): void {
  const d = dn + dc, ks = <usize>k;
  const r0 = load<u32>(Q), r1 = load<u32>(Q, 4), r2 = load<u32>(Q, 8), r3 = load<u32>(Q, 12);
  const m0 = loadQuery(X, r0, 0, dn, dc, m2, W), m1 = loadQuery(X, r1, 1, dn, dc, m2, W);
  const m2q = loadQuery(X, r2, 2, dn, dc, m2, W), m3 = loadQuery(X, r3, 3, dn, dc, m2, W);
  const D1 = DIST + (ks << 3), D2 = D1 + (ks << 3), D3 = D2 + (ks << 3);
  const I1 = INDEX + (ks << 2), I2 = I1 + (ks << 2), I3 = I2 + (ks << 2);
  let l0 = f32x4.splat(limitOf(load<f64>(D1 - 8), m0)), l1 = f32x4.splat(limitOf(load<f64>(D2 - 8), m1));
  let l2 = f32x4.splat(limitOf(load<f64>(D3 - 8), m2q)), l3 = f32x4.splat(limitOf(load<f64>(D3 + (ks << 3) - 8), m3));
  const step = f32x4.splat(<f32>m2);
  const endNumbers = W + (<usize>dn << 4), end = W + (<usize>d << 4);
  for (let c = c0; c < c1; c += 8) {
    let g = PACK + (<usize>(c >> 3) * <usize>d << 5);
    const n0 = v128.load(NORM + (<usize>c << 2)), n1 = v128.load(NORM + (<usize>c << 2), 16);
    let a0 = n0, a1 = n0, a2 = n0, a3 = n0, b0 = n1, b1 = n1, b2 = n1, b3 = n1;
    let w = W;
    for (; w < endNumbers; w += 16, g += 32) {
      const x = v128.load(g), y = v128.load(g, 16);
      const s0 = v128.load32_splat(w), s1 = v128.load32_splat(w, 4);
      const s2 = v128.load32_splat(w, 8), s3 = v128.load32_splat(w, 12);
      a0 = f32x4.add(a0, f32x4.mul(x, s0)); b0 = f32x4.add(b0, f32x4.mul(y, s0));
      a1 = f32x4.add(a1, f32x4.mul(x, s1)); b1 = f32x4.add(b1, f32x4.mul(y, s1));
      a2 = f32x4.add(a2, f32x4.mul(x, s2)); b2 = f32x4.add(b2, f32x4.mul(y, s2));
      a3 = f32x4.add(a3, f32x4.mul(x, s3)); b3 = f32x4.add(b3, f32x4.mul(y, s3));
    }
    for (; w < end; w += 16, g += 32) {
      const x = v128.load(g), y = v128.load(g, 16);
      const s0 = v128.load32_splat(w), s1 = v128.load32_splat(w, 4);
      const s2 = v128.load32_splat(w, 8), s3 = v128.load32_splat(w, 12);
      a0 = f32x4.add(a0, v128.and(step, f32x4.ne(x, s0))); b0 = f32x4.add(b0, v128.and(step, f32x4.ne(y, s0)));
      a1 = f32x4.add(a1, v128.and(step, f32x4.ne(x, s1))); b1 = f32x4.add(b1, v128.and(step, f32x4.ne(y, s1)));
      a2 = f32x4.add(a2, v128.and(step, f32x4.ne(x, s2))); b2 = f32x4.add(b2, v128.and(step, f32x4.ne(y, s2)));
      a3 = f32x4.add(a3, v128.and(step, f32x4.ne(x, s3))); b3 = f32x4.add(b3, v128.and(step, f32x4.ne(y, s3)));
    }
    const h0 = below(a0, b0, l0), h1 = below(a1, b1, l1), h2 = below(a2, b2, l2), h3 = below(a3, b3, l3);
    if ((h0 | h1 | h2 | h3) == 0) continue;
    if (h0) l0 = f32x4.splat(recheck(h0, c, X, d, dn, m2, r0, k, DIST, INDEX, m0));
    if (h1) l1 = f32x4.splat(recheck(h1, c, X, d, dn, m2, r1, k, D1, I1, m1));
    if (h2) l2 = f32x4.splat(recheck(h2, c, X, d, dn, m2, r2, k, D2, I2, m2q));
    if (h3) l3 = f32x4.splat(recheck(h3, c, X, d, dn, m2, r3, k, D3, I3, m3));
  }
}
