/**
 * Trees that vote, grown over the kernels: learners side by side, each of them AdaBoost (samme.ts) on trees that see the rows
 * their quotas give. Threads claim learners.
 */
import { KEPT_WORDS } from '../../kernels/exports.js';
import type { Engine, Scratch, TeamWork } from '../arena.js';
import type { FitContext, TrainBlock } from '../models/model.js';
import type { Rng } from '../rng.js';
import type { BinnedColumns } from './binned-columns.js';
import type { ClassQuota } from './class-quotas.js';
import { JobFields } from './job-fields.js';
import { keepTree, layPackingRoom, type PackingRoom, viewKept } from './kept-trees.js';
import { leafOf } from './leaf-of.js';
import type { PackedTree } from './packed-nodes.js';
import { type BoostedRows, reweigh, toShares, voteOf, weightsWrong } from './samme.js';
import { type GrownTree, growTree, layJob, openWorkspace } from './tree-job.js';

export interface VoteOptions {
  readonly nLearners: number;
  /** Trees of a learner at most. */
  readonly nRounds: number;
  readonly learningRate: number;
  /** Infinity for none. */
  readonly maxDepth: number;
  readonly quotas: readonly ClassQuota[];
  /** A learner's weights and errors are of the rows that it draws, once; else it draws in each round, and they are of all rows. */
  readonly boostsBag: boolean;
  /**
   * What a tree draws. A learner that boosts its bag has one stream for all rounds, and so draws the same sample again: no
   * second copy of bins is laid out.
   */
  readonly streamOf: (learner: number, round: number) => Rng;
}

/** A tree and how much it counts; its leaves are its votes. */
export interface VotingTree extends PackedTree {
  readonly vote: number;
}

/** The trees of a learner, round by round. */
export interface GrownLearner {
  readonly trees: readonly VotingTree[];
  /** A tree no better than chance came after them and ended it. */
  readonly endedByChance: boolean;
}

/** Stands in place of the vote of a tree that is no better than chance. */
const BY_CHANCE = -1;

/** The rows that the last tree drew. */
function rowsOfBag(own: JobFields): BoostedRows {
  const n = own.get('nRows');
  const bytes = own.scratch.u8(own.get('drawn'), 2 * n);
  const times = new Uint16Array(bytes.slice().buffer);
  const rows = Uint32Array.from(times.keys()).filter((row) => times[row] > 0);
  return { rows, times: times.filter((count) => count > 0) };
}

function allRows(own: JobFields): BoostedRows {
  const n = own.get('nRows');
  return { rows: Uint32Array.from({ length: n }, (_, row) => row), times: new Uint16Array(n).fill(1) };
}

/** The class that each leaf answers: its likeliest, ties to the first. */
function labelsOfLeaves({ leaves }: GrownTree, nValues: number): Uint8Array {
  return Uint8Array.from({ length: leaves.length / nValues }, (_, leaf) => {
    if (nValues === 1) return Number(leaves[leaf] > 0.5);
    const shares = leaves.subarray(leaf * nValues, (leaf + 1) * nValues);
    return shares.reduce((best, share, k) => (share > shares[best] ? k : best), 0);
  });
}

/** [rows] 1 where the tree answers wrongly. */
function wrongRows(own: JobFields, tree: GrownTree, labels: Uint8Array, rows: Uint32Array): Uint8Array {
  const { scratch } = own;
  const [nRows, isBinary] = [own.get('nRows'), own.get('nChannels') === 1];
  const columns = { nRows, bins: scratch.u8(own.get('bins'), nRows * own.get('nFeatures')) };
  const at = own.get('answers');
  const answers = isBinary ? scratch.f64(at, nRows) : scratch.i32(at, nRows);
  const wrong = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++)
    wrong[i] = Number(labels[leafOf(tree.nodes, columns, rows[i])] !== answers[rows[i]]);
  return wrong;
}

/**
 * Turns a tree's leaves into votes: for its class, against every other. Of two classes they are of the second one.
 * Its gains become shares of its vote, as scikit-learn weighs importances.
 */
function castVotes({ leaves, gains }: GrownTree, labels: Uint8Array, vote: number, nClasses: number): void {
  const nValues = leaves.length / labels.length;
  const against = -vote / Math.max(1, nClasses - 1);
  for (const [leaf, label] of labels.entries()) {
    if (nValues === 1) leaves[leaf] = label === 1 ? vote : -vote;
    else for (let k = 0; k < nValues; k++) leaves[leaf * nValues + k] = k === label ? vote : against;
  }
  const gained = gains.reduce((sum, gain) => sum + gain, 0);
  if (gained > 0) gains.set(gains.map((gain) => (vote * gain) / gained));
}

/** The weights that every learner starts from. @param given offset of those of the training rows, 0: all 1 */
function startWeights(own: JobFields, given: number): Float64Array {
  const n = own.get('nRows');
  const weights = own.scratch.f64(own.get('weights'), n);
  if (given === 0) return weights.fill(1);
  weights.set(own.scratch.f64(given, n));
  return weights;
}

/** A thread's workspace. */
interface Workplace {
  readonly own: JobFields;
  readonly room: PackingRoom;
  /** Offset of the weights of the training rows, 0: all 1. */
  readonly given: number;
  readonly engine: Engine;
}

/** Grows one learner, round by round, until one is no better than chance or has no fault. */
function growLearner({ own, room, given, engine }: Workplace, learner: number): void {
  const { scratch } = own;
  const [nRounds, nClasses] = [own.get('nRounds'), own.get('nPresent')];
  const weights = startWeights(own, given);
  let boosted: BoostedRows | undefined;
  for (let round = 0; round < nRounds; round++) {
    const at = learner * nRounds + round;
    const tree = growTree(own, at, engine.kernels);
    if (!boosted) {
      boosted = own.get('boostsBag') ? rowsOfBag(own) : allRows(own);
      toShares(weights, boosted);
    }
    const labels = labelsOfLeaves(tree, own.get('nChannels'));
    const wrong = wrongRows(own, tree, labels, boosted.rows);
    const sums = weightsWrong(weights, boosted, wrong);
    const vote = voteOf(sums.wrong / sums.all, nClasses, own.getNumber('learningRate'));
    engine.progress.tick();
    scratch.f64(own.get('votes') + 8 * at, 1)[0] = vote ?? BY_CHANCE;
    if (vote === null) return;
    castVotes(tree, labels, vote, nClasses);
    scratch.u32(own.get('kept') + 4 * KEPT_WORDS * at, KEPT_WORDS).set(keepTree(own, room, tree, engine));
    if (sums.wrong === 0) return;
    reweigh(weights, boosted, wrong, vote);
  }
}

/** Work that grows learners that no other thread has claimed, until there are none. */
export const voteClaimed: TeamWork = (engine, scratch, at) => {
  const job = new JobFields(scratch, at);
  const own = openWorkspace(at, scratch);
  const given = own.get('weights');
  own.give('weights', 8 * own.get('nRows'));
  const place = { own, room: layPackingRoom(own), given, engine };
  const nLearners = own.get('nTrees') / own.get('nRounds');
  return () => {
    for (let learner = job.claim('next'); learner < nLearners; learner = job.claim('next'))
      growLearner(place, learner);
  };
};

/** A tree job with what learners need besides. @returns its offset */
function layVotes(
  train: TrainBlock,
  columns: BinnedColumns,
  options: VoteOptions,
  nValues: number,
  scratch: Scratch,
): number {
  const { nLearners, nRounds, streamOf } = options;
  const nTrees = nLearners * nRounds;
  const states = Array.from(
    { length: nTrees },
    (_, tree) => streamOf(Math.floor(tree / nRounds), tree % nRounds).state,
  );
  const grown = {
    nTrees,
    criterion: 'gini',
    maxFeatures: columns.features.length,
    maxDepth: options.maxDepth,
    maxLeaves: Number.POSITIVE_INFINITY,
    minSamplesSplit: 2,
    minSamplesLeaf: 1,
    minImpurityDecrease: 0,
    ccpAlpha: 0,
    draws: null,
    quotas: options.quotas,
    reweighs: true,
    drawsCuts: false,
    monotone: null,
    outOfBag: false,
  } as const;
  const at = layJob(train, columns, grown, { offset: 0, nValues }, states, scratch);
  const job = new JobFields(scratch, at);
  job.setAll({ nRounds, nPresent: new Set(train.y).size, boostsBag: Number(options.boostsBag) });
  job.setNumber('learningRate', options.learningRate);
  job.giveZeros('votes', 8 * nTrees);
  job.giveZeros('kept', 4 * KEPT_WORDS * nTrees);
  return at;
}

/**
 * Grows learners.
 * @param nValues values in a leaf: the classes of several, else 1
 * @param collect reads the trees of each learner, round by round, before their memory is given back
 */
export function growVotes<T>(
  train: TrainBlock,
  columns: BinnedColumns,
  options: VoteOptions,
  nValues: number,
  { engine }: Pick<FitContext, 'engine'>,
  collect: (learners: readonly GrownLearner[]) => T,
): T {
  const { nLearners, nRounds } = options;
  engine.progress.expect(nLearners * nRounds);
  return engine.arena.scope((scratch) => {
    const at = layVotes(train, columns, options, nValues, scratch);
    return engine.team.share('grow-votes', at, () => {
      const votes = scratch.f64(new JobFields(scratch, at).get('votes'), nLearners * nRounds);
      const trees = viewKept(at, scratch).map((tree, i) => ({ ...tree, vote: votes[i] }));
      return collect(
        Array.from({ length: nLearners }, (_, learner) => {
          const own = trees.slice(learner * nRounds, (learner + 1) * nRounds);
          const endedByChance = own.some(({ vote }) => vote === BY_CHANCE);
          return { trees: own.filter(({ vote }) => vote > 0), endedByChance };
        }),
      );
    });
  });
}
