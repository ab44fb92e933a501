/**
 * Learners that vote, as a model: probabilities of each learner by its votes (Zhu et al. 2009, equation 15, as scikit-learn
 * reckons it), and their mean. Each learner is a channel of sums: one walk over all trees gives the votes of every learner,
 * and with them every stage.
 */
import type { Block, FitContext, Fitted, TrainBlock } from '../models/model.js';
import { sigmoid } from '../numeric.js';
import type { WorkWarning } from '../schemas/metric-value.js';
import { softmax } from '../softmax.js';
import { sliceColumn } from '../table.js';
import type { BinnedColumns } from './binned-columns.js';
import { type Ensemble, joinTrees } from './ensemble.js';
import { loadEnsemble, saveEnsemble } from './ensemble-file.js';
import { type GrownLearner, growVotes, type VoteOptions } from './grow-votes.js';
import { type PackedTree, packTree } from './packed-nodes.js';
import { sumTrees } from './sum-trees.js';

/** What is kept besides the trees. */
interface Voting {
  /** Classes of the task. */
  readonly nOutputs: number;
  /** Classes that training rows had, ascending; the others get 0. */
  readonly present: readonly number[];
  /** What stages count: the learners, or the rounds of the only one. */
  readonly stages: 'learners' | 'rounds';
  /** [learner][round] how much each tree counts. */
  readonly votes: readonly (readonly number[])[];
}

interface Committee extends Voting {
  /** A round has a tree of each learner, in their order; one that has no more trees has leaves of 0 there. */
  readonly ensemble: Ensemble;
}

/** Sums of votes that are held at once: rows are predicted in pieces. */
const MOST_SUMS = 1 << 21;

/** A tree of one leaf without a vote. */
const silentTree = (nFeatures: number, nValues: number, engine: FitContext['engine']): PackedTree =>
  packTree(
    {
      nodes: Int32Array.of(-1, 0, 0),
      leaves: new Float64Array(nValues),
      sets: new Int32Array(0),
      gains: new Float64Array(1),
    },
    nFeatures,
    engine,
  );

function joinLearners(
  columns: BinnedColumns,
  learners: readonly GrownLearner[],
  nValues: number,
  engine: FitContext['engine'],
): Ensemble {
  const nRounds = Math.max(1, ...learners.map(({ trees }) => trees.length));
  const silent = silentTree(columns.features.length, nValues, engine);
  const trees = Array.from({ length: nRounds }, (_, round) =>
    learners.map((own) => own.trees[round] ?? silent),
  ).flat();
  return joinTrees(columns, trees, { nValues, treesPerRound: learners.length });
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/**
 * @param sums votes for each class, or of two for the second one
 * @param out OUT probabilities
 * @returns adds a learner's probabilities to those of a row at `to`: its sums stand from `at` on, and it has cast `votes` in all
 */
function shareAdder(
  { present, ensemble: { nValues } }: Committee,
  sums: Float64Array,
  out: Float64Array,
): (at: number, votes: number, to: number) => void {
  if (nValues === 1 && present.length === 2) {
    return (at, votes, to) => {
      const share = sigmoid(votes > 0 ? (2 * sums[at]) / votes : 0);
      out[to] += 1 - share;
      out[to + 1] += share;
    };
  }
  const own = new Float64Array(present.length);
  const others = Math.max(1, present.length - 1);
  return (at, votes, to) => {
    const scale = votes > 0 ? votes * others : 1;
    for (const [i, label] of present.entries()) own[i] = nValues === 1 ? 0 : sums[at + label] / scale;
    softmax(own, 0, own.length);
    for (const [i, label] of present.entries()) out[to + label] += own[i];
  };
}

/** What all rows of a piece are predicted after one stage. @param sums of its rounds  @param votes that each learner has cast */
function sharesOfStage(
  committee: Committee,
  sums: Float64Array,
  votes: readonly number[],
  out: Float64Array,
): void {
  const { nValues, treesPerRound } = committee.ensemble;
  const { nOutputs } = committee;
  const add = shareAdder(committee, sums, out);
  for (let row = 0; row * nOutputs < out.length; row++) {
    const [at, to] = [row * nValues * treesPerRound, row * nOutputs];
    for (const [learner, cast] of votes.entries()) add(at + learner * nValues, cast, to);
    for (let k = 0; k < nOutputs; k++) out[to + k] /= votes.length;
  }
}

/** Stages as rounds of trees to be summed, and for each stage what its learners have cast till then. */
function stagesOf({ votes, stages, ensemble }: Committee, asked: readonly number[]) {
  const nRounds = ensemble.roots.length / ensemble.treesPerRound;
  return asked.map((stage) => {
    if (stages === 'learners') return { round: nRounds, cast: votes.slice(0, stage).map(sumOf) };
    return { round: Math.min(stage, nRounds), cast: votes.map((own) => sumOf(own.slice(0, stage))) };
  });
}

/** @param asked ascending stages  @returns for each of them [nRows * nOutputs] */
function predictStages(
  committee: Committee,
  block: Block,
  asked: readonly number[],
  engine: FitContext['engine'],
): Float64Array[] {
  const { ensemble, nOutputs } = committee;
  const stages = stagesOf(committee, asked);
  const rounds = [...new Set(stages.map(({ round }) => round))];
  const perPiece = Math.max(1, Math.floor(MOST_SUMS / (ensemble.nValues * ensemble.treesPerRound)));
  const out = asked.map(() => new Float64Array(block.nRows * nOutputs));
  for (let first = 0; first < block.nRows; first += perPiece) {
    const end = Math.min(block.nRows, first + perPiece);
    const columns = block.columns.map((column) => sliceColumn(column, first, end));
    const sums = sumTrees(ensemble, { nRows: end - first, columns }, rounds, engine);
    stages.forEach(({ round, cast }, i) => {
      const own = out[i].subarray(first * nOutputs, end * nOutputs);
      sharesOfStage(committee, sums[rounds.indexOf(round)], cast, own);
    });
  }
  return out;
}

function fittedCommittee(committee: Committee): Fitted {
  const { ensemble, ...voting } = committee;
  const last = voting.stages === 'learners' ? voting.votes.length : voting.votes[0].length;
  return {
    predict: (block, engine) => predictStages(committee, block, [last], engine)[0],
    staged: {
      rounds: last,
      predict: (block, rounds, engine) => predictStages(committee, block, rounds, engine),
    },
    importances: ensemble.importances,
    save: (allocate) => saveEnsemble('committee', ensemble, voting, allocate),
  };
}

/** The inverse of `save`. @throws AssayError exit 1 when the bytes are broken. */
export function loadCommittee(saved: Uint8Array): Fitted {
  const { header, ensemble } = loadEnsemble<Voting>('committee', saved);
  const { nOutputs, present, stages, votes } = header;
  return fittedCommittee({ ensemble, nOutputs, present, stages, votes });
}

const NO_VOTE = {
  id: 'no-vote',
  message:
    'no tree of the first learner was better than chance: without a vote all classes are as likely; try another sampling_strategy or a larger max_depth',
};

/** So small a share of the trees that were asked for is worth a warning. */
const FEW_TREES = 0.5;

/** Where boosting ended early, which no other learner makes up for. */
function earlyEnd(
  { trees, endedByChance }: GrownLearner,
  { nRounds, learningRate }: VoteOptions,
): WorkWarning[] {
  const count = trees.length;
  if (count === 0 || !endedByChance || count > FEW_TREES * nRounds) return [];
  const why =
    'the next one was no better than chance on all training rows, which weigh by the mistakes made so far';
  const next = `-p learning_rate=${Number((learningRate / 10).toPrecision(2))} keeps more, -p max_depth grows stronger ones`;
  return [
    {
      id: 'few-rounds',
      message: `boosting stopped after {count} of ${nRounds} trees: ${why}; ${next}`,
      count,
    },
  ];
}

/** Grows learners that vote. @param stages what `Fitted.staged` counts: the learners, or the rounds of the only one */
export function fitCommittee(
  train: TrainBlock,
  options: VoteOptions,
  stages: Voting['stages'],
  context: FitContext,
): Fitted {
  const columns = context.binned(train);
  const nOutputs = train.task.classes.length;
  const nValues = train.task.kind === 'multiclass' ? nOutputs : 1;
  const present = [...new Set(train.y)].sort((a, b) => a - b);
  const { ended, ...committee } = growVotes(train, columns, options, nValues, context, (learners) => ({
    ensemble: joinLearners(columns, learners, nValues, context.engine),
    nOutputs,
    present,
    stages,
    votes: learners.map(({ trees }) => trees.map(({ vote }) => vote)),
    ended: stages === 'rounds' ? earlyEnd(learners[0], options) : [],
  }));
  const fitted = fittedCommittee(committee);
  const nFirst = committee.votes[0].length;
  return {
    ...fitted,
    ...(stages === 'rounds' ? { stoppedAt: nFirst } : {}),
    warnings: nFirst === 0 ? [NO_VOTE] : ended,
  };
}
