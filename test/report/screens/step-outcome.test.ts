import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeProblem } from '../../../src/core/problem.js';
import { profile } from '../../../src/core/profile/profile.js';
import { resampleResults } from '../../../src/core/schemas/resample.js';
import type { ValidationFailure } from '../../../src/core/schemas/validate.js';
import { checkTable } from '../../../src/core/validation.js';
import { dataListScreen } from '../../../src/report/screens/data-list.js';
import { outcomeLines, type StepResults } from '../../../src/report/screens/step-outcome.js';
import { displayWidth } from '../../../src/report/screens/text.js';
import { readLoans } from '../../helpers/data-files.js';
import { problemOptions } from '../../helpers/problem-options.js';
import { cvBinary } from '../screen-fixtures.js';

const loans = await readLoans();
const linesOf = (results: StepResults) => outcomeLines(results, { width: 200, color: false });

describe('what came out of a step', () => {
  test('eda: shape, target, strongest column, alerts by id', () => {
    const results = profile(loans.table, makeProblem(loans, problemOptions('default')), {
      seed: 42,
      warnings: [],
    });
    const [about, alerts] = linesOf(results);
    assert.match(
      about,
      /^profile {3}3,000 rows, 30 columns · target default, binary · pay_status_1 says most alone/,
    );
    assert.match(alerts, /^alerts {4}\d+: id-like, skewed \(5\)/);
  });

  test('validate: the verdict and the rules that failed', () => {
    const valid: StepResults = {
      ...{
        schema: 'assay/results-validate/1',
        step: 'validate',
        seed: 42,
        warnings: [],
        rows: 3000,
        bad_rows: 0,
      },
      ...checkTable(loans.table, null),
    };
    assert.deepEqual(linesOf(valid), ['verdict   valid · 0 failures']);
    const failure: ValidationFailure = {
      ...{ rule: 'type', column: 'a', severity: 'error', count: 1, message: 'x', examples: [] },
    };
    const failures = [failure, failure];
    assert.deepEqual(linesOf({ ...valid, valid: false, failures }), [
      'verdict   NOT VALID · 2 failures: type (2)',
    ]);
  });

  test('resample: each class before and after; nothing for steps with metrics', () => {
    const results = resampleResults.parse({
      ...{ schema: 'assay/results-resample/1', step: 'resample', seed: 42, warnings: [], task: 'binary' },
      ...{ target: 'default', classes: ['0', '1'], positive: '1', rows: 30, features: ['a'], left_out: [] },
      ...{ sampler: 'smote', params: {}, before: { 0: 20, 1: 10 }, after: { 0: 20, 1: 20 } },
      ...{ synthetic: 10, repeated: 0, removed: 0 },
      quality: {
        ...{ synthetic_share: 0.25, repeated_share: 0, looked_at: { real: 10, synthetic: 10 } },
        ...{ exact_copies: 0, copy_share: 0, discriminator: null, nearest: null, unseen_categories: null },
        ...{ projection: null, columns: [] },
      },
    });
    assert.deepEqual(linesOf(results), [
      'classes   default: "0" 20 → 20, "1" 10 → 20',
      'rows      10 new rows',
    ]);
    assert.deepEqual(linesOf(cvBinary.results), []);
  });
});

test('the list of data sets fits every width', () => {
  const view = {
    shipped: [
      { name: 'loans', path: `/somewhere/${'deep/'.repeat(20)}loans.csv`, summary: 'word '.repeat(30) },
    ],
    recipes: [{ id: 'loans', summary: 'word '.repeat(30) }],
  };
  for (const width of [40, 60, 80, 100]) {
    const drawn = dataListScreen(view, { width, color: false });
    for (const line of drawn.split('\n')) assert.ok(displayWidth(line) <= width, line);
    assert.ok(drawn.replaceAll(/\s/g, '').includes(view.shipped[0].path), 'the path is whole');
  }
});
