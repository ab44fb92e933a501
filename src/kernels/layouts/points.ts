/** Numbers of a distance between points, and of a radial kernel: index of each f64, for the kernels and for JavaScript. */

/** K = e^(-gamma d^2), in the scale that points are laid in. */
export const gamma = 0;
/** What a differing code adds to the squared distance. */
export const cost = 1;
/** The squared distance of the numbers of rows that have none in common. */
export const apart = 2;
/** Not 0: numbers may be missing. */
export const holey = 3;
/** Bytes from which on a group's distances are written. */
export const room = 32;
/** Of all. */
export const bytes = 96;
