/** Trees as bytes: the arrays of an ensemble one after the other. Loading makes views of them, and no object a tree. */
import {
  bytesOfFloats,
  bytesOfUints,
  floatsOfBytes,
  packModel,
  uintsOfBytes,
  unpackModel,
} from '../models/model-bytes.js';
import type { Allocate } from '../pack.js';
import type { Ensemble } from './ensemble.js';
import type { FeatureBins } from './feature-bins.js';

/** Counts up when the parts change: older files are refused. */
const LAYOUT = 2;

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
 * Bytes of an ensemble. @param schema what the rest of the header is of: `trees` (single ones and forests) or `boost`
 * @param header what that model keeps besides, as JSON
 * @param allocate as `Fitted.save` has it
 */
export function saveEnsemble(
  schema: string,
  ensemble: Ensemble,
  header: Readonly<Record<string, unknown>>,
  allocate?: Allocate,
): Uint8Array {
  const { features, columns, nValues, treesPerRound, roots, nodes, leaves, sets, importances } = ensemble;
  const cuts = features.flatMap((feature) => (feature.kind === 'number' ? [...feature.cuts] : []));
  const codes = features.flatMap((feature) => (feature.kind === 'category' ? [...feature.binOfCode] : []));
  const shape = { nValues, treesPerRound, columns, features: features.map(savedFeature) };
  const parts = [
    bytesOfUints(roots),
    bytesOfUints(nodes),
    bytesOfFloats(leaves),
    bytesOfUints(sets),
    bytesOfFloats(Float64Array.from(cuts)),
    Uint8Array.from(codes),
    bytesOfFloats(importances.gain),
    bytesOfFloats(importances.split),
  ];
  return packModel(schema, { ...header, ensemble: shape }, parts, allocate, LAYOUT);
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
  const { header, parts } = unpackModel<H & { readonly ensemble: SavedShape }>(schema, bytes, LAYOUT);
  const { features, nValues, treesPerRound, columns } = header.ensemble;
  const [roots, nodes, leaves, sets, cuts, codes, gain, split] = parts;
  const ensemble: Ensemble = {
    nValues,
    treesPerRound,
    columns,
    features: loadFeatures(features, floatsOfBytes(cuts), codes),
    roots: uintsOfBytes(roots),
    nodes: uintsOfBytes(nodes),
    leaves: floatsOfBytes(leaves),
    sets: uintsOfBytes(sets),
    importances: { gain: floatsOfBytes(gain), split: floatsOfBytes(split) },
    isLoaded: true,
  };
  return { header, ensemble };
}
