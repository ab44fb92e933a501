import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { codedColumn, numericColumn } from '../../src/core/make-column.js';
import { makeProblem, type ProblemData } from '../../src/core/problem.js';
import type { ProblemOptions } from '../../src/core/problem-options.js';
import { type Column, Table } from '../../src/core/table.js';
import { readShared, skipWithout } from '../helpers/data-files.js';
import { problemOptions } from '../helpers/problem-options.js';

type Cells = readonly (number | string | null)[];

function column(name: string, cells: Cells): Column {
  return cells.some((cell) => typeof cell === 'string')
    ? codedColumn(name, cells as (string | null)[])
    : numericColumn(name, cells as (number | null)[]);
}

function data(
  columns: Record<string, Cells>,
  spellings: Record<string, Map<number, string>> = {},
): ProblemData {
  const made = Object.entries(columns).map(([name, cells]) => column(name, cells));
  const nRows = Object.values(columns)[0].length;
  return { table: new Table(nRows, made), spellings: new Map(Object.entries(spellings)) };
}

const X = [5, 3, 5, 1, 2, 9];
const taskOf = (y: Cells, given: Partial<ProblemOptions> = {}, spellings?: Map<number, string>) =>
  makeProblem(
    data({ x: X.slice(0, y.length), y }, spellings ? { y: spellings } : {}),
    problemOptions('y', given),
  ).problem.task;
const positiveOf = (y: Cells, positive: string | null = null, spellings?: Map<number, string>) => {
  const task = taskOf(y, { positive }, spellings);
  return task.positive === null ? null : task.classes[task.positive];
};
const exits = (exitCode: number, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AssayError, String(error));
  assert.equal(error.exitCode, exitCode);
  assert.match(`${error.message} | ${error.hint}`, message);
  return true;
};

describe('the task', () => {
  test('text or two values: classes; whole numbers up to 20 values: classes; else values', () => {
    assert.equal(taskOf(['a', 'b', 'c', 'a', 'b', 'c']).kind, 'multiclass');
    assert.equal(taskOf([1.5, 2.5, 1.5, 2.5, 1.5, 1.5]).kind, 'binary');
    assert.equal(taskOf([1, 2, 3, 4, 5, 5]).kind, 'multiclass');
    assert.equal(taskOf([1, 2, 3, 4, 5, 5.5]).kind, 'regression');
    const many = (n: number) =>
      data({
        x: Array.from({ length: 42 }, (_, i) => i % 4),
        y: Array.from({ length: 42 }, (_, i) => i % n),
      });
    const twenty = makeProblem(many(20), problemOptions('y'));
    assert.equal(twenty.problem.task.kind, 'multiclass');
    assert.match(twenty.notes[0].message, /20 values: taken as classes/);
    assert.equal(makeProblem(many(21), problemOptions('y')).problem.task.kind, 'regression');
  });

  test('--task overrides, within reason', () => {
    assert.equal(taskOf([1, 2, 3, 1, 2, 3], { task: 'regression' }).kind, 'regression');
    assert.equal(taskOf(['a', 'b', 'a', 'b', 'a', 'b'], { task: 'multiclass' }).positive, null);
    assert.throws(
      () => taskOf(['a', 'b', 'a', 'b', 'a', 'b'], { task: 'regression' }),
      exits(2, /needs numbers/),
    );
    assert.throws(() => taskOf([1, 2, 3, 1, 2, 3], { task: 'binary' }), exits(2, /has 3/));
  });

  test('labels are the text of the cells, in the order of numbers or of code units', () => {
    assert.deepEqual(taskOf([10, 9, -1, 10, 9, 9]).classes, ['-1', '9', '10']);
    assert.deepEqual(taskOf(['b', 'B', 'a', 'é', 'b', 'b']).classes, ['B', 'a', 'b', 'é']);
    assert.deepEqual(taskOf(['10', '9', '10', '9', '9', '10']).classes, ['9', '10']);
    const spelt = new Map([
      [0, '0.0'],
      [1, '1.0'],
    ]);
    assert.deepEqual(taskOf([1, 0, 1, 0, 0, 0], {}, spelt).classes, ['0.0', '1.0']);
    assert.equal(positiveOf([1, 0, 1, 1, 1, 1], null, spelt), '1.0');
  });

  test('the positive class: asked for, of a known pair, the rarer, the last', () => {
    assert.equal(positiveOf([0, 1, 1, 1, 1, 1]), '1');
    assert.equal(positiveOf([-1, 1, 1, 1, 1, 1]), '1');
    assert.equal(positiveOf(['Yes', 'Yes', 'No', 'Yes', 'Yes', 'Yes']), 'Yes');
    assert.equal(positiveOf(['N', 'Y', 'Y', 'Y', 'Y', 'Y']), 'Y');
    assert.equal(positiveOf(['TRUE', 'False', 'TRUE', 'TRUE', 'TRUE', 'TRUE']), 'TRUE');
    assert.equal(positiveOf(['POS', 'POS', 'neg', 'POS', 'POS', 'POS']), 'POS');
    assert.equal(positiveOf([1, 2, 2, 2, 2, 2]), '1', 'the rarer');
    assert.equal(positiveOf(['a', 'b', 'a', 'b', 'a', 'b']), 'b', 'the last of equals');
    assert.equal(positiveOf([0, 1, 0, 1, 0, 1], '0'), '0');
    assert.equal(positiveOf([0, 1, 0, 1, 0, 1], '0.0'), '0', 'by value');
    assert.throws(
      () => positiveOf(['yes', 'no', 'no', 'no', 'no', 'no'], 'yse'),
      exits(2, /did you mean "yes"/),
    );
    assert.throws(() => positiveOf([1, 2, 3, 1, 2, 3], '1'), exits(2, /needs a binary task/));
  });

  test('what cannot be predicted', () => {
    assert.throws(() => taskOf([1, 1, 1, 1, null, 1]), exits(3, /one value in all its rows: 1/));
    assert.throws(() => taskOf([null, null, null, null, null, null]), exits(3, /missing in every row/));
    const days = new Table(2, [numericColumn('x', [1, 2]), numericColumn('d', [1, 2], 'date')]);
    assert.throws(
      () => makeProblem({ table: days, spellings: new Map() }, problemOptions('d')),
      exits(3, /holds dates.*--types d=category/s),
    );
    assert.throws(() => makeProblem(data({ x: [], y: [] }), problemOptions('y')), exits(3, /no rows/));
    assert.throws(
      () => makeProblem(data({ x: X, yes: X }), problemOptions('yse')),
      exits(2, /--target.*"yes"/s),
    );
  });
});

describe('rows and columns of a problem', () => {
  test('rows without a target are left out and counted; row numbers are those of the file', () => {
    const made = makeProblem(data({ x: X, y: ['a', null, 'b', 'a', null, 'b'] }), problemOptions('y'));
    assert.deepEqual([...made.problem.rowIds], [0, 2, 3, 5]);
    assert.deepEqual([...made.problem.y], [0, 1, 0, 1]);
    assert.equal(made.missingTarget, 2);
    assert.equal(made.everything.nRows, 4);
    assert.match(made.notes[0].message, /2 rows without a target/);
    for (const { buffer } of [made.problem.y, made.problem.rowIds])
      assert.ok(buffer instanceof SharedArrayBuffer);
  });

  const wide = {
    a: X,
    b: [1, 1, 1, 1, 1, 1],
    c: X,
    d: [1, 2, 1, 2, 1, 2],
    y: ['p', 'q', 'p', 'q', 'p', 'q'],
  };
  const features = (given: Partial<ProblemOptions>) =>
    makeProblem(data(wide), problemOptions('y', given)).problem;

  test('--features, --drop, --keep', () => {
    assert.deepEqual(features({}).table.names, ['a', 'c', 'd']);
    assert.deepEqual(features({}).leftOut, [{ column: 'b', why: 'constant' }]);
    assert.deepEqual(features({ keep: ['b'] }).table.names, ['a', 'b', 'c', 'd']);
    assert.deepEqual(features({ drop: ['1', '[c]'] }).table.names, ['d']);
    assert.deepEqual(features({ features: ['c', 'b'] }).table.names, ['c']);
    assert.deepEqual(
      features({ features: ['*'] }).table.names,
      ['a', 'c', 'd'],
      'a glob may cover the target',
    );
    assert.throws(() => features({ features: ['y'] }), exits(2, /--features names the target/));
    assert.throws(() => features({ keep: ['a'], drop: ['a'] }), exits(2, /both name "a"/));
    assert.throws(() => features({ drop: ['a', 'c', 'd'] }), exits(3, /no usable column.*b \(constant\)/s));
  });

  test('columns in a role are no features unless kept', () => {
    const grouped = features({ groups: 'a' });
    assert.deepEqual([...(grouped.groups ?? [])], [0, 1, 0, 2, 3, 4]);
    assert.deepEqual(grouped.table.names, ['c', 'd']);
    assert.ok(grouped.leftOut.some(({ column, why }) => column === 'a' && why === 'groups'));
    assert.ok(features({ groups: 'a', keep: ['a'] }).table.has('a'));
    assert.throws(() => features({ groups: 'y' }), exits(2, /--groups names the target/));
  });

  test('--time sorts the rows, equal times in file order, and file rows stay known', () => {
    const timed = features({ time: 'a' });
    assert.deepEqual([...(timed.time ?? [])], [1, 2, 3, 5, 5, 9]);
    assert.deepEqual([...timed.rowIds], [3, 4, 1, 0, 2, 5]);
    assert.deepEqual([...timed.y], [1, 0, 1, 0, 0, 1]);
    assert.deepEqual(timed.table.names, ['c', 'd']);
    assert.throws(
      () => makeProblem(data({ ...wide, a: [1, null, 2, 3, 4, 5] }), problemOptions('y', { time: 'a' })),
      exits(3, /missing in 1 row, the first is row 1/),
    );
    assert.throws(
      () =>
        makeProblem(data({ ...wide, a: ['u', 'v', 'w', 'u', 'v', 'w'] }), problemOptions('y', { time: 'a' })),
      exits(2, /needs dates or numbers/),
    );
  });
});

describe('--weights', () => {
  const weighted = (cells: (number | null)[]) =>
    makeProblem(
      data({ a: [5, 2, 5, 1, 3, 9], w: cells, f: [0, 1, 0, 1, 1, 0], y: ['n', 'y', 'n', 'y', 'n', 'y'] }),
      problemOptions('y', { weights: 'w', time: 'a' }),
    ).problem;

  test('in the order of the problem, and no feature', () => {
    const { weights, table, leftOut } = weighted([1, 0, 2.5, 3, 4, 5]);
    assert.deepEqual([...(weights ?? [])], [3, 0, 4, 1, 2.5, 5]);
    assert.ok(!table.has('w'));
    assert.ok(leftOut.some(({ column, why }) => column === 'w' && why === 'weights'));
  });

  test('missing, negative, or nothing above 0: the row of the file is named', () => {
    assert.throws(
      () => weighted([1, null, 1, 1, 1, 1]),
      exits(3, /--weights w is missing in 1 row, .* row 1/),
    );
    assert.throws(() => weighted([1, 1, 1, 1, -2, 1]), exits(3, /--weights w is -2 in row 4/));
    assert.throws(() => weighted([0, 0, 0, 0, 0, 0]), exits(3, /0 in every row/));
  });

  test('of any size, but no more unlike than doubles can sum', () => {
    const { weights } = weighted([1e300, 2e300, 0, 1e300, 9e300, 1e300]);
    assert.equal(Math.max(...(weights ?? [])), 9e300);
    assert.throws(
      () => weighted([1, 1, 1e-300, 1, 5, 1]),
      exits(3, /--weights w is 1e-300 in row 2 and up to 5 in others/),
    );
  });

  test('one class alone that weighs anything is like one class in the target', () => {
    assert.throws(() => weighted([1, 0, 2, 0, 1, 0]), exits(3, /only class n of the target "y" has weight/));
    const amounts = data({ f: [0, 1, 0, 1], w: [1, 1, 0, 0], y: [2.5, 2.5, 3.5, 0.5] });
    assert.throws(
      () => makeProblem(amounts, problemOptions('y', { weights: 'w', task: 'regression' })),
      exits(3, /0 in every row of the target "y" but where it is 2\.5/),
    );
  });
});

describe('problems of real data', () => {
  test('telco-churn: Yes is positive, the id is left out', {
    skip: skipWithout('telco-churn.csv'),
  }, async () => {
    const { problem } = makeProblem(await readShared('telco-churn.csv', 2000), problemOptions('last'));
    assert.deepEqual(problem.task, { kind: 'binary', target: 'Churn', classes: ['No', 'Yes'], positive: 1 });
    assert.deepEqual(problem.leftOut, [{ column: 'customerID', why: 'id-like' }]);
  });

  test('german-credit: of 1 and 2 the rarer is positive', {
    skip: skipWithout('german-credit.csv'),
  }, async () => {
    const { problem } = makeProblem(await readShared('german-credit.csv'), problemOptions('default'));
    assert.equal(problem.task.classes[problem.task.positive ?? 0], '2');
  });

  test('titanic: names and tickets are left out for their reasons', {
    skip: skipWithout('titanic.csv'),
  }, async () => {
    const { problem } = makeProblem(await readShared('titanic.csv'), problemOptions('Survived'));
    assert.deepEqual(
      problem.leftOut.map(({ column, why }) => `${column}: ${why}`),
      ['PassengerId: id-like', 'Name: id-like', 'Ticket: too many levels', 'Cabin: too many levels'],
    );
  });
});
