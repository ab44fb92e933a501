/** A boosted fit: index of each 32-bit field. wasm/boost-job.ts says what each is; the kernels and JavaScript both read this file. */

export const bins = 0;
export const nBins = 1;
export const histAt = 2;
export const histEnd = 3;
export const isCategory = 4;
export const hasMissing = 5;
export const monotone = 6;
export const groups = 7;
export const answers = 8;
export const weights = 9;
export const scores = 10;
export const gradients = 11;
export const hessians = 12;
export const rowsA = 13;
export const rowsB = 14;
export const packedA = 15;
export const packedB = 16;
export const flags = 17;
export const undrawn = 18;
export const blocks = 19;
export const roundSums = 20;
export const pool = 21;
export const histBytes = 22;
export const nSlots = 23;
export const slotOwner = 24;
export const leafRecords = 25;
export const leafBytes = 26;
export const candidates = 27;
export const treeFeatures = 28;
export const order = 29;
export const allowed = 30;
export const nodes = 31;
export const leaves = 32;
export const sets = 33;
export const gains = 34;
export const counts = 35;
export const nTrained = 36;
export const nAll = 37;
export const stride = 38;
export const nFeatures = 39;
export const nChannels = 40;
export const objective = 41;
export const maxLeaves = 42;
export const maxDepth = 43;
export const minLeaf = 44;
export const nDrawn = 45;
export const nTreeFeatures = 46;
export const nNodeFeatures = 47;
export const mostCategories = 48;
export const nGroupWords = 49;
export const channel = 50;
/** How a sum of gradients and one of hessians share 64 bits; the kernel chooses it for each tree. */
export const shift = 51;
export const nSets = 52;
/** Four words. */
export const drawState = 53;
export const queue = 57;
/** Two words. */
export const nodeKey = 58;
/** Four words. */
export const rowKey = 60;
// Numbers, words of the team and of a task, and a table of bins stand between: boost-parts.ts.
export const partials = 192;
export const nPartials = 193;
/** Bytes of the whole block. */
export const bytes = 784;
