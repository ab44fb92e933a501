/**
 * Trees as flat arrays, nodes in preorder: what the library trees are turned into, so that they are small on disk, quick
 * to read and predict the same after loading. The left child of a node follows it.
 */
import { isNumeric } from '../table.js';
import type { Block, Fitted } from './model.js';
import {
  bytesOfFloats,
  bytesOfInts,
  floatsOfBytes,
  intsOfBytes,
  packModel,
  unpackModel,
} from './model-bytes.js';

interface FlatTrees {
  /** Classes, or 1 for numbers. */
  readonly nOutputs: number;
  /** [nTrees] index of each root. */
  readonly roots: Int32Array;
  /** [nNodes] feature that is asked, -1 in a leaf. */
  readonly columns: Int32Array;
  /** [nNodes] index of the right child; in a leaf the index of the leaf. */
  readonly rights: Int32Array;
  /** [nNodes] rows below go left; 0 in a leaf. */
  readonly cuts: Float64Array;
  /** [nLeaves * nOutputs] shares of the classes, or the value. */
  readonly leaves: Float64Array;
}

/** A node as ml-cart keeps it. */
export interface CartNode {
  readonly left?: CartNode;
  readonly right?: CartNode;
  readonly splitColumn?: number;
  readonly splitValue?: number;
  /** A value, or one row of class shares, as long as the leaf's highest class + 1. */
  readonly distribution?: number | { readonly columns: number; get(row: number, column: number): number };
}

/** A trained tree, with the feature that each of its column numbers stands for. */
export interface CartTree {
  readonly root: CartNode;
  readonly featureOf: (column: number) => number;
}

/** The outputs of a leaf; dividing by the sum undoes the rounding of shares that were summed row by row. */
function leafOutputs({ distribution }: CartNode, nOutputs: number): number[] {
  if (typeof distribution !== 'object') return [distribution ?? 0];
  const shares = Array.from({ length: nOutputs }, (_, k) =>
    k < distribution.columns ? distribution.get(0, k) : 0,
  );
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => share / sum);
}

function flattenTrees(trees: readonly CartTree[], nOutputs: number): FlatTrees {
  const roots: number[] = [];
  const columns: number[] = [];
  const rights: number[] = [];
  const cuts: number[] = [];
  const leaves: number[] = [];
  const visit = (node: CartNode, featureOf: CartTree['featureOf']): void => {
    const at = columns.length;
    const inner = node.left !== undefined && node.right !== undefined;
    columns.push(inner ? featureOf(node.splitColumn as number) : -1);
    cuts.push(inner ? (node.splitValue as number) : 0);
    rights.push(leaves.length / nOutputs);
    if (!inner) {
      leaves.push(...leafOutputs(node, nOutputs));
      return;
    }
    visit(node.left, featureOf);
    rights[at] = columns.length;
    visit(node.right, featureOf);
  };
  for (const { root, featureOf } of trees) {
    roots.push(columns.length);
    visit(root, featureOf);
  }
  return {
    nOutputs,
    roots: Int32Array.from(roots),
    columns: Int32Array.from(columns),
    rights: Int32Array.from(rights),
    cuts: Float64Array.from(cuts),
    leaves: Float64Array.from(leaves),
  };
}

/** The mean of the leaves that a row falls into. @returns [nRows * nOutputs] row-major */
function predictTrees({ nOutputs, roots, columns, rights, cuts, leaves }: FlatTrees, block: Block) {
  const features = block.columns.map((column) => {
    if (!isNumeric(column)) throw new Error(`column ${column.name} is not numeric`);
    return column.values;
  });
  const out = new Float64Array(block.nRows * nOutputs);
  for (let row = 0; row < block.nRows; row++) {
    for (const root of roots) {
      let node = root;
      while (columns[node] >= 0) {
        node = features[columns[node]][row] < cuts[node] ? node + 1 : rights[node];
      }
      for (let k = 0; k < nOutputs; k++) out[row * nOutputs + k] += leaves[rights[node] * nOutputs + k];
    }
  }
  return out.map((sum) => sum / roots.length);
}

const SCHEMA = 'flat-trees';

const fittedTrees = (trees: FlatTrees): Fitted => ({
  predict: (block) => predictTrees(trees, block),
  save(allocate) {
    const { nOutputs, roots, columns, rights, cuts, leaves } = trees;
    const parts = [...[roots, columns, rights].map(bytesOfInts), ...[cuts, leaves].map(bytesOfFloats)];
    return packModel(SCHEMA, { nOutputs }, parts, allocate);
  },
});

/** @param nOutputs classes, or 1 for numbers */
export const fittedCartTrees = (trees: readonly CartTree[], nOutputs: number): Fitted =>
  fittedTrees(flattenTrees(trees, nOutputs));

/** The inverse of `save`. @throws AssayError exit 1 when the bytes are no such trees. */
export function loadCartTrees(bytes: Uint8Array): Fitted {
  const { header, parts } = unpackModel<{ nOutputs: number }>(SCHEMA, bytes);
  const [roots, columns, rights] = parts.slice(0, 3).map(intsOfBytes);
  const [cuts, leaves] = parts.slice(3).map(floatsOfBytes);
  return fittedTrees({ nOutputs: header.nOutputs, roots, columns, rights, cuts, leaves });
}
