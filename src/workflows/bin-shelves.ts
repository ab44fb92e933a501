/** Where the bins of folds are kept while fits share them: one shelf for each fold, and for each way to sample it. */
import { type ModelSpec, takesRawColumns } from '../core/model-pipeline.js';
import type { Fold, TrainRows } from '../core/splitters/splitter.js';
import { isClassification, type Problem } from '../core/task.js';
import { shelfBytes } from '../core/trees/bin-shelf.js';
import type { Context } from './context.js';
import type { PreparedModelling } from './modelling.js';
import type { Sink } from './step.js';

/** Bytes of all shelves together; folds beyond are binned anew for each fit. */
const BUDGET = 2 ** 29;

/** Rows that training rows may become: every class as large as the largest. */
function mostRows({ task, y }: Problem, train: TrainRows): number {
  if (!isClassification(task)) return train.length;
  const counts = task.classes.map(() => 0);
  for (const row of train) counts[y[row]]++;
  return Math.max(train.length, counts.length * Math.max(...counts));
}

const samplingKey = ({ sampler, seed }: ModelSpec): string =>
  sampler.id === 'none' ? '' : JSON.stringify({ sampler, seed });

/** The shelf of some rows, sampled in one way. */
interface Place {
  /** Fits on these rows that are still to come. */
  nComing: number;
  shelf?: SharedArrayBuffer;
}

/** Lends shelves to fits that share their rows with others to come, and takes back those that nobody will ask for again. */
export class BinShelves {
  #bytesLeft: number;
  readonly #places = new Map<TrainRows, Map<string, Place>>();

  constructor(budget = BUDGET) {
    this.#bytesLeft = budget;
  }

  /** Fits that are to come on each of the folds: what one step makes is announced before the first step of a command runs. */
  expect(folds: readonly Fold[], spec: ModelSpec, nFits: number): void {
    if (!takesRawColumns(spec)) return;
    const key = samplingKey(spec);
    for (const { train } of folds) {
      const places = this.#places.get(train) ?? new Map<string, Place>();
      this.#places.set(train, places);
      const place = places.get(key) ?? { nComing: 0 };
      places.set(key, { ...place, nComing: place.nComing + nFits });
    }
  }

  /** Those fits are over. */
  release(folds: readonly Fold[], spec: ModelSpec, nFits: number): void {
    const key = samplingKey(spec);
    for (const { train } of folds) {
      const place = this.#places.get(train)?.get(key);
      if (!place) continue;
      place.nComing -= nFits;
      if (place.nComing > 0) continue;
      this.#bytesLeft += place.shelf?.byteLength ?? 0;
      this.#places.get(train)?.delete(key);
    }
  }

  /**
   * The shelf that all fits on these rows share. Undefined when no other fit on them is to come, when there is no room for a
   * shelf, or when the model does not see the columns as they are. Results do not depend on it.
   * @param train of a fold dealt for the problem
   */
  shelfOf(problem: Problem, train: TrainRows, spec: ModelSpec): SharedArrayBuffer | undefined {
    if (!takesRawColumns(spec)) return undefined;
    const key = samplingKey(spec);
    const place = this.#places.get(train)?.get(key);
    if (!place || place.shelf) return place?.shelf;
    if (place.nComing < 2) return undefined;
    const nRows = key === '' ? train.length : mostRows(problem, train);
    const bytes = shelfBytes(problem.table.columns, nRows);
    if (bytes > this.#bytesLeft) return undefined;
    this.#bytesLeft -= bytes;
    place.shelf = new SharedArrayBuffer(bytes);
    return place.shelf;
  }
}

/** The shelves of a command. */
export const shelvesOf = ({ memo }: Context): BinShelves =>
  memo.once('bin shelves', {}, () => new BinShelves());

/**
 * Announces the fits of a step, and has their shelves taken back when it has run.
 * @param nFits that it makes on each fold
 */
export function sharingBins<T>(
  { folds, spec }: PreparedModelling,
  context: Context,
  nFits: number,
  run: (sink: Sink) => Promise<T>,
): (sink: Sink) => Promise<T> {
  const shelves = shelvesOf(context);
  shelves.expect(folds, spec, nFits);
  return async (sink) => {
    try {
      return await run(sink);
    } finally {
      shelves.release(folds, spec, nFits);
    }
  };
}
