/**
 * The functions of kernels.wasm and the layouts of what they are given. Addresses are byte offsets into the arena's memory.
 *
 * A layout stands in one file of `layouts`, which both the kernels and JavaScript read: the two cannot disagree.
 */
import type { BinningKernels } from './binning-exports.js';
import type { BoostKernels } from './boost-exports.js';
import type * as OBJECTIVES from './layouts/objectives.js';
import type { NearestKernels } from './nearest-exports.js';
import type { NewRowKernels } from './new-rows-exports.js';
import type { PointKernels } from './point-exports.js';
import type { TableRowKernels } from './table-rows-exports.js';
import type { TreeKernels } from './tree-exports.js';

export interface KernelExports
  extends TreeKernels,
    BinningKernels,
    BoostKernels,
    NearestKernels,
    NewRowKernels,
    PointKernels,
    TableRowKernels {
  /** Draws n words of xoshiro128** from the state at S [4 u32] to OUT [n u32]. */
  drawU32(S: number, OUT: number, n: number): void;
  /** Counts n draws with replacement among n, by the generator whose state is at S [4 u32], to OUT [n u32]. */
  countDraws(S: number, n: number, OUT: number): void;
}

export * as BOOST_JOB from './layouts/boost-job.js';
export * as BOOST_NUMBERS from './layouts/boost-numbers.js';
export * as BOOST_PARTS from './layouts/boost-parts.js';
export { CALLED_ROWS } from './layouts/calls.js';
export * as CELL_KINDS from './layouts/cells.js';
export * as CRITERIA from './layouts/criteria.js';
export { BIN_BUCKETS, EDGE_ROOM, MAX_BINS } from './layouts/edges.js';
export * as NEAREST_HAND from './layouts/nearest-hand.js';
export * as NEAREST_JOB from './layouts/nearest-job.js';
export { LEAF_GROUPS } from './layouts/nearest-tree.js';
export {
  IS_SET,
  LEAF_TABLE_BYTES,
  MISSING_BIN,
  MISSING_LEFT,
  MOST_SHARED_LEAVES,
  NODE_WORDS,
  PACKED_LEAF,
  PACKED_PLACE,
  PACKED_SET,
  PACKED_SET_WORDS,
  PACKED_WORDS,
  SET_SHIFT,
  TILE_FEATURE_BYTES,
  TILE_ROWS,
  USE_WORDS,
} from './layouts/nodes.js';
export * as OBJECTIVES from './layouts/objectives.js';
export * as POINTS from './layouts/points.js';
export * as PREDICT_JOB from './layouts/predict-job.js';
export * as TREE_JOB from './layouts/tree-job.js';
export * as TREE_PARTS from './layouts/tree-parts.js';
export * as TREE_STATE from './layouts/tree-state.js';

/** Names of OBJECTIVES, in the order that help lists them. */
export const BOOST_OBJECTIVES = [
  'log_loss',
  'softmax',
  'squared_error',
  'absolute_error',
  'quantile',
  'huber',
  'poisson',
  'gamma',
] as const satisfies readonly (keyof typeof OBJECTIVES)[];

/**
 * 32-bit words that say where a kept tree stands: number and offset of its nodes, of the doubles of its leaves, and of those of its
 * uses; offsets of bag and fallen, and the length of the last.
 */
export const KEPT_WORDS = 9;
