// Moving a node's rows so that the left ones come first, order kept.
import { bestBin, bestFeature, bestSide } from './best-split';
import { gatherKeys } from './gather-keys';
import {
  bins, cellsOf, drawsCuts, keptKeys, keys, LEFT, maxLeaves, MISSING, nRows, rowsOf, shuffles, spareCells,
  spareRows, u32At,
} from './tree-job';

@inline function bestColumn(P: usize): usize { return bins(P) + <usize>bestFeature(P) * <usize>nRows(P); }

/** Rows and their cells, one at a time. @returns how many are left */
export function partitionCells(P: usize, start: i32, m: i32): i32 {
  const R = rowsOf(P) + (<usize>start << 2), G = cellsOf(P) + (<usize>start << 4), R2 = spareRows(P), G2 = spareCells(P);
  const column = bestColumn(P), cut = bestBin(P), missingLeft = <i32>(bestSide(P) == LEFT);
  let nL: usize = 0, nR: usize = 0;
  for (let i: usize = 0; i < <usize>m; i++) {
    const row = u32At(R, i), bin = <i32>load<u8>(column + <usize>row), cell = v128.load(G + (i << 4));
    const left = <usize>(bin == MISSING ? missingLeft : <i32>(bin <= cut));
    store<u32>(R + (nL << 2), row);
    store<u32>(R2 + (nR << 2), row);
    v128.store(G + (nL << 4), cell);
    v128.store(G2 + (nR << 4), cell);
    nL += left;
    nR += 1 - left;
  }
  memory.copy(R + (nL << 2), R2, nR << 2);
  memory.copy(G + (nL << 4), G2, nR << 4);
  return <i32>nL;
}

/** Copies n words, and nothing behind them. A call of memory.copy takes longer than most of these. */
@inline function copyWords(to: usize, from: usize, n: usize): void {
  const bytes = n << 2;
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at));
  for (; at < bytes; at += 4) store<u32>(to + at, load<u32>(from + at));
}

/** Bins of the best feature: kept where one cut a feature is drawn and its node is split at once. */
function keysOfBest(P: usize, R: usize, m: i32): usize {
  if (drawsCuts(P) && maxLeaves(P) == 0) return keptKeys(P);
  gatherKeys<u64>(keys(P), bestColumn(P), R, m);
  return keys(P);
}

/** Words of COUNTS, four at a time: a shuffle brings those that go one way to the front. @returns how many are left */
export function partitionWords(P: usize, start: i32, m: i32): i32 {
  const R = rowsOf(P) + (<usize>start << 2), R2 = spareRows(P), S = shuffles(P), K = keysOfBest(P, R, m), whole = <usize>(m & ~3);
  // Missing is 255: with 1 added to all it is the smallest byte instead of the largest.
  const shift = <i32>(bestSide(P) == LEFT), cut = bestBin(P) + shift, by = i8x16.splat(<i8>shift), reach = i8x16.splat(<i8>cut);
  let nL: usize = 0, nR: usize = 0;
  for (let from: usize = 0; from < whole; from += 16) {
    let left = <usize>i8x16.bitmask(i8x16.le_u(i8x16.add(v128.load(K + from), by), reach));
    const end = min<usize>(from + 16, whole);
    for (let i = from; i < end; i += 4) {
      const words = v128.load(R + (i << 2)), ways = left & 15, n = popcnt(ways);
      v128.store(R + (nL << 2), i8x16.swizzle(words, v128.load(S + (ways << 4))));
      v128.store(R2 + (nR << 2), i8x16.swizzle(words, v128.load(S + ((ways ^ 15) << 4))));
      left >>= 4;
      nL += n;
      nR += 4 - n;
    }
  }
  for (let i = whole; i < <usize>m; i++) {
    const word = u32At(R, i), left = <usize>(((<i32>load<u8>(K + i) + shift) & 255) <= cut);
    store<u32>(R + (nL << 2), word);
    store<u32>(R2 + (nR << 2), word);
    nL += left;
    nR += 1 - left;
  }
  copyWords(R + (nL << 2), R2, nR);
  return <i32>nL;
}
