// The block of fields that describes a boosted fit: JavaScript fills it (layouts/boost-job.ts names the fields).
//
// Training rows are numbered 0..n-1; rows nTrained..nAll-1 only have their scores kept. Positions are places in the row
// order of a tree: a leaf owns a range of them, in one of two buffers that its ancestors' partitions went between.
//
// A histogram has one i64 a bin: (sum of quantised gradients << shift) + sum of quantised hessians. Both are whole
// numbers, so sums are exact in any order, and the larger child is its parent less the smaller one.
import * as JOB from '../layouts/boost-job';
import * as NUMBERS from '../layouts/boost-numbers';
import { BLOCK_ROWS, LEAF_BYTES, SIDES, TASK, TEAM } from '../layouts/boost-parts';
import * as OBJECTIVES from '../layouts/objectives';

@inline function field(P: usize, index: usize): usize { return <usize>load<u32>(P + (index << 2)); }
@inline function int(P: usize, index: usize): i32 { return load<i32>(P + (index << 2)); }
@inline function float(P: usize, index: usize): f64 { return load<f64>(P + NUMBERS.at + (index << 3)); }

@inline function bins(P: usize): usize { return field(P, JOB.bins); }                    // u8 [F*nAll]
@inline export function nBins(P: usize): usize { return field(P, JOB.nBins); }           // i32 [F]
@inline export function histAt(P: usize): usize { return field(P, JOB.histAt); }         // u32 [F] where a feature begins in a histogram
@inline export function histEnd(P: usize): usize { return field(P, JOB.histEnd); }       // u32 [F] where it ends
@inline export function isCategory(P: usize): usize { return field(P, JOB.isCategory); } // u8 [F]
@inline export function hasMissing(P: usize): usize { return field(P, JOB.hasMissing); } // u8 [F]
@inline export function monotone(P: usize): usize { return field(P, JOB.monotone); }     // i8 [F], or 0: all are free
@inline export function groups(P: usize): usize { return field(P, JOB.groups); }         // u32 [F*nGroupWords] groups of each feature, or 0
@inline export function answers(P: usize): usize { return field(P, JOB.answers); }       // f64 [nAll] value, or class
@inline export function weights(P: usize): usize { return field(P, JOB.weights); }       // f64 [nAll], or 0: all 1
@inline export function scores(P: usize): usize { return field(P, JOB.scores); }         // f64 [K*nAll] raw, channel by channel
@inline export function gradients(P: usize): usize { return field(P, JOB.gradients); }   // f64 [K*stride]
@inline export function hessians(P: usize): usize { return field(P, JOB.hessians); }     // f64 [K*stride], or 0: all 1
@inline export function rowsA(P: usize): usize { return field(P, JOB.rowsA); }           // u32 [n] rows by position
@inline export function rowsB(P: usize): usize { return field(P, JOB.rowsB); }           // u32 [n]
@inline export function packedA(P: usize): usize { return field(P, JOB.packedA); }       // i64 [n] quantised gradients by position
@inline export function packedB(P: usize): usize { return field(P, JOB.packedB); }       // i64 [n]
@inline export function flags(P: usize): usize { return field(P, JOB.flags); }           // u8 [n] 1: goes left, by position
@inline export function undrawn(P: usize): usize { return field(P, JOB.undrawn); }       // u32 [n] rows that the tree does not see
@inline export function blocks(P: usize): usize { return field(P, JOB.blocks); }         // 32 bytes a block: see boost-leaves.ts
@inline export function roundSums(P: usize): usize { return field(P, JOB.roundSums); }   // f64 [K*gradient blocks*2] sums of |g| and h
@inline function pool(P: usize): usize { return field(P, JOB.pool); }                    // [nSlots * histBytes] histograms
@inline function histBytes(P: usize): usize { return field(P, JOB.histBytes); }
@inline export function nSlots(P: usize): i32 { return int(P, JOB.nSlots); }
@inline export function slotOwner(P: usize): usize { return field(P, JOB.slotOwner); }   // i32 [nSlots] leaf, or -1: free
@inline function leafRecords(P: usize): usize { return field(P, JOB.leafRecords); }      // [maxLeaves * leafBytes]
@inline export function leafBytes(P: usize): usize { return field(P, JOB.leafBytes); }
@inline export function candidates(P: usize): usize { return field(P, JOB.candidates); } // SPLIT_BYTES [2*F] best splits of two leaves
@inline export function treeFeatures(P: usize): usize { return field(P, JOB.treeFeatures); } // u32 [F] those that the tree sees, ascending
@inline export function order(P: usize): usize { return field(P, JOB.order); }           // u32 [F] scratch for drawing features
@inline export function allowed(P: usize): usize { return field(P, JOB.allowed); }       // u8 [2*F] features that each child may use
@inline export function nodes(P: usize): usize { return field(P, JOB.nodes); }           // OUT i32 [3 * nodes]
@inline export function leaves(P: usize): usize { return field(P, JOB.leaves); }         // OUT f64 [maxLeaves]
@inline export function sets(P: usize): usize { return field(P, JOB.sets); }             // OUT u32 [8 * maxLeaves]
@inline export function gains(P: usize): usize { return field(P, JOB.gains); }           // OUT f64 [nodes]
@inline export function counts(P: usize): usize { return field(P, JOB.counts); }         // u32 [histBytes / 8] scratch: rows in each bin
@inline export function nTrained(P: usize): i32 { return int(P, JOB.nTrained); }
@inline export function nAll(P: usize): i32 { return int(P, JOB.nAll); }
@inline export function stride(P: usize): usize { return field(P, JOB.stride); }         // nTrained made even
@inline export function nFeatures(P: usize): i32 { return int(P, JOB.nFeatures); }
@inline export function nChannels(P: usize): i32 { return int(P, JOB.nChannels); }
@inline export function objective(P: usize): i32 { return int(P, JOB.objective); }
@inline export function maxLeaves(P: usize): i32 { return int(P, JOB.maxLeaves); }
@inline export function maxDepth(P: usize): i32 { return int(P, JOB.maxDepth); }
@inline export function minLeaf(P: usize): i32 { return int(P, JOB.minLeaf); }
@inline export function nDrawn(P: usize): i32 { return int(P, JOB.nDrawn); }             // rows that the tree sees
@inline export function nTreeFeatures(P: usize): i32 { return int(P, JOB.nTreeFeatures); }
@inline export function nNodeFeatures(P: usize): i32 { return int(P, JOB.nNodeFeatures); } // features that a split sees
@inline export function mostCategories(P: usize): i32 { return int(P, JOB.mostCategories); }
@inline export function nGroupWords(P: usize): i32 { return int(P, JOB.nGroupWords); }
@inline export function channel(P: usize): i32 { return int(P, JOB.channel); }
@inline export function shift(P: usize): i32 { return int(P, JOB.shift); }
@inline export function setShift(P: usize, bits: i32): void { store<i32>(P + (JOB.shift << 2), bits); }
@inline export function nSets(P: usize): i32 { return int(P, JOB.nSets); }               // OUT of the last tree
@inline export function setNSets(P: usize, n: i32): void { store<i32>(P + (JOB.nSets << 2), n); }
@inline export function drawState(P: usize): usize { return P + (JOB.drawState << 2); }  // u32 [4] random state: rows of the tree
@inline export function queue(P: usize): usize { return field(P, JOB.queue); }           // i32 [1 + maxLeaves] see boost-queue.ts
@inline export function nodeKey(P: usize): u64 { return load<u64>(P + (JOB.nodeKey << 2)); } // of this tree: features of a split
@inline export function rowKey(P: usize): usize { return P + (JOB.rowKey << 2); }        // u32 [4] of this tree: rounding of g, g, h, h

@inline function partials(P: usize): usize { return field(P, JOB.partials); } // [nPartials * histBytes] see boost-histogram.ts
@inline export function nPartials(P: usize): i32 { return int(P, JOB.nPartials); }

@inline export function learningRate(P: usize): f64 { return float(P, NUMBERS.learningRate); }
@inline export function minChildWeight(P: usize): f64 { return float(P, NUMBERS.minChildWeight); }
@inline export function l2(P: usize): f64 { return float(P, NUMBERS.l2); }
@inline export function l1(P: usize): f64 { return float(P, NUMBERS.l1); }
@inline export function gamma(P: usize): f64 { return float(P, NUMBERS.gamma); }
@inline export function categoryL2(P: usize): f64 { return float(P, NUMBERS.categoryL2); }
@inline export function categorySmooth(P: usize): f64 { return float(P, NUMBERS.categorySmooth); }
@inline export function alpha(P: usize): f64 { return float(P, NUMBERS.alpha); }
// Quanta of a gradient and a hessian in one unit, of the current tree.
@inline export function scaleG(P: usize): f64 { return float(P, NUMBERS.scaleG); }
@inline export function setScaleG(P: usize, x: f64): void { store<f64>(P + NUMBERS.at + (NUMBERS.scaleG << 3), x); }
@inline export function scaleH(P: usize): f64 { return float(P, NUMBERS.scaleH); }
@inline export function setScaleH(P: usize, x: f64): void { store<f64>(P + NUMBERS.at + (NUMBERS.scaleH << 3), x); }

/** Rows in a block of those that threads share. */
export const BLOCK: i32 = BLOCK_ROWS;
/** Rows in a block of a leaf that is parted. */
export const PARTED: i32 = 4096;

// Objectives by number; gamma is what is none of these.
export const LOG_LOSS: i32 = OBJECTIVES.log_loss, SOFTMAX: i32 = OBJECTIVES.softmax, SQUARED: i32 = OBJECTIVES.squared_error,
  ABSOLUTE: i32 = OBJECTIVES.absolute_error, QUANTILE: i32 = OBJECTIVES.quantile, HUBER: i32 = OBJECTIVES.huber,
  POISSON: i32 = OBJECTIVES.poisson;

/** Words of the team that works on the fit: see boost-team.ts. */
@inline export function team(P: usize): usize { return P + TEAM; }
/** What the parts of a region of work are told: see boost-task.ts. */
@inline export function task(P: usize): usize { return P + TASK; }
/** u8 [256] 1: the bin goes left at the split that is being made. */
@inline export function sideOfBin(P: usize): usize { return P + SIDES; }

/** Hessians are all 1: their sums count rows. */
@inline export function countsRows(P: usize): bool { return hessians(P) == 0; }
@inline export function quantaG(P: usize, sum: i64): f64 { return <f64>(sum >> <i64>shift(P)); }
@inline export function quantaH(P: usize, sum: i64): f64 { return <f64>(sum & ((<i64>1 << <i64>shift(P)) - 1)); }

// A split, SPLIT_BYTES: gain f64, packed sum of the left side i64, then i32 feature (-1: none), cut, side of missing, whether it is
// a set; the set u32 [8].
const GAIN: usize = 0, LEFT_SUM: usize = 8, FEATURE: usize = 16, CUT: usize = 20, MISSING_SIDE: usize = 24, IS_SET: usize = 28;
const SET: usize = 32;
@inline export function gainOf(split: usize): f64 { return load<f64>(split, GAIN); }
@inline export function leftSumOf(split: usize): i64 { return load<i64>(split, LEFT_SUM); }
@inline export function featureOf(split: usize): i32 { return load<i32>(split, FEATURE); }
@inline export function cutOf(split: usize): i32 { return load<i32>(split, CUT); }
@inline export function missingLeftOf(split: usize): i32 { return load<i32>(split, MISSING_SIDE); }
@inline export function isSetOf(split: usize): i32 { return load<i32>(split, IS_SET); }
@inline export function setOf(split: usize): usize { return split + SET; }
@inline export function clearSplit(split: usize): void { store<f64>(split, 0, GAIN); store<i32>(split, -1, FEATURE); }
@inline export function setMissingLeft(split: usize, side: i32): void { store<i32>(split, side, MISSING_SIDE); }
@inline export function writeSplit(split: usize, gain: f64, f: usize, left: i64, cut: i32, side: i32, isSet: i32): void {
  store<f64>(split, gain, GAIN);
  store<i64>(split, left, LEFT_SUM);
  store<i32>(split, <i32>f, FEATURE);
  store<i32>(split, cut, CUT);
  store<i32>(split, side, MISSING_SIDE);
  store<i32>(split, isSet, IS_SET);
}

// A leaf, LEAF_BYTES and its groups: i32 first position, rows, buffer, slot or -1, depth, node, whether a split of categories made
// it; its packed sum i64, bounds of its value f64 each, its best split; then the groups that its path may stay in.
const START: usize = 0, ROWS: usize = 4, BUFFER: usize = 8, SLOT: usize = 12, DEPTH: usize = 16, NODE: usize = 20, OF_SET: usize = 24;
const SUM: usize = 32, LOW: usize = 40, HIGH: usize = 48, BEST: usize = 64, GROUPS: usize = LEAF_BYTES;
@inline export function leafAt(P: usize, leaf: i32): usize { return leafRecords(P) + <usize>leaf * leafBytes(P); }
@inline export function startOf(L: usize): i32 { return load<i32>(L, START); }
@inline export function rowsOf(L: usize): i32 { return load<i32>(L, ROWS); }
@inline export function bufferOf(L: usize): i32 { return load<i32>(L, BUFFER); }
@inline export function slotOf(L: usize): i32 { return load<i32>(L, SLOT); }
@inline export function depthOf(L: usize): i32 { return load<i32>(L, DEPTH); }
@inline export function nodeOf(L: usize): i32 { return load<i32>(L, NODE); }
@inline export function isOfSet(L: usize): i32 { return load<i32>(L, OF_SET); }
@inline export function setStart(L: usize, x: i32): void { store<i32>(L, x, START); }
@inline export function setRows(L: usize, x: i32): void { store<i32>(L, x, ROWS); }
@inline export function setBuffer(L: usize, x: i32): void { store<i32>(L, x, BUFFER); }
@inline export function setSlot(L: usize, x: i32): void { store<i32>(L, x, SLOT); }
@inline export function setDepth(L: usize, x: i32): void { store<i32>(L, x, DEPTH); }
@inline export function setNode(L: usize, x: i32): void { store<i32>(L, x, NODE); }
@inline export function setOfSet(L: usize, x: i32): void { store<i32>(L, x, OF_SET); }
@inline export function sumOf(L: usize): i64 { return load<i64>(L, SUM); }
@inline export function setSum(L: usize, x: i64): void { store<i64>(L, x, SUM); }
@inline export function lowOf(L: usize): f64 { return load<f64>(L, LOW); }
@inline export function highOf(L: usize): f64 { return load<f64>(L, HIGH); }
@inline export function setLow(L: usize, x: f64): void { store<f64>(L, x, LOW); }
@inline export function setHigh(L: usize, x: f64): void { store<f64>(L, x, HIGH); }
@inline export function splitOf(L: usize): usize { return L + BEST; }
@inline export function groupsOf(L: usize): usize { return L + GROUPS; }

/** Rows of a leaf, by position. */
@inline export function leafRows(P: usize, L: usize): usize {
  return (bufferOf(L) ? rowsB(P) : rowsA(P)) + (<usize>startOf(L) << 2);
}
/** Quantised gradients of a leaf, by position. */
@inline export function leafPacked(P: usize, L: usize): usize {
  return (bufferOf(L) ? packedB(P) : packedA(P)) + (<usize>startOf(L) << 3);
}
@inline export function histogramOf(P: usize, slot: i32): usize { return pool(P) + <usize>slot * histBytes(P); }
@inline export function partialHistogram(P: usize, index: i32): usize { return partials(P) + <usize>index * histBytes(P); }
@inline export function nAllBins(P: usize): i32 { return <i32>(histBytes(P) >> 3); }
@inline export function featureHistogram(P: usize, histogram: usize, f: usize): usize {
  return histogram + <usize>load<u32>(histAt(P) + (f << 2));
}
@inline export function column(P: usize, f: usize): usize { return bins(P) + f * <usize>nAll(P); }
