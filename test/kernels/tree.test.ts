import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { log } from '../../src/core/numeric.js';
import { Rng, stream } from '../../src/core/rng.js';
import { chanceTable, mostDrawn } from '../../src/core/trees/chance-table.js';
import type { ClassQuota } from '../../src/core/trees/class-quotas.js';
import { NaiveDraws } from '../../src/kernels/draws.js';
import { MISSING_BIN } from '../../src/kernels/exports.js';
import { type NaiveNode, naiveTree } from '../../src/kernels/tree.js';
import type { NaiveJob } from '../../src/kernels/tree-parts.js';
import { type Drawn, grownTree } from './grown-tree.js';

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
    draws: null,
    isBlock: () => false,
  };
}

const rowsOf = ({ y }: Pick<TestJob, 'y'>) => Array.from(y as number[], (_, row) => row);

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

/** The job, and again by each other criterion of its task. */
function byOtherCriteria(job: TestJob): TestJob[] {
  const criteria =
    job.criterion === 'gini'
      ? (['gini', 'entropy'] as const)
      : (['squared_error', 'poisson', 'absolute_error'] as const);
  return criteria.map((criterion) => ({ ...job, criterion }));
}

/** Rows drawn as often as four binary digits of a block hold, and more; few features, bins of several values. */
function drawnOf({ bins, y }: TestJob, seed: number, cuts: boolean): Drawn {
  const rng = stream(seed, 'drawn');
  const low = Float64Array.from({ length: 255 }, (_, bin) => 4 * bin);
  const ranges = bins.map(() => ({ low, high: low.map((value) => value + rng.below(4)) }));
  return {
    state: stream(seed, 'state').state,
    maxFeatures: 1 + rng.below(bins.length),
    nDraws: [null, y.length, 4 * y.length, 10 * y.length][rng.below(4)],
    ranges: cuts ? ranges : null,
  };
}

/** Are answers counted (core/trees/tree-data.ts)? Only then are there blocks. */
const isCounted = ({ nChannels, criterion, y, weights }: TestJob): boolean =>
  nChannels === 1 &&
  (criterion === 'gini' || criterion === 'entropy') &&
  rowsOf({ y }).every((row) => weights[row] === weights[(y as number[]).indexOf(y[row])]);

/** [row] its chance of being kept, and who is drawn instead. */
function chancesOf(weights: readonly number[]): [number, number][] {
  const table = chanceTable(Float64Array.from(weights));
  return weights.map((_, row) => [table[2 * row], table[2 * row + 1]]);
}

function timesDrawn(draws: NaiveDraws, job: TestJob, { nDraws, quotas, byWeight }: Drawn): number[] {
  if (byWeight) return draws.bagByChance(chancesOf(Array.from(job.weights)), nDraws ?? 0);
  if (quotas) {
    const naive = quotas.map((quota) => ({ ...quota, rows: [...quota.rows] }));
    return draws.bagOfClasses(job.y.length, naive, nDraws ?? 0);
  }
  return nDraws ? draws.bag(job.y.length, nDraws) : rowsOf(job).map(() => 1);
}

/** Some rows of each class, by each way of taking them, and sometimes a bootstrap sample of these. */
function drawnByClass(job: TestJob, seed: number): Drawn {
  const rng = stream(seed, 'quotas');
  const quotas = [...new Set(job.y as number[])]
    .sort((a, b) => a - b)
    .map((label): ClassQuota => {
      const rows = Uint32Array.from(rowsOf(job).filter((row) => job.y[row] === label));
      const taken = rng.below(3) === 0 ? rows.length : 1 + rng.below(rows.length);
      return { rows, taken, replaces: rng.below(2) === 0 };
    });
  const all = quotas.reduce((sum, { taken }) => sum + taken, 0);
  return { ...drawnOf(job, seed, false), quotas, nDraws: seed % 3 === 0 ? 1 + rng.below(all) : null };
}

/** A bootstrap sample by the weights of rows, of which one has much, by odd seeds more than words of the kernel count. */
function drawnByWeight(job: TestJob, seed: number): [TestJob, Drawn] {
  const rng = stream(seed, 'weights');
  const weights = Array.from(job.y, (_, row) => (row === 0 ? (seed % 2 === 0 ? 20 : 999) : 1 + rng.below(4)));
  return [
    { ...job, weights },
    { ...drawnOf(job, seed, false), byWeight: true, nDraws: 3 * job.y.length },
  ];
}

/** The kernel's tree with its twin's, which draws from the same state. @returns how many splits were compared */
function compareDrawn(job: TestJob, drawn: Drawn, what: string): number {
  const rng = new Rng(drawn.state.slice());
  const varying = [...job.bins.keys()].filter((f) => {
    const seen = new Set(job.bins[f]);
    return Math.max(...[...seen].filter((bin) => bin !== MISSING_BIN)) > 0 || seen.size > 1;
  });
  const draws = new NaiveDraws(() => rng.nextUint32(), varying, drawn.maxFeatures, drawn.ranges);
  const times = timesDrawn(draws, job, drawn);
  const seen = drawn.byWeight ? { ...job, weights: times.map(() => 1) } : job;
  const isWord =
    !drawn.byWeight || mostDrawn(times.length, drawn.nDraws, Float64Array.from(job.weights)) <= 40;
  const mayBlock =
    isWord && isCounted(seen) && job.criterion === 'gini' && !job.signs?.some((sign) => sign !== 0);
  const twin: NaiveJob = {
    ...job,
    draws,
    weights: times.map((count, row) => count * seen.weights[row]),
    isBlock: (rows) => mayBlock && rows.length <= 32 && rows.every((row) => times[row] <= 15),
  };
  return compare(
    grownTree(job, drawn),
    naiveTree(
      twin,
      rowsOf(job).filter((row) => times[row] > 0),
    ),
    what,
  );
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

  test('by entropy, Poisson deviance and absolute distances too', () => {
    let splits = 0;
    for (let seed = 0; seed < 200; seed++) {
      for (const other of byOtherCriteria(randomJob(seed)).slice(1)) {
        splits += compare(grownTree(other), naiveTree(other, rowsOf(other)), `seed ${seed}`);
      }
    }
    assert.ok(splits > 3000, `only ${splits} splits were compared`);
  });

  test('draws what its twin draws of each class', () => {
    let splits = 0;
    for (let seed = 0; seed < 240; seed++) {
      const job = randomJob(seed);
      if (job.criterion !== 'gini') continue;
      splits += compareDrawn(job, drawnByClass(job, seed), `seed ${seed}`);
    }
    assert.ok(splits > 1000, `only ${splits} splits were compared`);
  });

  test('draws what its twin draws by weights', () => {
    let splits = 0;
    for (let seed = 0; seed < 120; seed++) {
      for (const one of byOtherCriteria(randomJob(seed))) {
        const [job, drawn] = drawnByWeight(one, seed);
        splits += compareDrawn(job, drawn, `seed ${seed}, ${job.criterion}`);
      }
    }
    assert.ok(splits > 2000, `only ${splits} splits were compared`);
  });

  for (const [what, cuts] of [
    ['a forest: rows and features', false],
    ['extra-trees: cuts, sides of missing values, rows and features', true],
  ] as const) {
    test(`draws what its twin draws for ${what}`, () => {
      let splits = 0;
      for (let seed = 0; seed < 120; seed++) {
        for (const job of byOtherCriteria(randomJob(seed))) {
          splits += compareDrawn(job, drawnOf(job, seed, cuts), `seed ${seed}, ${job.criterion}`);
        }
      }
      assert.ok(splits > 4000, `only ${splits} splits were compared`);
    });
  }
});
