/** The numbers of a boosted fit: index of each f64 behind `at`, for the kernels and for JavaScript. */

export const learningRate = 0;
export const minChildWeight = 1;
export const l2 = 2;
export const l1 = 3;
export const gamma = 4;
export const categoryL2 = 5;
export const categorySmooth = 6;
export const alpha = 7;
/** Quanta in a unit of a gradient and of a hessian; the kernel chooses them for each tree. */
export const scaleG = 8;
export const scaleH = 9;

/** Bytes of the fit that stand before its numbers. */
export const at = 256;
