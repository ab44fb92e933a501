import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codedColumn } from '../../../src/core/make-column.js';
import { makeProblem } from '../../../src/core/problem.js';
import { profile } from '../../../src/core/profile/profile.js';
import { Table } from '../../../src/core/table.js';
import { checkTable } from '../../../src/core/validation.js';
import { edaScreen } from '../../../src/report/screens/eda.js';
import type { StepInput } from '../../../src/report/screens/step-frame.js';
import { displayWidth } from '../../../src/report/screens/text.js';
import { validateScreen } from '../../../src/report/screens/validate.js';
import { readLoans } from '../../helpers/data-files.js';
import { problemOptions } from '../../helpers/problem-options.js';

const loans = await readLoans();
const context = { seed: 42, warnings: [] };
const inputOf = <R>(results: R): StepInput<R> => ({
  results,
  version: 'loans/v0001',
  path: 'experiments/loans/v0001-eda',
  seconds: 0.6,
  data: { name: 'loans', rows: 3000, columns: 30 },
  next: ['assay cv loans -t default'],
});
const results = profile(loans.table, makeProblem(loans, problemOptions('default')), context);
const input = inputOf(results);
const ESCAPE = '\u001b';
const withoutColor = (text: string) => text.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '');

describe('the screen of eda', () => {
  test('fits every width, and narrow ones keep column, type and what it says', () => {
    for (const width of [40, 60, 80, 100, 140]) {
      const lines = edaScreen(input, { width, color: false }).split('\n');
      for (const line of lines) assert.ok(displayWidth(line) <= width, `${width}: ${line}`);
    }
    assert.match(edaScreen(input, { width: 40, color: false }), /column\s+type\s+alone/);
  });

  test('shows target, baseline, alerts and the strongest column first', () => {
    const screen = edaScreen(input, { width: 120, color: false });
    assert.match(screen, /^data {6}loans · 3,000 rows × 30 columns\n/);
    assert.match(screen, /TARGET {2}default · binary · positive 1 {3}\(--positive 0 to turn it round\)\n/);
    assert.match(screen, /always "1" scores f1 0\.355, always "0" scores accuracy 0\.784/);
    assert.match(screen, /id-like +customer_id: /);
    const rows = screen.slice(screen.indexOf('COLUMNS')).split('\n');
    assert.match(rows[2], new RegExp(`^ +${results.associations[0].column} `));
    assert.match(screen, /left out {2}customer_id \(id-like\)/);
    assert.match(
      screen,
      /saved {5}loans\/v0001 · 0\.6 s · experiments\/loans\/v0001-eda\nnext {6}assay cv loans -t default\n$/,
    );
  });

  test('colour changes no character', () => {
    const colored = edaScreen(input, { width: 100, color: true });
    assert.ok(colored.includes(ESCAPE));
    assert.equal(withoutColor(colored), edaScreen(input, { width: 100, color: false }));
  });

  test('without a target, and against numbers', () => {
    assert.match(
      edaScreen(inputOf(profile(loans.table, null, context)), { width: 80, color: false }),
      /in file order/,
    );
    const regression = profile(loans.table, makeProblem(loans, problemOptions('income')), context);
    assert.match(
      edaScreen(inputOf(regression), { width: 100, color: false }),
      /TARGET {2}income · regression .* left out\n/,
    );
  });
});

describe('the screen of validate', () => {
  const screenOf = (table: Table, width: number) =>
    validateScreen(
      inputOf({
        schema: 'assay/results-validate/1',
        step: 'validate',
        seed: 42,
        warnings: [],
        rows: table.nRows,
        bad_rows: 0,
        ...checkTable(table, null),
      }),
      { width, color: false },
    );

  test('valid in one line, or the failures with their rows', () => {
    assert.match(screenOf(loans.table, 80), /^data .*\nverdict {3}valid · 0 errors · 0 warnings\n\nsaved /);
    const bad = new Table(3, [codedColumn('a', [null, null, null]), codedColumn('b', ['1', 'x\ny', '2'])]);
    const screen = screenOf(bad, 120);
    assert.match(screen, /\nverdict {3}NOT VALID · 1 error · 1 warning\n/);
    assert.match(screen, /mixed-types +b +1 +texts among numbers.* 1 "x\ufffdy"/);
    assert.match(screenOf(bad, 40).replaceAll(/\s+/g, ' '), /--types b=number makes them missing/);
    for (const line of screenOf(bad, 40).split('\n')) assert.ok([...line].length <= 40, line);
  });
});
