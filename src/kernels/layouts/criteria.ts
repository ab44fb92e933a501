/** What a split of a tree is chosen by: the number that the kernels know it by. */

export const gini = 0;
export const entropy = 1;
export const squared_error = 2;
export const poisson = 3;
export const absolute_error = 4;
