/**
 * Draws instead of folds: each tests a share of the rows, drawn anew (scikit-learn's ShuffleSplit, StratifiedShuffleSplit,
 * GroupShuffleSplit). A row may be tested in several draws, or in none.
 */
import type { ParamSpecs, Params } from '../params.js';
import type { Rng } from '../rng.js';
import type { Problem } from '../task.js';
import { demandBoth, drawFrom, drawGroups, parted, rowsFor } from './draw-rows.js';
import { demandGroups, foldsParam, groupSizes } from './fold-params.js';
import { shuffledRows } from './shuffled-rows.js';
import { type Fold, makeFold, type Splitter } from './splitter.js';

const sizeParam = { type: 'int', min: 1, orFraction: true } as const;

const drawParams = {
  ...foldsParam,
  test_size: { ...sizeParam, default: 0.2, help: 'rows tested in a draw: a share of them, or how many' },
  train_size: {
    ...sizeParam,
    default: null,
    nullable: true,
    help: 'rows trained on in a draw; none: all that are not tested',
  },
} as const satisfies ParamSpecs;

/** [number of groups or rows] → how many are tested, how many train. */
function sizesOf(params: Params, n: number): { nTest: number; nTrain: number } {
  const nTest = rowsFor(Number(params.test_size), n, 'up');
  const nTrain = params.train_size === null ? n - nTest : rowsFor(Number(params.train_size), n, 'down');
  return { nTest, nTrain };
}

function drawRows(problem: Problem, params: Params, rng: Rng, classes: Float64Array | null) {
  const { nTest, nTrain } = sizesOf(params, problem.y.length);
  demandBoth(problem, params, nTest, nTrain);
  const { drawn: test, others } = drawFrom(shuffledRows(problem.y.length, rng), nTest, classes);
  const { drawn: train } = drawFrom(Uint32Array.from(others), nTrain, classes);
  return { train, test };
}

const draws = (params: Params, repeat: number, draw: () => { train: number[]; test: number[] }): Fold[] =>
  Array.from({ length: Number(params.folds) }, (_, fold) => {
    const { train, test } = draw();
    return makeFold(repeat, fold, train, test);
  });

export const shuffle: Splitter = {
  id: 'shuffle',
  aliases: ['ShuffleSplit'],
  summary: '-k draws, each testing a share of the rows; a row may be tested in several, or in none',
  protocol: 'random',
  tests: 'often',
  isRandom: true,
  params: drawParams,
  split: (problem, params, rng, repeat) => draws(params, repeat, () => drawRows(problem, params, rng, null)),
};

export const stratifiedShuffle: Splitter = {
  id: 'stratified-shuffle',
  aliases: ['StratifiedShuffleSplit'],
  summary: 'as shuffle, each draw with the class shares of the whole; needs classes',
  protocol: 'random',
  tests: 'often',
  isRandom: true,
  needsClasses: true,
  params: drawParams,
  split: (problem, params, rng, repeat) =>
    draws(params, repeat, () => drawRows(problem, params, rng, problem.y)),
};

/** Draws groups until the share of rows is reached; `train_size` counts rows too. */
function drawWholeGroups(problem: Problem, groups: Int32Array, params: Params, rng: Rng) {
  const { nTest, nTrain } = sizesOf(params, problem.y.length);
  demandBoth(problem, params, nTest, nTrain);
  const { marked: test, others } = parted(drawGroups(groups, nTest, rng, 'a draw'));
  if (params.train_size === null) return { train: others, test };
  const sizes = groupSizes(groups);
  const left = new Set(others.map((row) => groups[row]));
  const kept = new Set<number>();
  let nKept = 0;
  for (const group of shuffledRows(sizes.length, rng)) {
    if (!left.has(group) || (nKept > 0 && nKept + sizes[group] > nTrain)) continue;
    kept.add(group);
    nKept += sizes[group];
  }
  return { train: others.filter((row) => kept.has(groups[row])), test };
}

export const groupShuffle: Splitter = {
  id: 'group-shuffle',
  aliases: ['GroupShuffleSplit'],
  summary: 'as shuffle, whole groups drawn until the share of rows is reached; needs --groups COL',
  protocol: 'group',
  tests: 'often',
  isRandom: true,
  params: drawParams,
  split(problem, params, rng, repeat) {
    const groups = demandGroups('group-shuffle', problem.groups);
    return draws(params, repeat, () => drawWholeGroups(problem, groups, params, rng));
  },
};
