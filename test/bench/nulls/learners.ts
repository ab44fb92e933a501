/** Learners of assay's own engine, scored by fold: AUC of each learner on one fold of one data set. */
import { metrics } from '../../../src/core/metrics/list.js';
import { extraTrees } from '../../../src/core/models/extra-trees.js';
import type { FitContext, TrainBlock } from '../../../src/core/models/model.js';
import { fitNaiveBayes, jointLogLikelihood } from '../../../src/core/models/naive-bayes.js';
import { sigmoid } from '../../../src/core/numeric.js';
import type { Params } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import type { Fold } from '../../../src/core/splitters/splitter.js';
import { type Column, gather, type NumericColumn } from '../../../src/core/table.js';
import type { Problem } from '../../../src/core/task.js';
import type { BinnedColumns } from '../../../src/core/trees/binned-columns.js';
import { binTraining } from '../../../src/core/trees/binning.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { FEATURES, seedOf } from './data-set.js';

/** @returns [nLearners] the AUC of each on the fold's test rows */
export type ScoreFold = (problem: Problem, number: number, fold: Fold) => Promise<number[]> | number[];

const rocAuc = metrics.get('roc_auc');

/** @param columns how many, from the first */
function blockOf({ task, table, y }: Problem, rows: Uint32Array, columns: number): TrainBlock {
  const taken = (table.columns.slice(0, columns) as NumericColumn[]).map(
    (column): Column => ({ ...column, values: gather(column.values, rows) }),
  );
  return { nRows: rows.length, columns: taken, task, y: gather(y, rows), weights: null };
}

/** @param proba [nRows * 2] */
function aucOf({ task, nRows, y }: TrainBlock, proba: Float64Array): number {
  const { value } = rocAuc.score({ task, nRows, truth: y, predicted: y, proba });
  if (value === null) throw new Error('a fold without one of the classes');
  return value;
}

const SMOOTHING = { varSmoothing: 1e-9, alpha: 1 };

/**
 * Naive Bayes on three features of its own each. Its factors are one a column, so one fit of all columns is the fit of
 * all learners, and each predicts by its own.
 */
export const scoreNaiveBayes: ScoreFold = (problem, _, fold) => {
  const width = problem.table.columns.length;
  const { logPrior, factors } = fitNaiveBayes(blockOf(problem, fold.train, width), SMOOTHING, true);
  const test = blockOf(problem, fold.test, width);
  return Array.from({ length: width / FEATURES }, (_unused, learner) => {
    const [from, to] = [learner * FEATURES, (learner + 1) * FEATURES];
    const own = { nRows: test.nRows, columns: test.columns.slice(from, to) };
    const joint = jointLogLikelihood({ logPrior, factors: factors.slice(from, to) }, own);
    const proba = new Float64Array(2 * test.nRows);
    for (let row = 0; row < test.nRows; row++) {
      proba[2 * row + 1] = sigmoid(joint[2 * row + 1] - joint[2 * row]);
      proba[2 * row] = 1 - proba[2 * row + 1];
    }
    return aucOf(test, proba);
  });
};

const FOREST: Params = {
  ...Object.fromEntries(Object.entries(extraTrees.params).map(([name, { default: value }]) => [name, value])),
  n_estimators: 10,
  max_depth: 4,
};
const FOREST_SEEDS = 2;

/** Ten extremely randomised trees on six features, with two seeds: equal but for their draws. */
export function forestScorer(): ScoreFold {
  const engine = createEngine();
  return async (problem, number, fold) => {
    const train = blockOf(problem, fold.train, 2 * FEATURES);
    const test = blockOf(problem, fold.test, 2 * FEATURES);
    let bins: BinnedColumns | undefined;
    const binned: FitContext['binned'] = (block) => {
      bins ??= binTraining(block, engine);
      return bins;
    };
    const scores: number[] = [];
    for (let learner = 0; learner < FOREST_SEEDS; learner++) {
      const seed = seedOf(number, learner);
      const context: FitContext = {
        stream: (purpose, ...ints) => stream(seed, purpose, fold.repeat, fold.fold, ...ints),
        engine,
        binned,
      };
      const fitted = await extraTrees.fit(train, FOREST, context);
      scores.push(aucOf(test, fitted.predict(test, engine)));
      fitted.dispose?.();
    }
    return scores;
  };
}
