/** Trees made at random: what predicting sums against the naive walk, however rows are cut into blocks, and saved. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codedColumn, numericColumn } from '../../../src/core/make-column.js';
import { type Rng, stream } from '../../../src/core/rng.js';
import { sliceColumn } from '../../../src/core/table.js';
import type { BinnedColumns } from '../../../src/core/trees/binned-columns.js';
import { binTraining } from '../../../src/core/trees/binning.js';
import { type Ensemble, joinTrees, type Tree } from '../../../src/core/trees/ensemble.js';
import { loadEnsemble, saveEnsemble } from '../../../src/core/trees/ensemble-file.js';
import { countBins } from '../../../src/core/trees/feature-bins.js';
import { packTree } from '../../../src/core/trees/packed-nodes.js';
import { sumTrees } from '../../../src/core/trees/sum-trees.js';
import { IS_SET, MISSING_LEFT, SET_SHIFT } from '../../../src/kernels/exports.js';
import { naiveLeaf } from '../../../src/kernels/tree-predict.js';
import { createEngine } from '../../../src/parallel/engine.js';

const engine = createEngine();

/** Numbers with ties, holes and few values; categories, one of more levels than there are bins. */
function randomBlock(rng: Rng, nRows: number) {
  const hole = <T>(value: T): T | null => (rng.below(7) === 0 ? null : value);
  const rows = Array.from({ length: nRows }, (_, row) => row);
  return {
    nRows,
    columns: [
      numericColumn(
        'many',
        rows.map(() => hole(rng.below(100_000))),
      ),
      numericColumn(
        'few',
        rows.map(() => hole(rng.below(3))),
      ),
      numericColumn(
        'whole',
        rows.map(() => rng.below(400)),
      ),
      codedColumn(
        'town',
        rows.map(() => hole(`t${rng.below(9)}`)),
      ),
      codedColumn(
        'street',
        rows.map(() => hole(`s${rng.below(500)}`)),
      ),
    ],
  };
}

/** A tree of random questions: sets for categories when asked, missing values on either side. */
function randomTree(
  rng: Rng,
  { features }: BinnedColumns,
  nSplits: number,
  nValues: number,
  sets: boolean,
): Tree {
  const nodes: number[][] = [[-1, 0, 0]];
  const words: number[] = [];
  for (let split = 0; split < nSplits; split++) {
    const leaves = nodes.flatMap(([feature], node) => (feature < 0 ? [node] : []));
    const node = leaves[rng.below(leaves.length)];
    const feature = rng.below(features.length);
    let rule = rng.below(2) * MISSING_LEFT;
    if (sets && features[feature].kind === 'category') {
      rule |= IS_SET | ((words.length / 8) << SET_SHIFT);
      words.push(...Array.from({ length: 8 }, () => rng.below(2 ** 32) | 0));
    } else rule |= rng.below(countBins(features[feature]));
    nodes[node] = [feature, rule, nodes.length];
    nodes.push([-1, 0, nodes.length], [-1, 0, nodes.length + 1]);
  }
  let nLeaves = 0;
  for (const node of nodes) if (node[0] < 0) node[1] = nLeaves++;
  return {
    nodes: Int32Array.from(nodes.flat()),
    leaves: Float64Array.from({ length: nLeaves * nValues }, () => rng.below(1000) / 7),
    sets: Int32Array.from(words),
    gains: new Float64Array(nodes.length),
  };
}

interface Made {
  readonly block: ReturnType<typeof randomBlock>;
  readonly binned: BinnedColumns;
  readonly trees: readonly Tree[];
  readonly ensemble: Ensemble;
  readonly nRounds: number;
}

function made(seed: number, nRows = 1 + (seed % 40)): Made {
  const rng = stream(seed, 'sum-trees');
  const block = randomBlock(rng, nRows);
  const binned = binTraining(block, engine);
  const shape = { nValues: [1, 3, 1, 2][seed % 4], treesPerRound: [1, 1, 4, 2][seed % 4] };
  const nRounds = 1 + rng.below(5);
  const trees = Array.from({ length: nRounds * shape.treesPerRound }, () =>
    randomTree(rng, binned, rng.below(30), shape.nValues, seed % 3 !== 0),
  );
  const packed = trees.map((tree) => packTree(tree, binned.features.length, engine));
  return { block, binned, trees, ensemble: joinTrees(binned, packed, shape), nRounds };
}

function naiveSums({ binned, trees, ensemble }: Made, rounds: number): number[] {
  const { nRows, bins, features } = binned;
  const { nValues, treesPerRound } = ensemble;
  const width = nValues * treesPerRound;
  const sums = new Array<number>(nRows * width).fill(0);
  for (let row = 0; row < nRows; row++) {
    const cells = features.map((_, f) => bins[f * nRows + row]);
    trees.slice(0, rounds * treesPerRound).forEach((tree, t) => {
      const leaf = naiveLeaf(tree, cells);
      for (let k = 0; k < nValues; k++) {
        sums[row * width + (t % treesPerRound) * nValues + k] += tree.leaves[leaf * nValues + k];
      }
    });
  }
  return sums;
}

const sumsOf = ({ ensemble, block }: Pick<Made, 'ensemble' | 'block'>, rounds: number) =>
  sumTrees(ensemble, block, [rounds], engine)[0];

describe('sums of trees', () => {
  test('are those of the naive walk, to the bit, over 200 seeded models', () => {
    for (let seed = 0; seed < 200; seed++) {
      const model = made(seed);
      assert.deepEqual([...sumsOf(model, model.nRounds)], naiveSums(model, model.nRounds), `seed ${seed}`);
    }
  });

  test('of fewer rounds come from the same walk', () => {
    for (let seed = 0; seed < 12; seed++) {
      const model = made(seed);
      const rounds = Array.from({ length: model.nRounds + 1 }, (_, round) => round);
      const staged = sumTrees(model.ensemble, model.block, rounds, engine);
      for (const round of rounds) assert.deepEqual([...staged[round]], naiveSums(model, round));
    }
  });

  test('of a model that is laid out in pieces are the same', () => {
    for (let seed = 0; seed < 24; seed++) {
      const model = made(seed);
      const rounds = Array.from({ length: model.nRounds + 1 }, (_, round) => round);
      for (const pieceBytes of [8, 400, 1000]) {
        const staged = sumTrees(model.ensemble, model.block, rounds, engine, pieceBytes);
        for (const round of rounds) assert.deepEqual([...staged[round]], naiveSums(model, round));
      }
    }
  });

  test('do not depend on where rows are cut into blocks', () => {
    const model = made(6, 9001);
    const width = model.ensemble.nValues * model.ensemble.treesPerRound;
    const whole = sumsOf(model, model.nRounds);
    for (const size of [1, 7, 8, 9, 4095, 4096, 4097]) {
      for (const first of [0, 8, 1001, 9001 - size]) {
        const end = Math.min(9001, first + size);
        const columns = model.block.columns.map((column) => sliceColumn(column, first, end));
        const part = sumsOf(
          { ensemble: model.ensemble, block: { nRows: end - first, columns } as never },
          model.nRounds,
        );
        assert.deepEqual(part, whole.slice(first * width, end * width), `${size} rows from ${first}`);
      }
    }
  });

  test('of a loaded model are the same, call after call, another model in between', () => {
    const [one, two] = [made(4, 50), made(9, 70)].map((model) => {
      const bytes = saveEnsemble('test', model.ensemble, { said: 'so' });
      const { header, ensemble } = loadEnsemble<{ said: string }>('test', bytes);
      assert.equal(header.said, 'so');
      assert.deepEqual(saveEnsemble('test', ensemble, { said: 'so' }), bytes);
      return { model, loaded: { ensemble, block: model.block } };
    });
    for (const { model, loaded } of [one, one, two, one]) {
      assert.deepEqual(sumsOf(loaded, model.nRounds), sumsOf(model, model.nRounds));
    }
  });
});

test('a saved model that was cut or altered anywhere is refused', () => {
  const bytes = saveEnsemble('test', made(1, 3).ensemble, {});
  assert.ok(bytes.length < 20_000, `${bytes.length} bytes`);
  const refused = (broken: Uint8Array, what: string) =>
    assert.throws(() => loadEnsemble('test', broken), /the model file is/, what);
  for (let length = 0; length < bytes.length; length++) refused(bytes.subarray(0, length), `${length} bytes`);
  for (let at = 0; at < bytes.length; at++) {
    const altered = bytes.slice();
    altered[at] ^= 1 << (at % 8);
    refused(altered, `byte ${at}`);
  }
});

test('a model of another layout is refused with a sentence', () => {
  const bytes = saveEnsemble('test', made(1, 3).ensemble, {});
  assert.throws(() => loadEnsemble('other', bytes), /not a saved other: assay\/model-test\/2/);
});
