import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import { MISSING_BIN, NODE_WORDS, TREE_JOB } from '../../src/kernels/exports.js';
import { type NaiveJob, type NaiveNode, naiveTree } from '../../src/kernels/tree.js';
import { createEngine } from '../../src/parallel/engine.js';

const { arena, kernels } = createEngine();

/** Whole numbers and dyadic weights: sums are exact in any order, so both sides must agree to the bit. */
function randomJob(seed: number): NaiveJob & { nRows: number; nBins: number[] } {
  const rng = stream(seed, 'job');
  const nRows = 2 + rng.below(seed % 3 === 0 ? 400 : 60);
  const nChannels = [1, 1, 3][rng.below(3)];
  const nBins = Array.from({ length: 1 + rng.below(5) }, () => 1 + rng.below(seed % 2 ? 4 : 40));
  const bins = nBins.map((most) =>
    Uint8Array.from({ length: nRows }, () =>
      rng.below(6) === 0 && seed % 4 === 1 ? MISSING_BIN : rng.below(most),
    ),
  );
  const y = Array.from({ length: nRows }, () => rng.below(nChannels === 1 ? (seed % 2 ? 2 : 9) : nChannels));
  const weights = Array.from({ length: nRows }, () => (seed % 5 === 0 ? 0.5 + rng.below(4) / 2 : 1));
  const limits = {
    maxDepth: seed % 3 ? 50 : 2,
    minSplit: seed % 7 === 0 ? 9 : 2,
    minLeaf: seed % 6 === 0 ? 4 : 1,
  };
  return { nRows, nBins, bins, y, weights, nChannels, ...limits };
}

/** The kernel's tree in the twin's form. */
function grown(job: ReturnType<typeof randomJob>): NaiveNode {
  const { nRows: n, nChannels: K } = job;
  const F = job.bins.length;
  return arena.scope((scratch) => {
    const P = scratch.alloc(TREE_JOB.bytes);
    const set = (name: keyof typeof TREE_JOB, value: number) => {
      scratch.u32(P, TREE_JOB.bytes / 4)[TREE_JOB[name]] = value;
      return value;
    };
    const give = (name: keyof typeof TREE_JOB, bytes: number) => set(name, scratch.alloc(bytes));
    const bins = give('bins', n * F);
    for (let f = 0; f < F; f++) scratch.u8(bins + f * n, n).set(job.bins[f]);
    scratch.i32(give('nBins', 4 * F), F).set(job.nBins);
    const answers = give('answers', 8 * n);
    if (K === 1) scratch.f64(answers, n).set(job.y as number[]);
    else scratch.i32(answers, n).set(job.y as number[]);
    scratch.f64(give('weights', 8 * n), n).set(job.weights as number[]);
    for (const [name, bytes] of [
      ['drawn', 8 * n],
      ['rows', 4 * n],
      ['spare', 4 * n],
      ['gathered', 16 * n],
      ['histogram', 2048 * (K + 1)],
      ['counts', 1024],
      ['order', 4 * F],
      ['stack', 16 * (n + 1)],
      ['rng', 16],
      ['sums', 24 * (K + 1) + 32],
    ] as const)
      give(name, bytes);
    const nodesAt = give('nodes', 4 * NODE_WORDS * 2 * n);
    const leavesAt = give('leaves', 8 * K * n);
    give('gains', 16 * n);
    set('nRows', n);
    set('nFeatures', F);
    set('nChannels', K);
    set('maxFeatures', F);
    set('maxDepth', job.maxDepth);
    set('minSplit', job.minSplit);
    set('minLeaf', job.minLeaf);
    set('bootstrap', 0);
    const size = kernels.growTree(P);
    const nodes = scratch.i32(nodesAt, NODE_WORDS * size);
    const leaves = scratch.f64(leavesAt, (K * (size + 1)) / 2);
    const read = (node: number): NaiveNode => {
      const [feature, rule, left] = nodes.subarray(NODE_WORDS * node);
      if (feature < 0) return { value: [...leaves.subarray(K * rule, K * rule + K)] };
      return {
        split: {
          feature,
          bin: rule & 255,
          missingLeft: rule >> 8 === 1,
          left: read(left),
          right: read(left + 1),
        },
      };
    };
    return read(0);
  });
}

const countSplits = ({ split }: NaiveNode): number =>
  split ? 1 + countSplits(split.left) + countSplits(split.right) : 0;

describe('the tree kernel', () => {
  test('grows its naive twin, node by node, over 300 seeded jobs', () => {
    let splits = 0;
    for (let seed = 0; seed < 300; seed++) {
      const job = randomJob(seed);
      const rows = Array.from({ length: job.nRows }, (_, row) => row);
      const tree = grown(job);
      assert.deepEqual(tree, naiveTree(job, rows), `seed ${seed}`);
      splits += countSplits(tree);
    }
    assert.ok(splits > 2500, `only ${splits} splits were compared`);
  });
});
