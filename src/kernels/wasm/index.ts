// All kernels: one export line a file.
export { drawU32 } from './rng';
export { addTree, growTree } from './tree';
export { packNearest, nearest } from './nearest';
export { nearestManhattan, packManhattan } from './manhattan';
export { boostAssist, boostEnd, boostGradients, boostTree } from './boost';
