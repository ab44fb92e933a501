/** A search for nearest neighbours: index of each 32-bit field, for wasm/nearest*.ts and for JavaScript. */

/** [(nPoints + nAskers) * (nNumbers + nCodes) f64] row-major: points, then those who ask and are none. */
export const rows = 0;
export const nPoints = 1;
export const nNumbers = 2;
/** Behind the numbers of each row. */
export const nCodes = 3;
/** Numbers that are missing (NaN) in some row. */
export const nHoley = 4;
/** [nNumbers u32] the numbers, those without a hole first. */
export const order = 5;
/** [nNumbers f64] OUT of packing: the mean of each, in that order. */
export const centres = 6;
/** [n8 / 8][nNumbers + nCodes][8] f32, n8 = nPoints rounded up to 8; numbers in that order, less their centres. */
export const pack = 7;
/** [n8 f32] squared lengths less their part of the error bound; infinite for what pads. */
export const norms = 8;
/** Neighbours that are looked for. */
export const k = 9;
/** [nPoints u32] what neighbours are called; ascending among the first `nOwn` points, and among the others. */
export const places = 10;
/** The first points, which ask as well. */
export const nOwn = 11;
/** f64: what a differing code adds to the squared distance. */
export const cost = 12;
/** f64: the squared distance of the numbers of two rows that have none in common. */
export const apart = 14;
/** Of a search down a tree, which packs f64 [n8 / 8][nNumbers][8] instead: [nPoints u32] points in the order of the tree. */
export const members = 25;
/** [nodes / 2][nNumbers][4] f64: lows of two siblings, their highs; the root is a right one. */
export const boxes = 26;
/** [nodes i32] the lowest name of each. */
export const lowest = 27;
/** What follows is for those who share the work; the kernels do not read it. Not 0: own points ask, each pair once. */
export const once = 16;
/** [nAsked u32] the rows that ask, when own points do not. */
export const asked = 17;
export const nAsked = 18;
/** OUT [nAsked * k] f64 squared distances and i32 names. */
export const distances = 19;
export const index = 20;
/** The next block of askers that nobody has claimed. */
export const next = 21;
/** Tiles that are done: a block of askers and a stretch of points. */
export const done = 22;
/** Threads besides the owner that asked to keep lists of own points, and where all lists are: [MOST_LISTS * 2 u32] distances and names. */
export const nLists = 23;
export const lists = 24;
/** Not 0: rows that ask go down a tree. */
export const hasTree = 28;
/** OUT of packing: not 0 when points are packed as whole numbers, [n8 / 8][half of the numbers, up][8][2] i16, norms as i32. */
export const coarse = 29;
/** OUT of packing, f64: what a number less its centre is multiplied by to be whole. */
export const unit = 30;
/** Of a coarse search: [nOwn i32] what the first look at a pair must stay below for an own point's list, from the start. */
export const seeds = 32;
/** Bytes of the whole block. */
export const bytes = 144;
