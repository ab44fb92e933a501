/** What is kept of a grown tree besides its nodes: equal leaves once, and what each feature did. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Rng, stream } from '../../src/core/rng.js';
import { LEAF_TABLE_BYTES, MOST_SHARED_LEAVES, NODE_WORDS, USE_WORDS } from '../../src/kernels/exports.js';
import { naiveShared, naiveUses } from '../../src/kernels/tree-kept.js';
import { createEngine } from '../../src/parallel/engine.js';

const engine = createEngine();

function sharedLeaves(leaves: readonly (readonly number[])[]) {
  const [nLeaves, nValues] = [leaves.length, leaves[0].length];
  return engine.arena.scope((scratch) => {
    const V = scratch.alloc(8 * nLeaves * nValues);
    const TABLE = scratch.alloc(LEAF_TABLE_BYTES);
    const NUMBERS = scratch.alloc(4 * nLeaves);
    scratch.f64(V, nLeaves * nValues).set(leaves.flat());
    scratch.u8(TABLE, LEAF_TABLE_BYTES).fill(7); // what was there does not matter
    const nKept = engine.kernels.shareLeaves(V, nLeaves, nValues, TABLE, NUMBERS);
    const values = scratch.f64(V, nKept * nValues);
    const kept = Array.from({ length: nKept }, (_, leaf) => [
      ...values.subarray(leaf * nValues, (leaf + 1) * nValues),
    ]);
    return { kept, numbers: [...scratch.u32(NUMBERS, nLeaves)] };
  });
}

/** Values of few and of many kinds; both zeros, and numbers that differ in the last bit. */
function randomLeaves(rng: Rng, nLeaves: number, nValues: number): number[][] {
  const most = 1 + rng.below(rng.below(2) ? 4 : 4 * nLeaves);
  const odd = [0, -0, 1, 1 + Number.EPSILON, Number.MIN_VALUE];
  const value = () => (rng.below(3) ? rng.below(most) / most : odd[rng.below(odd.length)]);
  return Array.from({ length: nLeaves }, () => Array.from({ length: nValues }, value));
}

describe('kernel shareLeaves', () => {
  test('keeps what its naive twin keeps, over 400 seeded trees', () => {
    for (let seed = 0; seed < 400; seed++) {
      const rng = stream(seed, 'leaves');
      const leaves = randomLeaves(rng, 1 + rng.below([3, 40, 700][seed % 3]), [1, 3, 1, 2, 7][seed % 5]);
      assert.deepEqual(sharedLeaves(leaves), naiveShared(leaves), `seed ${seed}`);
    }
  });

  test('beyond as many as the table has room for, enters no more', () => {
    const nLeaves = MOST_SHARED_LEAVES + 10;
    const leaves = [...Array(nLeaves).keys()].map((value) => [value / 3]);
    const late = [leaves[0], leaves[MOST_SHARED_LEAVES - 1], leaves[MOST_SHARED_LEAVES], leaves[nLeaves - 1]];
    const shared = sharedLeaves([...leaves, ...late]);
    assert.deepEqual(shared, naiveShared([...leaves, ...late]));
    assert.deepEqual(shared.numbers.slice(-4), [0, MOST_SHARED_LEAVES - 1, nLeaves, nLeaves + 1]);
  });
});

describe('kernel sumUses', () => {
  test('adds up what its naive twin does, in the order of nodes', () => {
    for (let seed = 0; seed < 200; seed++) {
      const rng = stream(seed, 'uses');
      const nFeatures = 1 + rng.below(12);
      const nNodes = 1 + rng.below(80);
      const features = Array.from({ length: nNodes }, () => rng.below(nFeatures + 1) - 1);
      const nodes = Int32Array.from(features.flatMap((feature) => [feature, 0, 0]));
      const gains = Float64Array.from(features, (feature) => (feature < 0 ? 0 : rng.uniform()));
      const uses = engine.arena.scope((scratch) => {
        const NODES = scratch.alloc(4 * NODE_WORDS * nNodes);
        const GAINS = scratch.alloc(8 * nNodes);
        const OUT = scratch.alloc(8 * USE_WORDS * (nFeatures + 1));
        scratch.i32(NODES, nodes.length).set(nodes);
        scratch.f64(GAINS, nNodes).set(gains);
        const nUsed = engine.kernels.sumUses(NODES, GAINS, nNodes, nFeatures, OUT);
        return [...scratch.f64(OUT, nUsed * USE_WORDS)];
      });
      const expected = naiveUses(nodes, gains, nFeatures).flatMap((use) => [
        use.feature,
        use.splits,
        use.gain,
      ]);
      assert.deepEqual(uses, expected, `seed ${seed}`);
    }
  });
});
