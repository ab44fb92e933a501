/** What grown trees take of the kernels' memory while they wait to be joined. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { forest } from '../../../src/core/models/forest.js';
import type { Fitted, TrainBlock } from '../../../src/core/models/model.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { binTraining } from '../../../src/core/trees/binning.js';
import { loadEnsemble } from '../../../src/core/trees/ensemble-file.js';
import { growClaimed } from '../../../src/core/trees/kept-trees.js';
import { layJob } from '../../../src/core/trees/tree-job.js';
import { forestOptions } from '../../../src/core/trees/tree-params.js';
import { PACKED_LEAF, PACKED_WORDS } from '../../../src/kernels/exports.js';
import { createEngine, createMemory } from '../../../src/parallel/engine.js';
import { regressionBlockOf, trainBlockOf } from '../models/fixtures.js';

const N_ROWS = 6000;
const N_COLUMNS = 4;
const rng = stream(3, 'kept-trees');
const rows = Array.from({ length: N_ROWS }, () => Array.from({ length: N_COLUMNS }, () => rng.uniform()));
const train = regressionBlockOf(
  rows,
  rows.map(([a]) => a + rng.uniform()),
);
const paramsOf = (given: Params) => resolveParams('forest', forest.params, given);

function fitIn(memory: WebAssembly.Memory, block: TrainBlock, given: Params) {
  const engine = createEngine(memory);
  const fitted = forest.fit(block, paramsOf(given), {
    stream: (purpose, ...ints) => stream(7, purpose, ...ints),
    engine,
    binned: (each) => binTraining(each, engine),
  }) as Fitted;
  return loadEnsemble('trees', fitted.save()).ensemble;
}

/** Fits in a memory of its own. @returns the bytes that it grew to, and of the model's nodes and leaves */
function fitAlone(given: Params) {
  const memory = createMemory();
  const { nodes, leaves } = fitIn(memory, train, given);
  return {
    memory: memory.buffer.byteLength,
    model: nodes.byteLength + leaves.byteLength,
  };
}

describe('trees that wait to be joined', () => {
  test('take the bytes of the model, whatever is laid out once', () => {
    const [few, many] = [10, 130].map((n_estimators) => fitAlone({ n_estimators }));
    const more = many.model - few.model;
    assert.ok(more > 10_000_000, `${more} bytes of trees: too few to tell`);
    const taken = many.memory - few.memory;
    assert.ok(taken <= 1.02 * more + 2 ** 20, `${taken} bytes for ${more} of trees`);
  });

  test('take no more for the out-of-bag score than a bit a row and 4 bytes for each not drawn', () => {
    const [without, scored] = [false, true].map((oob_score) => fitAlone({ n_estimators: 60, oob_score }));
    const most = 60 * (N_ROWS / 8 + 4 * 0.4 * N_ROWS);
    assert.ok(scored.memory - without.memory <= most + 2 ** 20);
    assert.equal(scored.model, without.model);
  });

  test('pruned ones take less', () => {
    const [whole, pruned] = [0, 0.002].map((ccp_alpha) => fitAlone({ n_estimators: 130, ccp_alpha }));
    assert.ok(pruned.model < whole.model / 4, `${pruned.model} of ${whole.model} bytes`);
    assert.ok(pruned.memory < whole.memory - 0.7 * whole.model);
  });

  test('of classes have each value once a tree', () => {
    const labels = rows.map(([a]) => Number(a + rng.uniform() > 1));
    const { roots, nodes, leaves } = fitIn(createMemory(), trainBlockOf(rows, labels), { n_estimators: 5 });
    assert.ok(leaves.length < nodes.length / PACKED_WORDS / 20, `${leaves.length} values`);
    const used = [...roots].map((root, tree) => {
      const end = roots[tree + 1] ?? nodes.length / PACKED_WORDS;
      const own = Array.from({ length: end - root }, (_, node) => PACKED_WORDS * (root + node));
      return new Set(own.filter((at) => nodes[at + 1] & PACKED_LEAF).map((at) => nodes[at] >>> 8));
    });
    for (const ofTree of used)
      assert.equal(new Set([...ofTree].map((leaf) => leaves[leaf])).size, ofTree.size);
    assert.equal(
      used.reduce((sum, { size }) => sum + size, 0),
      leaves.length,
    );
  });

  test('and do not fit: the next step is said', () => {
    const memory = createMemory();
    const engine = createEngine(memory);
    const options = { ...forestOptions(paramsOf({}), N_ROWS, N_COLUMNS, train.task), drawsCuts: false };
    const states = Array.from({ length: 60 }, (_, tree) => stream(7, 'tree', tree).state);
    engine.arena.scope((scratch) => {
      const centring = { offset: 0, nValues: 1 };
      const at = layJob(train, binTraining(train, engine), options, centring, states, scratch);
      const grow = growClaimed(engine, scratch, at, []);
      // All but two megabytes are another thread's.
      memory.grow(65536 - memory.buffer.byteLength / 65536 - 32);
      assert.throws(grow, /memory is full: its 4 GB hold \d+ of the 60 trees/);
    });
  });
});
