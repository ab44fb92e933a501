/** Training columns as bins: computed once for a training fold, read by every model and trial on it. */
import type { FeatureBins } from './feature-bins.js';

export interface BinnedColumns {
  readonly nRows: number;
  /**
   * In the order of their names (by code unit), whatever the order of the columns: what is drawn or wins a tie depends
   * on the name alone.
   */
  readonly features: readonly FeatureBins[];
  /** [nFeatures] index in the block of each feature's column. */
  readonly columns: readonly number[];
  /** [nFeatures * nRows] one byte a cell, one feature after the other; MISSING_BIN is missing. Shared memory. */
  readonly bins: Uint8Array;
  /**
   * [nFeatures] smallest and largest training value of each bin, for models that draw cuts between values; codes for
   * categories.
   */
  readonly ranges: readonly { readonly low: Float64Array; readonly high: Float64Array }[];
}
