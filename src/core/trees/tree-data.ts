/** The part of a tree job that all threads read: bins, answers and weights of the training rows. */
import { CELL_KINDS, MISSING_BIN } from '../../kernels/exports.js';
import type { TrainBlock } from '../models/model.js';
import type { BinnedColumns } from './binned-columns.js';
import { countBins } from './feature-bins.js';
import type { JobFields } from './job-fields.js';
import type { TreeOptions } from './tree-options.js';

export interface Centring {
  /** Taken off the answers of one channel. */
  readonly offset: number;
  /** Values in a leaf: classes of multiclass, else 1. */
  readonly nValues: number;
}

/** Bytes of a feature's row in the tables of values of bins. */
const TABLE = 256;
/** Rows that a word of wasm/tree-job.ts can tell apart. */
const MOST_COUNTED = 2 ** 24;
/** A row that is drawn so often on average is never drawn over 127 times, which is what such a word holds (chance below 1e-24). */
const MOST_DRAWS_COUNTED = 40;

/** Can a binary answer and how often its row was drawn be one word? */
const fitsWords = (nRows: number, timesDrawn: number): boolean =>
  nRows <= MOST_COUNTED && timesDrawn <= MOST_DRAWS_COUNTED;

/** What layData asks of the options. */
export interface Laying extends Pick<TreeOptions, 'drawsCuts' | 'reweighs'> {
  /** Directions to keep, or null. */
  readonly signs: Int8Array | null;
  /** How often the likeliest row is drawn, on average. */
  readonly timesDrawn: number;
}

/** Weights that depend on the class alone, by class; null when rows of one class differ. */
function weightsOfClasses({ task, y, weights }: TrainBlock): Float64Array | null {
  const factors = new Float64Array(task.classes.length).fill(1);
  if (weights === null) return factors;
  const seen = new Set<number>();
  for (let row = 0; row < y.length; row++) {
    const label = y[row];
    if (!seen.has(label)) {
      seen.add(label);
      factors[label] = weights[row];
    } else if (factors[label] !== weights[row]) return null;
  }
  return factors;
}

function layRowWeights(job: JobFields, { weights, nRows }: TrainBlock): void {
  if (weights === null) job.set('weights', 0);
  else job.scratch.f64(job.give('weights', 8 * nRows), nRows).set(weights);
}

/** Answers and weights: exact counts of two classes where that is enough, else floats. */
function layAnswers(
  job: JobFields,
  train: TrainBlock,
  { offset, nValues }: Centring,
  { timesDrawn, reweighs }: Pick<Laying, 'timesDrawn' | 'reweighs'>,
): void {
  const { scratch } = job;
  const { task, nRows: n, y } = train;
  const isCounted = task.kind !== 'regression' && (nValues > 1 || fitsWords(n, timesDrawn));
  const byClass = isCounted && !reweighs ? weightsOfClasses(train) : null;
  const factors = scratch.f64(
    job.give('factors', 8 * Math.max(2, task.classes.length)),
    Math.max(2, task.classes.length),
  );
  factors.fill(1);
  if (byClass) {
    factors.set(byClass);
    job.set('weights', 0);
  } else layRowWeights(job, train);
  if (nValues > 1) {
    job.set('kind', CELL_KINDS.classes);
    scratch.i32(job.give('answers', 4 * n), n).set(y);
  } else if (byClass) {
    job.set('kind', CELL_KINDS.counts);
    scratch.u8(job.give('answers', n), n).set(y);
  } else {
    job.set('kind', CELL_KINDS.sums);
    const answers = scratch.f64(job.give('answers', 8 * n), n);
    for (let row = 0; row < n; row++) answers[row] = y[row] - offset;
  }
}

/** Features that are not constant over the training rows. */
function varyingFeatures({ features, bins, nRows }: BinnedColumns): number[] {
  return [...features.keys()].filter((f) => {
    if (countBins(features[f]) > 1) return true;
    const column = bins.subarray(f * nRows, (f + 1) * nRows);
    return column.includes(MISSING_BIN) && column.some((bin) => bin !== MISSING_BIN);
  });
}

/** Also of numbers whose difference is none. */
const middleOf = (low: number, high: number): number =>
  high - low < Number.POSITIVE_INFINITY ? low + (high - low) / 2 : low / 2 + high / 2;

function layRanges(job: JobFields, { ranges }: BinnedColumns): void {
  const length = TABLE * ranges.length;
  const lows = job.scratch.f64(job.give('lows', 8 * length), length);
  const highs = job.scratch.f64(job.give('highs', 8 * length), length);
  const middles = job.scratch.f64(job.give('middles', 8 * length), length);
  ranges.forEach(({ low, high }, f) => {
    lows.set(low, f * TABLE);
    highs.set(high, f * TABLE);
    middles.set(
      low.map((value, bin) => middleOf(value, high[bin])),
      f * TABLE,
    );
  });
}

/** Lays the data out. */
export function layData(
  job: JobFields,
  train: TrainBlock,
  columns: BinnedColumns,
  centring: Centring,
  { signs, ...options }: Laying,
): void {
  const { scratch } = job;
  const { bins, features } = columns;
  scratch.u8(job.give('bins', bins.length), bins.length).set(bins);
  const varying = varyingFeatures(columns);
  scratch.i32(job.give('varying', 4 * varying.length), varying.length).set(varying);
  job.set('nRows', train.nRows);
  job.set('nFeatures', features.length);
  job.set('nVarying', varying.length);
  job.set('nChannels', centring.nValues);
  layAnswers(job, train, centring, options);
  if (options.drawsCuts) layRanges(job, columns);
  if (signs === null) job.set('signs', 0);
  else scratch.u8(job.give('signs', signs.length), signs.length).set(new Uint8Array(signs.buffer));
}
