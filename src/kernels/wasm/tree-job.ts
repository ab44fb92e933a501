// The job of growing trees: a block of 32-bit fields, then some f64, that JavaScript fills (kernels/exports.ts names them).
//
// A row's answer is a cell. SUMS: v128, (w, w*y). CLASSES: 16 bytes, (w, class). COUNTS has no cells: a row is a word, its index
// in 24 bits, then 1 bit of class and 7 of how often it was drawn; its tally is u64, times drawn << 32 | times drawn with class 1.
// A histogram has the sums of cells or tallies: of CLASSES K+1 f64, w and then the weight of each class.

export const COUNTS: i32 = 0, SUMS: i32 = 1;
/** Squared error is 2, and what is none of the others. */
export const GINI: i32 = 0, ENTROPY: i32 = 1, POISSON: i32 = 3, ABSOLUTE: i32 = 4;
export const MISSING: i32 = 255;
export const TALLIES: u64 = 256;
// The side that missing values take at a split.
export const RIGHT: i32 = 0, LEFT: i32 = 1, NONE_SEEN: i32 = 2;

@inline function field(P: usize, index: usize): usize { return <usize>load<u32>(P + (index << 2)); }
@inline export function bins(P: usize): usize { return field(P, 0); }        // u8 [F*n]
@inline export function answers(P: usize): usize { return field(P, 2); }     // COUNTS: u8 [n]; SUMS: f64 [n]; CLASSES: i32 [n]
@inline export function weights(P: usize): usize { return field(P, 3); }     // f64 [n] of rows; 0: all 1
@inline export function factors(P: usize): usize { return field(P, 4); }     // f64 [classes] of classes
@inline export function lows(P: usize): usize { return field(P, 5); }        // f64 [F*256] smallest value of each bin
@inline export function highs(P: usize): usize { return field(P, 6); }       // f64 [F*256] largest
@inline export function middles(P: usize): usize { return field(P, 48); }    // f64 [F*256] half-way between the two
@inline export function fenwick(P: usize): usize { return field(P, 50); }    // 16 bytes [n+1] of ABSOLUTE: all rows of the node
@inline export function labels(P: usize): usize { return field(P, 52); }     // u16 [n/16+1] one bit a row of the node, all drawn once: class 1
@inline export function sorted(P: usize): usize { return field(P, 51); }     // u32 [n] rows by their answers, of ABSOLUTE
@inline export function signs(P: usize): usize { return field(P, 7); }       // i8 [F] directions to keep; 0: none
@inline export function varying(P: usize): usize { return field(P, 8); }     // i32 features that are not constant
@inline export function nRows(P: usize): i32 { return <i32>field(P, 9); }
@inline export function nVarying(P: usize): i32 { return <i32>field(P, 10); }
@inline export function nChannels(P: usize): i32 { return <i32>field(P, 11); } // values in a leaf: K classes, else 1
@inline export function kind(P: usize): i32 { return <i32>field(P, 12); }
@inline export function criterion(P: usize): i32 { return <i32>field(P, 13); }
@inline export function maxFeatures(P: usize): i32 { return <i32>field(P, 14); }
@inline export function maxDepth(P: usize): i32 { return <i32>field(P, 15); }
@inline export function minSplit(P: usize): i32 { return <i32>field(P, 16); }
@inline export function minLeaf(P: usize): i32 { return <i32>field(P, 17); }
@inline export function maxLeaves(P: usize): i32 { return <i32>field(P, 18); } // 0: any number, grown depth first
@inline export function nDraws(P: usize): i32 { return <i32>field(P, 19); }    // 0: every row once
@inline export function drawsCuts(P: usize): bool { return field(P, 20) != 0; }
@inline export function balances(P: usize): bool { return field(P, 21) != 0; }
@inline export function drawn(P: usize): usize { return field(P, 22); }      // u16 [n] times that each row was drawn
@inline export function rowsOf(P: usize): usize { return field(P, 23); }     // u32 [n+16] rows, by node; words of COUNTS
@inline export function cellsOf(P: usize): usize { return field(P, 24); }    // 16 bytes [n] their cells; not of COUNTS
@inline export function spareRows(P: usize): usize { return field(P, 25); }  // u32 [n+4]
@inline export function spareCells(P: usize): usize { return field(P, 26); } // 16 bytes [n]
@inline export function histogram(P: usize): usize { return field(P, 27); }  // f64 [256*(K+1)], all 0 between features
@inline export function touched(P: usize): usize { return field(P, 28); }    // u8 [256] bins that occur, all 0 between features
@inline export function counts(P: usize): usize { return field(P, 29); }     // u32 [256] rows in each bin, all 0 between features
@inline export function order(P: usize): usize { return field(P, 30); }      // i32 [varying] features, being drawn
@inline export function stack(P: usize): usize { return field(P, 31); }      // 64 bytes [max(64, maxLeaves+3)] nodes that wait
@inline export function rng(P: usize): usize { return field(P, 32); }        // u32 [4]
// f64 [3*(K+1)]: total, left, spare; of ABSOLUTE total, median and distance, what stands before a median. Then u64 [4], a map of bins.
@inline export function sums(P: usize): usize { return field(P, 33); }
@inline export function block(P: usize): usize { return field(P, 34); }      // what grow-block.ts works in
@inline export function keys(P: usize): usize { return field(P, 35); }       // u8 [n+16] a node's bins of one feature
@inline export function keptKeys(P: usize): usize { return field(P, 53); }   // u8 [n+16] those of the best feature, where cuts are drawn
@inline export function tallies(P: usize): usize { return field(P, 54); }    // u64 [256] what a word of each upper byte counts for
@inline export function shuffles(P: usize): usize { return tallies(P) + (<usize>TALLIES << 3); } // v128 [16] of words.ts
@inline export function nodes(P: usize): usize { return field(P, 36); }      // OUT i32 [3*2n] as kernels/exports.ts has it
@inline export function leaves(P: usize): usize { return field(P, 37); }     // OUT f64 [K*n] mean, or class shares
@inline export function gains(P: usize): usize { return field(P, 38); }      // OUT f64 [2n] what each split gained
@inline export function values(P: usize): usize { return field(P, 39); }     // OUT f64 [K*2n] of each inner node; 0: not asked for
@inline export function nNodes(P: usize): i32 { return <i32>field(P, 40); }
@inline export function nLeaves(P: usize): i32 { return <i32>field(P, 41); }
@inline export function setNodes(P: usize, count: i32): void { store<i32>(P, count, 160); }
@inline export function setLeaves(P: usize, count: i32): void { store<i32>(P, count, 164); }

/** What a split must gain at least, as a share of the whole weight. */
@inline export function minGain(P: usize): f64 { return load<f64>(P, 224); }
/** The weight of all rows of the tree. */
@inline export function rootWeight(P: usize): f64 { return load<f64>(P, 232); }
@inline export function setRootWeight(P: usize, w: f64): void { store<f64>(P, w, 232); }
/** Between these a node's value must stay. */
@inline export function lowerBound(P: usize): f64 { return load<f64>(P, 240); }
@inline export function upperBound(P: usize): f64 { return load<f64>(P, 248); }
@inline export function setBounds(P: usize, lower: f64, upper: f64): void { store<f64>(P, lower, 240); store<f64>(P, upper, 248); }

/** The tally of the node that `sums` has the totals of. */
@inline export function tally(P: usize): u64 { return load<u64>(P, 304); }
@inline export function setTally(P: usize, sum: u64): void { store<u64>(P, sum, 304); }
/** What was gathered last is kept, and the next gathered where the kept ones were. */
@inline export function swapKeys(P: usize): void {
  const last = keys(P);
  store<u32>(P, <u32>keptKeys(P), 140);
  store<u32>(P, <u32>last, 212);
}

@inline export function f64At(base: usize, i: usize): f64 { return load<f64>(base + (i << 3)); }
@inline export function setF64(base: usize, i: usize, x: f64): void { store<f64>(base + (i << 3), x); }
@inline export function u32At(base: usize, i: usize): u32 { return load<u32>(base + (i << 2)); }
@inline export function i32At(base: usize, i: usize): i32 { return load<i32>(base + (i << 2)); }

/** The index of a row: C is u64 for COUNTS, v128 for SUMS, f64 for CLASSES. */
@inline export function rowOf<C>(word: u32): usize { return <usize>(isInteger<C>() ? word & 0xffffff : word); }
/** What a word counts for. T: the tallies */
@inline export function tallyOf(T: usize, word: u32): u64 { return load<u64>(T + (<usize>(word >> 24) << 3)); }
/** Bytes of a bin. */
@inline export function binBytes<C>(P: usize): usize {
  return isFloat<C>() ? <usize>(nChannels(P) + 1) << 3 : 16;
}
/** The weight of a summed cell of one channel, class weights applied. */
@inline export function weightOf<C>(P: usize, cell: C): f64 {
  if (isVector<C>()) return f64x2.extract_lane(<v128>cell, 0);
  const both = <f64>(<i64>cell >> 32), ones = <f64>(<i64>cell & 0xffffffff);
  return (both - ones) * f64At(factors(P), 0) + ones * f64At(factors(P), 1);
}
/** Its sum of w*y. */
@inline export function sumOf<C>(P: usize, cell: C): f64 {
  if (isVector<C>()) return f64x2.extract_lane(<v128>cell, 1);
  return <f64>(<i64>cell & 0xffffffff) * f64At(factors(P), 1);
}
@inline export function addCells<C>(a: C, b: C): C {
  if (isVector<C>()) return <C>f64x2.add(<v128>a, <v128>b);
  return <C>(<u64>a + <u64>b);
}
