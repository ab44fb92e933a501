/** What one thread has in hand of a search: index of each 32-bit field, for wasm/nearest.ts and for JavaScript. */

/** Rows that ask together, at most. */
export const ASKERS = 256;
/** Scratch: the bounds of 4 x 8 pairs, then two words for each asker, and one for each of its numbers and codes. */
export const BOUND_BYTES = 128;
/** Where the words of first limits begin: behind the bounds, and the word of each asker's norm. */
export const SEED_BYTES = BOUND_BYTES + 4 * ASKERS;

/** [nAskers u32] the rows that ask. */
export const askers = 0;
export const nAskers = 1;
/** [nAskers * k f64] squared distances; of own points instead, [nOwn * k]. */
export const distances = 2;
/** [like distances, i32] what the neighbours are called. */
export const index = 3;
/** [n8 f32] what the bound of a pair must stay below for a point's own list; -3.4e38 where it takes none. */
export const limits = 4;
/**
 * Not 0: each pair is measured once. Those who ask are own points, one after the other; they are compared with the points
 * behind them, and lists of own points on either side take the pair.
 */
export const once = 5;
/** BOUND_BYTES + 4 * ASKERS * (2 + numbers and codes) bytes. */
export const scratch = 6;
/** Bytes of the whole block. */
export const bytes = 32;
