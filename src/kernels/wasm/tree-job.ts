// The job of growing trees: a block of 32-bit fields, then some others, that JavaScript fills (layouts/tree-job.ts and
// tree-state.ts name them).
//
// A row's answer is a cell. SUMS: v128, (w, w*y). CLASSES: 16 bytes, (w, class). COUNTS has no cells: a row is a word, its index
// in 24 bits, then 1 bit of class and 7 of how often it was drawn; its tally is u64, times drawn << 32 | times drawn with class 1.
// A histogram has the sums of cells or tallies: of CLASSES K+1 f64, w and then the weight of each class.
import * as CELLS from '../layouts/cells';
import * as CRITERIA from '../layouts/criteria';
import { MISSING_BIN } from '../layouts/nodes';
import * as JOB from '../layouts/tree-job';
import { N_TALLIES } from '../layouts/tree-parts';
import * as STATE from '../layouts/tree-state';

export const COUNTS: i32 = CELLS.counts, SUMS: i32 = CELLS.sums;
/** Squared error is what is none of these. */
export const GINI: i32 = CRITERIA.gini, ENTROPY: i32 = CRITERIA.entropy, POISSON: i32 = CRITERIA.poisson,
  ABSOLUTE: i32 = CRITERIA.absolute_error;
export const MISSING: i32 = MISSING_BIN;
// The side that missing values take at a split.
export const RIGHT: i32 = 0, LEFT: i32 = 1, NONE_SEEN: i32 = 2;

@inline function field(P: usize, index: usize): usize { return <usize>load<u32>(P + (index << 2)); }
@inline export function bins(P: usize): usize { return field(P, JOB.bins); }             // u8 [F*n]
@inline export function answers(P: usize): usize { return field(P, JOB.answers); }       // COUNTS: u8 [n]; SUMS: f64 [n]; CLASSES: i32 [n]
@inline export function weights(P: usize): usize { return field(P, JOB.weights); }       // f64 [n] of rows; 0: all 1
@inline export function factors(P: usize): usize { return field(P, JOB.factors); }       // f64 [classes] of classes
@inline export function lows(P: usize): usize { return field(P, JOB.lows); }             // f64 [F*256] smallest value of each bin
@inline export function highs(P: usize): usize { return field(P, JOB.highs); }           // f64 [F*256] largest
@inline export function middles(P: usize): usize { return field(P, JOB.middles); }       // f64 [F*256] half-way between the two
@inline export function fenwick(P: usize): usize { return field(P, JOB.fenwick); }       // 16 bytes [n+1] of ABSOLUTE: all rows of the node
@inline export function labels(P: usize): usize { return field(P, JOB.labels); }         // u16 [n/16+1] one bit a row of the node, all drawn once: class 1
@inline export function sorted(P: usize): usize { return field(P, JOB.sorted); }         // u32 [n] rows by their answers, of ABSOLUTE
@inline export function signs(P: usize): usize { return field(P, JOB.signs); }           // i8 [F] directions to keep; 0: none
@inline export function varying(P: usize): usize { return field(P, JOB.varying); }       // i32 features that are not constant
@inline export function nRows(P: usize): i32 { return <i32>field(P, JOB.nRows); }
@inline export function nVarying(P: usize): i32 { return <i32>field(P, JOB.nVarying); }
@inline export function nChannels(P: usize): i32 { return <i32>field(P, JOB.nChannels); } // values in a leaf: K classes, else 1
@inline export function kind(P: usize): i32 { return <i32>field(P, JOB.kind); }
@inline export function criterion(P: usize): i32 { return <i32>field(P, JOB.criterion); }
@inline export function maxFeatures(P: usize): i32 { return <i32>field(P, JOB.maxFeatures); }
@inline export function maxDepth(P: usize): i32 { return <i32>field(P, JOB.maxDepth); }
@inline export function minSplit(P: usize): i32 { return <i32>field(P, JOB.minSplit); }
@inline export function minLeaf(P: usize): i32 { return <i32>field(P, JOB.minLeaf); }
@inline export function maxLeaves(P: usize): i32 { return <i32>field(P, JOB.maxLeaves); } // 0: any number, grown depth first
@inline export function nDraws(P: usize): i32 { return <i32>field(P, JOB.nDraws); }      // 0: every row once
@inline export function chances(P: usize): usize { return field(P, JOB.chances); }       // u32 [2*n] kept, and who else; 0: rows are as likely
@inline export function drawsCuts(P: usize): bool { return field(P, JOB.drawsCuts) != 0; }
@inline export function balances(P: usize): bool { return field(P, JOB.balances) != 0; }
@inline export function nQuotas(P: usize): usize { return field(P, JOB.nQuotas); }      // 0: rows are drawn whatever their class
@inline export function quotas(P: usize): usize { return field(P, JOB.quotas); }        // u32 [3*nQuotas] rows, draws, with replacement?
@inline export function members(P: usize): usize { return field(P, JOB.members); }      // u32 [n] rows by class
@inline export function drawn(P: usize): usize { return field(P, JOB.drawn); }           // u16 [n] times that each row was drawn
@inline export function rowsOf(P: usize): usize { return field(P, JOB.rows); }           // u32 [n+16] rows, by node; words of COUNTS
@inline export function cellsOf(P: usize): usize { return field(P, JOB.cells); }         // 16 bytes [n] their cells; not of COUNTS
@inline export function spareRows(P: usize): usize { return field(P, JOB.spareRows); }   // u32 [n+4]
@inline export function spareCells(P: usize): usize { return field(P, JOB.spareCells); } // 16 bytes [n]
@inline export function histogram(P: usize): usize { return field(P, JOB.histogram); }   // f64 [256*(K+1)], all 0 between features
@inline export function touched(P: usize): usize { return field(P, JOB.touched); }       // u8 [256] bins that occur, all 0 between features
@inline export function counts(P: usize): usize { return field(P, JOB.counts); }         // u32 [256] rows in each bin, all 0 between features
@inline export function order(P: usize): usize { return field(P, JOB.order); }           // i32 [varying] features, being drawn
@inline export function stack(P: usize): usize { return field(P, JOB.stack); }           // 64 bytes [max(64, maxLeaves+3)] nodes that wait
@inline export function rng(P: usize): usize { return field(P, JOB.rng); }               // u32 [4]
// f64 [3*(K+1)]: total, left, spare; of ABSOLUTE total, median and distance, what stands before a median. Then u64 [4], a map of bins.
@inline export function sums(P: usize): usize { return field(P, JOB.sums); }
@inline export function block(P: usize): usize { return field(P, JOB.block); }       // what grow-block.ts works in
@inline export function keys(P: usize): usize { return field(P, JOB.keys); }         // u8 [n+16] a node's bins of one feature
@inline export function keptKeys(P: usize): usize { return field(P, JOB.keptKeys); } // u8 [n+16] those of the best feature, where cuts are drawn
@inline export function tallies(P: usize): usize { return field(P, JOB.tallies); }   // u64 [256] what a word of each upper byte counts for
@inline export function shuffles(P: usize): usize { return tallies(P) + (<usize>N_TALLIES << 3); } // v128 [16] of words.ts
@inline export function nodes(P: usize): usize { return field(P, JOB.nodes); }       // OUT i32 [3*2n] as layouts/nodes.ts has it
@inline export function leaves(P: usize): usize { return field(P, JOB.leaves); }     // OUT f64 [K*n] mean, or class shares
@inline export function gains(P: usize): usize { return field(P, JOB.gains); }       // OUT f64 [2n] what each split gained
@inline export function values(P: usize): usize { return field(P, JOB.values); }     // OUT f64 [K*2n] of each inner node; 0: not asked for
@inline export function nNodes(P: usize): i32 { return <i32>field(P, JOB.nNodes); }
@inline export function nLeaves(P: usize): i32 { return <i32>field(P, JOB.nLeaves); }
@inline export function setNodes(P: usize, count: i32): void { store<i32>(P, count, JOB.nNodes << 2); }
@inline export function setLeaves(P: usize, count: i32): void { store<i32>(P, count, JOB.nLeaves << 2); }

/** What a split must gain at least, as a share of the whole weight. */
@inline export function minGain(P: usize): f64 { return load<f64>(P, STATE.minGain); }
/** The weight of all rows of the tree. */
@inline export function rootWeight(P: usize): f64 { return load<f64>(P, STATE.rootWeight); }
@inline export function setRootWeight(P: usize, w: f64): void { store<f64>(P, w, STATE.rootWeight); }
/** Between these a node's value must stay. */
@inline export function lowerBound(P: usize): f64 { return load<f64>(P, STATE.lowerBound); }
@inline export function upperBound(P: usize): f64 { return load<f64>(P, STATE.upperBound); }
@inline export function setBounds(P: usize, lower: f64, upper: f64): void { store<f64>(P, lower, STATE.lowerBound); store<f64>(P, upper, STATE.upperBound); }

/** The tally of the node that `sums` has the totals of. */
@inline export function tally(P: usize): u64 { return load<u64>(P, STATE.tally); }
@inline export function setTally(P: usize, sum: u64): void { store<u64>(P, sum, STATE.tally); }
/** What was gathered last is kept, and the next gathered where the kept ones were. */
@inline export function swapKeys(P: usize): void {
  const last = keys(P);
  store<u32>(P, <u32>keptKeys(P), JOB.keys << 2);
  store<u32>(P, <u32>last, JOB.keptKeys << 2);
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
