// Rows of COUNTS as words of 32 bits (tree-job.ts has their layout): what they sum to, and the tables that say so.
import { CALLED_ROWS } from '../layouts/calls';
import { N_SHUFFLES, N_TALLIES } from '../layouts/tree-parts';
import { labels, rowsOf, shuffles, tallies, tallyOf, u32At } from './tree-job';

/**
 * What a word of each upper byte counts for, and for each way of four words to go, the shuffle that brings those of bit 1 to
 * the front.
 */
export function layTables(P: usize): void {
  const T = tallies(P), S = shuffles(P);
  for (let top: u64 = 0; top < <u64>N_TALLIES; top++) {
    const times = top >> 1;
    store<u64>(T + (<usize>top << 3), (times << 32) | (top & 1 ? times : 0));
  }
  memory.fill(S, 0, N_SHUFFLES << 4);
  for (let ways: u32 = 0; ways < <u32>N_SHUFFLES; ways++) {
    let to = S + (<usize>ways << 4);
    for (let word: u32 = 0; word < 4; word++) {
      if (!(ways & (1 << word))) continue;
      store<u32>(to, 0x03020100 + word * 0x04040404);
      to += 4;
    }
  }
}

function sumSome(P: usize, start: i32, m: i32): u64 {
  const R = rowsOf(P) + (<usize>start << 2), T = tallies(P);
  let sum: u64 = 0;
  for (let i: usize = 0; i < <usize>m; i++) sum += tallyOf(T, u32At(R, i));
  return sum;
}

/** The sum of the tallies of a node. */
export function sumWords(P: usize, start: i32, m: i32): u64 {
  let sum: u64 = 0;
  for (; m > CALLED_ROWS; m -= CALLED_ROWS) {
    sum += sumSome(P, start, CALLED_ROWS);
    start += CALLED_ROWS;
  }
  return sum + sumSome(P, start, m);
}

/** The bits that four words have at 31 once shifted to the left. */
@inline export function bitsOfFour(at: usize, shift: i32): u32 {
  return <u32>i32x4.bitmask(i32x4.shl(v128.load(at), shift));
}

/** One bit a row of a node whose rows were drawn once each: those of class 1. @returns their tally */
export function layLabels(P: usize, start: i32, m: i32): u64 {
  const L = labels(P), R = rowsOf(P) + (<usize>start << 2);
  let ones: u32 = 0;
  for (let from: usize = 0; from < <usize>m; from += 16) {
    const at = R + (from << 2);
    let bits = bitsOfFour(at, 7) | (bitsOfFour(at + 16, 7) << 4) | (bitsOfFour(at + 32, 7) << 8) | (bitsOfFour(at + 48, 7) << 12);
    if (<i32>from + 16 > m) bits &= (1 << (m & 15)) - 1;
    ones += popcnt(bits);
    store<u16>(L + (from >> 3), <u16>bits);
  }
  return (<u64>m << 32) | <u64>ones;
}
