/** Calibrators that are fitted on predictions: those that go by class shares have tests of their own. */
import {
  type Calibrator,
  goesByShares,
  type PredictionCalibrator,
} from '../../../src/core/calibrators/calibrator.js';

export const isFitted = (calibrator: Calibrator): calibrator is PredictionCalibrator =>
  !goesByShares(calibrator);
