/** What a boosted fit makes least: the number that the kernels know it by. */

export const log_loss = 0;
export const softmax = 1;
export const squared_error = 2;
export const absolute_error = 3;
export const quantile = 4;
export const huber = 5;
export const poisson = 6;
export const gamma = 7;
