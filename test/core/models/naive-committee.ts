/** The naive twin of core/trees/grow-votes.ts and committee.ts: SAMME from its paper, on naive trees and naive draws. */

import { easyEnsemble } from '../../../src/core/models/easy-ensemble.js';
import type { TrainBlock } from '../../../src/core/models/model.js';
import type { rusBoost } from '../../../src/core/models/rus-boost.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import type { Rng, StreamOf } from '../../../src/core/rng.js';
import { isNumeric } from '../../../src/core/table.js';
import { NaiveDraws, type NaiveQuota } from '../../../src/kernels/draws.js';
import { MISSING_BIN } from '../../../src/kernels/exports.js';
import { type NaiveNode, naiveTree } from '../../../src/kernels/tree.js';

type Model = typeof easyEnsemble | typeof rusBoost;

/** Whole numbers from 0 on as their bins. */
const binsOf = ({ columns }: TrainBlock): Uint8Array[] =>
  columns.map((column) => {
    if (!isNumeric(column)) throw new Error('numbers only');
    return Uint8Array.from(column.values, (value) => (Number.isNaN(value) ? MISSING_BIN : value));
  });

function answerOf(node: NaiveNode, bins: readonly Uint8Array[], row: number): number {
  if (node.value) {
    const [first, ...others] = node.value;
    if (others.length === 0) return Number(first > 0.5);
    return node.value.indexOf(Math.max(...node.value));
  }
  if (!node.split) throw new Error('neither leaf nor split');
  const { feature, bin, missingLeft, left, right } = node.split;
  const own = bins[feature][row];
  return answerOf((own === MISSING_BIN ? missingLeft : own <= bin) ? left : right, bins, row);
}

/** Every class gives as many rows as the smallest has. */
function balancedQuotas({ y, task }: TrainBlock): NaiveQuota[] {
  const byClass = task.classes.map((_, label) => [...y.keys()].filter((row) => y[row] === label));
  const least = Math.min(...byClass.map((rows) => rows.length));
  return byClass.map((rows) => ({ rows, taken: least, replaces: false }));
}

interface Round {
  readonly vote: number;
  /** [row] the class that the tree answers. */
  readonly answers: readonly number[];
}

/** One AdaBoost. @param rngOf the numbers of a round @param bagOnly weights and errors are of the rows drawn */
function boostRounds(train: TrainBlock, params: Params, bagOnly: boolean, rngOf: (round: number) => Rng) {
  const [bins, K] = [binsOf(train), train.task.classes.length];
  const rounds: Round[] = [];
  let weights = [...(train.weights ?? train.y.map(() => 1))];
  const nRounds = Number(bagOnly ? params.estimator__n_estimators : params.n_estimators);
  while (rounds.length < nRounds) {
    const rng = rngOf(rounds.length);
    const draws = new NaiveDraws(() => rng.nextUint32(), [...bins.keys()], bins.length, null);
    const times = draws.bagOfClasses(train.nRows, balancedQuotas(train), 0);
    const counts = times.map((count) => (bagOnly ? count : 1));
    const all = weights.reduce((sum, weight, row) => sum + counts[row] * weight, 0);
    weights = weights.map((weight) => Math.max(Number.EPSILON, weight / all));
    const job = {
      bins,
      y: train.y,
      nChannels: K === 2 ? 1 : K,
      signs: null,
      maxLeaves: 0,
      minSplit: 2,
      minLeaf: 1,
    };
    const rest = {
      maxDepth: Number(params.max_depth),
      minGain: 0,
      criterion: 'gini',
      log: Math.log,
    } as const;
    const own = weights.map((weight, row) => times[row] * weight);
    const drawn = [...times.keys()].filter((row) => times[row] > 0);
    const tree = naiveTree({ ...job, ...rest, weights: own, draws, isBlock: () => false }, drawn);
    const answers = Array.from(train.y, (_, row) => answerOf(tree, bins, row));
    const wrong = answers.map((answer, row) => Number(answer !== train.y[row]));
    const share = (row: number) => counts[row] * weights[row];
    const error =
      wrong.reduce((sum, is, row) => sum + is * share(row), 0) /
      wrong.reduce((sum, _, row) => sum + share(row), 0);
    if (error >= 1 - 1 / K) break;
    const vote =
      error === 0 ? 1 : Number(params.learning_rate) * (Math.log((1 - error) / error) + Math.log(K - 1));
    rounds.push({ vote, answers });
    if (error === 0) break;
    weights = weights.map((weight, row) => weight * Math.exp(vote * wrong[row]));
  }
  return rounds;
}

/** Softmax of votes for each class over the votes of all, (K - 1) times: Zhu et al. 2009, equation 15. */
function sharesOf(rounds: readonly Round[], row: number, K: number): number[] {
  const all = rounds.reduce((sum, { vote }) => sum + vote, 0);
  const decision = Array.from({ length: K }, (_, k) =>
    rounds.reduce((sum, { vote, answers }) => sum + (answers[row] === k ? vote : -vote / (K - 1)), 0),
  );
  const powers = decision.map((sum) => Math.exp(sum / all / (K - 1)));
  return powers.map((power) => power / powers.reduce((sum, value) => sum + value, 0));
}

/**
 * What the model predicts of its training rows, and how many trees each learner has.
 * @param train whole numbers from 0 on, each column with all numbers up to its largest
 */
export function naiveCommittee(model: Model, train: TrainBlock, given: Params, stream: StreamOf) {
  const params = resolveParams(model.id, model.params, given);
  const isEasy = model === easyEnsemble;
  const nLearners = isEasy ? Number(params.n_estimators) : 1;
  const learners = Array.from({ length: nLearners }, (_, learner) =>
    boostRounds(train, params, isEasy, (round) => stream(model.id, isEasy ? learner : round)),
  );
  const K = train.task.classes.length;
  const output = Array.from(train.y, (_, row) => {
    const shares = learners.map((rounds) => sharesOf(rounds, row, K));
    return Array.from({ length: K }, (_, k) => shares.reduce((sum, own) => sum + own[k], 0) / nLearners);
  });
  return { output: output.flat(), rounds: learners.map((rounds) => rounds.length) };
}
