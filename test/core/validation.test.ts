import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codedColumn, numericColumn } from '../../src/core/make-column.js';
import { tableSchema, validateResults } from '../../src/core/schemas/validate.js';
import { Table } from '../../src/core/table.js';
import { inferRules } from '../../src/core/validation/infer.js';
import { schemaProblem } from '../../src/core/validation/schema-problem.js';
import { checkTable, namedRows } from '../../src/core/validation.js';
import { readLoans, readShared, readText, skipWithout } from '../helpers/data-files.js';

const schema = (columns: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  tableSchema.parse({ schema: 'assay/table-schema/1', columns, ...more });
const table = new Table(5, [
  numericColumn('n', [1, 2, 2, null, 9]),
  codedColumn('w', ['3', 'x', '4', null, 'yes']),
  numericColumn('d', [1, 2, 3, 4, 5], 'date'),
]);
const rulesBroken = (columns: Record<string, unknown>) =>
  checkTable(table, schema(columns)).failures.map(({ rule, column, count }) => `${column} ${rule} ${count}`);

describe('a table against a schema', () => {
  test('what it meets is valid', () => {
    const result = checkTable(
      table,
      schema({ n: { type: 'number', max_missing: 0.2 }, w: { type: 'text' }, d: {} }),
    );
    assert.deepEqual(result, { valid: true, failures: [], badRows: [] });
  });

  test('type, required, missing share, unique, range, levels', () => {
    assert.deepEqual(rulesBroken({ w: { type: 'number' } }), ['w type 2']);
    assert.deepEqual(rulesBroken({ n: { type: 'category' } }), ['n type 1']);
    assert.deepEqual(rulesBroken({ w: { type: 'bool' } }), [], 'kinds of text are not told apart');
    assert.deepEqual(rulesBroken({ d: { type: 'number' } }), ['d type 1']);
    assert.deepEqual(rulesBroken({ m: {} }), ['m required 1']);
    assert.deepEqual(rulesBroken({ m: { required: false } }), []);
    assert.deepEqual(rulesBroken({ n: { max_missing: 0.19 } }), ['n max_missing 1']);
    assert.deepEqual(rulesBroken({ n: { unique: true }, d: { unique: true } }), ['n unique 1']);
    assert.deepEqual(rulesBroken({ n: { min: 2, max: 8 } }), ['n min 1', 'n max 1']);
    assert.deepEqual(rulesBroken({ w: { levels: ['3', '4', 'yes'] } }), ['w levels 1']);
    assert.equal(checkTable(table, schema({ n: {} }, { other_columns: false })).failures.length, 2);
  });

  test('dates between dates, numbers among numbers, texts by a pattern, rows by their count', () => {
    assert.deepEqual(rulesBroken({ d: { min: '1970-01-03', max: '1970-01-05 12:00' } }), [
      'd min 1',
      'd max 1',
    ]);
    assert.deepEqual(rulesBroken({ n: { levels: [1, 2] } }), ['n levels 1']);
    assert.deepEqual(rulesBroken({ n: { levels: ['1', '2', '9.0'] } }), []);
    assert.deepEqual(rulesBroken({ w: { pattern: '^\\d$' } }), ['w pattern 2']);
    assert.deepEqual(rulesBroken({ w: { pattern: '\\d|e' } }), ['w pattern 1']);
    const counted = (more: Record<string, unknown>) =>
      checkTable(table, schema({}, more)).failures.map(({ rule, message }) => `${rule}: ${message}`);
    assert.deepEqual(counted({ min_rows: 6 }), ['min_rows: 5 rows, at least 6 are wanted']);
    assert.deepEqual(counted({ min_rows: 5, max_rows: 5 }), []);
    assert.deepEqual(counted({ max_rows: 4 }), ['max_rows: 5 rows, at most 4 are wanted']);
  });

  test('rows that any failure names, each once', () => {
    const checked = checkTable(table, schema({ w: { type: 'number' }, n: { min: 2 }, d: { max: 3 } }));
    assert.deepEqual([...namedRows(checked, table.nRows)], [0, 1, 3, 4]);
  });

  test('rules that nothing could meet are found before the data is read', () => {
    const problem = (columns: Record<string, unknown>, more: Record<string, unknown> = {}) =>
      schemaProblem(schema(columns, more));
    assert.equal(problem({ a: { min: 1, max: 2 }, b: { pattern: '^x' } }), null);
    assert.match(problem({ a: { min: 3, max: 2 } }) ?? '', /^columns\.a\.min 3 is above max 2/);
    assert.match(problem({ a: { min: '2024-13-01' } }) ?? '', /neither a number nor an ISO date/);
    assert.match(problem({ a: { pattern: '(' } }) ?? '', /^columns\.a\.pattern: /);
    assert.match(problem({ a: { type: 'number', min: '2024-01-01' } }) ?? '', /needs a number/);
    assert.match(problem({}, { min_rows: 2, max_rows: 1 }) ?? '', /min_rows 2 is above/);
  });

  test('examples show rows of the file and what stands there; all rows are kept apart', () => {
    const { failures, badRows, valid } = checkTable(table, schema({ w: { type: 'number' }, d: { max: 3 } }));
    assert.equal(valid, false);
    assert.deepEqual(failures[0].examples, [
      { row: 1, value: 'x' },
      { row: 4, value: 'yes' },
    ]);
    assert.deepEqual(failures[1].examples[0], { row: 3, value: '1970-01-05' });
    assert.deepEqual(
      badRows.map((rows) => [...rows]),
      [
        [1, 4],
        [3, 4],
      ],
    );
  });

  test('a misspelt column is suggested, an unknown rule refused', async () => {
    const { failures } = checkTable((await readText('income,y\n1,2\n')).table, schema({ incmoe: {} }));
    assert.match(failures[0].message, /is it "income"\?/);
    assert.equal(
      tableSchema.safeParse({ schema: 'assay/table-schema/1', columns: { a: { uniqe: true } } }).success,
      false,
    );
  });
});

describe('a schema inferred', () => {
  test('is met by its table, and missed by a worse one', async () => {
    const loans = (await readLoans()).table;
    const rules = tableSchema.parse(JSON.parse(JSON.stringify(inferRules(loans))));
    assert.deepEqual(checkTable(loans, rules).failures, []);
    assert.deepEqual(rules.columns.customer_id, {
      type: 'number',
      required: true,
      max_missing: 0,
      unique: true,
      min: 0,
    });
    assert.equal(rules.columns.income.max_missing, 0.07);
    assert.deepEqual(rules.columns.marital.levels, ['divorced', 'married', 'single', 'widowed']);
    assert.deepEqual([rules.columns.default.min, rules.columns.default.max], [0, 1]);
    assert.deepEqual([rules.columns.opened.min, rules.columns.bill_1.max], [undefined, undefined]);
    const twice = loans.take(Uint32Array.of(0, 0, 1));
    assert.deepEqual(
      checkTable(twice, rules).failures.map(({ rule, column }) => `${column} ${rule}`),
      ['customer_id unique'],
    );
  });

  test('of real data is met by them', { skip: skipWithout('ames.csv') }, async () => {
    for (const file of ['ames.csv', 'titanic.csv', 'telco-churn.csv']) {
      const { table: real } = await readShared(file);
      assert.equal(checkTable(real, inferRules(real)).valid, true, file);
    }
  });
});

describe('the built-in checks', () => {
  const rows = Array.from({ length: 30 }, (_, row) => row);

  test('each finds what it is about, errors first', () => {
    const odd = new Table(30, [
      numericColumn(
        'flat',
        rows.map(() => 1),
      ),
      codedColumn(
        'empty',
        rows.map(() => null),
      ),
      numericColumn(
        'gaps',
        rows.map((row) => (row % 10 === 0 ? row % 4 : null)),
      ),
      codedColumn(
        'mixed',
        rows.map((row) => (row === 7 ? 'abc' : `${row % 3}`)),
      ),
      codedColumn(
        'spelt',
        rows.map((row) => (row === 7 ? 'Yes' : row % 2 ? 'yes' : 'no')),
      ),
    ]);
    const { valid, failures } = checkTable(odd, null);
    assert.equal(valid, false);
    assert.deepEqual(
      failures.map(({ rule, column, count }) => `${column} ${rule} ${count}`),
      [
        'empty all-missing 1',
        'flat constant 1',
        'gaps mostly-missing 27',
        'mixed mixed-types 1',
        'spelt inconsistent-spelling 1',
        'null duplicate-rows 20',
      ],
    );
    validateResults.parse({
      schema: 'assay/results-validate/1',
      step: 'validate',
      seed: 42,
      warnings: [],
      bad_rows: 20,
      valid,
      rows: 30,
      failures,
    });
  });

  test('no rows is an error; warnings alone leave a table valid', () => {
    assert.equal(checkTable(new Table(0, [numericColumn('a', [])]), null).failures[0].rule, 'no-rows');
    assert.equal(
      checkTable(
        new Table(30, [
          numericColumn(
            'flat',
            rows.map(() => 1),
          ),
        ]),
        null,
      ).valid,
      true,
    );
  });
});
