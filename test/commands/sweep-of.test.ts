import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { OptionSpec, Typed, TypedValue } from '../../src/commands/command.js';
import { parseValue } from '../../src/commands/option-values.js';
import { combinationText, sweepOf } from '../../src/commands/sweep-of.js';
import { AssayError } from '../../src/core/errors.js';

const typed = (options: Record<string, TypedValue>): Typed => ({
  args: ['loans'],
  options,
  given: new Set(Object.keys(options)),
  origins: new Map(),
  argv: [],
});

describe('the product of the lists', () => {
  test('without a list, what was typed', () => {
    const one = typed({ model: 'forest', seed: 42 });
    assert.deepEqual(sweepOf(one), [one]);
    assert.equal(combinationText(one, one), '');
  });

  test('in order of model, sampler, class weight, threshold, seed; the last varies fastest', () => {
    const all = typed({
      seed: [1, 2],
      threshold: [0.3, 0.5],
      'class-weight': ['none', 'balanced'],
      sampler: ['none', 'smote'],
      model: ['tree', 'forest'],
    });
    const texts = sweepOf(all).map((one) => combinationText(all, one));
    assert.equal(new Set(texts).size, 32);
    assert.equal(texts[0], 'tree · no sampler · class-weight none · threshold 0.3 · seed 1');
    assert.equal(texts[1], 'tree · no sampler · class-weight none · threshold 0.3 · seed 2');
    assert.equal(texts[2], 'tree · no sampler · class-weight none · threshold 0.5 · seed 1');
    assert.equal(texts[4], 'tree · no sampler · class-weight balanced · threshold 0.3 · seed 1');
    assert.equal(texts[8], 'tree · smote · class-weight none · threshold 0.3 · seed 1');
    assert.equal(texts[31], 'forest · smote · class-weight balanced · threshold 0.5 · seed 2');
  });

  test('each combination holds single values and everything else that was typed', () => {
    const all = typed({ model: ['tree', 'forest'], seed: 7, folds: 3 });
    assert.deepEqual(
      sweepOf(all).map(({ options }) => options),
      [
        { model: 'tree', seed: 7, folds: 3 },
        { model: 'forest', seed: 7, folds: 3 },
      ],
    );
  });
});

describe('lists as values of an option', () => {
  const seed = { name: 'seed', type: 'int', min: 0, group: '', help: '', sweeps: true } satisfies OptionSpec;
  const model = { name: 'model', type: 'text', group: '', help: '', sweeps: true } satisfies OptionSpec;
  const cut = {
    name: 'cut',
    type: 'number',
    min: 0,
    max: 1,
    group: '',
    help: '',
    sweeps: true,
  } satisfies OptionSpec;
  const weight = { ...model, name: 'weight', choices: ['balanced', 'none'] } satisfies OptionSpec;
  const refuses = (spec: OptionSpec, text: string, pattern: RegExp) =>
    assert.throws(
      () => parseValue(spec, text),
      (error) =>
        error instanceof AssayError && error.exitCode === 2 && pattern.test(`${error.message} ${error.hint}`),
    );

  test('A,B; 1..5; JSON; one item is no list', () => {
    assert.deepEqual(parseValue(model, 'tree, forest'), ['tree', 'forest']);
    assert.equal(parseValue(model, 'tree'), 'tree');
    assert.deepEqual(parseValue(seed, '1..5'), [1, 2, 3, 4, 5]);
    assert.deepEqual(parseValue(seed, '7,1..3'), [7, 1, 2, 3]);
    assert.equal(parseValue(seed, '4..4'), 4);
    assert.deepEqual(parseValue(seed, '[3, 1]'), [3, 1]);
    assert.deepEqual(parseValue(cut, '0.3,.5'), [0.3, 0.5]);
    assert.deepEqual(parseValue(weight, 'none,BALANCED'), ['none', 'balanced']);
  });

  test('each value once, however it is spelt', () => {
    assert.deepEqual(parseValue(seed, '1,2,01,2'), [1, 2]);
    assert.deepEqual(parseValue(model, 'random-over,Random_Over,smote'), ['random-over', 'smote']);
    assert.equal(parseValue(cut, '0.5,.50'), 0.5);
  });

  test('every item is checked as one value', () => {
    refuses(seed, '1,x', /got "x"/);
    refuses(seed, '1..', /got "1\.\."/);
    refuses(seed, '-3..2', /got "-3\.\.2"/);
    refuses(seed, '5..1', /write the smaller number first: 1\.\.5/);
    refuses(seed, '1..1000000', /at most 10000/);
    refuses(cut, '0.2,1.5', /got "1\.5"/);
    refuses(weight, 'balanced,heavy', /got "heavy"/);
    refuses(model, 'tree,', /no item may be empty/);
    refuses(model, '[]', /got "\[\]"/);
  });
});
