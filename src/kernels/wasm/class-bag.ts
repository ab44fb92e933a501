// Bags in which each class has its number of rows (Chen, Liaw & Breiman 2004), and bootstrap samples of such bags.
import { below } from './rng';
import { drawn, members, nDraws, nQuotas, nRows, quotas, rng, spareRows, u32At } from './tree-job';

// Words of a quota.
const ROWS: usize = 0, TAKEN: usize = 1, REPLACES: usize = 2, QUOTA_WORDS: usize = 3;

@inline function timesOf(D: usize, row: u32): usize { return D + (<usize>row << 1); }

@inline function count(D: usize, row: u32): void {
  const at = timesOf(D, row);
  store<u16>(at, load<u16>(at) + 1);
}

/**
 * Writes `taken` different ones of a class's n rows to OUT; rows whose count is not 0 are in (Floyd's sampling, Bentley & Floyd
 * 1987, CACM 30(9):754-757).
 */
function takeDistinct(S: usize, M: usize, n: u32, taken: u32, D: usize, OUT: usize): void {
  for (let last = n - taken; last < n; last++) {
    let row = u32At(M, below(S, last + 1));
    if (load<u16>(timesOf(D, row)) != 0) row = u32At(M, last);
    count(D, row);
    store<u32>(OUT, row);
    OUT += 4;
  }
}

/** Writes the rows that a class gives to OUT. @param M its members */
function takeOfClass(S: usize, M: usize, quota: usize, D: usize, OUT: usize): void {
  const n = u32At(quota, ROWS), taken = u32At(quota, TAKEN);
  if (u32At(quota, REPLACES)) {
    for (let i: usize = 0; i < <usize>taken; i++) store<u32>(OUT + (i << 2), u32At(M, below(S, n)));
  } else if (taken == n) memory.copy(OUT, M, <usize>n << 2);
  else takeDistinct(S, M, n, taken, D, OUT);
}

/** Counts how often each row is drawn: as often as its class gives it, or of these rows nDraws with replacement. */
export function drawByClass(P: usize): void {
  const D = drawn(P), S = rng(P), OUT = spareRows(P), bytes = <usize>nRows(P) << 1;
  let M = members(P), taken: u32 = 0;
  memory.fill(D, 0, bytes);
  for (let k: usize = 0; k < nQuotas(P); k++) {
    const quota = quotas(P) + ((k * QUOTA_WORDS) << 2);
    takeOfClass(S, M, quota, D, OUT + (<usize>taken << 2));
    M += <usize>u32At(quota, ROWS) << 2;
    taken += u32At(quota, TAKEN);
  }
  memory.fill(D, 0, bytes);
  if (nDraws(P) > 0) {
    for (let i = nDraws(P); i > 0; i--) count(D, u32At(OUT, below(S, taken)));
  } else {
    for (let i: usize = 0; i < <usize>taken; i++) count(D, u32At(OUT, i));
  }
}
