// Walking rows down trees and adding what stands in their leaves.
//
// Eight rows walk together, one level at a time: what one waits for in memory, the others hide. Who has reached a leaf
// stays there until all have. Their bins are a tile: for each feature eight bytes with the missing bin as the greatest
// (255), then eight bytes in which every bin is one higher, modulo 256, so that missing is the least. A node asks the
// one or the other, so missing values need no test; and as the cut stands right below the child in a node's 64 bits
// (layouts/nodes.ts), adding the bin to the node carries into the child when the bin is above the cut.

import { PACKED_LEAF, PACKED_PLACE, PACKED_SET, PACKED_SET_WORDS, TILE_FEATURE_BYTES, TILE_ROWS } from '../layouts/nodes';
import * as JOB from '../layouts/predict-job';

// Of the whole 64 bits of a node; the layout has them in the high word.
const LEAF: u64 = <u64>PACKED_LEAF << 32, IN_SET: u64 = <u64>PACKED_SET << 32, PLACE: u64 = 32 + PACKED_PLACE;
const SET_BYTES: usize = PACKED_SET_WORDS << 2;
/** Where a set has its left child. */
const SET_CHILD: usize = SET_BYTES - 4;

// The job: a block of 32-bit fields that JavaScript fills (layouts/predict-job.ts names them).
@inline function field(P: usize, index: usize): usize { return <usize>load<u32>(P + (index << 2)); }
@inline function tiles(P: usize): usize { return field(P, JOB.tiles); }   // u8 [nTiles * nFeatures * 16]
@inline function nFeatures(P: usize): usize { return field(P, JOB.nFeatures); }
@inline function roots(P: usize): usize { return field(P, JOB.roots); }   // u32 [nTrees] node
@inline function nodes(P: usize): usize { return field(P, JOB.nodes); }   // u64 [nNodes]
@inline function sets(P: usize): usize { return field(P, JOB.sets); }     // 36 bytes [nSets]
@inline function leaves(P: usize): usize { return field(P, JOB.leaves); } // f64 [nLeaves * nValues]
@inline function sums(P: usize): usize { return field(P, JOB.sums); }     // f64 [nTiles * 8 * width]
@inline function nValues(P: usize): usize { return field(P, JOB.nValues); }
@inline function treesPerRound(P: usize): usize { return field(P, JOB.treesPerRound); }
@inline function hasSets(P: usize): bool { return field(P, JOB.hasSets) != 0; }

@inline function nodeAt(N: usize, node: u32): u64 { return load<u64>(N + (<usize>node << 3)); }
/** The child, the leaf or the set of a node. */
@inline function target(content: u64): u32 { return <u32>(content >> 8) & 0x7fffffff; }

/** The child that a row goes to; a leaf stays. @param T the row's tile, its place in the eight added */
@inline function step(node: u32, content: u64, T: usize): u32 {
  const bin = <u64>load<u8>(T + <usize>(content >> PLACE));
  return select<u32>(node, target(content + bin), <i32>((content & LEAF) != 0));
}

/** The same where a node may ask for a set. */
@inline function stepSets(node: u32, content: u64, T: usize, S: usize): u32 {
  if (!(content & IN_SET)) return step(node, content, T);
  const set = S + <usize>target(content) * SET_BYTES, bin = <u32>load<u8>(T + <usize>(content >> PLACE));
  const left = (load<u32>(set + (<usize>(bin >> 5) << 2)) >> (bin & 31)) & 1;
  return load<u32>(set, SET_CHILD) + 1 - left;
}

/** Adds a leaf to the sums of a row. */
@inline function addLeaf(content: u64, V: usize, K: usize, OUT: usize): void {
  const leaf = <usize>target(content);
  if (K == 1) { store<f64>(OUT, load<f64>(OUT) + load<f64>(V + (leaf << 3))); return; }
  const from = V + ((leaf * K) << 3);
  for (let k: usize = 0; k < K; k++) store<f64>(OUT + (k << 3), load<f64>(OUT + (k << 3)) + load<f64>(from + (k << 3)));
}

/** A tile down one tree. @param out sums of its first row, `wide` bytes apart */
@inline function addTile(root: u32, T: usize, N: usize, V: usize, K: usize, out: usize, wide: usize): void {
  let n0 = root, n1 = root, n2 = root, n3 = root, n4 = root, n5 = root, n6 = root, n7 = root;
  let c0: u64, c1: u64, c2: u64, c3: u64, c4: u64, c5: u64, c6: u64, c7: u64;
  while (true) {
    c0 = nodeAt(N, n0); c1 = nodeAt(N, n1); c2 = nodeAt(N, n2); c3 = nodeAt(N, n3);
    c4 = nodeAt(N, n4); c5 = nodeAt(N, n5); c6 = nodeAt(N, n6); c7 = nodeAt(N, n7);
    if (c0 & c1 & c2 & c3 & c4 & c5 & c6 & c7 & LEAF) break;
    n0 = step(n0, c0, T + 0); n1 = step(n1, c1, T + 1); n2 = step(n2, c2, T + 2); n3 = step(n3, c3, T + 3);
    n4 = step(n4, c4, T + 4); n5 = step(n5, c5, T + 5); n6 = step(n6, c6, T + 6); n7 = step(n7, c7, T + 7);
  }
  addLeaf(c0, V, K, out); addLeaf(c1, V, K, out + wide); addLeaf(c2, V, K, out + 2 * wide); addLeaf(c3, V, K, out + 3 * wide);
  addLeaf(c4, V, K, out + 4 * wide); addLeaf(c5, V, K, out + 5 * wide);
  addLeaf(c6, V, K, out + 6 * wide); addLeaf(c7, V, K, out + 7 * wide);
}

/** The same where nodes may ask for sets. */
@inline function addTileSets(root: u32, T: usize, N: usize, S: usize, V: usize, K: usize, out: usize, wide: usize): void {
  let n0 = root, n1 = root, n2 = root, n3 = root, n4 = root, n5 = root, n6 = root, n7 = root;
  let c0: u64, c1: u64, c2: u64, c3: u64, c4: u64, c5: u64, c6: u64, c7: u64;
  while (true) {
    c0 = nodeAt(N, n0); c1 = nodeAt(N, n1); c2 = nodeAt(N, n2); c3 = nodeAt(N, n3);
    c4 = nodeAt(N, n4); c5 = nodeAt(N, n5); c6 = nodeAt(N, n6); c7 = nodeAt(N, n7);
    if (c0 & c1 & c2 & c3 & c4 & c5 & c6 & c7 & LEAF) break;
    n0 = stepSets(n0, c0, T + 0, S); n1 = stepSets(n1, c1, T + 1, S); n2 = stepSets(n2, c2, T + 2, S); n3 = stepSets(n3, c3, T + 3, S);
    n4 = stepSets(n4, c4, T + 4, S); n5 = stepSets(n5, c5, T + 5, S); n6 = stepSets(n6, c6, T + 6, S); n7 = stepSets(n7, c7, T + 7, S);
  }
  addLeaf(c0, V, K, out); addLeaf(c1, V, K, out + wide); addLeaf(c2, V, K, out + 2 * wide); addLeaf(c3, V, K, out + 3 * wide);
  addLeaf(c4, V, K, out + 4 * wide); addLeaf(c5, V, K, out + 5 * wide);
  addLeaf(c6, V, K, out + 6 * wide); addLeaf(c7, V, K, out + 7 * wide);
}

/** Adds the leaves of the trees from `firstTree` to before `endTree` to the sums of the rows of tiles from `first` to before `end`, a tree at a time. */
export function addTrees(P: usize, firstTree: i32, endTree: i32, first: i32, end: i32): void {
  const N = nodes(P), S = sets(P), V = leaves(P), K = nValues(P), perRound = treesPerRound(P);
  const wide = (K * perRound) << 3, tileBytes = nFeatures(P) * TILE_FEATURE_BYTES, withSets = hasSets(P);
  for (let tree = <usize>firstTree; tree < <usize>endTree; tree++) {
    const root = load<u32>(roots(P) + (tree << 2));
    let T = tiles(P) + <usize>first * tileBytes, out = sums(P) + <usize>first * (wide << 3) + (((tree % perRound) * K) << 3);
    for (let tile = first; tile < end; tile++) {
      if (withSets) addTileSets(root, T, N, S, V, K, out, wide); else addTile(root, T, N, V, K, out, wide);
      T += tileBytes;
      out += wide << 3;
    }
  }
}

/** Writes a column of bins [nTiles * 8 u8] into tiles, `tileBytes` apart; OUT is the feature's place in the first. */
export function tileBins(COLUMN: usize, nTiles: i32, OUT: usize, tileBytes: i32): void {
  const one = i8x16.splat(1);
  for (let tile: usize = 0; tile < <usize>nTiles; tile++) {
    const bins = v128.load64_zero(COLUMN + (tile << 3)), to = OUT + tile * <usize>tileBytes;
    v128.store64_lane(to, bins, 0);
    v128.store64_lane(to, i8x16.add(bins, one), 0, TILE_ROWS);
  }
}
