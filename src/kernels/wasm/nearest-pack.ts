// Rows in f32 for the first look at distances, and what rounding may have done to them.
//
// Numbers must lie in -1..1 (of rows that are no points in -2^55..2^55) and the cost of a code in 0..1: the caller scales by a
// power of two, which is exact, so that f32 neither overflows nor fades. Taking a centre away keeps bounds tight where rows
// lie far from 0.
//
// Rounding: with u = 2^-24 an f32 sum of d products, or squared differences, differs from the real one by less than
// 2 (d + 8) u (|q|^2 + |c|^2 + dc cost) (Higham 2002, section 3.1); twice that is allowed, half of it on either norm.
import { centresOf, costOf, nCodes, nHoley, nNumbers, normsOf, nPoints, orderOf, packOf, rowAt } from './nearest-job';

@inline function numberAt(P: usize, row: usize, at: i32): f64 {
  return load<f64>(row + (<usize>load<u32>(orderOf(P) + (<usize>at << 2)) << 3));
}

@inline function centreAt(P: usize, at: i32): f64 { return load<f64>(centresOf(P) + (<usize>at << 3)); }

/** The squared length of a row's numbers without a hole, less the row's part of the error bound. */
export function lowNorm(P: usize, row: usize): f64 {
  const dn = nNumbers(P), dc = nCodes(P), full = dn - nHoley(P);
  let sum: f64 = 0, all: f64 = 0;
  for (let at = 0; at < dn; at++) {
    const x = numberAt(P, row, at) - centreAt(P, at);
    if (x != x) continue;
    if (at < full) sum += x * x;
    all += x * x;
  }
  const share = <f64>(4 * (dn + dc + 8)) / 16777216.0;
  return sum - share * (all + <f64>dc * costOf(P));
}

/** The mean of a number over the points that have it. */
function meanOf(P: usize, at: i32): f64 {
  let sum: f64 = 0, present = 0;
  for (let point = 0; point < nPoints(P); point++) {
    const x = numberAt(P, rowAt(P, point), at);
    if (x != x) continue;
    sum += x;
    present++;
  }
  return present == 0 ? 0 : sum / <f64>present;
}

/** The mean of each number: those that all points have in one pass by row. */
export function findCentres(P: usize): void {
  const n = nPoints(P), dn = nNumbers(P), full = n == 0 ? 0 : dn - nHoley(P), CENTRES = centresOf(P);
  memory.fill(CENTRES, 0, <usize>full << 3);
  for (let point = 0; point < n; point++) {
    const row = rowAt(P, point);
    for (let at = 0; at < full; at++) {
      const sum = CENTRES + (<usize>at << 3);
      store<f64>(sum, load<f64>(sum) + numberAt(P, row, at));
    }
  }
  for (let at = 0; at < dn; at++) {
    store<f64>(CENTRES + (<usize>at << 3), at < full ? centreAt(P, at) / <f64>n : meanOf(P, at));
  }
}

/** Packs the points of a job whose centres are found: fills its pack and norms. O(nPoints * d). */
export function packFine(P: usize): void {
  const n = nPoints(P), n8 = (n + 7) & ~7, dn = nNumbers(P), d = dn + nCodes(P);
  for (let point = 0; point < n8; point++) {
    const row = rowAt(P, point), isPoint = point < n;
    let to = packOf(P) + (<usize>(point >> 3) * <usize>d << 5) + (<usize>(point & 7) << 2);
    for (let at = 0; at < d; at++, to += 32) {
      let x: f64 = 0;
      if (isPoint) x = at < dn ? numberAt(P, row, at) - centreAt(P, at) : load<f64>(row + (<usize>at << 3));
      store<f32>(to, <f32>x);
    }
    store<f32>(normsOf(P) + (<usize>point << 2), isPoint ? <f32>lowNorm(P, row) : <f32>Infinity);
  }
}

/** One of four rows that ask, every fourth f32 from W: numbers without a hole times -2, then the others and the codes. */
export function packAsker(P: usize, row: usize, W: usize): void {
  const dn = nNumbers(P), d = dn + nCodes(P), full = dn - nHoley(P);
  for (let at = 0; at < d; at++, W += 16) {
    let x = at < dn ? numberAt(P, row, at) - centreAt(P, at) : load<f64>(row + (<usize>at << 3));
    if (at < full) x *= -2;
    store<f32>(W, <f32>x);
  }
}
