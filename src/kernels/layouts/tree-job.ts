/** A tree job: index of each 32-bit field. wasm/tree-job.ts says what each is; the kernels and JavaScript both read this file. */

export const bins = 0;
export const answers = 2;
export const weights = 3;
export const factors = 4;
export const lows = 5;
export const highs = 6;
export const signs = 7;
export const varying = 8;
export const nRows = 9;
export const nVarying = 10;
export const nChannels = 11;
/** CELL_KINDS */
export const kind = 12;
/** CRITERIA */
export const criterion = 13;
export const maxFeatures = 14;
export const maxDepth = 15;
export const minSplit = 16;
export const minLeaf = 17;
export const maxLeaves = 18;
export const nDraws = 19;
export const drawsCuts = 20;
export const balances = 21;
export const drawn = 22;
export const rows = 23;
export const cells = 24;
export const spareRows = 25;
export const spareCells = 26;
export const histogram = 27;
export const touched = 28;
export const counts = 29;
export const order = 30;
export const stack = 31;
export const rng = 32;
export const sums = 33;
export const block = 34;
export const keys = 35;
export const nodes = 36;
export const leaves = 37;
export const gains = 38;
export const values = 39;
/** The kernel counts these as it writes them. */
export const nNodes = 40;
export const nLeaves = 41;
/** What follows is for those who share the work; the kernel does not read it. */
export const nTrees = 42;
/** The next tree that nobody has claimed. */
export const next = 43;
/** [nTrees * 4 u32] the random state that each tree starts from. */
export const states = 44;
/** [nTrees * KEPT_WORDS] where each tree stands when it is grown. */
export const kept = 45;
/** Not 0: values of inner nodes are kept, for pruning. */
export const keepsValues = 46;
/** Not 0: where rows fall that a tree did not draw is kept. */
export const scoresOutOfBag = 47;
/** Read by the kernel: f64 [nFeatures * 256] the middle of each bin's values. */
export const middles = 48;
export const nFeatures = 49;
/** Read by the kernel when medians are looked for: room, and rows by their answers. */
export const fenwick = 50;
export const sorted = 51;
export const labels = 52;
export const keptKeys = 53;
export const tallies = 54;
/** Read by the kernel: classes whose rows are drawn apart; 0: rows are drawn whatever their class. */
export const nQuotas = 55;
/** [nQuotas * 3 u32] of each such class its rows, how many of them are drawn, and not 0 where that is with replacement. */
export const quotas = 80;
/** [nRows u32] rows by class, those of a class in their order. */
export const members = 81;
/** Of boosted trees, which the kernel grows one by one: how many a learner has. */
export const nRounds = 82;
/** Not 0: a learner's weights are of the rows that it draws; else of all rows. */
export const boostsBag = 83;
/** f64 [nTrees] how much each boosted tree counts; 0: it was not grown. */
export const votes = 84;
/** Classes that training rows have. */
export const nPresent = 85;
/** Of rows that are drawn by their weights: [nRows * 2 u32] of each its chance of being kept, and who is drawn instead; 0: all are as likely. */
export const chances = 88;
/** Bytes of the whole block, with what tree-state.ts has among and behind these fields. */
export const bytes = 360;
