// Parting a leaf's rows: a block at a time they are flagged, then moved to the other buffer, order kept.
import { MISSING_BIN } from '../layouts/nodes';
import {
  PARTED, blocks, bufferOf, column, cutOf, featureOf, flags, isSetOf, leafPacked, leafRows, packedA, packedB, rowsA,
  rowsB, rowsOf, setOf, sideOfBin, splitOf, startOf,
} from './boost-job';

@inline export function nPartitionBlocks(L: usize): i32 { return (rowsOf(L) + PARTED - 1) / PARTED; }
// Of a block: i32 rows that go left, and such rows before it.
const LEFT: usize = 0, BEFORE: usize = 4, PARTED_BYTES: usize = 8;
@inline function partedAt(P: usize, block: i32): usize { return blocks(P) + <usize>block * PARTED_BYTES; }

/** Fills the side that each bin goes to. @param missingLeft of missing values */
export function layOutSides(P: usize, split: usize, missingLeft: bool): void {
  const T = sideOfBin(P);
  for (let bin: usize = 0; bin < <usize>MISSING_BIN; bin++) {
    const inSet = (load<u32>(setOf(split) + ((bin >> 5) << 2)) >> <u32>(bin & 31)) & 1;
    store<u8>(T + bin, isSetOf(split) ? <u8>inSet : <u8>(<i32>bin <= cutOf(split)));
  }
  store<u8>(T + MISSING_BIN, <u8>missingLeft);
}

/** A part: flags the rows of a block that go left, and counts them. */
export function flagBlock(P: usize, L: usize, block: i32): void {
  const C = column(P, featureOf(splitOf(L))), T = sideOfBin(P), R = leafRows(P, L), F = flags(P) + <usize>startOf(L);
  const to = <usize>min(rowsOf(L), (block + 1) * PARTED);
  let n: i32 = 0;
  for (let i = <usize>(block * PARTED); i < to; i++) {
    const left = load<u8>(T + <usize>load<u8>(C + <usize>load<u32>(R + (i << 2))));
    store<u8>(F + i, left);
    n += <i32>left;
  }
  store<i32>(partedAt(P, block), n, LEFT);
}

/** Rows that go left, once all blocks are flagged; each block learns how many go left before it. */
export function countLeft(P: usize, L: usize): i32 {
  let n = 0;
  for (let block = 0; block < nPartitionBlocks(L); block++) {
    store<i32>(partedAt(P, block), n, BEFORE);
    n += load<i32>(partedAt(P, block), LEFT);
  }
  return n;
}

/** A part: moves a block's rows and gradients to the other buffer. @param nLeft rows of the leaf that go left */
export function moveBlock(P: usize, L: usize, nLeft: i32, block: i32): void {
  const R = leafRows(P, L), G = leafPacked(P, L), F = flags(P) + <usize>startOf(L);
  const R2 = bufferOf(L) ? rowsA(P) : rowsB(P), G2 = bufferOf(L) ? packedA(P) : packedB(P);
  const first = block * PARTED, to = <usize>min(rowsOf(L), first + PARTED);
  const before = load<i32>(partedAt(P, block), BEFORE);
  let left = <usize>(startOf(L) + before), right = <usize>(startOf(L) + nLeft + first - before);
  for (let i = <usize>first; i < to; i++) {
    const goes = <usize>load<u8>(F + i), at = right ^ ((left ^ right) & (0 - goes));
    store<u32>(R2 + (at << 2), load<u32>(R + (i << 2)));
    store<i64>(G2 + (at << 3), load<i64>(G + (i << 3)));
    left += goes;
    right += 1 - goes;
  }
}
