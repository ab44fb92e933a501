import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assemble } from '../../src/core/assemble.js';
import { resolveParams } from '../../src/core/params.js';
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

/** A file of five columns; `id` is no feature. Half the rows stand twice, as in real files of few values. */
function sourceFile(): Table {
  const rng = stream(2, 'source');
  const rows = Array.from({ length: N }, (_, row) => row);
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

function written(samplerId: string, file: Table, featureNames = ['amount', 'day', 'kind']) {
  const features = file.select(featureNames);
  const answers = file.column('y');
  const problem = problemOf(features, 'codes' in answers ? [...answers.codes] : []);
  const named = { ...problem, task: { ...problem.task, classes: ['no', 'yes'] } };
  const params = resolveParams(samplerId, samplers.get(samplerId).params, {});
  const made = resample(named, allRows(features), { id: samplerId, params }, 3, 0, 0, engine);
  const assembled = assemble(file, named, made);
  const provenance = provenanceOf(assembled.table, assembled.madeRows, assembled.nRemoved);
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

  test('the made hashes are counted over the whole table', () => {
    const table = tableOf(numbers('x', [1, 1, 2, 1, 3]));
    const provenance = provenanceOf(table, Uint32Array.of(3, 4), 0) as Provenance;
    assert.deepEqual(Object.values(provenance.made).toSorted(), [1, 3]);
    assert.equal(match(tableOf(numbers('x', [1, 1, 1])), provenance).share, 0.5);
    assert.equal(match(tableOf(numbers('x', [1, 1])), provenance).leaky, false);
  });

  test('a part of the table holds a repeated row more often than the data: that is enough', () => {
    const table = tableOf(numbers('x', [1, 2, 2, 1, 1, 1, 2, 2]));
    const provenance = provenanceOf(table, Uint32Array.of(3, 4, 5, 6, 7), 0) as Provenance;
    assert.deepEqual(Object.values(provenance.made), [4, 4]);
    assert.deepEqual(Object.values(provenance.kept ?? {}).toSorted(), [1, 2]);
    assert.equal(match(tableOf(numbers('x', [1, 1])), provenance).share, 0.5);
    assert.equal(match(tableOf(numbers('x', [1, 2, 2])), provenance).share, 0);
    const thinned = provenanceOf(table, Uint32Array.of(3, 4, 5, 6, 7), 2) as Provenance;
    assert.equal(thinned.kept, undefined);
    assert.equal(match(tableOf(numbers('x', [1, 1])), thinned).share, 0);
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
