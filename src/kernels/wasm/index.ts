// All kernels: one export line a file.
export { drawU32 } from './rng';
export { growTree } from './grow-tree';
export { addTree } from './tree';
export { packNearest, nearest } from './nearest';
export { nearestManhattan, packManhattan } from './manhattan';
