/** The simulations: data sets by number, so that any part of them can be run by itself. */
import type { Problem } from '../../../src/core/task.js';
import { dataSet } from './data-set.js';
import { type Design, scoreDesigns } from './designs.js';
import { forestScorer, type ScoreFold, scoreNaiveBayes } from './learners.js';
import { type Answer, answersOfFamily, answersOfGaps, answersOfPair, type Rate, Tally } from './tally.js';

export interface Part {
  /** Even. */
  readonly rows: number;
  readonly sets: number;
  readonly designs: readonly Design[];
}

interface Simulation {
  readonly score: ScoreFold;
  readonly answers: (scores: readonly (readonly number[])[], design: Design) => Answer[];
}

async function run({ rows, sets, designs }: Part, { score, answers }: Simulation): Promise<Rate[]> {
  const tallies = designs.map((design) => new Tally(rows, design));
  for (let number = 0; number < sets; number++) {
    const problem: Problem = dataSet(rows, number);
    const scores = await scoreDesigns(problem, number, designs, score);
    for (const [i, tally] of tallies.entries()) tally.add(answers(scores[i], designs[i]));
  }
  return tallies.flatMap((tally) => tally.rates());
}

/** Learners on features of their own: two equal ones, ten equal ones, and better ones. */
export const simulateFeatures = (part: Part): Promise<Rate[]> =>
  run(part, {
    score: scoreNaiveBayes,
    answers: (scores, design) => [
      ...answersOfPair('equal', scores, design),
      ...answersOfFamily(scores, design),
      ...answersOfGaps(scores, design),
    ],
  });

/** One learner with two seeds. */
export const simulateSeeds = (part: Part): Promise<Rate[]> =>
  run(part, {
    score: forestScorer(),
    answers: (scores, design) => answersOfPair('seeds', scores, design),
  });
