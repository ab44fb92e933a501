/** The tree of a search for nearest neighbours, for wasm/nearest-tree.ts and for JavaScript. */

/** Groups of eight points that a leaf has at most. */
export const LEAF_GROUPS = 4;
