import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { AssayError } from '../../../src/core/errors.js';
import { distanceSpace, meanAndStd } from '../../../src/core/neighbours/space.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { rowsInDanger } from '../../../src/core/samplers/borderline-smote.js';
import { rowsOfClasses } from '../../../src/core/samplers/class-rows.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { smoothing } from '../../../src/core/samplers/random-over.js';
import type { SampleInput } from '../../../src/core/samplers/sampler.js';
import { checkStrategy, classesToClean, rowsToAdd, rowsToKeep } from '../../../src/core/samplers/strategy.js';
import type { NumericColumn } from '../../../src/core/table.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, classTask, numbers, rowTexts, tableOf } from '../made-table.js';

type Counts = Record<string, number>;

interface Golden {
  X: number[][];
  y: number[];
  strategies: {
    y: number[];
    kind: string;
    given: string | number | Counts | string[];
    counts: Counts | null;
  }[];
  borderline: {
    kind: string;
    danger: Record<string, number[]>;
    moments: Record<string, { n: number; mean: number[]; std: number[] }>;
  }[];
  tomek: { strategy: string; kept: number[] }[];
  shrinkage: { shrinkage: number; noise: Record<string, number[]> }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/imbalance.json', import.meta.url), 'utf8'),
) as Golden;
const engine = createEngine();
const table = tableOf(...golden.X.map((cells, i) => numbers(`x${i}`, cells)));
const { y } = golden;

function inputOf(id: string, given: Params, labels = y, classes = ['0', '1', '2']): SampleInput {
  const data = labels === y ? table : tableOf(numbers('x', [...labels.keys()]));
  return {
    task: classTask(classes),
    table: data,
    y: Float64Array.from(labels),
    rows: allRows(data),
    params: resolveParams(id, samplers.get(id).params, given),
    stream: (purpose, ...ints) => stream(4, purpose, ...ints),
    engine,
  };
}

const isUsage = (error: AssayError) => error.exitCode === 2;

/** As a person types it. */
function typed(given: Golden['strategies'][number]['given']): string | number {
  if (typeof given !== 'object') return given;
  if (Array.isArray(given)) return given.join(',');
  return Object.entries(given)
    .map(([name, count]) => `${name}:${count}`)
    .join(',');
}

const SAMPLER_OF: Record<string, string> = { over: 'smote', under: 'random-under', clean: 'tomek-links' };

describe('sampling_strategy, beside imbalanced-learn', () => {
  for (const { y: labels, kind, given, counts } of golden.strategies) {
    const id = SAMPLER_OF[kind];
    const nClasses = new Set(labels).size;
    test(`${kind}: ${JSON.stringify(given)}, ${nClasses} classes`, () => {
      const classes = ['a', 'b', 'c'].slice(0, nClasses);
      const of = () => {
        const input = inputOf(id, { sampling_strategy: typed(given) }, labels, classes);
        checkStrategy(samplers.get(id), input.params, input.task);
        return { input, byClass: rowsOfClasses(id, input) };
      };
      if (counts === null) {
        assert.throws(() => {
          const { input, byClass } = of();
          if (kind === 'over') rowsToAdd(id, input, byClass);
          if (kind === 'under') rowsToKeep(id, input, byClass);
        }, isUsage);
        return;
      }
      const { input, byClass } = of();
      if (kind === 'over') {
        assert.deepEqual(
          rowsToAdd(id, input, byClass),
          classes.map((name) => counts[name] ?? 0),
        );
      } else if (kind === 'under') {
        assert.deepEqual(
          rowsToKeep(id, input, byClass),
          classes.map((name, label) => counts[name] ?? byClass[label].length),
        );
      } else {
        assert.deepEqual(
          classesToClean(input, byClass),
          classes.map((name) => name in counts),
        );
      }
    });
  }

  test('counts as JSON, for names with commas and colons', () => {
    const labels = [...Array(9).fill(0), ...Array(4).fill(1)];
    const strategy = { sampling_strategy: '{"a, b": 12, "c:1": 4}' };
    const input = inputOf('smote', strategy, labels, ['a, b', 'c:1']);
    assert.deepEqual(rowsToAdd('smote', input, rowsOfClasses('smote', input)), [3, 0]);
  });

  test('counts as Python writes them', () => {
    const labels = [...Array(9).fill(0), ...Array(4).fill(1)];
    for (const [typedAs, classes] of [
      ['{0: 12, 1: 6}', ['0', '1']],
      ["{'a, b': 12, 'c:1': 6}", ['a, b', 'c:1']],
      ['{ "0":12, 1:6, }', ['0', '1']],
    ] as const) {
      const input = inputOf('smote', { sampling_strategy: typedAs }, labels, [...classes]);
      assert.deepEqual(rowsToAdd('smote', input, rowsOfClasses('smote', input)), [3, 2]);
    }
    for (const malformed of ['{0: 12 1: 6}', '{}', '{0: x}', '{0: 1.5}', '{a b: 3}', '{0: 3']) {
      assert.throws(() => inputOf('smote', { sampling_strategy: malformed }), isUsage, malformed);
    }
  });

  test('the ratio that an error names is taken', () => {
    for (const [many, few] of [
      [300, 100],
      [100, 29],
      [60_000, 3],
      [7, 3],
      [99_999, 99_998],
    ]) {
      const labels = [...Array(many).fill(0), ...Array(few).fill(1)];
      for (const [id, rows] of [
        ['smote', rowsToAdd],
        ['random-under', rowsToKeep],
      ] as const) {
        const of = (sampling_strategy: number) => {
          const input = inputOf(id, { sampling_strategy }, labels, ['0', '1']);
          return rows(id, input, rowsOfClasses(id, input));
        };
        let hint = '';
        assert.throws(
          () => of(few / (many + 2)),
          (error: AssayError) => {
            hint = error.hint;
            return isUsage(error) && error.message.endsWith(`have now, ${few}:${many}`);
          },
        );
        const named = Number(/give (\S+) or more/.exec(hint)?.[1]);
        assert.ok(named >= few / many && named < (few / many) * 1.002, hint);
        of(named);
        of(few / many);
      }
    }
    // A double less than 29: the very ratio that the classes have.
    const labels = [...Array(100).fill(0), ...Array(29).fill(1)];
    const input = inputOf('smote', { sampling_strategy: 0.29 }, labels, ['0', '1']);
    assert.deepEqual(rowsToAdd('smote', input, rowsOfClasses('smote', input)), [0, 0]);
  });

  test('errors say what to type', () => {
    const refused = (id: string, sampling_strategy: string, message: RegExp, hint: RegExp) => {
      assert.throws(
        () => {
          const input = inputOf(id, { sampling_strategy });
          checkStrategy(samplers.get(id), input.params, input.task);
          rowsToAdd(id, input, rowsOfClasses(id, input));
        },
        (error: AssayError) => isUsage(error) && message.test(error.message) && hint.test(error.hint),
      );
    };
    refused('smote', 'majority', /got "majority"/, /use not-majority/);
    refused('random-under', 'minority', /got "minority"/, /use not-minority/);
    refused(
      'smote',
      '0.5',
      /ratio of two classes, and there are 3/,
      /sampling_strategy=0:ROWS,1:ROWS,2:ROWS/,
    );
    refused('smote', '0:5', /asks for 5 rows of class 0, which has 110/, /110 or more/);
    refused('smote', '1:60,11:60', /"11"/, /known: 0, 1, 2/);
    refused('smote', '1:60,1:70', /class 1 twice/, /once/);
    refused('tomek-links', 'minorty', /"minorty"/, /known: 0, 1, 2/);
    for (const amount of ['0.5', '1:20', '{"1":20}', '{1: 20}']) {
      refused('tomek-links', amount, /got ".*": what a rule leaves out has no count/, /CLASS,CLASS .*auto/);
    }
    refused('tomek-links', '7', /unknown class .*"7"/, /known: 0, 1, 2/);
    refused('smote', '1.5', /got "1.5"/, /at most 1; rows of classes are written as 1:100/);
    refused('random-under', '0', /got "0"/, /at most 1; rows of classes are written as 1:100/);
  });
});

describe('random-under', () => {
  const counts = (rows: Uint32Array) =>
    [0, 1, 2].map((label) => rows.filter((row) => y[row] === label).length);

  test('with replacement: as many rows, some again and after the others; the classes drawn are those asked for', () => {
    const of = (given: Params) => samplers.get('random-under').sample(inputOf('random-under', given)).keep;
    const [without, drawn] = [of({}), of({ replacement: true })];
    assert.deepEqual(counts(drawn), counts(without));
    const distinct = [...new Set(drawn)];
    assert.equal(new Set(without).size, without.length);
    assert.ok(distinct.length < drawn.length);
    assert.deepEqual(
      distinct,
      distinct.toSorted((a, b) => a - b),
    );
    const before = counts(allRows(table));
    const smallest = before.indexOf(Math.min(...before));
    assert.equal(
      counts(Uint32Array.from(distinct))[smallest],
      counts(drawn)[smallest],
      'all of the smallest stay',
    );
    const all = of({ replacement: true, sampling_strategy: 'all' });
    assert.ok(counts(Uint32Array.from(new Set(all)))[smallest] < counts(all)[smallest], 'all are drawn');
  });
});

describe('borderline-smote, beside imbalanced-learn', () => {
  for (const { kind, danger, moments } of golden.borderline) {
    const input = inputOf('borderline-smote', {
      kind,
      scale: 'none',
      sampling_strategy: '1:30000,2:30000',
    });
    const byClass = rowsOfClasses('borderline-smote', input);

    test(`${kind}: the same rows are in danger`, () => {
      for (const [label, rows] of Object.entries(danger)) {
        const members = byClass[Number(label)];
        const space = distanceSpace(table.columns, input.rows, members, 'none');
        assert.deepEqual([...rowsInDanger(input, space, members, 10)], rows);
      }
    });

    test(`${kind}: as many new rows, alike in mean and spread, from rows in danger alone`, () => {
      const { synthetic, syntheticY, origin } = samplers.get('borderline-smote').sample(input);
      for (const [label, { n, mean, std }] of Object.entries(moments)) {
        const rows = Uint32Array.from(syntheticY.keys()).filter((i) => syntheticY[i] === Number(label));
        assert.equal(rows.length, n);
        assert.ok(rows.every((i) => danger[label].includes(origin[i])));
        synthetic.columns.forEach((column, c) => {
          const found = meanAndStd((column as NumericColumn).values, rows);
          // Five standard errors of the difference of two means; of deviations, whose error is smaller, as much.
          const near = 5 * std[c] * Math.sqrt(2 / n);
          assert.ok(Math.abs(found.mean - mean[c]) < near, `${found.mean} is not ${mean[c]}`);
          assert.ok(Math.abs(found.std - std[c]) < near, `${found.std} is not ${std[c]}`);
        });
      }
    });
  }

  test('without a row in danger new rows are those of smote, said so', () => {
    const labels = [...Array(30).fill(0), ...Array(10).fill(1)];
    const far = tableOf(
      numbers(
        'x',
        labels.map((label, i) => label * 1000 + i),
      ),
    );
    const of = (id: string) => {
      const input = { ...inputOf(id, {}, labels, ['0', '1']), table: far };
      return samplers.get(id).sample(input);
    };
    const found = of('borderline-smote');
    assert.deepEqual(found.synthetic, of('smote').synthetic);
    assert.deepEqual(
      found.warnings.map(({ id }) => id),
      ['no-row-in-danger'],
    );
  });
});

describe('tomek-links, beside imbalanced-learn', () => {
  for (const { strategy, kept } of golden.tomek) {
    test(`sampling_strategy=${strategy}`, () => {
      const input = inputOf('tomek-links', { scale: 'none', sampling_strategy: strategy });
      assert.deepEqual([...samplers.get('tomek-links').sample(input).keep], kept);
    });
  }
});

describe('random-over with shrinkage, beside imbalanced-learn', () => {
  for (const { shrinkage, noise } of golden.shrinkage) {
    test(`shrinkage=${shrinkage}`, () => {
      const given = { shrinkage, sampling_strategy: '1:40000,2:40000' };
      const input = inputOf('random-over', given);
      const byClass = rowsOfClasses('random-over', input);
      const { synthetic, syntheticY, origin } = samplers.get('random-over').sample(input);
      for (const [label, deviations] of Object.entries(noise)) {
        const made = Uint32Array.from(syntheticY.keys()).filter((i) => syntheticY[i] === Number(label));
        deviations.forEach((deviation, c) => {
          const { values } = table.columns[c] as NumericColumn;
          const { std } = meanAndStd(values, byClass[Number(label)]);
          const exact = shrinkage * smoothing(3, y.length) * std;
          assert.ok(Math.abs(exact - deviation) < 1e-12, `${exact} is not ${deviation}`);
          const added = Float64Array.from(made, (i) => {
            const cell = (synthetic.columns[c] as NumericColumn).values[i];
            return cell - values[origin[i]];
          });
          // New rows are held inside the range of the training rows, which the noise of rows at its ends would leave.
          const [low, high] = [Math.min(...values), Math.max(...values)];
          const inner = added.filter((_, i) => {
            const from = values[origin[made[i]]];
            return Math.min(from - low, high - from) > 5 * exact;
          });
          const found = meanAndStd(inner, Uint32Array.from(inner.keys())).std;
          // Five standard errors of a deviation, sd / sqrt(2 n).
          assert.ok(Math.abs(found - exact) < (5 * exact) / Math.sqrt(2 * inner.length));
        });
      }
    });
  }

  test('one for each class: each moves as if all had it', () => {
    const strategy = { sampling_strategy: '1:400,2:300' };
    const madeWith = (shrinkage: string | number) => {
      const { synthetic, syntheticY } = samplers
        .get('random-over')
        .sample(inputOf('random-over', { ...strategy, shrinkage }));
      const rows = rowTexts(synthetic);
      return (label: number) => rows.filter((_, i) => syntheticY[i] === label);
    };
    for (const text of ['1:1,2:0.25', '{"1": 1, "2": 0.25}']) {
      const own = madeWith(text);
      assert.deepEqual(own(1), madeWith(1)(1));
      assert.deepEqual(own(2), madeWith(0.25)(2));
    }
    assert.notDeepEqual(madeWith(1)(2), madeWith(0.25)(2));
  });

  test('classes that are not there, named twice, or lack one', () => {
    const { checkClasses } = samplers.get('random-over');
    const check = (shrinkage: string) => () =>
      checkClasses?.(inputOf('random-over', { shrinkage }).params, inputOf('random-over', {}).task);
    assert.throws(check('x:1'), /unknown class in shrinkage "x"/);
    assert.throws(check('1:1,1:2'), /names class 1 twice/);
    assert.throws(check('1:-1'), /shrinkage/);
    assert.doesNotThrow(check('1:1'));
    const input = inputOf('random-over', { shrinkage: '1:1', sampling_strategy: '1:400,2:300' });
    assert.throws(() => samplers.get('random-over').sample(input), /class 2 gets new rows/);
  });
});
