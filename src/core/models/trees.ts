/**
 * Growing, storing and predicting with trees over the kernels: what `tree` and `forest` share.
 *
 * An ensemble is a few flat arrays (cuts, nodes, leaves), so saving it is copying them.
 */
import { NODE_WORDS } from '../../kernels/exports.js';
import type { Engine } from '../arena.js';
import type { Rng } from '../rng.js';
import { fitCuts } from './binning.js';
import type { Block, Fitted, TrainBlock } from './model.js';
import {
  bytesOfFloats,
  bytesOfInts,
  floatsOfBytes,
  intsOfBytes,
  packModel,
  unpackModel,
} from './model-bytes.js';
import { binBlock, layJob, type TreeOptions } from './tree-job.js';

/** Trees as flat arrays. */
interface Ensemble {
  /** Channels of a leaf: K classes, or 1 (share of the second class; value). */
  readonly nChannels: number;
  readonly nOutputs: number;
  /** Added to every prediction: the mean that regression is centred by. */
  readonly offset: number;
  /** Per feature. */
  readonly cuts: readonly Float64Array[];
  /** Nodes of each tree. */
  readonly sizes: readonly number[];
  /** [sum of sizes * 3] */
  readonly nodes: Int32Array;
  /** [sum of sizes * nChannels] */
  readonly leaves: Float64Array;
}

/** Weighted mean in row order; regression is centred by it, so that squares do not cancel. */
function meanAnswer(train: TrainBlock): number {
  let sum = 0;
  let weight = 0;
  for (let row = 0; row < train.nRows; row++) {
    const w = train.weights ? train.weights[row] : 1;
    sum += w * train.y[row];
    weight += w;
  }
  return sum / weight;
}

/** Joins typed arrays end to end. */
function concat<T extends Int32Array | Float64Array>(parts: readonly T[], make: (length: number) => T): T {
  const whole = make(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Grows trees, one after the other.
 * @param streamOfTree the numbers a tree draws, by its index: bootstrap rows, then features
 */
export function growTrees(
  train: TrainBlock,
  options: TreeOptions,
  streamOfTree: (tree: number) => Rng,
  { arena, kernels }: Engine,
): Fitted {
  const cuts = train.columns.map(fitCuts);
  const offset = train.task.kind === 'regression' ? meanAnswer(train) : 0;
  const nodes: Int32Array[] = [];
  const leaves: Float64Array[] = [];
  const nChannels = arena.scope((scratch) => {
    const job = layJob(train, cuts, options, offset, scratch);
    for (let tree = 0; tree < options.nTrees; tree++) {
      scratch.u32(job.rng, 4).set(streamOfTree(tree).state);
      const size = kernels.growTree(job.at);
      nodes.push(scratch.i32(job.nodes, size * NODE_WORDS).slice());
      leaves.push(scratch.f64(job.leaves, size * job.nChannels).slice());
    }
    return job.nChannels;
  });
  return fittedTrees({
    nChannels,
    nOutputs: train.task.kind === 'regression' ? 1 : train.task.classes.length,
    offset,
    cuts,
    sizes: nodes.map((part) => part.length / NODE_WORDS),
    nodes: concat(nodes, (length) => new Int32Array(length)),
    leaves: concat(leaves, (length) => new Float64Array(length)),
  });
}

/** The mean of the trees' leaves. @returns [nRows * nChannels] */
function meanOfTrees(ensemble: Ensemble, block: Block, { arena, kernels }: Engine): Float64Array {
  const { nChannels, sizes } = ensemble;
  const n = block.nRows;
  return arena.scope((scratch) => {
    const bins = binBlock(block, ensemble.cuts, scratch);
    const out = scratch.alloc(8 * n * nChannels);
    scratch.f64(out, n * nChannels).fill(0);
    const nodesAt = scratch.alloc(4 * ensemble.nodes.length);
    const leavesAt = scratch.alloc(8 * ensemble.leaves.length);
    scratch.i32(nodesAt, ensemble.nodes.length).set(ensemble.nodes);
    scratch.f64(leavesAt, ensemble.leaves.length).set(ensemble.leaves);
    let first = 0;
    for (const size of sizes) {
      kernels.addTree(
        bins,
        nodesAt + 4 * NODE_WORDS * first,
        leavesAt + 8 * nChannels * first,
        out,
        n,
        nChannels,
      );
      first += size;
    }
    return scratch.f64(out, n * nChannels).map((sum) => sum / sizes.length);
  });
}

function fittedTrees(ensemble: Ensemble): Fitted {
  const { nChannels, nOutputs, offset } = ensemble;
  return {
    predict(block, engine) {
      const mean = meanOfTrees(ensemble, block, engine);
      if (nOutputs === 1) return mean.map((value) => value + offset);
      if (nChannels > 1) return mean;
      return Float64Array.from({ length: 2 * block.nRows }, (_, i) =>
        i % 2 === 1 ? mean[i >> 1] : 1 - mean[i >> 1],
      );
    },
    save() {
      const { cuts, sizes, nodes, leaves } = ensemble;
      const allCuts = concat([...cuts], (length) => new Float64Array(length));
      const header = { nChannels, nOutputs, offset, sizes, nCuts: cuts.map((cut) => cut.length) };
      return packModel('trees', header, [bytesOfFloats(allCuts), bytesOfInts(nodes), bytesOfFloats(leaves)]);
    },
  };
}

/** The inverse of `save`. @throws AssayError exit 1 when the bytes are broken. */
export function loadTrees(saved: Uint8Array): Fitted {
  type Header = Omit<Ensemble, 'cuts' | 'nodes' | 'leaves'> & { readonly nCuts: readonly number[] };
  const { header, parts } = unpackModel<Header>('trees', saved);
  const { nChannels, nOutputs, offset, sizes, nCuts } = header;
  const allCuts = floatsOfBytes(parts[0]);
  let at = 0;
  const cuts = nCuts.map((length) => {
    at += length;
    return allCuts.slice(at - length, at);
  });
  const nodes = intsOfBytes(parts[1]);
  const leaves = floatsOfBytes(parts[2]);
  return fittedTrees({ nChannels, nOutputs, offset, cuts, sizes, nodes, leaves });
}
