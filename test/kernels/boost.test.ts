import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import { type BoostJob, layBoostJob } from '../../src/core/trees/boost-job.js';
import type { Objective } from '../../src/core/trees/boost-options.js';
import { type BoostInput, growBoost } from '../../src/core/trees/grow-boost.js';
import { naiveDerivatives } from '../../src/kernels/boost-gradients.js';
import { BOOST_OBJECTIVES, BOOST_PARTS, NODE_WORDS } from '../../src/kernels/exports.js';
import { createEngine } from '../../src/parallel/engine.js';
import { engineScores } from '../core/trees/grown.js';
import { twinOf } from '../core/trees/naive-engine.js';
import { binaryInput, plainOptions, randomInput, withTree } from './boosting.js';

const engine = createEngine();
const context = { engine, stream: (purpose: string, ...ints: number[]) => stream(3, purpose, ...ints) };

const binsOf = ({ columns: { bins, nRows, features } }: BoostInput) =>
  features.map((_, f) => bins.subarray(f * nRows, (f + 1) * nRows));

const scoresOf = (input: BoostInput) =>
  engineScores(growBoost(input, context).trees, input.start, binsOf(input));

const problemOf = (input: BoostInput) => ({
  ...input,
  bins: binsOf(input),
  isCategory: input.columns.features.map(({ kind }) => kind === 'category'),
});

/** Relative to the larger of the two, or to 0.01: derivatives are differences of numbers near 1. */
function near(a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number, what: string): void {
  assert.equal(a.length, b.length, what);
  for (let i = 0; i < a.length; i++) {
    const size = Math.max(Math.abs(a[i]), Math.abs(b[i]), 0.01);
    assert.ok(Math.abs(a[i] - b[i]) <= tolerance * size, `${what}: ${a[i]} is not ${b[i]} at ${i}`);
  }
}

/** Answers, weights and scores from far below to far above, for an odd number of rows. */
function gradientInput(objective: Objective, weighted: boolean): { input: BoostInput; scores: Float64Array } {
  const rng = stream(5, objective.id);
  const nRows = 8193 + 100;
  const K = objective.id === 'softmax' ? 3 : 1;
  const isClass = objective.id === 'log_loss' || K > 1;
  const base = randomInput(1, { nRows, nBins: [4] }, { objective });
  const y = Float64Array.from({ length: nRows }, () =>
    isClass ? rng.below(K > 1 ? K : 2) : 3 * rng.uniform(),
  );
  const weights = weighted ? y.map(() => 0.1 + rng.uniform()) : null;
  const scores = Float64Array.from({ length: nRows * K }, () => 40 * (rng.uniform() - 0.5));
  return { input: { ...base, y, weights, nChannels: K, start: new Float64Array(K) }, scores };
}

/** Kernel's derivatives: of a channel. */
function derivativesOf(job: BoostJob, channel: number) {
  const [n, stride, hessians] = [job.get('nTrained'), job.get('stride'), job.get('hessians')];
  const read = (at: number) => job.scratch.f64(at + 8 * stride * channel, n).slice();
  return { g: read(job.get('gradients')), h: hessians ? read(hessians) : new Float64Array(n).fill(1) };
}

describe('gradients of the boosting kernel', () => {
  for (const id of BOOST_OBJECTIVES) {
    for (const weighted of [false, true]) {
      test(`${id}${weighted ? ', weighted' : ''}: its naive twin's`, () => {
        const { input, scores } = gradientInput({ id, alpha: 0.7 }, weighted);
        const { nChannels: K, y } = input;
        engine.arena.scope((scratch) => {
          const job = layBoostJob(input, input.options, scratch);
          const laid = scratch.f64(job.get('scores'), scores.length);
          for (let at = 0; at < scores.length; at++)
            laid[(at % K) * y.length + Math.floor(at / K)] = scores[at];
          engine.kernels.boostGradients(job.at, scratch.alloc(BOOST_PARTS.SCRATCH_BYTES));
          for (let k = 0; k < K; k++) {
            const naive = naiveDerivatives(input.options.objective, y, input.weights, scores, k);
            const own = derivativesOf(job, k);
            near(own.g, naive.g, 1e-12, 'gradient');
            near(own.h, naive.h, 1e-12, 'hessian');
          }
        });
      });
    }
  }

  test('log_loss keeps its digits where the model is nearly sure', () => {
    const { input } = gradientInput({ id: 'log_loss', alpha: 0 }, false);
    engine.arena.scope((scratch) => {
      const job = layBoostJob(input, input.options, scratch);
      scratch.f64(job.get('scores'), 4).set([-30, 30, 800, -800]);
      scratch.f64(job.get('answers'), 4).set([0, 1, 1, 1]);
      engine.kernels.boostGradients(job.at, scratch.alloc(BOOST_PARTS.SCRATCH_BYTES));
      const { g } = derivativesOf(job, 0);
      assert.ok(Math.abs(g[0] / Math.exp(-30) - 1) < 1e-12);
      assert.ok(Math.abs(g[1] / -Math.exp(-30) - 1) < 1e-12);
      assert.ok(g[2] <= 0 && g[2] > -1e-300);
      assert.equal(g[3], -1);
    });
  });
});

/** A leaf's record, as wasm/boost-job.ts lays it out. */
function leafOf(job: BoostJob, leaf: number) {
  const [start, rows, buffer, slot] = job.scratch.i32(
    job.get('leafRecords') + leaf * job.get('leafBytes'),
    4,
  );
  const at = job.scratch.u32(job.get(buffer ? 'rowsB' : 'rowsA') + 4 * start, rows);
  const packedAt = job.get(buffer ? 'packedB' : 'packedA') + 8 * start;
  const words = job.scratch.u32(packedAt, 2 * rows);
  const packed = Array.from({ length: rows }, (_, i) =>
    BigInt.asIntN(64, (BigInt(words[2 * i + 1]) << 32n) + BigInt(words[2 * i])),
  );
  return { rows: [...at], packed, slot };
}

/** A feature's histogram in a slot. */
function histogramOf(job: BoostJob, slot: number, feature: number): bigint[] {
  const from = job.scratch.u32(job.get('histAt') + 4 * feature, 1)[0];
  const end = job.scratch.u32(job.get('histEnd') + 4 * feature, 1)[0];
  const words = job.scratch.u32(job.get('pool') + slot * job.get('histBytes') + from, (end - from) / 4);
  return Array.from({ length: words.length / 2 }, (_, bin) =>
    BigInt.asIntN(64, (BigInt(words[2 * bin + 1]) << 32n) + BigInt(words[2 * bin])),
  );
}

describe('histograms and partitions of the boosting kernel', () => {
  const shape = { nRows: 20011, nBins: [3, 255, 40, 7, 90, 12, 200], missingOneIn: 9 };
  for (const [name, input] of [
    ['counts as hessians', randomInput(1, shape, { maxLeaves: 12 })],
    ['varying hessians', binaryInput(2, shape, { maxLeaves: 12 })],
  ] as const) {
    test(`${name}: every kept histogram is the exact sum over the rows of its leaf`, () => {
      withTree(input, ({ job, nLeaves }) => {
        assert.equal(nLeaves, 12);
        let compared = 0;
        for (let leaf = 0; leaf < nLeaves; leaf++) {
          const { rows, packed, slot } = leafOf(job, leaf);
          if (slot < 0) continue;
          binsOf(input).forEach((column, f) => {
            const sums = new Array<bigint>(256).fill(0n);
            rows.forEach((row, i) => {
              sums[column[row]] += packed[i];
            });
            const kept = histogramOf(job, slot, f);
            assert.deepEqual(kept, sums.slice(0, kept.length));
            compared++;
          });
        }
        assert.ok(compared >= 7 * 5, `only ${compared} histograms`);
      });
    });
  }

  test('leaves part the rows, in ascending order, and rounding is fair', () => {
    const input = binaryInput(4, shape, { maxLeaves: 9 });
    withTree(input, ({ job, nLeaves }) => {
      const leaves = Array.from({ length: nLeaves }, (_, leaf) => leafOf(job, leaf));
      for (const { rows } of leaves) assert.ok(rows.every((row, i) => i === 0 || row > rows[i - 1]));
      const all = leaves.flatMap(({ rows }) => rows).sort((a, b) => a - b);
      assert.deepEqual(all, [...input.y.keys()]);
      const { g } = derivativesOf(job, 0);
      const scale = job.scratch.f64(job.at + 256 + 8 * 8, 1)[0];
      const bits = BigInt(job.scratch.u32(job.at + 4 * 51, 1)[0]);
      const errors = leaves.flatMap(({ rows, packed }) =>
        rows.map((row, i) => Number(packed[i] >> bits) - g[row] * scale),
      );
      assert.ok(errors.every((error) => Math.abs(error) <= 1));
      const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      // The standard error of the mean of 20,000 roundings is below 0.5 / 141.
      assert.ok(Math.abs(mean) < 4 * (0.5 / 141), `mean rounding error ${mean}`);
    });
  });

  test('a pool that is too small gives the same trees', () => {
    const input = binaryInput(
      5,
      { nRows: 3000, nBins: new Array(600).fill(255) },
      { maxLeaves: 300, rounds: 1 },
    );
    const { trees } = growBoost(input, context);
    // 600 x 255 bins are 1.2 MB: 300 leaves want more than the pool's 256 MB.
    assert.ok(trees[0].leaves.length > 230);
    const { trees: twin } = twinOf(problemOf({ ...input, options: { ...input.options, maxLeaves: 4 } }));
    assert.equal(trees[0].nodes[0], twin[0].split?.feature);
  });
});

describe('trees of the boosting kernel', () => {
  const shapes = {
    nRows: 700,
    nBins: [6, 9, 30, 4, 12],
    missingOneIn: 7,
    isCategory: [false, true, false, true, false],
  };
  const cases: Record<string, (seed: number) => BoostInput> = {
    'numbers, categories, missing': (seed) => randomInput(seed, shapes),
    'log_loss, weighted': (seed) => binaryInput(seed, shapes, {}, true),
    'monotone, both ways': (seed) =>
      randomInput(seed, { ...shapes, isCategory: undefined }, { monotone: Int8Array.of(1, -1, 0, 1, 0) }),
    'l1, l2, gamma, depth': (seed) => randomInput(seed, shapes, { l1: 3, l2: 2, gamma: 1, maxDepth: 3 }),
    'groups of features': (seed) =>
      randomInput(seed, shapes, {
        interactions: [
          [0, 2],
          [1, 3, 4],
        ],
      }),
    'leaves of 40 rows': (seed) => randomInput(seed, shapes, { minSamplesLeaf: 40 }),
    medians: (seed) => randomInput(seed, shapes, { objective: { id: 'absolute_error', alpha: 0 } }),
  };
  for (const [name, make] of Object.entries(cases)) {
    test(`${name}: the scores of its naive twin over 20 seeds`, () => {
      for (let seed = 0; seed < 20; seed++) {
        const input = make(seed);
        near(scoresOf(input), twinOf(problemOf(input)).scores, 1e-9, `seed ${seed}`);
      }
    });
  }

  test('leaves have the rows that were asked for, where hessians do not tell their number', () => {
    const input = binaryInput(
      9,
      { nRows: 4000, nBins: [50, 50] },
      { rounds: 30, minSamplesLeaf: 25, learningRate: 1 },
    );
    const y = input.y.map((_, row) => (binsOf(input)[0][row] > 40 && row % 7 ? 1 : 0));
    for (const tree of growBoost({ ...input, y }, context).trees) {
      const numbered = { ...tree, leaves: Float64Array.from(tree.leaves.keys()) };
      const rows = new Uint32Array(tree.leaves.length);
      for (const leaf of engineScores([numbered], Float64Array.of(0), binsOf(input))) rows[leaf]++;
      assert.ok(Math.min(...rows) >= 25, `a leaf of ${Math.min(...rows)} rows`);
    }
  });

  test('rows held out change no tree, and their scores are what the trees say', () => {
    const input = randomInput(11, shapes, { rounds: 4 });
    const heldOut = Uint32Array.of(0, 5, 6, 350, 699);
    const seen: Float64Array[] = [];
    const onRound = (_: number, scores: Float64Array) => {
      seen.push(scores.slice());
      return seen.length === 3 ? ('stop' as const) : ('go' as const);
    };
    const { trees, rounds } = growBoost({ ...input, heldOut, onRound }, context);
    assert.equal(rounds, 3);
    const y = input.y.slice();
    for (const row of heldOut) y[row] = 1e6;
    assert.deepEqual(
      growBoost({ ...input, y, heldOut, options: { ...input.options, rounds: 3 } }, context).trees,
      trees,
    );
    const all = engineScores(trees, input.start, binsOf(input));
    near(
      seen[2],
      Float64Array.from(heldOut, (row) => all[row]),
      1e-12,
      'scores',
    );
  });

  test('drawn rows and features: as many as asked for, others by another seed', () => {
    const input = randomInput(
      12,
      { nRows: 5000, nBins: [20, 20, 20, 20] },
      { subsample: 0.3, maxLeaves: 2, rounds: 1 },
    );
    withTree(input, ({ job }) => {
      assert.equal(job.get('nDrawn'), 1500);
      const rows = [0, 1].flatMap((leaf) => leafOf(job, leaf).rows);
      assert.equal(new Set(rows).size, 1500);
    });
    const options = { ...plainOptions, rounds: 20, colsampleByTree: 0.5, colsampleByNode: 0.5 };
    const { trees } = growBoost({ ...input, options }, context);
    for (const { nodes } of trees) {
      const used = new Set(nodes.filter((_, i) => i % NODE_WORDS === 0 && nodes[i] >= 0));
      assert.ok(used.size <= 2);
    }
    assert.equal(new Set(trees.map(({ nodes }) => nodes[0])).size, 4);
  });

  test('a feature that may only meet itself splits alone', () => {
    const input = randomInput(13, shapes, { interactions: [[0], [1], [2], [3], [4]], maxLeaves: 30 });
    for (const { nodes } of growBoost(input, context).trees) {
      assert.equal(new Set(nodes.filter((_, i) => i % NODE_WORDS === 0 && nodes[i] >= 0)).size, 1);
    }
  });
});

describe('edges of the boosting kernel', () => {
  const leavesOf = (input: BoostInput) => growBoost(input, context).trees.map(({ leaves }) => leaves.length);

  test('one row, constant columns, columns without a value, one class: no split', () => {
    assert.deepEqual(leavesOf(randomInput(1, { nRows: 1, nBins: [1] })), [1, 1, 1, 1, 1]);
    assert.deepEqual(leavesOf(randomInput(1, { nRows: 50, nBins: [1, 1] })), [1, 1, 1, 1, 1]);
    assert.deepEqual(leavesOf(randomInput(1, { nRows: 50, nBins: [5], missingOneIn: 1 })), [1, 1, 1, 1, 1]);
    const input = binaryInput(1, { nRows: 300, nBins: [9, 9] });
    assert.deepEqual(leavesOf({ ...input, y: input.y.map(() => 1) }), [1, 1, 1, 1, 1]);
  });

  test('two rows are parted', () => {
    const input = randomInput(1, { nRows: 2, nBins: [2] });
    input.columns.bins.set([0, 1]);
    const y = Float64Array.of(-1, 1);
    near(
      scoresOf({ ...input, y, options: { ...input.options, learningRate: 1, rounds: 1 } }),
      y,
      1e-12,
      'scores',
    );
  });

  test('missing rows that weigh next to nothing are counted on the side they go to', () => {
    const nRows = 123;
    const input = binaryInput(1, { nRows, nBins: [2] }, { minSamplesLeaf: 20, rounds: 1 });
    const isRare = (row: number) => row >= 100 && row < 103;
    input.columns.bins.set(
      Uint8Array.from({ length: nRows }, (_, row) => (row < 100 ? 0 : isRare(row) ? 1 : 255)),
    );
    const y = Float64Array.from({ length: nRows }, (_, row) => Number(isRare(row)));
    const weights = y.map((label, row) => (label ? 10 : row < 100 ? 1 : 1e-14));
    const light = { ...input, y, weights, start: Float64Array.of(-1) };
    assert.deepEqual(leavesOf(light), [2]);
    near(scoresOf(light), twinOf(problemOf(light)).scores, 1e-6, 'scores');
  });

  test('a column that is only missing or not is split on that', () => {
    const input = randomInput(3, { nRows: 400, nBins: [1], missingOneIn: 2 });
    const y = Float64Array.from(input.columns.bins, (bin) => (bin === 255 ? 4 : -2));
    near(
      scoresOf({ ...input, y, options: { ...input.options, learningRate: 1, rounds: 1 } }),
      y,
      1e-12,
      'scores',
    );
  });

  test('equal weights change nothing', () => {
    const input = randomInput(6, { nRows: 900, nBins: [9, 9, 30] });
    near(scoresOf({ ...input, weights: input.y.map(() => 3) }), scoresOf(input), 1e-9, 'scores');
  });

  test('answers of 1e12 beside answers of 1', () => {
    const input = randomInput(7, { nRows: 2000, nBins: [9, 9] });
    const y = input.y.map((value, row) => (row % 500 === 0 ? 1e12 : value));
    near(scoresOf({ ...input, y }), twinOf(problemOf({ ...input, y })).scores, 1e-6, 'scores');
  });
});
