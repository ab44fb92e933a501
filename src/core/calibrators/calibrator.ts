/** The contract of calibrators: from the scores that a model gives to one class, to probabilities of it. */
import type { Registered } from '../registry.js';

/** The fitted state, JSON: what a saved pipeline holds. */
export type CalibratorState = Readonly<Record<string, unknown>>;

/** Scores of one class, of rows that the model was not fitted on. */
export interface CalibrationRows {
  /** [nRows] finite. */
  readonly scores: Float64Array;
  /** [nRows] 1: the row is of the class; 0: it is not. */
  readonly isClass: Float64Array;
  /** [nRows] positive weights, or null for all 1. */
  readonly weights: Float64Array | null;
}

export interface Calibrator extends Registered {
  /** It takes probabilities as they are; else log-odds, of models that are additive in them. */
  readonly takesProbabilities?: true;
  fit(rows: CalibrationRows): CalibratorState;
  /** @returns [scores] in [0, 1] */
  apply(scores: Float64Array, state: CalibratorState): Float64Array;
}
