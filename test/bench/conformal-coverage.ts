/** How often conformal regions hold the answer, over many data sets; and the predictions that they were made of. */
import type { ConformalSpec } from '../../src/core/conformal/conformal.js';
import { type CrossFold, crossRegions } from '../../src/core/conformal/cross.js';
import { measureRegions, type Regions } from '../../src/core/conformal/regions.js';
import {
  type CalibrationRows,
  calibrateSplit,
  calibrationScores,
  splitRegions,
} from '../../src/core/conformal/split.js';
import type { Problem } from '../../src/core/task.js';
import { drawProblem, fitOn, type Learner } from './conformal-data.js';

export interface ConformalCase {
  readonly name: string;
  readonly learner: Learner;
  readonly spec: ConformalSpec;
}

/** Rows of each data set. */
export interface Sizes {
  /** That `split` fits on, beside those that calibrate. */
  readonly fitted: number;
  /** That calibrate; of cv+ they are all that is fitted on too. */
  readonly calibrating: number;
  readonly tested: number;
}

const N_FOLDS = 5;

/** What a peer needs to make regions of the same predictions. */
export interface Predictions {
  /** The rows that calibrate, in folds of equal size; of split one. */
  readonly calibration: readonly CalibrationRows[];
  /** The tested rows as the fit of each fold predicts them. */
  readonly tested: readonly CalibrationRows[];
}

const upTo = (from: number, n: number) => Array.from({ length: n }, (_, i) => from + i);

async function predictSplit(
  problem: Problem,
  { learner, spec }: ConformalCase,
  { fitted, calibrating, tested }: Sizes,
): Promise<Predictions> {
  const predict = await fitOn(problem, learner, spec.score, upTo(0, fitted));
  return {
    calibration: [predict(upTo(fitted, calibrating))],
    tested: [predict(upTo(fitted + calibrating, tested))],
  };
}

async function predictCross(
  problem: Problem,
  { learner, spec }: ConformalCase,
  { calibrating, tested }: Sizes,
): Promise<Predictions> {
  const rows = upTo(0, calibrating);
  const calibration: CalibrationRows[] = [];
  const predicted: CalibrationRows[] = [];
  for (let fold = 0; fold < N_FOLDS; fold++) {
    const others = rows.filter((row) => row % N_FOLDS !== fold);
    const predict = await fitOn(problem, learner, spec.score, others);
    calibration.push(predict(rows.filter((row) => row % N_FOLDS === fold)));
    predicted.push(predict(upTo(calibrating, tested)));
  }
  return { calibration, tested: predicted };
}

function regionsBy(spec: ConformalSpec, { calibration, tested }: Predictions): Regions[] {
  if (spec.method === 'split') return splitRegions(spec, tested[0], calibrateSplit(spec, calibration[0]));
  const folds = calibration.map(
    (rows, fold): CrossFold => ({
      calibration: calibrationScores(spec.score, rows),
      predicted: tested[fold],
    }),
  );
  return crossRegions(spec, folds);
}

/** By level, the mean over data sets. */
export interface LevelCoverage {
  readonly coverage: number;
  /** Width, or classes. */
  readonly size: number;
}

/** @param keep is given what each data set's regions were made of */
export async function conformalCoverage(
  one: ConformalCase,
  sizes: Sizes,
  nSets: number,
  keep: (predictions: Predictions) => void = () => {},
): Promise<LevelCoverage[]> {
  const { spec, learner } = one;
  const isSplit = spec.method === 'split';
  const nRows = (isSplit ? sizes.fitted : 0) + sizes.calibrating + sizes.tested;
  const sums = spec.levels.map(() => ({ coverage: 0, size: 0 }));
  for (let set = 0; set < nSets; set++) {
    const problem = drawProblem(learner.kind, nRows, set);
    const predictions = await (isSplit ? predictSplit : predictCross)(problem, one, sizes);
    keep(predictions);
    regionsBy(spec, predictions).forEach((regions, at) => {
      const { coverage, size } = measureRegions(regions, predictions.tested[0].truth);
      sums[at].coverage += coverage;
      sums[at].size += size;
    });
  }
  return sums.map(({ coverage, size }) => ({ coverage: coverage / nSets, size: size / nSets }));
}

const RIDGE: Learner = { model: 'ridge', params: {}, kind: 'regression' };
const SHALLOW: Learner = { model: 'tree', params: { max_depth: 5 }, kind: 'regression' };
const BAYES: Learner = { model: 'naive-bayes', params: {}, kind: 'multiclass' };
/** Eight leaves at most: most scores are equal to many others. */
const STUMPY: Learner = { model: 'tree', params: { max_depth: 3 }, kind: 'multiclass' };

const LEVELS = [0.8, 0.9, 0.95];

const caseOf = (
  learner: Learner,
  method: ConformalSpec['method'],
  score: ConformalSpec['score'],
): ConformalCase => ({
  name: `${method} ${score}, ${learner.model}`,
  learner,
  spec: { method, score, levels: LEVELS },
});

export const CONFORMAL_CASES: readonly ConformalCase[] = [
  caseOf(RIDGE, 'split', 'absolute'),
  caseOf(SHALLOW, 'split', 'absolute'),
  caseOf(BAYES, 'split', 'lac'),
  caseOf(STUMPY, 'split', 'lac'),
  caseOf(BAYES, 'split', 'aps'),
  caseOf(STUMPY, 'split', 'aps'),
  caseOf(RIDGE, 'cv+', 'absolute'),
  caseOf(SHALLOW, 'cv+', 'absolute'),
  caseOf(BAYES, 'cv+', 'lac'),
  caseOf(STUMPY, 'cv+', 'lac'),
  caseOf(BAYES, 'cv+', 'aps'),
];
