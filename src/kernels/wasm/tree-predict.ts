// Walking rows down trees and adding what stands in their leaves.
//
// Eight rows walk side by side, one level at a time: what one waits for in memory, the others hide. As long as all of them
// go the same way they go as one, by one comparison of all their bins: rows that are near each other in a file are often
// alike, and where they are not, little is lost. Their bins are a tile: for
// each feature eight bytes with the missing bin as the greatest (255), then eight bytes in which every bin is one higher,
// modulo 256, so that missing is the least. A node asks the one or the other, so missing values need no test; and as the
// cut stands right below the child in a node's 64 bits, adding the bin to the node carries into the child when the bin is
// above the cut.
//
// To be walked, nodes are laid out (layNodes) with the address of the child where packed nodes have its index
// (layouts/nodes.ts). Bits 0..7: 255 - the cut; 8..36: address / 8 of the left child, or the index of the set; then
// IN_SET, LEAF and the place in the tile. A leaf leads to itself, so who has reached one stays there until all have.

import {
  PACKED_LEAF, PACKED_PLACE, PACKED_SET, PACKED_SET_WORDS, TILE_FEATURE_BYTES, TILE_ROWS,
} from '../layouts/nodes';
import * as JOB from '../layouts/predict-job';

// Of the 64 bits of a packed node; the layout has them in the high word.
const PACKED_IS_LEAF: u64 = <u64>PACKED_LEAF << 32, PACKED_IN_SET: u64 = <u64>PACKED_SET << 32;
// Of a laid one.
const IN_SET: u64 = 1 << 37, LEAF: u64 = 1 << 38, PLACE: u64 = 39;
const INDEX: u32 = 0x1fffffff;
/** The rows of a tile as bits. */
const ALL_ABOVE: i32 = (1 << TILE_ROWS) - 1;
const SET_BYTES: usize = PACKED_SET_WORDS << 2;
/** Where a set has its left child. */
const SET_CHILD: usize = SET_BYTES - 4;

// The job: a block of 32-bit fields that JavaScript fills (layouts/predict-job.ts names them).
@inline function field(P: usize, index: usize): usize { return <usize>load<u32>(P + (index << 2)); }
@inline function tiles(P: usize): usize { return field(P, JOB.tiles); }   // u8 [nTiles * nFeatures * 16]
@inline function nFeatures(P: usize): usize { return field(P, JOB.nFeatures); }
@inline function roots(P: usize): usize { return field(P, JOB.roots); }   // u32 [nTrees] node
@inline function nodes(P: usize): usize { return field(P, JOB.nodes); }   // u64 [nNodes] laid
@inline function leafNumbers(P: usize): usize { return field(P, JOB.leafNumbers); } // u32 [nNodes]
@inline function sets(P: usize): usize { return field(P, JOB.sets); }     // 36 bytes [nSets]
@inline function leaves(P: usize): usize { return field(P, JOB.leaves); } // f64 [nLeaves * nValues]
@inline function sums(P: usize): usize { return field(P, JOB.sums); }     // f64 [nTiles * 8 * width]
@inline function nValues(P: usize): usize { return field(P, JOB.nValues); }
@inline function treesPerRound(P: usize): usize { return field(P, JOB.treesPerRound); }

/**
 * Turns packed nodes into nodes to walk, where they stand and without a branch for leaves; NUMBERS [nNodes u32] gets which leaf
 * each is. N is the address that the model's first node has, or would have, modulo 2^32.
 */
export function layNodes(NODES: usize, nNodes: i32, N: u32, NUMBERS: usize): void {
  const base = N >> 3;
  for (let i: usize = 0; i < <usize>nNodes; i++) {
    const at = NODES + (i << 3), packed = load<u64>(at);
    const index = <u32>(packed >> 8) & 0x7fffffff, inSet = (packed & PACKED_IN_SET) != 0;
    const child = select<u32>(index, (base + index) & INDEX, inSet);
    const inner = (packed & 255) | (<u64>child << 8) | select<u64>(IN_SET, 0, inSet) | ((packed >> (32 + PACKED_PLACE)) << PLACE);
    store<u64>(at, select<u64>(LEAF | (<u64>(at >> 3) << 8), inner, (packed & PACKED_IS_LEAF) != 0));
    store<u32>(NUMBERS + (i << 2), index);
  }
}

/** The left child; of a leaf itself. */
@inline function child(content: u64): usize { return <usize>(content >> 5) & ~7; }

/** The node that a row goes to. @param T the row's tile, its place in the eight added */
@inline function step(content: u64, T: usize): usize {
  return child(content + <u64>load<u8>(T + <usize>(content >> PLACE)));
}

/** The same where a node may ask for a set. */
@inline function stepSets(content: u64, T: usize, N: usize, S: usize): usize {
  if (!(content & IN_SET)) return step(content, T);
  const set = S + <usize>(<u32>(content >> 8) & INDEX) * SET_BYTES, bin = <u32>load<u8>(T + <usize>(content >> PLACE));
  const left = (load<u32>(set + (<usize>(bin >> 5) << 2)) >> (bin & 31)) & 1;
  return N + (<usize>(load<u32>(set, SET_CHILD) + 1 - left) << 3);
}

@inline function addTo(OUT: usize, value: f64): void { store<f64>(OUT, load<f64>(OUT) + value); }

/** Not inlined: the walk is compiled the sooner. */
function addValues(V: usize, K: usize, OUT: usize): void {
  for (let k: usize = 0; k < K; k++) addTo(OUT + (k << 3), load<f64>(V + (k << 3)));
}

/** Adds the leaf that a node is to the sums of a row. @param node its offset from the first one */
@inline function addLeaf(node: usize, L: usize, V: usize, K: usize, OUT: usize): void {
  const leaf = <usize>load<u32>(L + (node >> 1));
  if (K == 1) addTo(OUT, load<f64>(V + (leaf << 3)));
  else addValues(V + ((leaf * K) << 3), K, OUT);
}

/** The same for all rows of a tile. */
@inline function addLeafToAll(node: usize, L: usize, V: usize, K: usize, out: usize, wide: usize): void {
  if (K != 1) {
    for (let row: usize = 0; row < <usize>TILE_ROWS; row++) addLeaf(node, L, V, K, out + row * wide);
    return;
  }
  const value = load<f64>(V + (<usize>load<u32>(L + (node >> 1)) << 3));
  addTo(out, value); addTo(out + wide, value); addTo(out + 2 * wide, value); addTo(out + 3 * wide, value);
  addTo(out + 4 * wide, value); addTo(out + 5 * wide, value); addTo(out + 6 * wide, value); addTo(out + 7 * wide, value);
}

/** How far all rows of a tile go the same way from a node. @returns where they part, or a leaf, or who asks for a set */
@inline function goTogether(node: usize, T: usize): usize {
  while (true) {
    const content = load<u64>(node);
    if (content & (LEAF | IN_SET)) return node;
    // Eight bins, and zeros behind them, which are above no cut.
    const bins = v128.load64_zero(T + <usize>(content >> PLACE)), cuts = i8x16.splat(<i8>~content);
    const above = i8x16.bitmask(i8x16.gt_u(bins, cuts));
    if (above == 0) { node = child(content); continue; }
    if (above != ALL_ABOVE) return node;
    node = child(content) + 8;
  }
}

/** A tile down one tree from an inner node on. @param L leaf numbers @param out sums of its first row, `wide` bytes apart */
@inline function addTile(from: usize, T: usize, N: usize, L: usize, V: usize, K: usize, out: usize, wide: usize): void {
  let n0 = from, n1 = from, n2 = from, n3 = from, n4 = from, n5 = from, n6 = from, n7 = from;
  let c0: u64, c1: u64, c2: u64, c3: u64, c4: u64, c5: u64, c6: u64, c7: u64;
  while (true) {
    c0 = load<u64>(n0); c1 = load<u64>(n1); c2 = load<u64>(n2); c3 = load<u64>(n3);
    c4 = load<u64>(n4); c5 = load<u64>(n5); c6 = load<u64>(n6); c7 = load<u64>(n7);
    if (c0 & c1 & c2 & c3 & c4 & c5 & c6 & c7 & LEAF) break;
    n0 = step(c0, T + 0); n1 = step(c1, T + 1); n2 = step(c2, T + 2); n3 = step(c3, T + 3);
    n4 = step(c4, T + 4); n5 = step(c5, T + 5); n6 = step(c6, T + 6); n7 = step(c7, T + 7);
  }
  addLeaf(n0 - N, L, V, K, out); addLeaf(n1 - N, L, V, K, out + wide);
  addLeaf(n2 - N, L, V, K, out + 2 * wide); addLeaf(n3 - N, L, V, K, out + 3 * wide);
  addLeaf(n4 - N, L, V, K, out + 4 * wide); addLeaf(n5 - N, L, V, K, out + 5 * wide);
  addLeaf(n6 - N, L, V, K, out + 6 * wide); addLeaf(n7 - N, L, V, K, out + 7 * wide);
}

/** The same where nodes may ask for sets. */
@inline function addTileSets(from: usize, T: usize, N: usize, S: usize, L: usize, V: usize, K: usize, out: usize, wide: usize): void {
  let n0 = from, n1 = from, n2 = from, n3 = from, n4 = from, n5 = from, n6 = from, n7 = from;
  let c0: u64, c1: u64, c2: u64, c3: u64, c4: u64, c5: u64, c6: u64, c7: u64;
  while (true) {
    c0 = load<u64>(n0); c1 = load<u64>(n1); c2 = load<u64>(n2); c3 = load<u64>(n3);
    c4 = load<u64>(n4); c5 = load<u64>(n5); c6 = load<u64>(n6); c7 = load<u64>(n7);
    if (c0 & c1 & c2 & c3 & c4 & c5 & c6 & c7 & LEAF) break;
    n0 = stepSets(c0, T + 0, N, S); n1 = stepSets(c1, T + 1, N, S); n2 = stepSets(c2, T + 2, N, S); n3 = stepSets(c3, T + 3, N, S);
    n4 = stepSets(c4, T + 4, N, S); n5 = stepSets(c5, T + 5, N, S); n6 = stepSets(c6, T + 6, N, S); n7 = stepSets(c7, T + 7, N, S);
  }
  addLeaf(n0 - N, L, V, K, out); addLeaf(n1 - N, L, V, K, out + wide);
  addLeaf(n2 - N, L, V, K, out + 2 * wide); addLeaf(n3 - N, L, V, K, out + 3 * wide);
  addLeaf(n4 - N, L, V, K, out + 4 * wide); addLeaf(n5 - N, L, V, K, out + 5 * wide);
  addLeaf(n6 - N, L, V, K, out + 6 * wide); addLeaf(n7 - N, L, V, K, out + 7 * wide);
}

@inline function addAll(P: usize, firstTree: i32, endTree: i32, first: i32, end: i32, withSets: bool): void {
  const N = nodes(P), L = leafNumbers(P), S = sets(P), V = leaves(P), K = nValues(P), perRound = treesPerRound(P);
  const wide = (K * perRound) << 3, tileBytes = nFeatures(P) * TILE_FEATURE_BYTES;
  for (let tree = <usize>firstTree; tree < <usize>endTree; tree++) {
    const root = N + (<usize>load<u32>(roots(P) + (tree << 2)) << 3);
    let T = tiles(P) + <usize>first * tileBytes, out = sums(P) + <usize>first * (wide << 3) + (((tree % perRound) * K) << 3);
    for (let tile = first; tile < end; tile++) {
      const from = goTogether(root, T);
      if (load<u64>(from) & LEAF) addLeafToAll(from - N, L, V, K, out, wide);
      else if (withSets) addTileSets(from, T, N, S, L, V, K, out, wide);
      else addTile(from, T, N, L, V, K, out, wide);
      T += tileBytes;
      out += wide << 3;
    }
  }
}

/** Adds the leaves of the trees from `firstTree` to before `endTree` to the sums of the rows of tiles from `first` to before `end`, a tree at a time. */
export function addTrees(P: usize, firstTree: i32, endTree: i32, first: i32, end: i32): void {
  addAll(P, firstTree, endTree, first, end, false);
}

/** The same where nodes may ask for sets; apart from the other, so that each is soon compiled. */
export function addTreesWithSets(P: usize, firstTree: i32, endTree: i32, first: i32, end: i32): void {
  addAll(P, firstTree, endTree, first, end, true);
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
