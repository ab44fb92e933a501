/** What a tree job sums: counts of two classes, w and w*y, or the weight of each class. */

export const counts = 0;
export const sums = 1;
export const classes = 2;
