/**
 * Binary classification trees as flat arrays, nodes in preorder: what the library trees are turned into, so that they
 * are small on disk, quick to read and predict the same after loading. The left child of a node follows it.
 */
import { isNumeric } from '../table.js';
import type { Block } from './model.js';
import { bytesOfFloats, bytesOfInts, floatsOfBytes, intsOfBytes } from './model-bytes.js';

export interface FlatTrees {
  /** [nTrees] index of each root. */
  readonly roots: Int32Array;
  /** [nNodes] feature that is asked, -1 in a leaf. */
  readonly columns: Int32Array;
  /** [nNodes] index of the right child, 0 in a leaf. */
  readonly rights: Int32Array;
  /** [nNodes] rows below go left; in a leaf p of class 1. */
  readonly values: Float64Array;
}

/** A node as ml-cart keeps it. */
export interface CartNode {
  readonly left?: CartNode;
  readonly right?: CartNode;
  readonly splitColumn?: number;
  readonly splitValue?: number;
  /** One row of class shares, as long as the leaf's highest class + 1. */
  readonly distribution?: { readonly columns: number; get(row: number, column: number): number };
}

/** p of class 1 in a leaf; dividing by the sum undoes the rounding of shares that were summed row by row. */
function leafProba({ distribution }: CartNode): number {
  if (!distribution || distribution.columns < 2) return 0;
  const ones = distribution.get(0, 1);
  return ones / (ones + distribution.get(0, 0));
}

/** @param trees roots, each with the feature that its column numbers stand for */
export function flattenTrees(
  trees: readonly { root: CartNode; featureOf: (column: number) => number }[],
): FlatTrees {
  const roots: number[] = [];
  const columns: number[] = [];
  const rights: number[] = [];
  const values: number[] = [];
  const visit = (node: CartNode, featureOf: (column: number) => number): void => {
    const at = columns.length;
    const inner = node.left !== undefined && node.right !== undefined;
    columns.push(inner ? featureOf(node.splitColumn as number) : -1);
    values.push(inner ? (node.splitValue as number) : leafProba(node));
    rights.push(0);
    if (!inner) return;
    visit(node.left, featureOf);
    rights[at] = columns.length;
    visit(node.right, featureOf);
  };
  for (const { root, featureOf } of trees) {
    roots.push(columns.length);
    visit(root, featureOf);
  }
  return {
    roots: Int32Array.from(roots),
    columns: Int32Array.from(columns),
    rights: Int32Array.from(rights),
    values: Float64Array.from(values),
  };
}

/** The mean over trees of the leaves' p. @returns [nRows * 2] row-major */
export function predictTrees({ roots, columns, rights, values }: FlatTrees, block: Block): Float64Array {
  const features = block.columns.map((column) => {
    if (!isNumeric(column)) throw new Error(`column ${column.name} is not numeric`);
    return column.values;
  });
  const out = new Float64Array(2 * block.nRows);
  for (let row = 0; row < block.nRows; row++) {
    let sum = 0;
    for (const root of roots) {
      let node = root;
      while (columns[node] >= 0) {
        node = features[columns[node]][row] < values[node] ? node + 1 : rights[node];
      }
      sum += values[node];
    }
    out[2 * row + 1] = sum / roots.length;
    out[2 * row] = 1 - out[2 * row + 1];
  }
  return out;
}

export const treeParts = ({ roots, columns, rights, values }: FlatTrees): Uint8Array[] => [
  bytesOfInts(roots),
  bytesOfInts(columns),
  bytesOfInts(rights),
  bytesOfFloats(values),
];

export const treesOfParts = ([roots, columns, rights, values]: Uint8Array[]): FlatTrees => ({
  roots: intsOfBytes(roots),
  columns: intsOfBytes(columns),
  rights: intsOfBytes(rights),
  values: floatsOfBytes(values),
});
