/** How long loops are parted into calls. */

/**
 * Rows that one call works through where there may be many more: V8 never changes the code of a call that runs, and takes up
 * better code when a function is called again. A multiple of 16. A part that is called in two places is not put in line.
 */
export const CALLED_ROWS = 1 << 13;
