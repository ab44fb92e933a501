/** Edges of the bins of a column of numbers: cuts, then the smallest and the largest value of each bin. */

/** Bins of a column at most, the missing one not counted. */
export const MAX_BINS = 255;
/** Doubles that a list of cuts, or of the bins' smallest or largest values, has room for. */
export const EDGE_ROOM = 256;
/** Bytes of such a list. */
export const EDGE_BYTES = 8 * EDGE_ROOM;
/** Buckets of one width, between the first and the last cut, that values are looked up in first; a byte of scratch each. */
export const BIN_BUCKETS = 1024;
