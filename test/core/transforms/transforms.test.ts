import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Column, isNumeric } from '../../../src/core/table.js';
import { transforms } from '../../../src/core/transforms/list.js';

const number = (name: string, ...values: number[]): Column => ({
  name,
  type: 'number',
  values: Float64Array.from(values),
  integer: values.every((value) => Number.isNaN(value) || Number.isInteger(value)),
});

const category = (name: string, levels: string[], ...codes: number[]): Column => ({
  name,
  type: 'category',
  levels,
  codes: Int32Array.from(codes),
});

const cells = (column: Column) => [...(isNumeric(column) ? column.values : column.codes)];

/** Fits on some columns and applies to others; the state goes through JSON, as in a saved pipeline. */
function fitApply(id: string, train: Column[], other: Column[] = train): Column[] {
  const transform = transforms.get(id);
  const before = structuredClone([train, other]);
  const state = JSON.parse(JSON.stringify(transform.fit(train)));
  const out = transform.apply(other, state);
  assert.deepEqual([train, other], before, 'the input is left as it was');
  return out;
}

describe('impute', () => {
  test('numbers: the mean of the training rows, also where other rows are imputed', () => {
    const [train] = fitApply('impute', [number('a', 1, Number.NaN, 2, 6)]);
    assert.deepEqual(cells(train), [1, 3, 2, 6]);
    const [other] = fitApply('impute', [number('a', 1, Number.NaN, 2)], [number('a', 9, Number.NaN)]);
    assert.deepEqual(cells(other), [9, 1.5]);
    assert.ok(isNumeric(other) && !other.integer, 'a mean of 1.5 makes the column fractional');
  });

  test('missing everywhere: 0; no level at all: still missing', () => {
    const out = fitApply('impute', [number('a', Number.NaN, Number.NaN), category('b', [], -1, -1)]);
    assert.deepEqual(out.map(cells), [
      [0, 0],
      [-1, -1],
    ]);
  });

  test('categories: the most frequent level, ties to the first, by text', () => {
    const train = category('c', ['x', 'y', 'z'], 2, 1, 1, 2, 0, -1);
    assert.deepEqual(cells(fitApply('impute', [train])[0]), [2, 1, 1, 2, 0, 1]);
    const other = category('c', ['y', 'z'], -1, 1);
    assert.deepEqual(cells(fitApply('impute', [train], [other])[0]), [0, 1]);
  });
});

describe('one-hot', () => {
  test('one column a level of the training rows, in place', () => {
    const out = fitApply('one-hot', [category('c', ['p', 'q', 'r'], 2, 0, -1, 2), number('a', 1, 2, 3, 4)]);
    assert.deepEqual(
      out.map(({ name }) => name),
      ['c=p', 'c=r', 'a'],
    );
    assert.deepEqual(out.map(cells), [
      [0, 1, 0, 0],
      [1, 0, 0, 1],
      [1, 2, 3, 4],
    ]);
  });

  test('unseen levels are all zeros; levels are matched by text', () => {
    const train = category('c', ['p', 'q'], 0, 1);
    const other = category('c', ['a', 'p', 'q'], 0, 1, 2, -1);
    assert.deepEqual(fitApply('one-hot', [train], [other]).map(cells), [
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ]);
  });
});

describe('standardise', () => {
  // sklearn.preprocessing.StandardScaler().fit([[1], [2], [4], [9]]): mean_ 4, scale_ 3.082207001484488.
  test("scikit-learn's mean and population deviation", () => {
    const [out] = fitApply('standardise', [number('a', 1, 2, 4, 9)], [number('a', 4, 13, Number.NaN)]);
    assert.deepEqual(cells(out), [0, 9 / 3.082207001484488, Number.NaN]);
  });

  test('missing cells count for nothing', () => {
    const [out] = fitApply('standardise', [number('a', 1, Number.NaN, 3)]);
    assert.deepEqual(cells(out), [-1, Number.NaN, 1]);
  });

  test('a column that is constant up to rounding keeps its scale', () => {
    const train = number('a', ...new Array<number>(10).fill(0.1));
    assert.deepEqual(cells(fitApply('standardise', [train], [number('a', 0.6)])[0]), [0.5]);
  });

  test('large offsets keep their digits', () => {
    const [out] = fitApply('standardise', [number('a', 1e9 + 1, 1e9 + 2, 1e9 + 3)]);
    const expected = Math.sqrt(1.5);
    cells(out).forEach((value, i) => {
      assert.ok(Math.abs(value - [-expected, 0, expected][i]) < 1e-12);
    });
  });

  test('coded columns pass', () => {
    const column = category('c', ['p', 'q'], 0, 1);
    assert.deepEqual(fitApply('standardise', [column]), [column]);
  });
});
