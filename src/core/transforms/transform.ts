/** The contract of transforms: fitted on the columns of training rows, applied to any rows. */
import type { Registered } from '../registry.js';
import type { Column } from '../table.js';

/** The fitted state, JSON: what a saved pipeline holds. */
export type TransformState = Readonly<Record<string, unknown>>;

export interface Transform extends Registered {
  /** Learns from training columns alone. */
  fit(columns: readonly Column[]): TransformState;
  /** Columns in, columns out; row count unchanged. */
  apply(columns: readonly Column[], state: TransformState): Column[];
}
