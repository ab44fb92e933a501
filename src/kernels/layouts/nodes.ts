/** Nodes of trees: as they are grown, and packed as they are kept and walked. The kernels and JavaScript both read this file. */

/** The bin of missing values. */
export const MISSING_BIN = 255;

/**
 * 32-bit words of a node: feature, rule, child.
 *
 * An inner node: feature from 0. Rule: bits 0..7 the cut (bins up to it go left), MISSING_LEFT, IS_SET; with IS_SET the
 * bits from SET_SHIFT are the index of a set of the tree (8 words, one bit a bin: those that go left), and there is no
 * cut. Child: index of the left child in the tree; the right one follows it.
 * A leaf: feature -1, rule is its number among the tree's leaves, child its own index, so that stepping on stays.
 */
export const NODE_WORDS = 3;
export const NODE_BYTES = 4 * NODE_WORDS;
/** Feature of a leaf. */
export const LEAF = -1;
/** Byte offsets in a node. */
export const RULE = 4;
export const CHILD = 8;
/** Rule: missing values go left, by bit. */
export const MISSING_SHIFT = 8;
export const MISSING_LEFT = 1 << MISSING_SHIFT;
/** Rule: the bins that go left are a set. */
export const IS_SET = 1 << 9;
/** Rule: the index of the set stands above this many bits. */
export const SET_SHIFT = 10;
/** Bytes of a set. */
export const SET_BYTES = 32;

/** Rows that walk down a tree together. */
export const TILE_ROWS = 8;
/** The bins of the rows with missing as the greatest, then each one higher modulo 256: missing as the least. */
export const TILE_FEATURE_BYTES = 2 * TILE_ROWS;

/**
 * A node as it is kept and walked: 64 bits, low word first, indices of the tree or of the whole model.
 *
 * Bits 0..7: 255 - the cut; 8..38: the left child (the right one follows it), the set or the leaf; then PACKED_SET, and
 * PACKED_LEAF that leaves have; from bit 41 on where the feature's bins stand in a tile, in the half that has missing on its
 * side of the cut. So low word = 255 - cut + child * 2^8, modulo 2^32; the high word has the child's upper bits from 0 on.
 */
export const PACKED_WORDS = 2;
/** In the high word. */
export const PACKED_SET = 1 << 7;
export const PACKED_LEAF = 1 << 8;
/** The high word has the place in the tile above this many bits. */
export const PACKED_PLACE = 9;
/** 32-bit words of a set: one bit a bin, the missing one too, of those that go left; then the left child. */
export const PACKED_SET_WORDS = 9;

/** Values of leaves that are kept once a tree; those that come after so many stand as often as they occur. */
export const MOST_SHARED_LEAVES = 1 << 15;
/** The table that they are found by: u32 slots, at most half of which are filled. */
export const LEAF_TABLE_BYTES = 8 * MOST_SHARED_LEAVES;

/** Doubles of what a feature did in a tree: the feature, its number of splits, the sum of their gains. */
export const USE_WORDS = 3;
