/** Growing trees over the kernels and averaging them: what `tree`, `forest` and `extra-trees` share. */
import type { FitContext, Fitted, TrainBlock } from '../models/model.js';
import type { Rng } from '../rng.js';
import { weightedMean } from '../weighted-mean.js';
import { countRounds, type Ensemble, joinTrees } from './ensemble.js';
import { loadEnsemble, saveEnsemble } from './ensemble-file.js';
import { viewKept } from './kept-trees.js';
import { outOfBagScore } from './out-of-bag.js';
import { sumTrees } from './sum-trees.js';
import { layJob } from './tree-job.js';
import type { TreeOptions } from './tree-options.js';

/** What is kept besides the trees. */
interface Averaging {
  readonly nOutputs: number;
  /** Added to every prediction: the mean that regression is centred by. */
  readonly offset: number;
}

/**
 * Grows trees.
 * @param streamOfTree the numbers a tree draws, by its index: bootstrap rows, then features and cuts
 */
export function growTrees(
  train: TrainBlock,
  options: TreeOptions,
  streamOfTree: (tree: number) => Rng,
  { engine, binned }: FitContext,
): Fitted {
  const columns = binned(train);
  const { kind, classes } = train.task;
  // Centred by the mean, so that squares do not cancel.
  const isCentred = kind === 'regression' && options.criterion === 'squared_error';
  const offset = isCentred ? weightedMean(train.y, train.weights) : 0;
  const nValues = kind === 'multiclass' ? classes.length : 1;
  const averaging = { nOutputs: kind === 'regression' ? 1 : classes.length, offset };
  const states = Array.from({ length: options.nTrees }, (_, tree) => streamOfTree(tree).state);
  engine.progress.expect(options.nTrees);
  return engine.arena.scope((scratch) => {
    const job = layJob(train, columns, options, { offset, nValues }, states, scratch);
    return engine.team.share('grow-trees', job, () => {
      const trees = viewKept(job, scratch);
      const fitted = fittedTrees(joinTrees(columns, trees, { nValues, treesPerRound: 1 }), averaging);
      if (!options.outOfBag) return fitted;
      return { ...fitted, outOfBag: outOfBagScore(train, trees, { offset, nValues }) };
    });
  });
}

/** Sums of leaves as outputs: the mean of the trees, and for two classes both shares. */
function outputsOf(sums: Float64Array, nTrees: number, nValues: number, { nOutputs, offset }: Averaging) {
  if (nOutputs === 1) return sums.map((sum) => sum / nTrees + offset);
  if (nValues > 1) return sums.map((sum) => sum / nTrees);
  const both = new Float64Array(2 * sums.length);
  for (let row = 0; row < sums.length; row++) {
    const share = sums[row] / nTrees;
    both[2 * row] = 1 - share;
    both[2 * row + 1] = share;
  }
  return both;
}

function fittedTrees(ensemble: Ensemble, averaging: Averaging): Fitted {
  const nTrees = countRounds(ensemble);
  const staged = (rounds: readonly number[], ...rest: Parameters<Fitted['predict']>) =>
    sumTrees(ensemble, rest[0], rounds, rest[1]).map((sums, i) =>
      outputsOf(sums, rounds[i], ensemble.nValues, averaging),
    );
  return {
    predict: (block, engine) => staged([nTrees], block, engine)[0],
    staged: { rounds: nTrees, predict: (block, rounds, engine) => staged(rounds, block, engine) },
    importances: ensemble.importances,
    save: (allocate) => saveEnsemble('trees', ensemble, { ...averaging }, allocate),
  };
}

/** The inverse of `save`. @throws AssayError exit 1 when the bytes are broken. */
export function loadTrees(saved: Uint8Array): Fitted {
  const { header, ensemble } = loadEnsemble<Averaging>('trees', saved);
  return fittedTrees(ensemble, { nOutputs: header.nOutputs, offset: header.offset });
}
