/** Parts of a boosted fit besides its fields and numbers: byte offsets in its block, and sizes. */

/** Words of the threads that work on it: wasm/boost-team.ts. */
export const TEAM = 384;
/** What the parts of a region of work are told: wasm/boost-task.ts. */
export const TASK = 448;
/** u8 [256] the side that each bin goes to at the split that is being made. */
export const SIDES = 512;

/** Rows in a block of those that threads share. */
export const BLOCK_ROWS = 8192;
/** Bytes that are kept of a block: wasm/boost-leaves.ts. */
export const BLOCK_BYTES = 32;
/** Bytes of the best split of a feature: wasm/boost-job.ts. */
export const SPLIT_BYTES = 64;
/** Bytes of a leaf's record without its groups of features: wasm/boost-job.ts. */
export const LEAF_BYTES = 128;
/** Bytes that each thread of a boosted fit works in: wasm/boost-scan.ts. */
export const SCRATCH_BYTES = 3200;
