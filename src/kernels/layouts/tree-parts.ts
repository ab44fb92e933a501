/** Sizes of what a tree job's fields point at, for the kernels and for JavaScript. */

/** Bytes of a node that waits at `stack`: wasm/grow-tree.ts. */
export const WAITING_BYTES = 64;
/** Nodes that wait at most when growth goes depth first: their rows halve with each. */
export const MOST_WAITING = 64;
/** Bytes at `block` before its features, and of each feature: wasm/grow-block.ts. */
export const BLOCK_BYTES = 608;
export const BLOCK_FEATURE_BYTES = 48;
/** Upper bytes of a word of counts: `tallies` has a u64 for each. */
export const N_TALLIES = 256;
/** Ways of four words to go: behind the tallies stand 16 bytes for each. */
export const N_SHUFFLES = 16;
