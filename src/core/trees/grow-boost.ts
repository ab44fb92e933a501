/** Growing a boosted ensemble over the kernels, round by round; threads that join help inside each tree. */
import { BOOST_PARTS, NODE_WORDS } from '../../kernels/exports.js';
import type { Engine } from '../arena.js';
import type { StreamOf } from '../rng.js';
import { type BoostData, type BoostJob, layBoostJob, shareOf } from './boost-job.js';
import type { BoostOptions } from './boost-options.js';
import type { Tree } from './ensemble.js';

export interface BoostInput extends BoostData {
  readonly options: BoostOptions;
  /**
   * Asked after each round whether to go on.
   * @param round from 1
   * @param scores [heldOut.length * nChannels] raw scores of the rows held out, row-major
   */
  readonly onRound?: (round: number, scores: Float64Array) => 'go' | 'stop';
}

/** The features that a tree sees, ascending: all without a draw, else so many of them. */
function drawFeatures(nFeatures: number, share: number, rng: () => ReturnType<StreamOf>): Uint32Array {
  const all = Uint32Array.from({ length: nFeatures }, (_, f) => f);
  return share < 1 ? rng().shuffle(all).slice(0, shareOf(share, nFeatures)).sort() : all;
}

/** Gives a tree its features and its random numbers, which depend on its round and channel alone. */
function prepareTree(
  job: BoostJob,
  options: BoostOptions,
  stream: StreamOf,
  round: number,
  channel: number,
): void {
  const drawn = drawFeatures(job.get('nFeatures'), options.colsampleByTree, () =>
    stream('boost-columns', round, channel),
  );
  job.scratch.u32(job.get('treeFeatures'), drawn.length).set(drawn);
  job.set('nTreeFeatures', drawn.length);
  job.set(
    'nNodeFeatures',
    options.colsampleByNode < 1 ? shareOf(options.colsampleByNode, drawn.length) : drawn.length,
  );
  const { state } = stream('boost-tree', round, channel);
  // Rounding of gradients and of hessians, each for two rows at once.
  job.words('rowKey', 4).set([state[0], state[0], state[1], state[1]]);
  job.words('nodeKey', 2).set(state.subarray(2));
  if (options.subsample < 1) job.words('drawState', 4).set(stream('boost-rows', round).state);
  job.set('channel', channel);
}

/** Copies the last tree out of the job. */
function readTree(job: BoostJob, nLeaves: number): Tree {
  const { scratch } = job;
  const nNodes = 2 * nLeaves - 1;
  return {
    nodes: scratch.i32(job.get('nodes'), NODE_WORDS * nNodes).slice(),
    leaves: scratch.f64(job.get('leaves'), nLeaves).slice(),
    sets: scratch.i32(job.get('sets'), 8 * job.get('nSets')).slice(),
    gains: scratch.f64(job.get('gains'), nNodes).slice(),
  };
}

/** Raw scores of the rows held out, row-major. */
function heldOutScores(job: BoostJob): Float64Array {
  const [nAll, nTrained, nChannels] = [job.get('nAll'), job.get('nTrained'), job.get('nChannels')];
  const scores = job.scratch.f64(job.get('scores'), nAll * nChannels);
  const out = new Float64Array((nAll - nTrained) * nChannels);
  for (let i = 0; i < out.length; i++) {
    out[i] = scores[(i % nChannels) * nAll + nTrained + Math.floor(i / nChannels)];
  }
  return out;
}

/**
 * Grows trees: leaf-wise, by second-order gains over quantised histograms (Chen & Guestrin 2016; Ke et al. 2017; Shi et
 * al. 2022, "Quantized training of gradient boosting decision trees").
 * @returns the trees round by round, and within a round channel by channel; their leaves include the learning rate
 */
export function growBoost(
  input: BoostInput,
  { stream, engine }: { readonly stream: StreamOf; readonly engine: Engine },
): { trees: Tree[]; rounds: number } {
  const { options, onRound } = input;
  const trees: Tree[] = [];
  let rounds = 0;
  const growRounds = (kernels: Engine['kernels'], job: BoostJob, scratch: number) => {
    while (rounds < options.rounds) {
      kernels.boostGradients(job.at, scratch);
      for (let channel = 0; channel < input.nChannels; channel++) {
        prepareTree(job, options, stream, rounds, channel);
        trees.push(readTree(job, kernels.boostTree(job.at, scratch)));
      }
      rounds++;
      engine.progress.tick();
      if (onRound?.(rounds, heldOutScores(job)) === 'stop') break;
    }
  };
  engine.progress.expect(options.rounds);
  return engine.arena.scope((scratch) => {
    const job = layBoostJob(input, options, scratch);
    return engine.team.share(
      'grow-boost',
      job.at,
      () => ({ trees, rounds }),
      ({ kernels }, own) =>
        () => {
          try {
            growRounds(kernels, job, own.alloc(BOOST_PARTS.SCRATCH_BYTES));
          } finally {
            kernels.boostEnd(job.at);
          }
        },
    );
  });
}
