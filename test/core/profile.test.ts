import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codedColumn, numericColumn } from '../../src/core/make-column.js';
import { makeProblem, type ProblemData } from '../../src/core/problem.js';
import type { ProblemOptions } from '../../src/core/problem-options.js';
import { profile } from '../../src/core/profile/profile.js';
import { stream } from '../../src/core/rng.js';
import { edaResults } from '../../src/core/schemas/eda.js';
import { Table } from '../../src/core/table.js';
import { readLoans, readRepo, readShared, skipWithout } from '../helpers/data-files.js';
import { problemOptions } from '../helpers/problem-options.js';

interface Golden {
  columns: Record<
    string,
    {
      missing: number;
      distinct: number;
      mean: number;
      std: number;
      skewness: number;
      quantiles: Record<string, number>;
    }
  >;
  roc_auc: Record<string, number>;
  spearman_income: Record<string, number>;
  rank_eta_income: Record<string, number>;
  uncertainty_education: Record<string, number>;
  repeated_without_id: number;
}

const golden: Golden = JSON.parse(readRepo('test/golden/eda/loans.json'));
const loans = await readLoans();
const context = { seed: 42, warnings: [] };
const eda = (data: ProblemData, target: string, given: Partial<ProblemOptions> = {}) =>
  edaResults.parse(profile(data.table, makeProblem(data, problemOptions(target, given)), context));

/** Differences are the order of summation alone. */
function near(actual: number | string | null | undefined, expected: number, what: string) {
  const apart = Math.abs(Number(actual) - expected);
  assert.ok(apart <= 1e-9 * Math.max(1, Math.abs(expected)), `${what}: ${actual}, expected ${expected}`);
}

function nearAll(results: ReturnType<typeof eda>, measure: string, expected: Record<string, number>) {
  const measured = new Map(results.associations.map((one) => [one.column, one]));
  for (const [column, value] of Object.entries(expected)) {
    assert.equal(measured.get(column)?.measure, measure, column);
    near(measured.get(column)?.value, value, `${measure} of ${column}`);
  }
}

describe('the profile of loans', () => {
  const binary = eda(loans, 'default', { keep: ['customer_id'] });

  test('describes numbers as pandas does', () => {
    for (const [name, expected] of Object.entries(golden.columns)) {
      const column = binary.columns.find((one) => one.name === name);
      assert.ok(column?.quantiles);
      assert.equal(column.missing, expected.missing, name);
      assert.equal(column.distinct, expected.distinct, name);
      for (const key of ['mean', 'std', 'skewness'] as const)
        near(column[key], expected[key], `${key} of ${name}`);
      for (const [key, value] of Object.entries(expected.quantiles)) {
        near(column.quantiles[key as keyof typeof column.quantiles], value, `${key} of ${name}`);
      }
      assert.equal(
        column.shape?.reduce((sum, rows) => sum + rows, 0),
        3000 - expected.missing,
      );
    }
  });

  test('binary: the area under the curve is that of scikit-learn', () => {
    nearAll(binary, 'roc_auc', golden.roc_auc);
    const values = binary.associations.map(({ value }) => value ?? 0);
    assert.deepEqual(
      values,
      [...values].sort((a, b) => b - a),
      'the strongest first',
    );
  });

  test('regression: rank correlations are those of scipy', () => {
    const results = eda(loans, 'income');
    assert.equal(results.target?.missing, golden.columns.income.missing);
    nearAll(results, 'spearman', golden.spearman_income);
    nearAll(results, 'rank_eta', golden.rank_eta_income);
  });

  test('multiclass: the uncertainty coefficient', () => {
    nearAll(eda(loans, 'education'), 'uncertainty', golden.uncertainty_education);
  });

  test('rates cover every row, and their parts are in order', () => {
    const late = binary.associations.find(({ column }) => column === 'pay_status_1');
    const rates = late?.rates ?? [];
    assert.equal(
      rates.reduce((sum, { rows }) => sum + rows, 0),
      3000,
    );
    assert.ok(rates[rates.length - 1].rate > rates[0].rate);
    const positives = rates.reduce((sum, { rows, rate }) => sum + rows * rate, 0);
    near(positives, binary.target?.classes[1].rows ?? 0, 'positives');
  });

  test('dates read as dates, and have no mean', () => {
    const opened = binary.columns.find(({ name }) => name === 'opened');
    assert.match(String(opened?.quantiles?.min), /^20\d\d-\d\d-\d\d$/);
    assert.equal(opened?.mean, null);
  });

  test('equal input, equal bytes', async () => {
    const again = eda(await readLoans(), 'default', { keep: ['customer_id'] });
    assert.equal(JSON.stringify(again), JSON.stringify(binary));
  });

  test('without a target: columns and their usefulness alone', () => {
    const results = edaResults.parse(profile(loans.table, null, context));
    assert.equal(results.target, null);
    assert.deepEqual(results.associations, []);
    assert.equal(results.duplicates.repeated_rows, golden.repeated_without_id);
    assert.equal(results.columns[0].left_out, 'id-like');
  });
});

describe('levels against two classes', () => {
  const N = 2000;
  const rng = stream(5, 'levels');
  const y = Array.from({ length: N }, () => rng.below(2));
  const made = (name: string, of: (row: number) => string) =>
    codedColumn(
      name,
      y.map((_, row) => of(row)),
    );
  const table = new Table(N, [
    made('noise', () => `n${rng.below(90)}`),
    made('signal', (row) => (rng.uniform() < 0.8 ? `s${y[row]}` : `s${1 - y[row]}`)),
    numericColumn('y', y),
  ]);
  const { associations } = eda({ table, spellings: new Map() }, 'y');
  const aloneOf = (name: string) => associations.find(({ column }) => column === name)?.value ?? Number.NaN;

  test('many levels of noise are not flattered', () => {
    assert.ok(Math.abs(aloneOf('noise') - 0.5) < 0.04, `${aloneOf('noise')}`);
  });

  test('a level right in 80 of 100 rows scores about 0.8', () => {
    assert.ok(Math.abs(aloneOf('signal') - 0.8) < 0.03, `${aloneOf('signal')}`);
  });
});

describe('alerts', () => {
  const idsOf = (results: ReturnType<typeof eda>) => new Set(results.alerts.map(({ id }) => id));

  test('each fires on what it is about', () => {
    const N = 400;
    const rows = Array.from({ length: N }, (_, row) => row);
    const table = new Table(N, [
      numericColumn('id', rows),
      numericColumn(
        'flat',
        rows.map(() => 1),
      ),
      numericColumn(
        'gaps',
        rows.map((row) => (row % 3 === 0 ? row % 7 : null)),
      ),
      numericColumn(
        'heavy',
        rows.map((row) => (row === 9 ? 1e6 : row % 11)),
      ),
      numericColumn(
        'twin',
        rows.map((row) => (row === 9 ? 1e6 : (row % 11) + 0.1)),
      ),
      codedColumn(
        'many',
        rows.map((row) => `l${row % 60}`),
      ),
      numericColumn(
        'copy',
        rows.map((row) => Number(row % 10 === 0)),
      ),
      codedColumn(
        'y',
        rows.map((row) => (row % 10 === 0 ? 'yes' : 'no')),
      ),
    ]);
    const results = eda({ table, spellings: new Map() }, 'y');
    assert.deepEqual(
      idsOf(results),
      new Set([
        'target-copy',
        'id-like',
        'constant',
        'mostly-missing',
        'many-levels',
        'imbalance',
        'code-like',
        'skewed',
        'correlated',
      ]),
    );
    assert.equal(results.alerts[0].severity, 'error');
  });

  test('credit-default: repeated rows and sets that disagree', {
    skip: skipWithout('credit-default.csv'),
  }, async () => {
    const results = eda(await readShared('credit-default.csv'), 'default.payment.next.month');
    assert.deepEqual(results.duplicates, { repeated_rows: 35, conflicting_sets: 21 });
    const best = results.associations[0];
    assert.equal(best.column, 'PAY_0');
    assert.equal(best.value?.toFixed(3), '0.690');
    assert.ok(idsOf(results).has('id-like'));
  });

  test('bike-sharing: two columns sum to the target', {
    skip: skipWithout('bike-sharing-hour.csv'),
  }, async () => {
    const { alerts } = eda(await readShared('bike-sharing-hour.csv', 3000), 'cnt');
    assert.deepEqual(alerts[0].columns, ['casual', 'registered']);
  });
});
