/** A prediction: index of each 32-bit field, for wasm/tree-predict.ts and for JavaScript. */

/** [nTiles * nFeatures * TILE_FEATURE_BYTES u8] */
export const tiles = 0;
export const nFeatures = 1;
export const roots = 2;
/** Laid by `layNodes`; the address that the model's first node has, or would have. */
export const nodes = 3;
export const sets = 4;
export const leaves = 5;
/** IN and OUT [nTiles * TILE_ROWS * nValues * treesPerRound f64] */
export const sums = 6;
export const nValues = 7;
export const treesPerRound = 8;
/** [nNodes u32] the leaf that each node is, as `layNodes` writes it. */
export const leafNumbers = 9;
/** What follows is for those who share the work; the kernel does not read it. */
export const hasSets = 10;
export const firstTree = 11;
export const endTree = 12;
export const nTiles = 13;
export const blockTiles = 14;
/** The next block of tiles that nobody has claimed. */
export const next = 15;
/** Tiles that are filled. */
export const laid = 16;
/** Bytes of the whole block. */
export const bytes = 80;
