// Rows in whole numbers, for a first look at distances that takes half as long as one in f32: one instruction multiplies
// eight of them and adds them in pairs.
//
// A row becomes y = unit (x - centre); one beyond MOST is drawn back to it, towards the centre: no two rows come to lie farther
// apart by that (a ball is convex). Rounding then moves each number by 1/2 at most, two rows by sqrt(d) against each other. So rows
// that are D apart are at most unit D + sqrt(d) apart in whole numbers, and those who are farther need not be measured.
//
// No sum overflows: with lengths up to MOST + sqrt(d) / 2, squared distances stay below 2^30.1 and what they are summed from does too.
import { centresOf, nNumbers, rowAt, unitOf } from './nearest-job';

/** What rows may be as long as. */
export const MOST: f64 = 16383;
/** Of a job that is coarse: beyond it sqrt(d) / 2 is no trifle. */
export const MOST_NUMBERS: i32 = 1024;
/** More than f64 rounding does to a distance, in proportion, and to a length. */
const PART: f64 = 1e-9, ROUNDING: f64 = 1e-3;

/** What the squared distance of two rows in whole numbers must stay below for them to be as near as `worst`, squared. */
export function coarseLimit(P: usize, worst: f64): i32 {
  const reach = unitOf(P) * Math.sqrt(worst) * (1 + PART) + Math.sqrt(nNumbers(P)) + ROUNDING;
  const limit = reach * reach + 1;
  return limit < <f64>i32.MAX_VALUE ? <i32>limit : i32.MAX_VALUE;
}

/** The same of rows as near as two whose squared distance in whole numbers is `known`, neither of them drawn back. */
export function limitBeyond(P: usize, known: i32): i32 {
  const reach = (Math.sqrt(<f64>known) + 2 * (Math.sqrt(nNumbers(P)) + ROUNDING)) * (1 + PART);
  return <i32>(reach * reach + 1);
}

@inline function centred(P: usize, row: usize, at: i32): f64 {
  return load<f64>(row + (<usize>at << 3)) - load<f64>(centresOf(P) + (<usize>at << 3));
}

/** A row's distance from the centres. */
export function lengthOf(P: usize, row: usize): f64 {
  let sum: f64 = 0;
  for (let at = 0; at < nNumbers(P); at++) {
    const x = centred(P, row, at);
    sum += x * x;
  }
  return Math.sqrt(sum);
}

/**
 * Writes a row in whole numbers, times `times`, two to a word, words `stride` bytes apart; an odd last one beside 0. Returns its squared
 * length, without `times`.
 */
export function writeCoarse(P: usize, row: usize, times: i32, TO: usize, stride: usize): i32 {
  const dn = nNumbers(P), unit = unitOf(P), length = lengthOf(P, row) * unit;
  const factor = length > MOST ? unit * (MOST / length) : unit;
  let sum = 0;
  for (let at = 0; at < dn; at += 2, TO += stride) {
    const x = <i32>nearest(centred(P, row, at) * factor);
    const y = at + 1 < dn ? <i32>nearest(centred(P, row, at + 1) * factor) : 0;
    sum += x * x + y * y;
    store<i16>(TO, times * x);
    store<i16>(TO, times * y, 2);
  }
  return sum;
}
