/** How one feature's cells become bins: what a model of trees remembers of its training columns. */

/** Numbers and dates: a value x is in bin b when b cuts are below x (`x <= cuts[b]`). */
export interface NumberBins {
  readonly kind: 'number';
  readonly name: string;
  /** [nBins - 1] ascending. */
  readonly cuts: Float64Array;
}

/** Codes: each level has a bin of its own, in level order; when there are too many, the rare ones share the last. */
export interface CategoryBins {
  readonly kind: 'category';
  readonly name: string;
  readonly nBins: number;
  /** [levels] bin of each code; MISSING_BIN for a level that no training row has. */
  readonly binOfCode: Uint8Array;
}

export type FeatureBins = NumberBins | CategoryBins;

/** Bins of values, the missing one not counted: at most 255, numbered from 0. */
export const countBins = (feature: FeatureBins): number =>
  feature.kind === 'number' ? feature.cuts.length + 1 : feature.nBins;
