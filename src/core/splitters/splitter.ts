/** The contract of splitters, and the only mint of training rows. */
import type { ParamSpecs, Params } from '../params.js';
import type { Registered } from '../registry.js';
import type { Rng } from '../rng.js';
import type { Problem } from '../task.js';

declare const trainOnly: unique symbol;

/**
 * Row numbers of a problem that may be fitted on. Samplers, transforms and models demand this type, so handing them
 * test rows does not compile. Only this file makes it.
 */
export type TrainRows = Uint32Array & { readonly [trainOnly]: true };

export interface Fold {
  /** 0-based. */
  readonly repeat: number;
  /** 0-based. */
  readonly fold: number;
  /** Ascending rows of the problem, disjoint from `test`; a row may stand there again (bootstrap). Shared memory. */
  readonly train: TrainRows;
  /** Ascending rows of the problem. Shared memory. */
  readonly test: Uint32Array;
}

/** How rows are dealt: versions of different protocols are not ranked together. */
export type Protocol =
  | 'random'
  | 'group'
  | 'time'
  | 'purged'
  | 'hold-out'
  | 'leave-out'
  | 'bootstrap'
  | 'given';

export interface Splitter extends Registered {
  readonly params: ParamSpecs;
  readonly protocol: Protocol;
  /** What a repeat tests: every row once, some rows once, or rows several times. */
  readonly tests: 'each' | 'some' | 'often';
  /** Do folds move with --split-seed, so that repeats differ? */
  readonly isRandom: boolean;
  /** It needs classes. */
  readonly needsClasses?: true;
  /**
   * How folds become a score, when it is not their mean. `pooled`: a fold is too small to be scored, so all test rows of a
   * repeat are scored at once. `.632+`: with the score on the rows that were fitted on (core/bootstrap-score.ts).
   */
  readonly estimate?: 'pooled' | '.632+';
  /**
   * The folds of one repeat.
   * @param rng the stream (split seed, splitter, repeat)
   * @throws AssayError exit 3 when the data cannot be split so (e.g. fewer rows of a class than folds)
   */
  split(problem: Problem, params: Params, rng: Rng, repeat: number): Fold[];
}

const share = (rows: ArrayLike<number>): Uint32Array => {
  const shared = new Uint32Array(new SharedArrayBuffer(4 * rows.length));
  shared.set(rows);
  return shared;
};

/** A fold from the fold number of every row: rows of `fold` are tested, all others with a number >= 0 train. */
export function foldFromAssignment(assignment: Int32Array, repeat: number, fold: number): Fold {
  const train: number[] = [];
  const test: number[] = [];
  for (let row = 0; row < assignment.length; row++) {
    if (assignment[row] === fold) test.push(row);
    else if (assignment[row] >= 0) train.push(row);
  }
  return { repeat, fold, train: share(train) as TrainRows, test: share(test) };
}

/** As `foldFromAssignment`, but rows without a fold (below 0) always train. */
export function foldFromTested(foldOfRow: Int32Array, repeat: number, fold: number): Fold {
  const rows = Array.from(foldOfRow.keys());
  return makeFold(
    repeat,
    fold,
    rows.filter((row) => foldOfRow[row] !== fold),
    rows.filter((row) => foldOfRow[row] === fold),
  );
}

/** A fold from its two sets of rows, which are sorted here. @throws Error when they overlap: a splitter's bug. */
export function makeFold(
  repeat: number,
  fold: number,
  train: ArrayLike<number>,
  test: ArrayLike<number>,
): Fold {
  const [trained, tested] = [train, test].map((rows) => share(rows).sort());
  const isTested = new Set(tested);
  if (trained.some((row) => isTested.has(row))) throw new Error('training rows and test rows overlap');
  return { repeat, fold, train: trained as TrainRows, test: tested };
}

/**
 * The folds of a part of a problem, dealt inside some of its training rows, as folds of the problem.
 * @param train of the problem  @param inside its rows are positions in `train`
 */
export const foldWithin = (train: TrainRows, { repeat, fold, train: own, test }: Fold): Fold => ({
  repeat,
  fold,
  train: share(own.map((position) => train[position])) as TrainRows,
  test: share(test.map((position) => train[position])),
});

/**
 * All rows are fitted on and scored: resubstitution, which flatters; only beside scores of rows that were not.
 * @param fold its number, which no other fold has
 */
export function resubstitution(nRows: number, fold: number): Fold {
  const rows = trainOnAll(nRows);
  return { repeat: 0, fold, train: rows, test: rows };
}

/** Every row trains and none is scored: the final fit of `tune`, and `train --test-size 0`. */
export const trainOnAll = (nRows: number): TrainRows =>
  share(Array.from({ length: nRows }, (_, row) => row)) as TrainRows;

/** Training rows that came through shared memory from the thread that minted them. */
export const receiveTrainRows = (rows: SharedArrayBuffer): TrainRows => new Uint32Array(rows) as TrainRows;

/** Some of them, ascending. @param positions in `train`, in any order */
export const someTrainRows = (train: TrainRows, positions: readonly number[]): TrainRows =>
  share(positions.map((position) => train[position]).sort((a, b) => a - b)) as TrainRows;

/** All but some of them. @param positions in `train` */
export function otherTrainRows(train: TrainRows, positions: Uint32Array): TrainRows {
  const isLeftOut = new Set(positions);
  return train.filter((_, position) => !isLeftOut.has(position)) as TrainRows;
}

/** Those that weigh something: a row of weight 0 is as good as absent. @param weights [rows of the problem] from 0 */
export const weighingRows = (rows: TrainRows, weights: Float64Array): TrainRows =>
  rows.filter((row) => weights[row] > 0) as TrainRows;
