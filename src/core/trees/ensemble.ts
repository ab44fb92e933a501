/** Trees as a few flat arrays: saving them is copying, loading them is slicing, predicting is walking. */
import { USE_WORDS } from '../../kernels/exports.js';
import type { BinnedColumns } from './binned-columns.js';
import type { FeatureBins } from './feature-bins.js';
import { joinNodes, type PackedNodes, type PackedTree } from './packed-nodes.js';

/** One grown tree. Nodes are laid out as kernels/layouts/nodes.ts says. */
export interface Tree {
  /** [nNodes * NODE_WORDS] */
  readonly nodes: Int32Array;
  /** [nLeaves * nValues] */
  readonly leaves: Float64Array;
  /** [nSets * 8] one bit a bin: those that go left at a split of categories. */
  readonly sets: Int32Array;
  /** [nNodes] what each split gained; 0 in leaves. */
  readonly gains: Float64Array;
}

/** What each column did for the fit. */
export interface Importances {
  /** [columns] sum of the gains of its splits, as shares of 1 (all 0 when nothing was split). */
  readonly gain: Float64Array;
  /** [columns] number of its splits. */
  readonly split: Float64Array;
}

export interface Ensemble extends PackedNodes {
  /** At most 2^19. */
  readonly features: readonly FeatureBins[];
  /** [nFeatures] index of each feature's column in a block. */
  readonly columns: readonly number[];
  /** Values in a leaf: classes of a forest, else 1. */
  readonly nValues: number;
  /** Trees that one round adds, each to channels of its own: classes of a boosted softmax, else 1. */
  readonly treesPerRound: number;
  /** [nLeaves * nValues]; nodes may share them. */
  readonly leaves: Float64Array;
  readonly importances: Importances;
  /** Loaded, to predict block after block: its arrays stay in the arena of the thread that predicts. */
  readonly isLoaded: boolean;
}

/** The leaves of all trees, end to end. */
function joinLeaves(trees: readonly PackedTree[]): Float64Array {
  const all = new Float64Array(trees.reduce((sum, { leaves }) => sum + leaves.length, 0));
  let at = 0;
  for (const { leaves } of trees) {
    all.set(leaves, at);
    at += leaves.length;
  }
  return all;
}

/** Adds up what the features did, tree by tree: a sum of floats is of its order. */
function importancesOf(columns: readonly number[], trees: readonly PackedTree[]): Importances {
  const gains = new Float64Array(columns.length);
  const splits = new Float64Array(columns.length);
  for (const { uses } of trees) {
    for (let at = 0; at < uses.length; at += USE_WORDS) {
      splits[uses[at]] += uses[at + 1];
      gains[uses[at]] += uses[at + 2];
    }
  }
  const gain = new Float64Array(columns.length);
  const split = new Float64Array(columns.length);
  columns.forEach((column, feature) => {
    gain[column] = gains[feature];
    split[column] = splits[feature];
  });
  const all = gain.reduce((sum, value) => sum + value, 0);
  return { gain: all > 0 ? gain.map((value) => value / all) : gain, split };
}

/** @param trees round by round, and within a round channel by channel */
export function joinTrees(
  { features, columns }: BinnedColumns,
  trees: readonly PackedTree[],
  shape: Pick<Ensemble, 'nValues' | 'treesPerRound'>,
): Ensemble {
  return {
    features,
    columns,
    ...shape,
    ...joinNodes(trees, shape.nValues),
    leaves: joinLeaves(trees),
    importances: importancesOf(columns, trees),
    isLoaded: false,
  };
}

/** Rounds of an ensemble: the trees of a forest, the iterations of a boost. */
export const countRounds = ({ roots, treesPerRound }: Ensemble): number => roots.length / treesPerRound;
