import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { log } from '../../src/core/numeric.js';
import { stream } from '../../src/core/rng.js';
import { MISSING_BIN } from '../../src/kernels/exports.js';
import { type NaiveJob, type NaiveNode, naiveTree } from '../../src/kernels/tree.js';
import { grownTree } from './grown-tree.js';

type TestJob = NaiveJob & { readonly classWeights: readonly number[] | null };

/** Whole numbers and dyadic weights: sums are exact in any order, so both sides must agree to the bit. */
function randomJob(seed: number): TestJob {
  const rng = stream(seed, 'job');
  const nRows = 2 + rng.below([60, 140, 320][seed % 3]);
  const shape = ['binary', 'binary', 'numbers', 'classes'][rng.below(4)];
  const K = shape === 'classes' ? 3 : 1;
  const nBins = Array.from({ length: 1 + rng.below(5) }, () => 1 + rng.below(seed % 2 ? 4 : 250));
  const bins = nBins.map((most) =>
    Uint8Array.from({ length: nRows }, () =>
      rng.below(6) === 0 && seed % 4 === 1 ? MISSING_BIN : rng.below(most),
    ),
  );
  const y = Array.from({ length: nRows }, () => rng.below({ binary: 2, numbers: 9, classes: 3 }[shape] ?? 0));
  const classWeights = seed % 5 === 1 && shape !== 'numbers' ? [0.5, 2, 1.25] : null;
  const ofRows = seed % 5 === 0;
  return {
    bins,
    y,
    nChannels: K,
    classWeights,
    weights: y.map((label) => (ofRows ? 0.5 + rng.below(4) / 2 : (classWeights?.[label] ?? 1))),
    criterion: shape === 'numbers' ? 'squared_error' : 'gini',
    signs: K === 1 && seed % 8 === 3 ? nBins.map(() => rng.below(3) - 1) : null,
    maxDepth: seed % 7 ? 50 : 2,
    maxLeaves: seed % 6 === 5 ? 2 + rng.below(12) : 0,
    minSplit: seed % 9 === 0 ? 9 : 2,
    minLeaf: seed % 10 < 2 ? 4 : 1,
    minGain: seed % 11 === 0 ? 1 / 128 : 0,
    log,
  };
}

const rowsOf = ({ y }: TestJob) => Array.from(y as number[], (_, row) => row);

/** Both without gains, which differ in the last bits; those are compared apart. */
function compare(actual: NaiveNode, expected: NaiveNode, what: string): number {
  assert.deepEqual(actual.value, expected.value, what);
  assert.equal(actual.split === undefined, expected.split === undefined, what);
  if (!actual.split || !expected.split) return 0;
  const { gain, left, right, ...rule } = actual.split;
  const { gain: gainThere, left: leftThere, right: rightThere, ...ruleThere } = expected.split;
  assert.deepEqual(rule, ruleThere, what);
  assert.ok(Math.abs(gain - gainThere) < 1e-8, `${what}: gains ${gain}, not ${gainThere}`);
  return 1 + compare(left, leftThere, what) + compare(right, rightThere, what);
}

describe('the tree kernel', () => {
  test('grows its naive twin, node by node, over 300 seeded jobs', () => {
    let splits = 0;
    for (let seed = 0; seed < 300; seed++) {
      const job = randomJob(seed);
      splits += compare(grownTree(job), naiveTree(job, rowsOf(job)), `seed ${seed}`);
    }
    assert.ok(splits > 5000, `only ${splits} splits were compared`);
  });

  test('by entropy and by Poisson deviance too', () => {
    let splits = 0;
    for (let seed = 0; seed < 200; seed++) {
      const job = randomJob(seed);
      const isNumber = job.criterion === 'squared_error';
      const other = { ...job, criterion: isNumber ? 'poisson' : 'entropy' } as const;
      splits += compare(grownTree(other), naiveTree(other, rowsOf(job)), `seed ${seed}`);
    }
    assert.ok(splits > 3000, `only ${splits} splits were compared`);
  });
});
