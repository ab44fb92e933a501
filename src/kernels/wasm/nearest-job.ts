// The job of a search: a block of 32-bit fields that JavaScript fills (layouts/nearest-job.ts names them).
import * as JOB from '../layouts/nearest-job';

@inline function field(P: usize, index: usize): usize { return <usize>load<u32>(P + (index << 2)); }
@inline function int(P: usize, index: usize): i32 { return load<i32>(P + (index << 2)); }
@inline function rowsOf(P: usize): usize { return field(P, JOB.rows); }
@inline export function nPoints(P: usize): i32 { return int(P, JOB.nPoints); }
@inline export function nNumbers(P: usize): i32 { return int(P, JOB.nNumbers); }
@inline export function nCodes(P: usize): i32 { return int(P, JOB.nCodes); }
@inline export function nHoley(P: usize): i32 { return int(P, JOB.nHoley); }
@inline export function orderOf(P: usize): usize { return field(P, JOB.order); }
@inline export function centresOf(P: usize): usize { return field(P, JOB.centres); }
@inline export function packOf(P: usize): usize { return field(P, JOB.pack); }
@inline export function normsOf(P: usize): usize { return field(P, JOB.norms); }
@inline export function kOf(P: usize): i32 { return int(P, JOB.k); }
@inline export function nOwn(P: usize): i32 { return int(P, JOB.nOwn); }
@inline export function membersOf(P: usize): usize { return field(P, JOB.members); }
@inline export function boxesOf(P: usize): usize { return field(P, JOB.boxes); }
@inline export function lowestOf(P: usize): usize { return field(P, JOB.lowest); }
@inline export function costOf(P: usize): f64 { return load<f64>(P + (JOB.cost << 2)); }
@inline export function apartOf(P: usize): f64 { return load<f64>(P + (JOB.apart << 2)); }
@inline export function isCoarse(P: usize): bool { return int(P, JOB.coarse) != 0; }
@inline export function seedsOf(P: usize): usize { return field(P, JOB.seeds); }
@inline export function unitOf(P: usize): f64 { return load<f64>(P + (JOB.unit << 2)); }
@inline export function setCoarse(P: usize, coarse: bool, unit: f64): void {
  store<i32>(P + (JOB.coarse << 2), coarse ? 1 : 0);
  store<f64>(P + (JOB.unit << 2), unit);
}

/** What a point is called. */
@inline export function placeOf(P: usize, point: i32): i32 { return load<i32>(field(P, JOB.places) + (<usize>point << 2)); }

@inline export function rowAt(P: usize, row: i32): usize {
  return rowsOf(P) + (<usize>row * <usize>(nNumbers(P) + nCodes(P)) << 3);
}

/** The squared distance of two rows, in column order; the number of differing codes enters once, at the end. */
export function distance(P: usize, a: usize, b: usize): f64 {
  const dn = nNumbers(P), dc = nCodes(P);
  const end = a + (<usize>dn << 3), endCodes = end + (<usize>dc << 3);
  let sum: f64 = 0, seen = dn;
  if (nHoley(P) == 0) {
    for (; a < end; a += 8, b += 8) {
      const x = load<f64>(a) - load<f64>(b);
      sum += x * x;
    }
  } else {
    seen = 0;
    for (; a < end; a += 8, b += 8) {
      const x = load<f64>(a) - load<f64>(b);
      if (x != x) continue;
      sum += x * x;
      seen++;
    }
  }
  if (seen < dn) sum = seen == 0 ? apartOf(P) : sum / <f64>seen * <f64>dn;
  if (dc == 0) return sum;
  let differing = 0;
  for (; a < endCodes; a += 8, b += 8) if (load<f64>(a) != load<f64>(b)) differing++;
  return sum + costOf(P) * <f64>differing;
}
