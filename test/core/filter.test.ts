import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { type FilterRecord, filterBy } from '../../src/core/filter.js';

const records: FilterRecord[] = [
  {
    id: 'a',
    model: 'forest',
    sampler: 'random-over',
    f1: 0.4,
    tag: ['baseline'],
    folds: 5,
    class_weight: null,
  },
  { id: 'b', model: 'boost', sampler: 'none', f1: 0.6, tag: [], folds: 10, class_weight: 'balanced' },
  { id: 'c', model: 'naive-bayes', sampler: 'smote', f1: null, tag: ['baseline', 'champion'] },
];

const ids = (text: string) =>
  filterBy(text, records, (record) => record)
    .map(({ id }) => id)
    .join('');

describe('filters', () => {
  const table: [string, string][] = [
    ['model in (forest, boost) and f1 > 0.5', 'b'],
    ['model = forest', 'a'],
    ['model == Naive_Bayes', 'c'],
    ['model != forest', 'bc'],
    ['model not in (forest,boost)', 'c'],
    ['f1 >= 0.4', 'ab'],
    ['f1>=0.4 and f1<0.6', 'a'],
    ['f1 < 1e9', 'ab'],
    ['not f1 > 0.5', 'ac'],
    ['model = forest or model = boost and f1 > 0.9', 'a'],
    ['(model = forest or model = boost) and f1 > 0.5', 'b'],
    ['tag = champion', 'c'],
    ['tag != baseline', 'b'],
    ['folds = 5.0', 'a'],
    ['sampler = "random over"', 'a'],
    ["sampler in ('none')", 'b'],
    ['class_weight = none', 'a'],
  ];
  for (const [text, expected] of table) test(text, () => assert.equal(ids(text), expected));

  test('what cannot be read says why, with exit 2', () => {
    const broken: [string, RegExp][] = [
      ['', /nothing is asked for/],
      ['f1', /operator is missing.*shell may have taken/s],
      ['f1 >', /a value is missing at the end/],
      ['f1 > high', /needs a number, got "high"/],
      ['f1 > 0.5 boost', /"boost" was not expected/],
      ['(f1 > 0.5', /"\)" is missing/],
      ['model in forest', /"\(" is missing/],
      ['model = "open', /cannot read/],
      ['f1 ! 0.5', /cannot read/],
      ['modle = forest', /unknown name in --filter "modle".*did you mean "model"/s],
      ['f1 not > 0.5', /operator is missing/],
    ];
    for (const [text, message] of broken) {
      assert.throws(
        () => ids(text),
        (error) =>
          error instanceof AssayError &&
          error.exitCode === 2 &&
          message.test(`${error.message}\n${error.hint}`),
        text,
      );
    }
  });

  test('an inherited property is no name', () => {
    assert.throws(() => ids('constructor = Object'), AssayError);
  });
});
