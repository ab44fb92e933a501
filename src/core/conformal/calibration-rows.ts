/** The training rows that split conformal prediction is calibrated on, and those that are left to fit on. */
import { AssayError, dataError } from '../errors.js';
import { trainingPart } from '../inner-folds.js';
import type { Rng } from '../rng.js';
import { holdOut } from '../splitters/hold-out.js';
import { someTrainRows, type TrainRows } from '../splitters/splitter.js';
import { gatherUints } from '../table.js';
import type { TaskData } from '../task.js';

/** Of the training rows. */
export const CALIBRATION_SHARE = 0.25;

export interface PartedRows {
  readonly fitted: TrainRows;
  /** null: none are held back. */
  readonly calibrating: Uint32Array | null;
}

/**
 * Drawn as `train` draws its hold-out: stratified by class, whole groups, the newest rows of a time.
 * @throws AssayError exit 3 when nothing would be left on either side
 */
export function partCalibration(data: TaskData, rows: TrainRows, rng: Rng): PartedRows {
  try {
    const [{ train, test }] = holdOut.split(
      trainingPart(data, rows),
      { test_size: CALIBRATION_SHARE },
      rng,
      0,
    );
    return { fitted: someTrainRows(rows, [...train]), calibrating: gatherUints(rows, test) };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    throw dataError(
      'ASSAY_CONFORMAL_ROWS',
      `--conformal split holds back a quarter of the training rows, and these cannot be parted: ${error.message}`,
      'leave --conformal out, or give it more rows or groups',
    );
  }
}
