/** Where a training row falls in a tree as it was grown, by the row's bins. */
import { MISSING_BIN, MISSING_LEFT, NODE_WORDS } from '../../kernels/exports.js';
import type { BinnedColumns } from './binned-columns.js';

export type TrainingBins = Pick<BinnedColumns, 'bins' | 'nRows'>;

/** @param nodes as kernels/layouts/nodes.ts has them  @returns the number of the leaf that a training row falls into */
export function leafOf(nodes: Int32Array, { bins, nRows }: TrainingBins, row: number): number {
  let at = 0;
  while (nodes[at] >= 0) {
    const bin = bins[nodes[at] * nRows + row];
    const rule = nodes[at + 1];
    const left = bin === MISSING_BIN ? (rule & MISSING_LEFT) !== 0 : bin <= (rule & 255);
    at = NODE_WORDS * (nodes[at + 2] + (left ? 0 : 1));
  }
  return nodes[at + 1];
}
