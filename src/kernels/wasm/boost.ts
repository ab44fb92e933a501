// Growing a boosted tree leaf by leaf (best first): the leaf whose split gains most is split next.
//
// The rows of the smaller child are added up; the larger child's histogram is the parent's less that. Everything that is
// worth it runs in regions (boost-team.ts): parts are blocks of rows or groups of features.
import { BLOCK_BYTES, LEAF_BYTES, SPLIT_BYTES } from '../layouts/boost-parts';
import { CHILD, LEAF, NODE_BYTES, RULE } from '../layouts/nodes';
import {
  allowed, BLOCK, blocks, candidates, clearSplit, depthOf, featureOf, gainOf, gains, groupsOf, hasMissing,
  histogramOf, leafAt, leafBytes, maxDepth, maxLeaves, minLeaf, missingLeftOf, nAllBins, nDrawn, nFeatures, nodeOf, nodes,
  nPartials, nSlots, nTrained, nTreeFeatures, rowsOf, setHigh, setLow, setMissingLeft, setNSets, setRows, setSlot, setSum,
  slotOf, slotOwner, splitOf, treeFeatures,
} from './boost-job';
import { makeChildren, writeNode } from './boost-children';
import { markAllowed, restricts } from './boost-draws';
import { chooseScales, drawRows, gradientBlock, nGradientBlocks, quantiseBlock } from './boost-gradients';
import { addPartials, buildChunk, buildFeatures, countChunk, joinCounts, subtractFeature } from './boost-histogram';
import { addToRange, layBlocks, nRanges, nWalkBlocks, renewLeaf, renews, sumBlockOfLeaf, valueLeaves, walkBlock } from './boost-leaves';
import { countLeft, flagBlock, layOutSides, moveBlock, nPartitionBlocks } from './boost-partition';
import { clearQueue, dequeue, enqueue } from './boost-queue';
import { NONE_SEEN, prepareScan, scanFeature } from './boost-scan';
import { acquire, release } from './boost-slots';
import {
  BUILD, BUILD_OTHER, SCAN, SCAN_OTHER, setTaskChunks, setTaskDoes, setTaskFeature, setTaskGroup, setTaskLeaf, setTaskLeaves,
  setTaskLeft, setTaskOther, SUBTRACT, taskChunks, taskDoes, taskFeature, taskGroup, taskLeaf, taskLeaves, taskLeft, taskOther,
} from './boost-task';
import { dismiss, join, nThreads, share } from './boost-team';

// Work that is shared, by number.
const GRADIENTS: i32 = 0, QUANTISE: i32 = 1, FLAG: i32 = 2, MOVE: i32 = 3, FEATURES: i32 = 4, SUM_LEAVES: i32 = 5,
  RENEW: i32 = 6, ADD_LEAVES: i32 = 7, WALK: i32 = 8, CHUNKS: i32 = 9,
  COUNT: i32 = 10;

/** Cells and bins to look at, from which sharing them is worth it: some microseconds. */
const WORTH: i64 = 4096;
/** Rows of a chunk, at least: they must outweigh adding its histogram. */
const CHUNK_ROWS: i32 = 1024;
/** Chunks and groups a thread, so that one that comes late leaves them to others. */
const CHUNKS_EACH: i32 = 3, GROUPS_EACH: i32 = 4;

function scanGroup(P: usize, scratch: usize, L: usize, side: i32, list: usize, count: i32): void {
  prepareScan(P, L, scratch, false);
  const restricted = restricts(P), from = <usize>(side * nFeatures(P));
  for (let i: usize = 0; i < <usize>count; i++) {
    const f = <usize>load<u32>(list + (i << 2)), out = candidates(P) + (from + f) * SPLIT_BYTES;
    if (restricted && !load<u8>(allowed(P) + from + f)) clearSplit(out);
    else scanFeature(P, L, scratch, f, histogramOf(P, slotOf(L)), out);
  }
}

/** A part: histograms and best splits of a group of features. */
function doFeatures(P: usize, scratch: usize, part: i32): void {
  const size = taskGroup(P), list = treeFeatures(P) + (<usize>(part * size) << 2);
  const count = min(size, nTreeFeatures(P) - part * size), does = taskDoes(P), L = taskLeaf(P), other = taskOther(P);
  if (does & BUILD) buildFeatures(P, L, histogramOf(P, slotOf(L)), list, count);
  if (does & BUILD_OTHER) buildFeatures(P, other, histogramOf(P, slotOf(other)), list, count);
  for (let i: usize = 0; i < <usize>count; i++) {
    const f = <usize>load<u32>(list + (i << 2));
    if (taskChunks(P) > 1) addPartials(P, histogramOf(P, slotOf(L)), taskChunks(P), f);
    if (does & SUBTRACT) subtractFeature(P, histogramOf(P, slotOf(other)), histogramOf(P, slotOf(L)), f);
  }
  if (does & SCAN) scanGroup(P, scratch, L, 0, list, count);
  if (does & SCAN_OTHER) scanGroup(P, scratch, other, 1, list, count);
}

function doPart(P: usize, scratch: usize, work: i32, part: i32): void {
  switch (work) {
    case GRADIENTS: return gradientBlock(P, part);
    case QUANTISE: return quantiseBlock(P, part);
    case FLAG: return flagBlock(P, taskLeaf(P), part);
    case MOVE: return moveBlock(P, taskLeaf(P), taskLeft(P), part);
    case FEATURES: return doFeatures(P, scratch, part);
    case SUM_LEAVES: return sumBlockOfLeaf(P, part);
    case RENEW: return renewLeaf(P, part);
    case ADD_LEAVES: return addToRange(P, taskLeaves(P), part);
    case COUNT: return countChunk(P, taskLeaf(P), taskFeature(P), taskChunks(P), part);
    case CHUNKS: return buildChunk(P, taskLeaf(P), taskChunks(P), part);
    default: walkBlock(P, part);
  }
}

/** The best of the features' splits: the first in order among equals. */
function chooseSplit(P: usize, L: usize, side: i32): void {
  const from = candidates(P) + <usize>(side * nFeatures(P)) * SPLIT_BYTES;
  let best: usize = 0;
  for (let i: usize = 0; i < <usize>nTreeFeatures(P); i++) {
    const split = from + <usize>load<u32>(treeFeatures(P) + (i << 2)) * SPLIT_BYTES;
    if (featureOf(split) >= 0 && (best == 0 || gainOf(split) > gainOf(best))) best = split;
  }
  if (best) memory.copy(splitOf(L), best, SPLIT_BYTES);
  else clearSplit(splitOf(L));
}

/** Features in a group. While rows are added up, few are dealt out evenly, many by fours, which take one walk. */
function groupSize(F: i32, threads: i32, adds: bool): i32 {
  if (threads == 1) return max(F, 1);
  if (!adds) return F / (GROUPS_EACH * threads) + 1;
  return F > 8 * threads ? 4 : max(1, (F + threads - 1) / threads);
}

/** Chunks that a leaf's rows are added up in: 1 when that is left to the groups of features. */
function countChunks(P: usize, rows: i32): i32 {
  const threads = nThreads(P);
  return threads == 1 ? 1 : max(1, min(min(CHUNKS_EACH * threads, nPartials(P) + 1), rows / CHUNK_ROWS));
}

/** Has groups of features worked on. @param other the larger child, or 0 @param does what with them */
function shareFeatures(P: usize, scratch: usize, L: usize, other: usize, does: i32): void {
  const F = nTreeFeatures(P), nChunks = does & BUILD ? countChunks(P, rowsOf(L)) : 1;
  setTaskLeaf(P, L);
  setTaskOther(P, other);
  setTaskChunks(P, nChunks);
  if (nChunks > 1) {
    share(P, scratch, CHUNKS, nChunks, doPart);
    does &= ~BUILD;
  }
  const cells = does & BUILD ? <i64>F * <i64>rowsOf(L) : 0, nBins = <i64>nAllBins(P);
  const size = cells + 4 * nBins > WORTH ? groupSize(F, nThreads(P), cells > nBins) : max(F, 1);
  setTaskGroup(P, size);
  setTaskDoes(P, does);
  share(P, scratch, FEATURES, (F + size - 1) / size, doPart);
}

@inline function maySplit(P: usize, L: usize): bool {
  return rowsOf(L) >= 2 * max(1, minLeaf(P)) && depthOf(L) < maxDepth(P);
}

/** Has a leaf wait for its split; one that cannot be split needs no histogram. */
function keepSplit(P: usize, leaf: i32): void {
  const L = leafAt(P, leaf);
  if (featureOf(splitOf(L)) < 0) release(P, L); else enqueue(P, leaf);
}

/** Keeps what the region found for a leaf. */
function settle(P: usize, leaf: i32, side: i32, scanned: bool): void {
  const L = leafAt(P, leaf);
  if (scanned) chooseSplit(P, L, side); else clearSplit(splitOf(L));
  keepSplit(P, leaf);
}

/** Finds the splits of two new leaves, of which `leaf` has the parent's histogram, if there is one. */
function findSplits(P: usize, scratch: usize, leaf: i32, added: i32): void {
  const L = leafAt(P, leaf), A = leafAt(P, added), addedIsSmall = rowsOf(A) <= rowsOf(L);
  const small = addedIsSmall ? A : L, large = addedIsSmall ? L : A;
  const scansSmall = maySplit(P, small), scansLarge = maySplit(P, large), inherits = slotOf(L) >= 0;
  if (!scansLarge) { clearSplit(splitOf(L)); clearSplit(splitOf(A)); release(P, L); return; }
  if (!addedIsSmall && inherits) {
    setSlot(A, slotOf(L));
    store<i32>(slotOwner(P) + (<usize>slotOf(L) << 2), added);
    setSlot(L, -1);
  }
  const smallLeaf = addedIsSmall ? added : leaf, largeLeaf = addedIsSmall ? leaf : added;
  clearSplit(splitOf(small));
  clearSplit(splitOf(large));
  if (!inherits) acquire(P, largeLeaf, largeLeaf);
  acquire(P, smallLeaf, largeLeaf);
  markAllowed(P, small, 0);
  markAllowed(P, large, 1);
  shareFeatures(P, scratch, small, large, BUILD | (inherits ? SUBTRACT : BUILD_OTHER) | (scansSmall ? SCAN : 0) | SCAN_OTHER);
  settle(P, smallLeaf, 0, scansSmall);
  settle(P, largeLeaf, 1, true);
}

/** Finds the best split of a leaf on one feature again, its rows counted. */
function scanCounted(P: usize, scratch: usize, L: usize, f: usize): void {
  const nChunks = countChunks(P, rowsOf(L));
  setTaskLeaf(P, L);
  setTaskChunks(P, nChunks);
  setTaskFeature(P, f);
  share(P, scratch, COUNT, nChunks, doPart);
  joinCounts(P, f, nChunks);
  prepareScan(P, L, scratch, true);
  scanFeature(P, L, scratch, f, histogramOf(P, slotOf(L)), candidates(P) + f * SPLIT_BYTES);
}

/**
 * Finds the split of a leaf again: hessians had told its rows wrongly. The feature that seems best is counted until one
 * is best that has been.
 */
function rescan(P: usize, scratch: usize, leaf: i32): void {
  const L = leafAt(P, leaf), has = slotOf(L) >= 0, counted = allowed(P) + <usize>nFeatures(P);
  if (!has) acquire(P, leaf, leaf);
  markAllowed(P, L, 0);
  memory.fill(counted, 0, nFeatures(P));
  shareFeatures(P, scratch, L, 0, (has ? 0 : BUILD) | SCAN);
  for (;;) {
    chooseSplit(P, L, 0);
    const f = featureOf(splitOf(L));
    if (f < 0 || load<u8>(counted + f)) break;
    store<u8>(counted + f, 1);
    scanCounted(P, scratch, L, <usize>f);
  }
  keepSplit(P, leaf);
}

/** Flags a leaf's rows by its split. Returns how many go left; missing values that it has not seen go with most. */
function flagRows(P: usize, scratch: usize, L: usize): i32 {
  const split = splitOf(L);
  setTaskLeaf(P, L);
  layOutSides(P, split, missingLeftOf(split) == 1);
  share(P, scratch, FLAG, nPartitionBlocks(L), doPart);
  let nLeft = countLeft(P, L);
  if (missingLeftOf(split) != NONE_SEEN) return nLeft;
  const goesLeft = 2 * nLeft > rowsOf(L);
  setMissingLeft(split, <i32>goesLeft);
  if (!goesLeft || !load<u8>(hasMissing(P) + featureOf(split))) return nLeft;
  // Rows that are missing, but whose gradients were rounded to nothing, must go where predictions will.
  layOutSides(P, split, true);
  share(P, scratch, FLAG, nPartitionBlocks(L), doPart);
  return countLeft(P, L);
}

/** Splits a leaf. Returns false when it had too few rows on a side and its split was found anew. */
function splitLeaf(P: usize, scratch: usize, leaf: i32, nLeaves: i32): bool {
  const L = leafAt(P, leaf), nLeft = flagRows(P, scratch, L), least = max(1, minLeaf(P));
  if (nLeft < least || rowsOf(L) - nLeft < least) {
    rescan(P, scratch, leaf);
    return false;
  }
  setTaskLeft(P, nLeft);
  share(P, scratch, MOVE, nPartitionBlocks(L), doPart);
  writeNode(P, L, 2 * nLeaves - 1);
  makeChildren(P, leaf, nLeaves, nLeft, 2 * nLeaves - 1);
  if (nLeaves + 1 < maxLeaves(P)) findSplits(P, scratch, leaf, nLeaves);
  else release(P, L);
  return true;
}

/** Lays out the root with all rows that the tree sees, and finds its split. */
function plantRoot(P: usize, scratch: usize): void {
  const L = leafAt(P, 0), nBlocks = (nDrawn(P) + BLOCK - 1) / BLOCK;
  memory.fill(L, 0, leafBytes(P));
  memory.fill(groupsOf(L), 255, leafBytes(P) - LEAF_BYTES);
  memory.fill(slotOwner(P), 255, <usize>nSlots(P) << 2);
  chooseScales(P);
  if (nDrawn(P) < nTrained(P)) drawRows(P);
  share(P, scratch, QUANTISE, nBlocks, doPart);
  let sum: i64 = 0;
  for (let block = 0; block < nBlocks; block++) sum += load<i64>(blocks(P) + <usize>block * BLOCK_BYTES);
  setSum(L, sum);
  setRows(L, nDrawn(P));
  setSlot(L, -1);
  setLow(L, -Infinity);
  setHigh(L, Infinity);
  clearSplit(splitOf(L));
  clearQueue(P);
  if (!maySplit(P, L) || maxLeaves(P) < 2) return;
  acquire(P, 0, 0);
  markAllowed(P, L, 0);
  shareFeatures(P, scratch, L, 0, BUILD | SCAN);
  settle(P, 0, 0, true);
}

/** Gives the leaves their values and nodes, and adds them to all scores. */
function finishLeaves(P: usize, scratch: usize, nLeaves: i32): void {
  const nBlocks = layBlocks(P, nLeaves);
  share(P, scratch, SUM_LEAVES, nBlocks, doPart);
  valueLeaves(P, nBlocks);
  if (renews(P)) share(P, scratch, RENEW, nLeaves, doPart);
  for (let leaf = 0; leaf < nLeaves; leaf++) {
    const node = nodeOf(leafAt(P, leaf)), N = nodes(P) + <usize>node * NODE_BYTES;
    store<i32>(N, LEAF);
    store<i32>(N, leaf, RULE);
    store<i32>(N, node, CHILD);
    store<f64>(gains(P) + (<usize>node << 3), 0);
  }
  setTaskLeaves(P, nLeaves);
  share(P, scratch, ADD_LEAVES, nRanges(P, nLeaves), doPart);
  share(P, scratch, WALK, nWalkBlocks(P), doPart);
}

/** Gradients of all channels at the present scores. */
export function boostGradients(P: usize, scratch: usize): void {
  share(P, scratch, GRADIENTS, nGradientBlocks(P), doPart);
}

/** Grows the tree of the job's channel and adds it to the scores. Returns the number of its leaves. */
export function boostTree(P: usize, scratch: usize): i32 {
  setNSets(P, 0);
  plantRoot(P, scratch);
  let nLeaves = 1;
  while (nLeaves < maxLeaves(P)) {
    const leaf = dequeue(P);
    if (leaf < 0) break;
    if (splitLeaf(P, scratch, leaf, nLeaves)) nLeaves++;
  }
  finishLeaves(P, scratch, nLeaves);
  return nLeaves;
}

/** Helps with a fit until its owner ends it. Returns how many parts it did. */
export function boostAssist(P: usize, scratch: usize): i32 { return join(P, scratch, doPart); }

/** Ends a fit: those who help go. */
export function boostEnd(P: usize): void { dismiss(P); }
