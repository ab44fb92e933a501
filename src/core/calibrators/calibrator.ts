/**
 * The contract of calibrators: from the scores that a model gives to one class, to probabilities of it. Most are fitted on
 * predictions of rows that the model did not see; one goes by class shares alone.
 */
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

interface Applied extends Registered {
  /** @returns [scores] in [0, 1]; by shares: at least 0, of each class, to be divided by their sum */
  apply(scores: Float64Array, state: CalibratorState): Float64Array;
}

export interface PredictionCalibrator extends Applied {
  /** It takes probabilities as they are; else log-odds, of models that are additive in them. */
  readonly takesProbabilities?: true;
  fit(rows: CalibrationRows): CalibratorState;
}

/** Takes probabilities as they are, of every class. */
export interface ShareCalibrator extends Applied {
  /** @param own share of the class in the training rows  @param fitted its share in what the model was fitted on */
  fitShares(own: number, fitted: number): CalibratorState;
}

export type Calibrator = PredictionCalibrator | ShareCalibrator;

export const goesByShares = (calibrator: Calibrator): calibrator is ShareCalibrator =>
  'fitShares' in calibrator;
