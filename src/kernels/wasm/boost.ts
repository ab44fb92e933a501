// Growing a boosted tree leaf by leaf (best first): the leaf whose split gains most is split next.
//
// The rows of the smaller child are added up; the larger child's histogram is the parent's less that. Everything that is
// worth it runs in regions (boost-team.ts): parts are blocks of rows or groups of features.
import {
  allowed, BLOCK, blocks, candidates, clearSplit, counts, depthOf, featureOf, gainOf, gains, groupsOf, hasMissing,
  histogramOf, leafAt, leafBytes, maxDepth, maxLeaves, minLeaf, missingLeftOf, nDrawn, nFeatures, nodeOf, nodes,
  nSlots, nTrained, nTreeFeatures, rowsOf, setHigh, setLow, setNSets, setRows, setSlot, setSum, slotOf, slotOwner,
  SPLIT_BYTES, splitOf, task, treeFeatures,
} from './boost-job';
import { makeChildren, writeNode } from './boost-children';
import { markAllowed, restricts } from './boost-draws';
import { chooseScales, drawRows, gradientBlock, nGradientBlocks, quantiseBlock } from './boost-gradients';
import { buildFeatures, countFeature, subtractFeature } from './boost-histogram';
import { addBlockOfLeaf, layBlocks, nWalkBlocks, renewLeaf, renews, sumBlockOfLeaf, valueLeaves, walkBlock } from './boost-leaves';
import { countLeft, flagBlock, layOutSides, moveBlock, nPartitionBlocks } from './boost-partition';
import { clearQueue, dequeue, enqueue } from './boost-queue';
import { NONE_SEEN, prepareScan, scanFeature } from './boost-scan';
import { acquire, release } from './boost-slots';
import { dismiss, join, nThreads, share } from './boost-team';

// Work that is shared, by number.
const GRADIENTS: i32 = 0, QUANTISE: i32 = 1, FLAG: i32 = 2, MOVE: i32 = 3, FEATURES: i32 = 4, SUM_LEAVES: i32 = 5,
  RENEW: i32 = 6, ADD_LEAVES: i32 = 7, WALK: i32 = 8;

// What the parts of the region are told: leaves (offsets), rows that go left, features in a group, what to do with the leaves.
@inline function taskLeaf(P: usize): usize { return load<u32>(task(P)); }
@inline function taskOther(P: usize): usize { return load<u32>(task(P), 4); }
@inline function taskLeft(P: usize): i32 { return load<i32>(task(P), 8); }
@inline function taskGroup(P: usize): i32 { return load<i32>(task(P), 12); }
@inline function taskDoes(P: usize): i32 { return load<i32>(task(P), 16); }
// What is done with the features of a group: the first leaf is the smaller child or the only one.
const BUILD: i32 = 1, COUNT: i32 = 2, SCAN: i32 = 4, SUBTRACT: i32 = 8, BUILD_OTHER: i32 = 16, SCAN_OTHER: i32 = 32;

/** Rows times features, or bins, from which waking others is worth it. */
const WORTH: i32 = 24576;

function scanGroup(P: usize, scratch: usize, L: usize, side: i32, counted: bool, list: usize, count: i32): void {
  prepareScan(P, L, scratch, counted);
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
    if (does & SUBTRACT) subtractFeature(P, histogramOf(P, slotOf(other)), histogramOf(P, slotOf(L)), f);
    if (does & COUNT) countFeature(P, L, f, counts(P));
  }
  if (does & SCAN) scanGroup(P, scratch, L, 0, (does & COUNT) != 0, list, count);
  if (does & SCAN_OTHER) scanGroup(P, scratch, other, 1, false, list, count);
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
    case ADD_LEAVES: return addBlockOfLeaf(P, part);
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

/** Features in a group: few are dealt out evenly, many by fours, which are added up in one walk. */
@inline function groupSize(F: i32, threads: i32): i32 {
  return threads > 1 && F > 8 * threads ? 4 : (F + threads - 1) / threads;
}

/** Has groups of features worked on. @param other the larger child, or 0 @param does what with them */
function shareFeatures(P: usize, scratch: usize, L: usize, other: usize, does: i32): void {
  const F = nTreeFeatures(P), rows = does & BUILD ? rowsOf(L) : 0, worth = <i64>F * <i64>(rows + 256) > <i64>WORTH;
  const size = worth ? groupSize(F, nThreads(P)) : max(F, 1);
  store<u32>(task(P), <u32>L);
  store<u32>(task(P), <u32>other, 4);
  store<i32>(task(P), size, 12);
  store<i32>(task(P), does, 16);
  share(P, scratch, FEATURES, (F + size - 1) / size, doPart);
}

@inline function maySplit(P: usize, L: usize): bool {
  return rowsOf(L) >= 2 * max(1, minLeaf(P)) && depthOf(L) < maxDepth(P);
}

/** Keeps what the region found for a leaf; one that cannot be split needs no histogram. */
function settle(P: usize, leaf: i32, side: i32, scanned: bool): void {
  const L = leafAt(P, leaf);
  if (scanned) chooseSplit(P, L, side); else clearSplit(splitOf(L));
  if (featureOf(splitOf(L)) < 0) release(P, L); else enqueue(P, leaf);
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

/** Finds the split of a leaf again, with exact counts: hessians had told its rows wrongly. */
function rescan(P: usize, scratch: usize, leaf: i32): void {
  const L = leafAt(P, leaf), has = slotOf(L) >= 0;
  if (!has) acquire(P, leaf, leaf);
  markAllowed(P, L, 0);
  shareFeatures(P, scratch, L, 0, (has ? 0 : BUILD) | COUNT | SCAN);
  settle(P, leaf, 0, true);
}

/** Flags a leaf's rows by its split. Returns how many go left; missing values that it has not seen go with most. */
function flagRows(P: usize, scratch: usize, L: usize): i32 {
  const split = splitOf(L);
  store<u32>(task(P), <u32>L);
  layOutSides(P, split, missingLeftOf(split) == 1);
  share(P, scratch, FLAG, nPartitionBlocks(L), doPart);
  let nLeft = countLeft(P, L);
  if (missingLeftOf(split) != NONE_SEEN) return nLeft;
  const goesLeft = 2 * nLeft > rowsOf(L);
  store<i32>(split, <i32>goesLeft, 24);
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
  store<i32>(task(P), nLeft, 8);
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
  memory.fill(groupsOf(L), 255, leafBytes(P) - 128);
  memory.fill(slotOwner(P), 255, <usize>nSlots(P) << 2);
  chooseScales(P);
  if (nDrawn(P) < nTrained(P)) drawRows(P);
  share(P, scratch, QUANTISE, nBlocks, doPart);
  let sum: i64 = 0;
  for (let block = 0; block < nBlocks; block++) sum += load<i64>(blocks(P) + (<usize>block << 5));
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
    const node = nodeOf(leafAt(P, leaf)), N = nodes(P) + <usize>node * 12;
    store<i32>(N, -1);
    store<i32>(N, leaf, 4);
    store<i32>(N, node, 8);
    store<f64>(gains(P) + (<usize>node << 3), 0);
  }
  share(P, scratch, ADD_LEAVES, nBlocks, doPart);
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

/** Helps with a fit until its owner ends it. */
export function boostAssist(P: usize, scratch: usize): void { join(P, scratch, doPart); }

/** Ends a fit: those who help go. */
export function boostEnd(P: usize): void { dismiss(P); }
