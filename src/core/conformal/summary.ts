/** How the regions of folds did: coverage with its interval, widths or sizes; and what is to be said of them. */
import type { ConformalResults } from '../schemas/conformal.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { correctedInterval } from '../statistics/corrected-t.js';
import { testShare } from '../statistics/fold-summary.js';
import { mean } from '../statistics/moments.js';
import { wilsonInterval } from '../statistics/wilson.js';
import { type ConformalSpec, leastRows, rankOf } from './conformal.js';
import { measureRegions, type RegionMeasures, type Regions } from './regions.js';

/** The regions of a fold's tested rows. */
export interface FoldRegions {
  readonly repeat: number;
  readonly fold: number;
  readonly nTrain: number;
  /** [nTest] class index, or the value */
  readonly truth: Float64Array;
  /** By level. */
  readonly regions: readonly Regions[];
  readonly nCalibration: number;
}

/** How rows stand to each other: what an interval may go by. */
export interface Design {
  /** Folds are too small for a coverage of their own. */
  readonly smallFolds: boolean;
  /** Rows of a group are not independent. */
  readonly grouped: boolean;
}

const sizeOf = ({ score }: ConformalSpec, size: number | null) => {
  const known = size === null || Number.isFinite(size) ? size : null;
  return score === 'absolute' ? { mean_width: known } : { mean_size: known };
};

/** Over the rows of the first repeat. */
function rowInterval(folds: readonly FoldRegions[], measured: readonly RegionMeasures[]): [number, number] {
  const counts = folds.map(({ repeat, truth }, i) => {
    if (repeat > 0) return { covered: 0, n: 0 };
    return { covered: Math.round(measured[i].coverage * truth.length), n: truth.length };
  });
  const sum = (of: 'covered' | 'n') => counts.reduce((total, one) => total + one[of], 0);
  return wilsonInterval(sum('covered'), sum('n'), 0.95);
}

function coverageInterval(
  folds: readonly FoldRegions[],
  measured: readonly RegionMeasures[],
  { smallFolds, grouped }: Design,
): [number, number] | null {
  if (folds.length < 2 || smallFolds) return grouped ? null : rowInterval(folds, measured);
  const share = testShare(folds.map(({ nTrain, truth }) => ({ nTrain, nTest: truth.length })));
  const interval = correctedInterval(
    { values: measured.map(({ coverage }) => coverage), testShare: share },
    0.95,
  );
  return interval && [Math.max(0, interval[0]), Math.min(1, interval[1])];
}

function levelFields(
  spec: ConformalSpec,
  at: number,
  folds: readonly FoldRegions[],
  design: Design,
): ConformalResults['levels'][number] {
  const level = spec.levels[at];
  if (folds.length === 0)
    return { level, coverage: null, coverage_ci95: null, ...sizeOf(spec, null), empty_share: null };
  const measured = folds.map(({ regions, truth }) => measureRegions(regions[at], truth));
  const meanOf = (of: keyof RegionMeasures) => mean(measured.map((one) => one[of]));
  return {
    level,
    coverage: meanOf('coverage'),
    coverage_ci95: coverageInterval(folds, measured, design),
    ...sizeOf(spec, meanOf('size')),
    empty_share: meanOf('empty'),
  };
}

/** @param folds in order; empty when all rows trained */
export function conformalResults(
  spec: ConformalSpec,
  folds: readonly FoldRegions[],
  design: Design,
): ConformalResults {
  return {
    method: spec.method,
    score: spec.score,
    levels: spec.levels.map((_, at) => levelFields(spec, at, folds, design)),
    folds: folds.map(({ repeat, fold, nCalibration, regions, truth }) => ({
      ...{ repeat, fold, n_calibration: nCalibration },
      levels: regions.map((one) => {
        const { coverage, size, empty } = measureRegions(one, truth);
        return { coverage, ...sizeOf(spec, size), empty_share: empty };
      }),
    })),
  };
}

/** Levels that the calibration rows are too few for. @param nCalibration the least of the fits */
export function tooFewRows({ levels, score }: ConformalSpec, nCalibration: number): WorkWarning[] {
  const beyond = levels.filter((level) => rankOf(level, nCalibration) > nCalibration);
  if (beyond.length === 0) return [];
  const regions = score === 'absolute' ? 'its intervals are unbounded' : 'its sets hold every class';
  const message = `${nCalibration} calibration rows are too few for a coverage of ${beyond.join(', ')}: ${regions} (${beyond[0]} takes ${leastRows(beyond[0])} rows)`;
  return [{ id: 'few-calibration-rows', message }];
}
