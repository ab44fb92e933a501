/** A big model cut into pieces of whole trees, so that predicting with it needs no second copy of all its nodes. */
import { PACKED_WORDS } from '../../kernels/exports.js';
import type { PackedNodes } from './packed-nodes.js';

/** Trees up to before `endTree`, from where the piece before ends. */
export interface TreePiece {
  readonly endTree: number;
  readonly firstNode: number;
  readonly endNode: number;
}

/** @param mostBytes of the nodes of a piece, unless one tree alone has more */
export function treePieces({ roots, nodes }: PackedNodes, mostBytes: number): TreePiece[] {
  const nNodes = nodes.length / PACKED_WORDS;
  const endOf = (tree: number) => (tree + 1 < roots.length ? roots[tree + 1] : nNodes);
  const pieces: TreePiece[] = [];
  let firstNode = 0;
  roots.forEach((_, tree) => {
    const isLast = tree + 1 === roots.length;
    if (!isLast && 4 * PACKED_WORDS * (endOf(tree + 1) - firstNode) <= mostBytes) return;
    pieces.push({ endTree: tree + 1, firstNode, endNode: endOf(tree) });
    firstNode = endOf(tree);
  });
  return pieces;
}
