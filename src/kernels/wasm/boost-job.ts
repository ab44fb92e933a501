// The block of fields that describes a boosted fit: JavaScript fills it (kernels/exports.ts names the fields).
//
// Training rows are numbered 0..n-1; rows nTrained..nAll-1 only have their scores kept. Positions are places in the row
// order of a tree: a leaf owns a range of them, in one of two buffers that its ancestors' partitions went between.
//
// A histogram has one i64 a bin: (sum of quantised gradients << shift) + sum of quantised hessians. Both are whole
// numbers, so sums are exact in any order, and the larger child is its parent less the smaller one.

@inline function field(P: usize, index: usize): usize { return <usize>load<u32>(P + (index << 2)); }
@inline function int(P: usize, index: usize): i32 { return load<i32>(P + (index << 2)); }
@inline function float(P: usize, index: usize): f64 { return load<f64>(P + 256 + (index << 3)); }

@inline function bins(P: usize): usize { return field(P, 0); }         // u8 [F*nAll]
@inline export function nBins(P: usize): usize { return field(P, 1); }        // i32 [F]
@inline export function histAt(P: usize): usize { return field(P, 2); }       // u32 [F] where a feature begins in a histogram
@inline export function histEnd(P: usize): usize { return field(P, 3); }      // u32 [F] where it ends
@inline export function isCategory(P: usize): usize { return field(P, 4); }   // u8 [F]
@inline export function hasMissing(P: usize): usize { return field(P, 5); }   // u8 [F]
@inline export function monotone(P: usize): usize { return field(P, 6); }     // i8 [F], or 0: all are free
@inline export function groups(P: usize): usize { return field(P, 7); }       // u32 [F*nGroupWords] groups of each feature, or 0
@inline export function answers(P: usize): usize { return field(P, 8); }      // f64 [nAll] value, or class
@inline export function weights(P: usize): usize { return field(P, 9); }      // f64 [nAll], or 0: all 1
@inline export function scores(P: usize): usize { return field(P, 10); }      // f64 [K*nAll] raw, channel by channel
@inline export function gradients(P: usize): usize { return field(P, 11); }   // f64 [K*stride]
@inline export function hessians(P: usize): usize { return field(P, 12); }    // f64 [K*stride], or 0: all 1
@inline export function rowsA(P: usize): usize { return field(P, 13); }       // u32 [n] rows by position
@inline export function rowsB(P: usize): usize { return field(P, 14); }       // u32 [n]
@inline export function packedA(P: usize): usize { return field(P, 15); }     // i64 [n] quantised gradients by position
@inline export function packedB(P: usize): usize { return field(P, 16); }     // i64 [n]
@inline export function flags(P: usize): usize { return field(P, 17); }       // u8 [n] 1: goes left, by position
@inline export function undrawn(P: usize): usize { return field(P, 18); }     // u32 [n] rows that the tree does not see
@inline export function blocks(P: usize): usize { return field(P, 19); }      // 32 bytes a block: see boost-leaves.ts
@inline export function roundSums(P: usize): usize { return field(P, 20); }   // f64 [K*gradient blocks*2] sums of |g| and h
@inline function pool(P: usize): usize { return field(P, 21); }        // [nSlots * histBytes] histograms
@inline function histBytes(P: usize): usize { return field(P, 22); }
@inline export function nSlots(P: usize): i32 { return int(P, 23); }
@inline export function slotOwner(P: usize): usize { return field(P, 24); }   // i32 [nSlots] leaf, or -1: free
@inline function leafRecords(P: usize): usize { return field(P, 25); } // [maxLeaves * leafBytes]
@inline export function leafBytes(P: usize): usize { return field(P, 26); }
@inline export function candidates(P: usize): usize { return field(P, 27); }  // SPLIT_BYTES [2*F] best splits of two leaves
@inline export function treeFeatures(P: usize): usize { return field(P, 28); } // u32 [F] those that the tree sees, ascending
@inline export function order(P: usize): usize { return field(P, 29); }       // u32 [F] scratch for drawing features
@inline export function allowed(P: usize): usize { return field(P, 30); }     // u8 [2*F] features that each child may use
@inline export function nodes(P: usize): usize { return field(P, 31); }       // OUT i32 [3 * nodes]
@inline export function leaves(P: usize): usize { return field(P, 32); }      // OUT f64 [maxLeaves]
@inline export function sets(P: usize): usize { return field(P, 33); }        // OUT u32 [8 * maxLeaves]
@inline export function gains(P: usize): usize { return field(P, 34); }       // OUT f64 [nodes]
@inline export function counts(P: usize): usize { return field(P, 35); }      // u32 [histBytes / 8] scratch: rows in each bin
@inline export function nTrained(P: usize): i32 { return int(P, 36); }
@inline export function nAll(P: usize): i32 { return int(P, 37); }
@inline export function stride(P: usize): usize { return field(P, 38); }      // nTrained made even
@inline export function nFeatures(P: usize): i32 { return int(P, 39); }
@inline export function nChannels(P: usize): i32 { return int(P, 40); }
@inline export function objective(P: usize): i32 { return int(P, 41); }
@inline export function maxLeaves(P: usize): i32 { return int(P, 42); }
@inline export function maxDepth(P: usize): i32 { return int(P, 43); }
@inline export function minLeaf(P: usize): i32 { return int(P, 44); }
@inline export function nDrawn(P: usize): i32 { return int(P, 45); }          // rows that the tree sees
@inline export function nTreeFeatures(P: usize): i32 { return int(P, 46); }
@inline export function nNodeFeatures(P: usize): i32 { return int(P, 47); }   // features that a split sees
@inline export function mostCategories(P: usize): i32 { return int(P, 48); }
@inline export function nGroupWords(P: usize): i32 { return int(P, 49); }
@inline export function channel(P: usize): i32 { return int(P, 50); }
@inline export function shift(P: usize): i32 { return int(P, 51); }
@inline export function setShift(P: usize, bits: i32): void { store<i32>(P + (51 << 2), bits); }
@inline export function nSets(P: usize): i32 { return int(P, 52); }           // OUT of the last tree
@inline export function setNSets(P: usize, n: i32): void { store<i32>(P + (52 << 2), n); }
@inline export function drawState(P: usize): usize { return P + (53 << 2); }  // u32 [4] random state: rows of the tree
@inline export function queue(P: usize): usize { return field(P, 57); }       // i32 [1 + maxLeaves] see boost-queue.ts
@inline export function nodeKey(P: usize): u64 { return load<u64>(P + (58 << 2)); } // of this tree: features of a split
@inline export function rowKey(P: usize): usize { return P + (60 << 2); }     // u32 [4] of this tree: rounding of g, g, h, h

@inline function partials(P: usize): usize { return field(P, 192); }   // [nPartials * histBytes] see boost-histogram.ts
@inline export function nPartials(P: usize): i32 { return int(P, 193); }

@inline export function learningRate(P: usize): f64 { return float(P, 0); }
@inline export function minChildWeight(P: usize): f64 { return float(P, 1); }
@inline export function l2(P: usize): f64 { return float(P, 2); }
@inline export function l1(P: usize): f64 { return float(P, 3); }
@inline export function gamma(P: usize): f64 { return float(P, 4); }
@inline export function categoryL2(P: usize): f64 { return float(P, 5); }
@inline export function categorySmooth(P: usize): f64 { return float(P, 6); }
@inline export function alpha(P: usize): f64 { return float(P, 7); }
// Quanta of a gradient and a hessian in one unit, of the current tree.
@inline export function scaleG(P: usize): f64 { return float(P, 8); }
@inline export function setScaleG(P: usize, x: f64): void { store<f64>(P + 256 + (8 << 3), x); }
@inline export function scaleH(P: usize): f64 { return float(P, 9); }
@inline export function setScaleH(P: usize, x: f64): void { store<f64>(P + 256 + (9 << 3), x); }

/** Rows in a block of those that threads share. */
export const BLOCK: i32 = 8192;
/** Rows in a block of a leaf that is parted. */
export const PARTED: i32 = 4096;

// Objectives by number, as kernels/exports.ts lists them.
export const LOG_LOSS: i32 = 0, SOFTMAX: i32 = 1, SQUARED: i32 = 2, ABSOLUTE: i32 = 3, QUANTILE: i32 = 4, HUBER: i32 = 5,
  POISSON: i32 = 6;

/** Words of the team that works on the fit: see boost-team.ts. */
@inline export function team(P: usize): usize { return P + 384; }
/** What the parts of a region of work are told: see boost.ts. */
@inline export function task(P: usize): usize { return P + 448; }
/** u8 [256] 1: the bin goes left at the split that is being made. */
@inline export function sideOfBin(P: usize): usize { return P + 512; }

/** Hessians are all 1: their sums count rows. */
@inline export function countsRows(P: usize): bool { return hessians(P) == 0; }
@inline export function quantaG(P: usize, sum: i64): f64 { return <f64>(sum >> <i64>shift(P)); }
@inline export function quantaH(P: usize, sum: i64): f64 { return <f64>(sum & ((<i64>1 << <i64>shift(P)) - 1)); }

// A split: gain f64, packed sum of the left side i64, feature, cut, side of missing, whether it is a set, set u32 [8].
export const SPLIT_BYTES: usize = 64;
@inline export function gainOf(split: usize): f64 { return load<f64>(split); }
@inline export function leftSumOf(split: usize): i64 { return load<i64>(split, 8); }
@inline export function featureOf(split: usize): i32 { return load<i32>(split, 16); }
@inline export function cutOf(split: usize): i32 { return load<i32>(split, 20); }
@inline export function missingLeftOf(split: usize): i32 { return load<i32>(split, 24); }
@inline export function isSetOf(split: usize): i32 { return load<i32>(split, 28); }
@inline export function setOf(split: usize): usize { return split + 32; }
@inline export function clearSplit(split: usize): void { store<f64>(split, 0); store<i32>(split, -1, 16); }

// A leaf: first position, rows, buffer, slot or -1, depth, node, whether a split of categories made it; packed sum i64
// at 32, bounds of its value f64 at 40 and 48, best split at 64, groups that its path may stay in at 128.
@inline export function leafAt(P: usize, leaf: i32): usize { return leafRecords(P) + <usize>leaf * leafBytes(P); }
@inline export function startOf(L: usize): i32 { return load<i32>(L); }
@inline export function rowsOf(L: usize): i32 { return load<i32>(L, 4); }
@inline export function bufferOf(L: usize): i32 { return load<i32>(L, 8); }
@inline export function slotOf(L: usize): i32 { return load<i32>(L, 12); }
@inline export function depthOf(L: usize): i32 { return load<i32>(L, 16); }
@inline export function nodeOf(L: usize): i32 { return load<i32>(L, 20); }
@inline export function isOfSet(L: usize): i32 { return load<i32>(L, 24); }
@inline export function setStart(L: usize, x: i32): void { store<i32>(L, x); }
@inline export function setRows(L: usize, x: i32): void { store<i32>(L, x, 4); }
@inline export function setBuffer(L: usize, x: i32): void { store<i32>(L, x, 8); }
@inline export function setSlot(L: usize, x: i32): void { store<i32>(L, x, 12); }
@inline export function setDepth(L: usize, x: i32): void { store<i32>(L, x, 16); }
@inline export function setNode(L: usize, x: i32): void { store<i32>(L, x, 20); }
@inline export function setOfSet(L: usize, x: i32): void { store<i32>(L, x, 24); }
@inline export function sumOf(L: usize): i64 { return load<i64>(L, 32); }
@inline export function setSum(L: usize, x: i64): void { store<i64>(L, x, 32); }
@inline export function lowOf(L: usize): f64 { return load<f64>(L, 40); }
@inline export function highOf(L: usize): f64 { return load<f64>(L, 48); }
@inline export function setLow(L: usize, x: f64): void { store<f64>(L, x, 40); }
@inline export function setHigh(L: usize, x: f64): void { store<f64>(L, x, 48); }
@inline export function splitOf(L: usize): usize { return L + 64; }
@inline export function groupsOf(L: usize): usize { return L + 128; }

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
