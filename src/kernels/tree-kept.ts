/** The naive twins of wasm/share-leaves.ts and of wasm/sum-uses.ts: what is kept of a grown tree besides its nodes. */
import { MOST_SHARED_LEAVES, NODE_WORDS } from './exports.js';

export interface NaiveShared {
  /** The values of each leaf that is kept. */
  readonly kept: readonly (readonly number[])[];
  /** [nLeaves] which of them each leaf has. */
  readonly numbers: readonly number[];
}

const bitsOf = (values: readonly number[]): string =>
  new BigUint64Array(Float64Array.from(values).buffer).join();

/** @param leaves the values of each */
export function naiveShared(leaves: readonly (readonly number[])[]): NaiveShared {
  const numberOf = new Map<string, number>();
  const kept: (readonly number[])[] = [];
  const numbers = leaves.map((leaf) => {
    const bits = bitsOf(leaf);
    const known = numberOf.get(bits);
    if (known !== undefined) return known;
    if (kept.length < MOST_SHARED_LEAVES) numberOf.set(bits, kept.length);
    return kept.push(leaf) - 1;
  });
  return { kept, numbers };
}

export interface NaiveUse {
  readonly feature: number;
  readonly splits: number;
  readonly gain: number;
}

/** @param nodes [nNodes * NODE_WORDS] @param gains [nNodes] */
export function naiveUses(nodes: ArrayLike<number>, gains: ArrayLike<number>, nFeatures: number): NaiveUse[] {
  const nodesOf = (feature: number) =>
    Array.from(gains, (_, node) => node).filter((node) => nodes[NODE_WORDS * node] === feature);
  return Array.from({ length: nFeatures }, (_, feature) => {
    const own = nodesOf(feature);
    return { feature, splits: own.length, gain: own.reduce((sum, node) => sum + gains[node], 0) };
  }).filter(({ splits }) => splits > 0);
}
