/** Above 20,000 rows svm-smote trains its machine on some of them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { log } from '../../../src/core/numeric.js';
import { resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { samplers } from '../../../src/core/samplers/list.js';
import type { SampleInput } from '../../../src/core/samplers/sampler.js';
import { fittedRows } from '../../../src/core/samplers/svm-smote.js';
import type { WorkWarning } from '../../../src/core/schemas/metric-value.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, classTask, numbers, tableOf } from '../made-table.js';

const MOST = 20_000;

/** @param counts rows of each class, which stand apart by their label @param seed of draws */
function inputOf(counts: readonly number[], seed = 1): SampleInput {
  const labels = counts.flatMap((count, label) => new Array<number>(count).fill(label));
  const rng = stream(2, 'svm rows');
  const cells = () => labels.map((label) => 4 * label + rng.normal(log));
  const table = tableOf(numbers('u', cells()), numbers('v', cells()));
  const { params } = samplers.get('svm-smote');
  return {
    task: classTask(counts.map((_, label) => `c${label}`)),
    table,
    y: Float64Array.from(labels),
    rows: allRows(table),
    params: resolveParams('svm-smote', params, {
      m_neighbors: 2,
      k_neighbors: 2,
      sampling_strategy: 'c1:20',
    }),
    stream: (purpose, ...ints) => stream(seed, purpose, ...ints),
    engine: createEngine(),
  };
}

function countsOf(counts: readonly number[], label: number, seed?: number) {
  const input = inputOf(counts, seed);
  const warnings: WorkWarning[] = [];
  const rows = fittedRows(input, label, warnings);
  assert.deepEqual(rows, rows.slice().sort());
  assert.equal(new Set(rows).size, rows.length);
  const found = counts.map((_, of) => rows.filter((row) => input.y[row] === of).length);
  return { rows, warnings, found };
}

describe('svm-smote on many rows', () => {
  test('the class that grows keeps its rows, up to half; the others have their shares', () => {
    assert.deepEqual(countsOf([24_000, 3, 6000], 1).found, [15_998, 3, 3999]);
    assert.deepEqual(countsOf([24_000, 12_000], 1).found, [10_000, 10_000]);
    assert.deepEqual(countsOf([5000, 24_000], 1).found, [5000, 15_000]);
  });

  test('no class is left out', () => {
    const { found } = countsOf([60_000, 400, 1], 1);
    assert.deepEqual(found, [19_600, 400, 1]);
  });

  test('drawn by the seed; up to 20,000 rows are all taken', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => countsOf([24_000, 30], 1, seed).rows);
    assert.deepEqual(again, first);
    assert.notDeepEqual(other, first);
    const { found, warnings } = countsOf([MOST - 30, 30], 1);
    assert.deepEqual([found, warnings], [[MOST - 30, 30], []]);
  });

  test('three rare rows of many are grown from, and that it was a sample is said', () => {
    const { warnings, syntheticY } = samplers.get('svm-smote').sample(inputOf([24_000, 3]));
    assert.deepEqual(
      warnings.map(({ id, message }) => [id, message]),
      [['sampled-fit', 'svm-smote trained its machine on 20000 of 24003 training rows, drawn by the seed']],
    );
    assert.equal(syntheticY.length, 17);
  });
});
