/** Samplers one after the other. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dealParams } from '../../../src/core/assignments.js';
import type { AssayError } from '../../../src/core/errors.js';
import { forest } from '../../../src/core/models/forest.js';
import { resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { sampleInTurn } from '../../../src/core/samplers/chain.js';
import { onlyKeep } from '../../../src/core/samplers/keep-only.js';
import { samplers } from '../../../src/core/samplers/list.js';
import type { Resampled, SampleInput, Sampler } from '../../../src/core/samplers/sampler.js';
import { checkStrategy } from '../../../src/core/samplers/strategy.js';
import { trainOnAll } from '../../../src/core/splitters/splitter.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { classTask, numbers, rowTexts, tableOf, trainRows } from '../made-table.js';

const engine = createEngine();
const rng = stream(3, 'chain');
const N = 90;
const y = Float64Array.from({ length: N }, (_, row) => (row % 3 === 0 ? 1 : 0));
const table = tableOf(
  numbers(
    'u',
    Array.from(y, (label) => label + 2 * rng.uniform()),
  ),
  numbers(
    'v',
    Array.from(y, () => rng.uniform()),
  ),
);
const rows = trainRows([...y.keys()].filter((row) => row % 4 !== 1));

const inputOf = (id: string): SampleInput => ({
  task: classTask(['no', 'yes']),
  table,
  y,
  rows,
  params: resolveParams(id, samplers.get(id).params, {}),
  stream: (purpose, ...ints) => stream(6, purpose, ...ints),
  engine,
});

const sampled = (id: string) => samplers.get(id).sample(inputOf(id));

const refuses = (run: () => unknown, message: RegExp) =>
  assert.throws(
    run,
    (error: AssayError) => error.exitCode === 2 && message.test(`${error.message} ${error.hint}`),
  );

describe('a+b', () => {
  test('b sees the rows that a left and made; what is said of both is of the rows that came in', () => {
    const after = sampled('smote');
    const whole = table.take(after.keep).concat(after.synthetic);
    const labels = Float64Array.from([...Array.from(after.keep, (row) => y[row]), ...after.syntheticY]);
    const links = samplers.get('tomek-links');
    const { keep } = links.sample({
      ...inputOf('tomek-links'),
      table: whole,
      y: labels,
      rows: trainOnAll(whole.nRows),
    });
    const nKept = after.keep.length;
    const made = sampled('smote+tomek-links');
    assert.ok(keep.length < whole.nRows && made.synthetic.nRows > 0);
    assert.deepEqual(
      [...made.keep],
      [...keep].filter((at) => at < nKept).map((at) => after.keep[at]),
    );
    const stays = keep.filter((at) => at >= nKept).map((at) => at - nKept);
    assert.deepEqual(rowTexts(made.synthetic), rowTexts(after.synthetic.take(stays)));
    assert.deepEqual(
      [...made.origin],
      Array.from(stays, (i) => after.origin[i]),
    );
    assert.deepEqual(
      [...made.syntheticY],
      Array.from(stays, (i) => after.syntheticY[i]),
    );
  });

  test('rows that are made of made rows come from where these came from', () => {
    const first = sampled('smote');
    const { origin, synthetic, syntheticY } = sampled('smote+cluster-centroids');
    assert.deepEqual([origin.length, syntheticY.length], [synthetic.nRows, synthetic.nRows]);
    assert.ok(origin.every((row, i) => y[row] === syntheticY[i] && rows.includes(row)));

    const doubling: Sampler = {
      ...samplers.get('none'),
      sample: (input: SampleInput): Resampled => ({
        ...onlyKeep(input.table, Uint32Array.from(input.rows)),
        synthetic: input.table.take(input.rows),
        syntheticY: Float64Array.from(input.rows, (row) => input.y[row]),
        origin: Uint32Array.from(input.rows),
      }),
    };
    const smote = { sampler: samplers.get('smote'), params: inputOf('smote').params };
    const twice = sampleInTurn(inputOf('smote'), [smote, { sampler: doubling, params: {} }]);
    assert.deepEqual([...twice.keep], [...rows]);
    const all = [...first.origin, ...rows, ...first.origin];
    assert.deepEqual([...twice.origin], all);
    assert.deepEqual(rowTexts(twice.synthetic), [
      ...rowTexts(first.synthetic),
      ...rowTexts(table.take(rows)),
      ...rowTexts(first.synthetic),
    ]);
  });

  test('rows that a repeats are kept or left out with their repeats by b', () => {
    const { keep } = sampled('random-over+tomek-links');
    const before = sampled('random-over').keep;
    const kept = new Set(keep);
    assert.ok(kept.size < rows.length);
    assert.deepEqual(
      [...keep].sort((a, b) => a - b),
      [...before].filter((row) => kept.has(row)).sort((a, b) => a - b),
    );
  });

  for (const [id, chain, clean] of [
    ['smote-enn', 'smote+enn', 'edited-nearest-neighbours'],
    ['smote-tomek', 'smote+tomek-links', 'tomek-links'],
  ]) {
    test(`${id} is ${chain} that cleans all classes`, () => {
      const long = samplers.get(chain);
      const params = resolveParams(long.id, long.params, { [`${clean}.sampling_strategy`]: 'all' });
      const made = long.sample({ ...inputOf('smote'), params });
      const own = sampled(id);
      assert.deepEqual([...own.keep], [...made.keep]);
      assert.deepEqual(rowTexts(own.synthetic), rowTexts(made.synthetic));
    });
  }
});

describe('chains by name', () => {
  test('ids, aliases and spellings; what becomes of classes', () => {
    assert.equal(samplers.get('SMOTE+TomekLinks').id, 'smote+tomek-links');
    const kinds = ['smote+enn', 'random-over+smote', 'enn+tomek-links', 'none+random-under'].map(
      (id) => samplers.get(id).kind,
    );
    assert.deepEqual(kinds, ['both', 'over', 'clean', 'under']);
    assert.ok(samplers.has('smote+enn') && !samplers.has('smote+nothing') && !samplers.has('smote+'));
    refuses(() => samplers.get('smote+tomek'), /did you mean "tomek-links"/);
    refuses(() => samplers.get('enn+edited-nearest-neighbours'), /twice/);
    refuses(
      () => samplers.get('smote,adasyn'),
      /one sampler is taken here.*chain them with \+: smote\+adasyn/s,
    );
  });

  test('imbalanced-learn calls them so', () => {
    const theirs = ['EditedNearestNeighbours', 'RepeatedEditedNearestNeighbours', 'AllKNN', 'TomekLinks'];
    theirs.push('CondensedNearestNeighbour', 'OneSidedSelection', 'NeighbourhoodCleaningRule', 'NearMiss');
    theirs.push('InstanceHardnessThreshold', 'ClusterCentroids', 'SMOTEENN', 'SMOTETomek');
    for (const name of theirs) assert.ok(samplers.has(name), name);
  });

  const deal = (typed: string[], id = 'smote+tomek-links') => {
    const owners = [
      { role: 'model', ...forest },
      { role: 'sampler', ...samplers.get(id) },
    ] as const;
    return dealParams(typed, owners, false).params;
  };

  test('-p ID.NAME is of that one in the chain', () => {
    const { sampler } = deal(['smote.k_neighbors=3', 'TomekLinks.scale=none', 'max_depth=3']);
    assert.equal(sampler['smote.k_neighbors'], 3);
    assert.equal(sampler['tomek-links.scale'], 'none');
    assert.equal(sampler['smote.scale'], 'standard');
    assert.equal(deal(['smote.k=4']).sampler['smote.k_neighbors'], 4);
    assert.equal(deal(['smote+tomek-links.smote.k_neighbors=2']).sampler['smote.k_neighbors'], 2);
    assert.equal(
      deal(['enn.n_neighbors=7'], 'smote+enn').sampler['edited-nearest-neighbours.n_neighbors'],
      7,
    );
    assert.equal(deal(['enn.n_neighbors=7'], 'enn').sampler.n_neighbors, 7);
    refuses(() => deal(['smote.n_neighbors=3']), /unknown parameter .*smote.k_neighbors/);
    refuses(() => deal(['enn.n_neighbors=3']), /no sampler of this run/);
  });

  test('each strategy is checked as that of its own sampler', () => {
    const check = (given: string) => {
      const sampler = samplers.get('smote+tomek-links');
      const params = deal([given]).sampler;
      checkStrategy(sampler, params, classTask(['no', 'yes']));
    };
    check('tomek-links.sampling_strategy=no,yes');
    refuses(() => check('tomek-links.sampling_strategy=maybe'), /"maybe"/);
    refuses(() => check('smote.sampling_strategy=maybe:9'), /"maybe"/);
  });
});
