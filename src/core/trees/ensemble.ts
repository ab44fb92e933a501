/** Trees as a few flat arrays: saving them is copying, loading them is slicing, predicting is walking. */
import { NODE_WORDS } from '../../kernels/exports.js';
import type { Engine } from '../arena.js';
import type { Block } from '../models/model.js';
import {
  bytesOfFloats,
  bytesOfInts,
  floatsOfBytes,
  intsOfBytes,
  packModel,
  unpackModel,
} from '../models/model-bytes.js';
import type { BinnedColumns } from './binned-columns.js';
import { binColumn } from './binning.js';
import type { FeatureBins } from './feature-bins.js';

/** One grown tree. Nodes are laid out as kernels/exports.ts says. */
export interface Tree {
  /** [nNodes * NODE_WORDS] */
  readonly nodes: Int32Array;
  /** [nLeaves * nValues] */
  readonly leaves: Float64Array;
  /** [nSets * 8] one bit a bin: those that go left at a split of categories. */
  readonly sets: Int32Array;
  /** [nNodes] what each split gained; 0 in leaves. For importances, not kept. */
  readonly gains: Float64Array;
}

/** What each column did for the fit. */
export interface Importances {
  /** [columns] sum of the gains of its splits, as shares of 1 (all 0 when nothing was split). */
  readonly gain: Float64Array;
  /** [columns] number of its splits. */
  readonly split: Float64Array;
}

export interface Ensemble {
  readonly features: readonly FeatureBins[];
  /** [nFeatures] index of each feature's column in a block. */
  readonly columns: readonly number[];
  /** Values in a leaf: classes of a forest, else 1. */
  readonly nValues: number;
  /** Trees that one round adds, each to channels of its own: classes of a boosted softmax, else 1. */
  readonly treesPerRound: number;
  /** [nTrees] nodes, leaves and sets of each tree. */
  readonly sizes: readonly (readonly [nodes: number, leaves: number, sets: number])[];
  readonly nodes: Int32Array;
  readonly leaves: Float64Array;
  readonly sets: Int32Array;
  readonly importances: Importances;
}

/** Joins typed arrays end to end. */
function concat<T extends Int32Array | Float64Array>(parts: readonly T[], make: (length: number) => T): T {
  const whole = make(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function importancesOf(columns: readonly number[], trees: readonly Tree[]): Importances {
  const gain = new Float64Array(columns.length);
  const split = new Float64Array(columns.length);
  for (const { nodes, gains } of trees) {
    for (let node = 0; node < gains.length; node++) {
      const feature = nodes[node * NODE_WORDS];
      if (feature < 0) continue;
      gain[columns[feature]] += gains[node];
      split[columns[feature]]++;
    }
  }
  const all = gain.reduce((sum, value) => sum + value, 0);
  return { gain: all > 0 ? gain.map((value) => value / all) : gain, split };
}

/** @param trees round by round, and within a round channel by channel */
export function joinTrees(
  { features, columns }: BinnedColumns,
  trees: readonly Tree[],
  shape: Pick<Ensemble, 'nValues' | 'treesPerRound'>,
): Ensemble {
  const ints = (length: number) => new Int32Array(length);
  const { nValues } = shape;
  return {
    features,
    columns,
    ...shape,
    sizes: trees.map(({ nodes, leaves, sets }) => [
      nodes.length / NODE_WORDS,
      leaves.length / nValues,
      sets.length / 8,
    ]),
    nodes: concat(
      trees.map(({ nodes }) => nodes),
      ints,
    ),
    leaves: concat(
      trees.map(({ leaves }) => leaves),
      (length) => new Float64Array(length),
    ),
    sets: concat(
      trees.map(({ sets }) => sets),
      ints,
    ),
    importances: importancesOf(columns, trees),
  };
}

/** Rounds of an ensemble: the trees of a forest, the iterations of a boost. */
export const countRounds = ({ sizes, treesPerRound }: Ensemble): number => sizes.length / treesPerRound;

/**
 * Sums of leaves, for the price of one walk.
 * @param rounds ascending, from 0 to `countRounds`
 * @returns for each of `rounds` the sums over that many first rounds: [nRows * (nValues * treesPerRound)]
 */
export function sumTrees(
  ensemble: Ensemble,
  block: Block,
  rounds: readonly number[],
  engine: Engine,
): Float64Array[] {
  const { arena, kernels } = engine;
  const { features, columns, nValues, treesPerRound, sizes, nodes, leaves, sets } = ensemble;
  const { nRows } = block;
  const width = nValues * treesPerRound;
  return arena.scope((scratch) => {
    const bins = scratch.alloc(nRows * features.length);
    features.forEach((feature, f) => {
      binColumn(block.columns[columns[f]], feature, engine, bins + f * nRows);
    });
    const out = scratch.alloc(8 * nRows * width);
    scratch.f64(out, nRows * width).fill(0);
    const at = {
      nodes: scratch.alloc(4 * nodes.length),
      leaves: scratch.alloc(8 * leaves.length),
      sets: scratch.alloc(4 * sets.length),
    };
    scratch.i32(at.nodes, nodes.length).set(nodes);
    scratch.f64(at.leaves, leaves.length).set(leaves);
    scratch.i32(at.sets, sets.length).set(sets);
    let tree = 0;
    return rounds.map((round) => {
      for (; tree < round * treesPerRound; tree++) {
        const [nNodes, nLeaves, nSets] = sizes[tree];
        const to = out + 8 * nValues * (tree % treesPerRound);
        kernels.addTree(bins, nRows, at.nodes, at.sets, at.leaves, nValues, to, width);
        at.nodes += 4 * NODE_WORDS * nNodes;
        at.leaves += 8 * nValues * nLeaves;
        at.sets += 32 * nSets;
      }
      return scratch.f64(out, nRows * width).slice();
    });
  });
}

type SavedFeature = { readonly name: string } & (
  | { readonly kind: 'number'; readonly nCuts: number }
  | { readonly kind: 'category'; readonly nBins: number; readonly nLevels: number }
);

const savedFeature = (feature: FeatureBins): SavedFeature =>
  feature.kind === 'number'
    ? { kind: 'number', name: feature.name, nCuts: feature.cuts.length }
    : {
        kind: 'category',
        name: feature.name,
        nBins: feature.nBins,
        nLevels: feature.binOfCode.length,
      };

/**
 * Bytes of an ensemble. @param schema which model it is of, e.g. `forest`
 * @param header what that model keeps besides, as JSON
 */
export function saveEnsemble(
  schema: string,
  ensemble: Ensemble,
  header: Readonly<Record<string, unknown>>,
): Uint8Array {
  const { features, columns, nValues, treesPerRound, sizes, nodes, leaves, sets, importances } = ensemble;
  const cuts = features.flatMap((feature) => (feature.kind === 'number' ? [feature.cuts] : []));
  const codes = features.flatMap((feature) => (feature.kind === 'category' ? [...feature.binOfCode] : []));
  const shape = { nValues, treesPerRound, columns, features: features.map(savedFeature) };
  return packModel(schema, { ...header, ensemble: shape }, [
    bytesOfInts(Int32Array.from(sizes.flat())),
    bytesOfInts(nodes),
    bytesOfFloats(leaves),
    bytesOfInts(sets),
    bytesOfFloats(concat(cuts, (length) => new Float64Array(length))),
    Uint8Array.from(codes),
    bytesOfFloats(importances.gain),
    bytesOfFloats(importances.split),
  ]);
}

type SavedShape = Pick<Ensemble, 'nValues' | 'treesPerRound' | 'columns'> & {
  readonly features: readonly SavedFeature[];
};

function loadFeatures(saved: readonly SavedFeature[], cuts: Float64Array, codes: Uint8Array): FeatureBins[] {
  let cutAt = 0;
  let codeAt = 0;
  return saved.map((feature): FeatureBins => {
    const { name } = feature;
    if (feature.kind === 'number') {
      cutAt += feature.nCuts;
      return { kind: 'number', name, cuts: cuts.subarray(cutAt - feature.nCuts, cutAt) };
    }
    codeAt += feature.nLevels;
    const binOfCode = codes.subarray(codeAt - feature.nLevels, codeAt);
    return { kind: 'category', name, nBins: feature.nBins, binOfCode };
  });
}

/** The inverse of `saveEnsemble`. @throws AssayError exit 1 when the bytes are broken or another model's. */
export function loadEnsemble<H>(schema: string, bytes: Uint8Array): { header: H; ensemble: Ensemble } {
  const { header, parts } = unpackModel<H & { readonly ensemble: SavedShape }>(schema, bytes);
  const { features, ...shape } = header.ensemble;
  const flat = intsOfBytes(parts[0]);
  const sizes = Array.from(
    { length: flat.length / 3 },
    (_, t) => [flat[3 * t], flat[3 * t + 1], flat[3 * t + 2]] as const,
  );
  const ensemble = {
    ...shape,
    features: loadFeatures(features, floatsOfBytes(parts[4]), parts[5]),
    sizes,
    nodes: intsOfBytes(parts[1]),
    leaves: floatsOfBytes(parts[2]),
    sets: intsOfBytes(parts[3]),
    importances: { gain: floatsOfBytes(parts[6]), split: floatsOfBytes(parts[7]) },
  };
  return { header, ensemble };
}
