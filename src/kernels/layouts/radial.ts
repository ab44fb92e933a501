/** Numbers of a radial kernel between points: index of each f64, for wasm/svm.ts and for JavaScript. */

/** K = e^(-gamma d^2), in the scale that points are laid in. */
export const gamma = 0;
/** What a differing code adds to the squared distance. */
export const cost = 1;
/** The squared distance of the numbers of rows that have none in common. */
export const apart = 2;
/** Not 0: numbers may be missing. */
export const holey = 3;
/** Of all numbers. */
export const bytes = 32;
