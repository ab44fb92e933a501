/** How folds are dealt, and each learner's score on every one of them. */
import { splitters } from '../../../src/core/splitters/list.js';
import type { Fold } from '../../../src/core/splitters/splitter.js';
import type { Problem } from '../../../src/core/task.js';
import { foldStream } from './data-set.js';
import type { ScoreFold } from './learners.js';

export interface Design {
  readonly folds: number;
  readonly repeats: number;
}

/** `5x1` is five folds once; `2x5` is the five repeats of two folds that "5x2cv" is short for. */
export const nameOf = ({ folds, repeats }: Design) => `${folds}x${repeats}`;

export const DESIGNS: readonly Design[] = [
  { folds: 5, repeats: 1 },
  { folds: 10, repeats: 1 },
  { folds: 5, repeats: 2 },
  { folds: 10, repeats: 10 },
  { folds: 2, repeats: 5 },
];

function foldsOf(problem: Problem, number: number, folds: number, repeat: number): Fold[] {
  const rng = foldStream(problem.y.length, number, folds, repeat);
  return splitters.get('stratified').split(problem, { folds }, rng, repeat);
}

/**
 * Scores of one data set under every design. Designs with as many folds share their repeats: ten folds once are the first
 * of ten repeats.
 * @returns for each design [nFolds * repeats][nLearners]
 */
export async function scoreDesigns(
  problem: Problem,
  number: number,
  designs: readonly Design[],
  score: ScoreFold,
): Promise<number[][][]> {
  const known = new Map<string, Promise<number[][]>>();
  const repeatScores = (folds: number, repeat: number) => {
    const key = nameOf({ folds, repeats: repeat });
    const kept =
      known.get(key) ?? scoreRepeat(problem, number, foldsOf(problem, number, folds, repeat), score);
    known.set(key, kept);
    return kept;
  };
  const all: number[][][] = [];
  for (const { folds, repeats } of designs) {
    const scores: number[][] = [];
    for (let repeat = 0; repeat < repeats; repeat++) scores.push(...(await repeatScores(folds, repeat)));
    all.push(scores);
  }
  return all;
}

async function scoreRepeat(
  problem: Problem,
  number: number,
  folds: readonly Fold[],
  score: ScoreFold,
): Promise<number[][]> {
  const scores: number[][] = [];
  for (const fold of folds) scores.push(await score(problem, number, fold));
  return scores;
}
