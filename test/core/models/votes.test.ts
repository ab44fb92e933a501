/** easy-ensemble and rus-boost beside scikit-learn's AdaBoost, where they are that, and beside a naive twin. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { easyEnsemble } from '../../../src/core/models/easy-ensemble.js';
import type { Fitted, TrainBlock } from '../../../src/core/models/model.js';
import { rusBoost } from '../../../src/core/models/rus-boost.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { closeTo, contextOf, readGolden, trainBlockOf } from './fixtures.js';
import { naiveCommittee } from './naive-committee.js';

const context = contextOf();
const MODELS = [easyEnsemble, rusBoost];
type Model = (typeof MODELS)[number];

const fit = (model: Model, train: TrainBlock, given: Params) =>
  model.fit(train, resolveParams(model.id, model.params, given), context) as Fitted;

interface Golden {
  readonly cases: readonly {
    name: string;
    params: { n_estimators: number; learning_rate: number; max_depth: number };
    X: readonly (readonly number[])[];
    y: readonly number[];
    weights: readonly number[] | null;
    proba: readonly (readonly number[])[];
    votes: readonly number[];
  }[];
}

/** Sums of some dozens of logarithms of sums in another order (test/golden/make_ada_boost.py). */
const TOLERANCE = 1e-10;

describe("scikit-learn's AdaBoost, on classes of as many rows", () => {
  for (const { name, params, X, y, weights, proba, votes } of readGolden<Golden>('ada-boost.json').cases) {
    const rows = y.map((_, row) => X.map((column) => column[row]));
    const train = trainBlockOf(rows, y, weights);
    const { n_estimators, ...others } = params;

    test(`easy-ensemble of one: ${name}`, () => {
      const one = { ...others, n_estimators: 1, estimator__n_estimators: n_estimators };
      closeTo(fit(easyEnsemble, train, one).predict(train, context.engine), proba.flat(), TOLERANCE, name);
    });

    test(`rus-boost: ${name}`, () => {
      const fitted = fit(rusBoost, train, params);
      closeTo(fitted.predict(train, context.engine), proba.flat(), TOLERANCE, name);
      assert.equal(fitted.staged?.rounds, votes.length);
    });
  }
});

/** Whole numbers, all up to the largest of each column; the rarer a class the higher; the first column has missing cells. */
function unbalanced(seed: number, nClasses: number, weighted: boolean): TrainBlock {
  const rng = stream(seed, 'unbalanced');
  const below = [3, 7, 12];
  const rows = Array.from({ length: 150 }, (_, row) =>
    below.map((most, j) => (row < most ? row : j === 0 && rng.below(9) === 0 ? Number.NaN : rng.below(most))),
  );
  const score = rows.map(([a, b, c]) => (a || 0) / 3 + b / 7 - c / 12 + 0.8 * rng.uniform());
  const sorted = score.toSorted((a, b) => a - b);
  const y = score.map((value) => Number(value > sorted[110]) + Number(nClasses > 2 && value > sorted[135]));
  return trainBlockOf(rows, y, weighted ? rows.map(() => 0.5 + rng.uniform()) : null);
}

describe('the naive twin', () => {
  for (const model of MODELS) {
    for (const nClasses of [2, 3]) {
      test(`${model.id}, ${nClasses} classes: the same probabilities`, () => {
        const lengths = new Set<number>();
        for (let seed = 0; seed < 12; seed++) {
          const train = unbalanced(seed, nClasses, seed % 2 === 1);
          const rounds = { n_estimators: model === easyEnsemble ? 3 : 15 };
          const inner: Params = model === easyEnsemble ? { estimator__n_estimators: 8 } : {};
          const given: Params = {
            ...rounds,
            ...inner,
            max_depth: 1 + (seed % 2),
            learning_rate: seed % 4 ? 1 : 0.4,
          };
          const { output, rounds: grown } = naiveCommittee(model, train, given, context.stream);
          closeTo(fit(model, train, given).predict(train, context.engine), output, 1e-9, `seed ${seed}`);
          for (const count of grown) lengths.add(count);
        }
        assert.ok(model === easyEnsemble || lengths.size > 1, 'some end before their time');
      });
    }
  }
});

describe('trees that vote', () => {
  test('importances are shares, weighed by votes', () => {
    const train = unbalanced(1, 2, false);
    for (const model of MODELS) {
      const { importances } = fit(model, train, {});
      const sum = importances?.gain.reduce((all, gain) => all + gain, 0) ?? 0;
      assert.ok(Math.abs(sum - 1) < 1e-12, `${model.id}: ${sum}`);
    }
  });

  test('columns that tell nothing: all classes are as likely, and it is said', () => {
    // A tie is answered by the first class, the rarer one: of all rows most are then wrong.
    const y = Array.from({ length: 40 }, (_, row) => Number(row % 4 !== 0));
    const train = trainBlockOf(
      y.map(() => [7]),
      y,
    );
    for (const model of MODELS) {
      const fitted = fit(model, train, {});
      assert.deepEqual(
        fitted.warnings?.map(({ id }) => id),
        ['no-vote'],
      );
      assert.ok(fitted.predict(train, context.engine).every((share) => share === 0.5));
    }
  });

  test('rus-boost says when few trees were better than chance on all rows, and how to keep more', () => {
    const said = (given: Params) => {
      const { warnings = [], stoppedAt } = fit(rusBoost, unbalanced(3, 2, false), given);
      return { warnings, stoppedAt };
    };
    const { warnings, stoppedAt } = said({ n_estimators: 300 });
    assert.deepEqual(
      warnings.map(({ id, count }) => [id, count]),
      [['few-rounds', stoppedAt]],
    );
    assert.match(
      warnings[0].message,
      /^boosting stopped after \{count\} of 300 trees: .* -p learning_rate=0\.1 /,
    );
    assert.deepEqual(said({ n_estimators: stoppedAt ?? 0 }).warnings, [], 'all that were asked for');
  });

  test('a class without training rows gets 0', () => {
    const { task } = unbalanced(1, 3, false);
    const train = { ...unbalanced(1, 2, false), task };
    for (const model of MODELS) {
      const output = fit(model, train, { n_estimators: 5 }).predict(train, context.engine);
      for (let at = 0; at < output.length; at += 3) {
        assert.equal(output[at + 2], 0);
        assert.ok(Math.abs(output[at] + output[at + 1] - 1) < 1e-12);
      }
    }
  });

  test('many learners: rows are predicted in pieces', () => {
    const train = unbalanced(2, 3, false);
    const fitted = fit(easyEnsemble, train, { n_estimators: 40, estimator__n_estimators: 2 });
    const times = 120;
    const columns = train.columns.map((column) => {
      if (!('values' in column)) throw new Error('numbers only');
      const values = new Float64Array(times * train.nRows).map((_, row) => column.values[row % train.nRows]);
      return { ...column, values };
    });
    const once = fitted.predict(train, context.engine);
    const output = fitted.predict({ nRows: times * train.nRows, columns }, context.engine);
    for (let i = 0; i < output.length; i++) assert.equal(output[i], once[i % once.length]);
  });
});
