// All kernels: one export line a file.
export { drawU32 } from './rng';
export { packNearest, nearest } from './nearest';
