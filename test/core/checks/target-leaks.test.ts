import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Check } from '../../../src/core/checks/check.js';
import { targetCopy } from '../../../src/core/checks/target-copy.js';
import { targetSum } from '../../../src/core/checks/target-sum.js';
import { codedColumn, numericColumn } from '../../../src/core/make-column.js';
import { makeProblem } from '../../../src/core/problem.js';
import { stream } from '../../../src/core/rng.js';
import { type Column, Table } from '../../../src/core/table.js';
import { readLoans, readShared, skipWithout } from '../../helpers/data-files.js';
import { problemOptions } from '../../helpers/problem-options.js';

const N = 200;
const rng = stream(1, 'leaks');
const noise = Array.from({ length: N }, () => rng.uniform());
const label = Array.from({ length: N }, () => rng.below(2));

function found(check: Check, target: Column, ...columns: Column[]): string[][] {
  const table = new Table(N, [numericColumn('noise', noise), ...columns, target]);
  const { problem, everything } = makeProblem({ table, spellings: new Map() }, problemOptions(target.name));
  return check
    .find({ problem, everything, folds: [], protocol: 'none' })
    .map((finding) => [...finding.columns]);
}

const y = numericColumn('y', label);
const yText = codedColumn(
  'y',
  label.map((k) => (k === 1 ? 'bad' : 'good')),
);
const value = numericColumn(
  'v',
  noise.map((x) => Math.round(1000 * x) / 8),
);

describe('one column that gives the target', () => {
  test('a copy, as numbers or text, also of few rows', () => {
    assert.deepEqual(found(targetCopy, y, numericColumn('copy', label)), [['copy']]);
    assert.deepEqual(found(targetCopy, yText, { ...yText, name: 'copy' }), [['copy']]);
    assert.deepEqual(found(targetCopy, value, { ...value, name: 'copy' }), [['copy']]);
    const rare = label.map((_, row) => (row % 50 === 7 ? 1 : 0));
    assert.deepEqual(found(targetCopy, numericColumn('y', rare), numericColumn('copy', rare)), [['copy']]);
  });

  test('levels of one class each, and a gap that stands for a class', () => {
    const region = codedColumn(
      'region',
      label.map((k, row) => (k === 1 ? `a${row % 3}` : `b${row % 2}`)),
    );
    const filled = numericColumn(
      'repaid_on',
      label.map((k, row) => (k === 1 ? null : row % 13)),
      'date',
    );
    const word = codedColumn(
      'reason',
      label.map((k) => (k === 1 ? 'late' : null)),
    );
    assert.deepEqual(found(targetCopy, y, region, filled, word), [['region'], ['repaid_on'], ['reason']]);
  });

  test('cuts of one class each', () => {
    const cuts = numericColumn(
      'score',
      label.map((k, row) => (k === 1 ? 10 + noise[row] : noise[row])),
    );
    assert.deepEqual(found(targetCopy, y, cuts), [['score']]);
    const nearly = numericColumn(
      'score',
      label.map((k, row) => (k === 1 && row > 5 ? 10 : 0) + noise[row]),
    );
    assert.deepEqual(found(targetCopy, y, nearly), []);
  });

  test('ids, noise and levels of few rows are not it', () => {
    const id = codedColumn(
      'name',
      label.map((_, row) => `n${row}`),
    );
    const fine = codedColumn(
      'code',
      label.map((k, row) => `${k}-${row % 15}`),
    );
    assert.deepEqual(
      found(
        targetCopy,
        y,
        id,
        fine,
        numericColumn(
          'row',
          label.map((_, row) => row),
        ),
      ),
      [],
    );
  });
});

describe('two columns that sum to the target', () => {
  const part = numericColumn(
    'part',
    noise.map((x) => Math.round(300 * x) / 100),
  );
  const rest = numericColumn(
    'rest',
    value.values.map((v, row) => v - part.values[row]),
  );

  test('are found, with rounding forgiven; one row off is not', () => {
    assert.deepEqual(found(targetSum, value, part, rest), [['part', 'rest']]);
    const off = rest.values.slice();
    off[123] += 0.01;
    assert.deepEqual(found(targetSum, value, part, numericColumn('rest', off)), []);
    const gap = rest.values.slice();
    gap[123] = Number.NaN;
    assert.deepEqual(found(targetSum, value, part, numericColumn('rest', gap)), []);
  });

  test('a copy and a column of zeros are not a sum', () => {
    assert.deepEqual(
      found(
        targetSum,
        value,
        { ...value, name: 'copy' },
        numericColumn(
          'zero',
          noise.map(() => 0),
        ),
      ),
      [],
    );
  });

  test('casual and registered riders', { skip: skipWithout('bike-sharing-hour.csv') }, async () => {
    const data = await readShared('bike-sharing-hour.csv');
    const { problem, everything } = makeProblem(data, problemOptions('cnt'));
    const input = { problem, everything, folds: [], protocol: 'none' } as const;
    assert.deepEqual(
      targetSum.find(input).map(({ columns }) => columns),
      [['casual', 'registered']],
    );
    assert.deepEqual(targetCopy.find(input), []);
  });
});

test('the shipped data leak nothing', async () => {
  const { problem, everything } = makeProblem(await readLoans(), problemOptions('default'));
  for (const check of [targetCopy, targetSum]) {
    assert.deepEqual(check.find({ problem, everything, folds: [], protocol: 'none' }), []);
  }
});
