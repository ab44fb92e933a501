import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assemble } from '../../src/core/assemble.js';
import { type Params, resolveParams } from '../../src/core/params.js';
import { fingerprint, matchProvenance, type Provenance, provenanceOf } from '../../src/core/provenance.js';
import { resample } from '../../src/core/resampling.js';
import { stream } from '../../src/core/rng.js';
import { samplers } from '../../src/core/samplers/list.js';
import { provenance as provenanceSchema } from '../../src/core/schemas/recipe.js';
import { Table } from '../../src/core/table.js';
import { createEngine } from '../../src/parallel/engine.js';
import { allRows, numbers, problemOf, tableOf, words } from './made-table.js';

const engine = createEngine();
const N = 300;

/** A file of five columns; `id` is no feature. @param sample another one has other rows of the same kind */
function sourceFile(nRows = N, sample = 2): Table {
  const rng = stream(sample, 'source');
  const rows = Array.from({ length: nRows }, (_, row) => row);
  return tableOf(
    numbers('id', rows),
    numbers(
      'amount',
      rows.map(() => (rng.uniform() < 0.1 ? null : Math.round(rng.uniform() * 1000) / 8)),
    ),
    numbers(
      'day',
      rows.map(() => 18000 + rng.below(2000)),
      'date',
    ),
    words(
      'kind',
      rows.map(() => ['7', 'é', 'NA?', 'long word'][rng.below(4)]),
    ),
    words(
      'y',
      rows.map((row) => (row % 6 === 0 ? 'yes' : 'no')),
    ),
  );
}

function written(
  samplerId: string,
  file: Table,
  featureNames = ['amount', 'day', 'kind'],
  given: Params = {},
) {
  const features = file.select(featureNames);
  const answers = file.column('y');
  const problem = problemOf(features, 'codes' in answers ? [...answers.codes] : []);
  const named = { ...problem, task: { ...problem.task, classes: ['no', 'yes'] } };
  const params = resolveParams(samplerId, samplers.get(samplerId).params, given);
  const made = resample(named, allRows(features), { id: samplerId, params }, 3, 0, 0, engine);
  const assembled = assemble(file, named, made);
  const provenance = provenanceOf(assembled, file);
  return { ...assembled, provenance };
}

const match = (table: Table, provenance: Provenance | null) =>
  matchProvenance(fingerprint(table), provenance as Provenance);

const someRows = (table: Table, keep: (row: number) => boolean) =>
  table.take(Uint32Array.from(Array.from({ length: table.nRows }, (_, row) => row).filter(keep)));

/** Rows in another order, columns renamed and in another order, the date-typed column kept. */
function disguise(table: Table): Table {
  const order = stream(4, 'disguise').shuffle(Uint32Array.from({ length: table.nRows }, (_, row) => row));
  return new Table(
    table.nRows,
    table
      .take(order)
      .columns.map((column, i) => ({ ...column, name: `col ${i}` }))
      .reverse(),
  );
}

describe('provenance', () => {
  for (const id of ['random-over', 'smote']) {
    test(`${id}: the table, disguised or in part, is recognised; the source and its subsets pass`, () => {
      const file = sourceFile();
      const { table, provenance } = written(id, file);
      provenanceSchema.parse(JSON.parse(JSON.stringify(provenance)));
      assert.deepEqual(match(table, provenance), { leaky: true, why: 'same rows', share: 1 });
      assert.equal(match(disguise(table), provenance).why, 'same rows');
      assert.equal(
        match(
          someRows(disguise(table), (row) => row % 20 !== 0),
          provenance,
        ).why,
        'made rows',
      );
      for (const source of [file, disguise(file), someRows(file, (row) => row % 3 > 0)]) {
        assert.deepEqual(match(source, provenance), { leaky: false, why: null, share: 0 });
      }
    });

    test(`${id}: the same where no column is left out`, () => {
      const file = sourceFile().select(['amount', 'day', 'kind', 'y']);
      const { table, provenance } = written(id, file);
      assert.equal(match(disguise(table), provenance).leaky, true);
      assert.equal(match(file, provenance).leaky, false);
      assert.equal(
        match(
          someRows(file, (row) => row % 2 > 0),
          provenance,
        ).leaky,
        false,
      );
    });
  }

  test('random-under: the table is recognised by its sum, the source and other subsets pass', () => {
    const file = sourceFile();
    const { table, provenance } = written('random-under', file);
    assert.deepEqual(provenance?.made, {});
    assert.equal(match(disguise(table), provenance).why, 'same rows');
    assert.equal(match(file, provenance).leaky, false);
    assert.equal(
      match(
        someRows(table, (row) => row > 0),
        provenance,
      ).leaky,
      false,
    );
  });

  test('a run that changed nothing stores nothing', () => {
    assert.equal(written('none', sourceFile()).provenance, null);
  });

  const assembledFrom = (cells: readonly number[], madeRows: readonly number[]) => ({
    table: tableOf(numbers('x', cells)),
    madeRows: Uint32Array.from(madeRows),
    nRepeated: madeRows.length,
    nRemoved: 0,
  });

  test('the made hashes are counted over the whole table and over its source', () => {
    const source = tableOf(numbers('x', [1, 1, 2]));
    const provenance = provenanceOf(assembledFrom([1, 1, 2, 1, 3], [3, 4]), source) as Provenance;
    assert.deepEqual(Object.values(provenance.made).toSorted(), [1, 3]);
    assert.deepEqual(Object.values(provenance.in_source ?? {}), [2]);
    assert.equal(match(tableOf(numbers('x', [1, 1, 1])), provenance).share, 0.5);
    assert.equal(match(tableOf(numbers('x', [3, 2])), provenance).share, 0.5);
    assert.equal(match(tableOf(numbers('x', [1, 1])), provenance).share, 0);
  });

  test('a row that the source holds as often tells nothing: the source passes, though the sampler took rows away', () => {
    const source = tableOf(numbers('x', [1, 1, 1, 2, 2, 5]));
    const made = { ...assembledFrom([5, 1, 2, 3], [1, 2, 3]), nRemoved: 5 };
    const provenance = provenanceOf(made, source) as Provenance;
    assert.deepEqual([Object.values(provenance.made), provenance.in_source], [[1], {}]);
    assert.deepEqual(match(source, provenance), { leaky: false, why: null, share: 0 });
    assert.equal(match(made.table, provenance).why, 'same rows');
  });

  for (const columns of [
    ['kind', 'y'],
    ['day', 'kind', 'y'],
  ]) {
    test(`cluster-centroids on ${columns}: the source and its subsets pass`, () => {
      const file = sourceFile().select(columns);
      const { table, provenance } = written('cluster-centroids', file, columns.slice(0, -1));
      assert.equal(match(disguise(table), provenance).why, 'same rows');
      const part = someRows(file, (row) => row % 4 > 0);
      for (const source of [file, disguise(file), part]) assert.equal(match(source, provenance).share, 0);
    });
  }

  test('half of a table whose rows were taken away and repeated is recognised', () => {
    const file = sourceFile().select(['amount', 'day', 'kind', 'y']);
    const params = { 'random-under.sampling_strategy': 0.5 };
    const { table, provenance, nRemoved } = written('random-under+random-over', file, undefined, params);
    assert.ok(nRemoved > 0);
    const half = someRows(disguise(table), (row) => row % 2 > 0);
    assert.equal(match(half, provenance).why, 'made rows');
    assert.equal(match(file, provenance).leaky, false);
  });

  test('a third of a table of few repeats is recognised, though it holds few rows twice', () => {
    const file = sourceFile().select(['amount', 'day', 'kind', 'y']);
    const { table, provenance } = written('random-over', file, undefined, { sampling_strategy: 0.4 });
    const { why, share } = match(
      someRows(disguise(table), (row) => row % 3 === 0),
      provenance,
    );
    assert.ok(share < 0.2, String(share));
    assert.equal(why, 'made rows');
  });

  test('few columns, where made rows equal real ones: more rows of the kind pass, half of what was made does not', () => {
    const columns = ['kind', 'more', 'y'];
    const sample = (nRows: number, seed: number) => {
      const [kind, more] = [sourceFile(nRows, seed), sourceFile(nRows, seed + 50)];
      return new Table(nRows, [
        kind.column('kind'),
        { ...more.column('kind'), name: 'more' },
        kind.column('y'),
      ]).select(columns);
    };
    const { table, provenance } = written('smote', sample(N, 2), columns.slice(0, -1));
    for (const seed of [3, 4, 5]) {
      for (const size of [N, 3 * N]) {
        const { share, leaky } = match(sample(size, seed), provenance);
        assert.equal(leaky, false, `${size} other rows hold ${share}`);
      }
    }
    assert.equal(
      match(
        someRows(disguise(table), (row) => row % 2 > 0),
        provenance,
      ).why,
      'made rows',
    );
  });

  test('a recipe of assay 0.1, without counts in the source, asks for all that was written', () => {
    const source = tableOf(numbers('x', [1, 2]));
    const now = provenanceOf(assembledFrom([1, 2, 1, 1], [2, 3]), source) as Provenance;
    const then: Provenance = { rows: now.rows, sum: now.sum, made: now.made };
    provenanceSchema.parse(then);
    assert.equal(match(tableOf(numbers('x', [1, 1, 5])), then).leaky, false);
    assert.equal(match(tableOf(numbers('x', [1, 1, 1, 5])), then).leaky, true);
  });

  test('a value swapped between two rows of a column changes the sum', () => {
    const sum = (a: number[]) => fingerprint(tableOf(numbers('a', a), numbers('b', [5, 6]))).sum;
    assert.notEqual(sum([1, 2]), sum([2, 1]));
  });

  test('what a round trip through a file changes does not change the hash', () => {
    const sum = (...columns: Parameters<typeof tableOf>) => fingerprint(tableOf(...columns)).sum;
    const x = numbers('x', [1, 2, 3]);
    const blank = numbers('n', [null, null, null]);
    assert.equal(sum(x, blank), sum({ ...x, integer: false }, words('n', [null, null, null])));
    assert.equal(sum(numbers('x', [0, 2.5, null])), sum(numbers('x', [-0, 2.5, null])));
    assert.equal(sum(numbers('x', [1, 2, 30])), sum(words('x', ['1', '2.0', '3e1'])));
    assert.equal(sum(words('w', ['b', 'c'], ['a', 'b', 'c'])), sum(words('w', ['b', 'c'])));
    const day = 19000 + 1 / 3;
    assert.equal(sum(numbers('d', [day], 'date')), sum(numbers('d', [day + 4e-12], 'date')));
    assert.notEqual(sum(numbers('d', [19000], 'date')), sum(numbers('d', [19001], 'date')));
  });
});
