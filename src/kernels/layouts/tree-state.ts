/** What stands behind the 32-bit fields of a tree job: byte offsets, for the kernels and for JavaScript. */

/** f64, of JavaScript: what a split must gain at least, as a share of the whole weight. */
export const minGain = 224;
/** f64 that the kernel fills: the weight of all rows that the tree sees. */
export const rootWeight = 232;
/** f64 each: between these the value of the node at hand must stay. */
export const lowerBound = 240;
export const upperBound = 248;
/** The best split so far: its score a / d, and half-way between the values of both sides, f64 each. */
export const bestA = 256;
export const bestD = 264;
export const bestMiddle = 272;
/** Its feature, its last bin to go left, and the side of missing values, i32 each. */
export const bestFeature = 288;
export const bestBin = 292;
export const bestSide = 296;
/** u64: the tally of the node at hand. */
export const tally = 304;
/** f64, of JavaScript, which the kernel does not read: what trees are pruned by. */
export const ccpAlpha = 312;
/** The same: of boosted trees. */
export const learningRate = 344;
