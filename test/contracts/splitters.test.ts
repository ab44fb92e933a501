import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AssayError } from '../../src/core/errors.js';
import { type Params, resolveParams } from '../../src/core/params.js';
import { stream } from '../../src/core/rng.js';
import { givenFolds } from '../../src/core/splitters/given.js';
import { splitterFor, splitters } from '../../src/core/splitters/list.js';
import type { Fold, Splitter } from '../../src/core/splitters/splitter.js';
import type { Problem } from '../../src/core/task.js';
import { numbers, problemOf, tableOf } from '../core/made-table.js';

const N = 203;
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Three classes (a third rare), 31 groups, times with ties in ascending order. */
function madeProblem(): Problem {
  const rng = stream(1, 'splitters');
  const labels = upTo(N).map((row) => (row % 17 === 0 ? 2 : rng.below(2)));
  const table = tableOf(numbers('x', upTo(N)));
  const groups = Int32Array.from(upTo(N), (row) => (row < 31 ? row : rng.below(31)));
  const time = Float64Array.from(upTo(N), (row) => Math.floor(row / 3));
  const foldOfRow = Int32Array.from(upTo(N), (row) => (row % 4) - 1);
  return problemOf(table, labels, { groups, time, timeIsDate: true, foldOfRow });
}

const problem = madeProblem();

const split = (splitter: Splitter, given = {}, repeat = 0, seed = 42): Fold[] => {
  const params = resolveParams(splitter.id, splitter.params, given);
  return splitter.split(problem, params, stream(seed, `folds/${splitter.id}`, repeat), repeat);
};

const rowsOf = (folds: readonly Fold[]) => folds.map(({ train, test: tested }) => [[...train], [...tested]]);

for (const splitter of splitters.all()) {
  describe(`splitter ${splitter.id}`, () => {
    const few =
      'max_fits' in splitter.params ? { max_fits: N, ...('p' in splitter.params ? { p: 1 } : {}) } : {};
    const folds = split(splitter, few);

    test('training and test rows are disjoint, ascending, in range, neither empty', () => {
      for (const { train, test: tested } of folds) {
        assert.ok(train.length > 0 && tested.length > 0);
        const isTrained = new Set(train);
        assert.ok(tested.every((row) => !isTrained.has(row)));
        assert.equal(new Set(tested).size, tested.length);
        assert.ok(splitter.id === 'bootstrap' || isTrained.size === train.length);
        assert.ok([...train, ...tested].every((row) => row >= 0 && row < N));
        for (const rows of [train, tested])
          assert.deepEqual(
            [...rows],
            [...rows].sort((a, b) => a - b),
          );
      }
    });

    test('rows are tested as often as it says', () => {
      const tested = folds.flatMap((fold) => [...fold.test]);
      if (splitter.tests !== 'often') assert.equal(new Set(tested).size, tested.length);
      if (splitter.tests === 'each') assert.equal(tested.length, N);
    });

    test('no group is parted by one that keeps to groups', () => {
      if (splitter.protocol !== 'group') return;
      for (const { train, test: tested } of folds) {
        const trained = new Set([...train].map((row) => problem.groups?.[row]));
        assert.ok(tested.every((row) => !trained.has(problem.groups?.[row])));
      }
    });

    test('folds and repeat are numbered', () => {
      assert.deepEqual(
        folds.map(({ fold }) => fold),
        upTo(folds.length),
      );
      assert.ok(split(splitter, few, 3).every(({ repeat }) => repeat === 3));
    });

    test('rows lie in shared memory', () => {
      for (const fold of folds) {
        assert.ok(
          fold.train.buffer instanceof SharedArrayBuffer && fold.test.buffer instanceof SharedArrayBuffer,
        );
      }
    });

    test('the same stream, the same folds; random ones move with repeat and seed', () => {
      assert.deepEqual(rowsOf(split(splitter, few)), rowsOf(folds));
      // A hold-out in time is the newest rows.
      if (splitter.id === 'hold-out') return;
      const compare: (a: unknown, b: unknown) => void = splitter.isRandom
        ? assert.notDeepEqual
        : assert.deepEqual;
      compare(rowsOf(split(splitter, few, 1)), rowsOf(folds));
      compare(rowsOf(split(splitter, few, 0, 43)), rowsOf(folds));
    });
  });
}

describe('what each splitter promises', () => {
  const of = (id: string, given = {}) => split(splitters.get(id), given);

  test('kfold and stratified: every row tested once, fold sizes differ by one at most', () => {
    for (const id of ['kfold', 'stratified']) {
      const folds = of(id, { folds: 7 });
      const sizes = folds.map((fold) => fold.test.length);
      assert.equal(
        sizes.reduce((a, b) => a + b),
        N,
      );
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, `${id}: ${sizes}`);
      for (const fold of folds) assert.equal(fold.train.length + fold.test.length, N);
    }
  });

  test('stratified: each class differs by one at most between folds', () => {
    for (const label of [0, 1, 2]) {
      const counts = of('stratified').map(
        (fold) => [...fold.test].filter((row) => problem.y[row] === label).length,
      );
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `class ${label}: ${counts}`);
    }
  });

  test('stratified, of numbers: of k neighbours in order of the target one in each fold', () => {
    const y = Float64Array.from(upTo(N), (row) => ((row * 37) % N) / 2);
    const numeric = { ...problem, y, task: { ...problem.task, kind: 'regression' as const, classes: [] } };
    const folds = splitters.get('stratified').split(numeric, { folds: 5 }, stream(1, 'x'), 0);
    for (const { test: tested } of folds) {
      const blocks = [...tested].map((row) => Math.floor((2 * y[row]) / 5)).sort((a, b) => a - b);
      assert.deepEqual(blocks, upTo(blocks.length));
    }
  });

  test('stratified-group: class shares nearer to equal than groups alone make them', () => {
    const unequal = (id: string) => {
      const total = [0, 1, 2].map((label) => problem.y.filter((y) => y === label).length);
      return of(id).reduce((sum, { test: tested }) => {
        const counts = total.map(
          (all, label) => tested.filter((row) => problem.y[row] === label).length / all,
        );
        return sum + counts.reduce((squares, share) => squares + (share - 0.2) ** 2, 0);
      }, 0);
    };
    assert.ok(unequal('stratified-group') < 0.5 * unequal('group'), `${unequal('stratified-group')}`);
  });

  test('shuffle: the sizes asked for, with the class shares where stratified', () => {
    for (const id of ['shuffle', 'stratified-shuffle']) {
      for (const { train, test: tested } of of(id, { test_size: 30, train_size: 0.5 })) {
        assert.equal(tested.length, 30);
        assert.equal(train.length, Math.floor(N / 2));
        const rare = [...tested].filter((row) => problem.y[row] === 2).length;
        if (id !== 'shuffle') assert.ok(Math.abs(rare / 30 - 12 / N) <= 1 / 30);
      }
    }
  });

  test('bootstrap: as many rows as there are, some again; those not drawn are tested', () => {
    for (const { train, test: tested } of of('bootstrap')) {
      assert.equal(train.length, N);
      assert.equal(new Set(train).size + tested.length, N);
    }
  });

  test('time: a gap and a rolling window in days; rows whose interval reaches the test do not train', () => {
    const days = (row: number) => problem.time?.[row] as number;
    for (const { train, test: tested } of of('time', { gap: '3d', max_train_size: '10d' })) {
      const oldest = days(tested[0]);
      assert.ok(days(train[train.length - 1]) < oldest - 3);
      assert.ok(days(train[train.length - 1]) - days(train[0]) <= 10);
    }
    const until = (problem.time as Float64Array).map((day, row) => day + (row % 5));
    const reaching = { ...problem, until };
    const params = resolveParams('time', splitters.get('time').params, {});
    const plain = of('time');
    splitters
      .get('time')
      .split(reaching, params, stream(1, 'x'), 0)
      .forEach(({ train, test: tested }, fold) => {
        assert.ok(train.every((row) => until[row] < days(tested[0])));
        const lost = [...plain[fold].train].filter((row) => !train.includes(row));
        assert.ok(lost.length > 0 && lost.every((row) => until[row] >= days(tested[0])));
      });
  });

  test('purged: no interval of a training row meets the test, and the embargo holds', () => {
    const days = (row: number) => problem.time?.[row] as number;
    const until = (problem.time as Float64Array).map((day, row) => day + (row % 5));
    const params = resolveParams('purged', splitters.get('purged').params, { embargo: '2d' });
    const folds = splitters.get('purged').split({ ...problem, until }, params, stream(1, 'x'), 0);
    for (const { train, test: tested } of folds) {
      const from = days(tested[0]);
      const reach = Math.max(...[...tested].map((row) => until[row]));
      assert.ok(train.every((row) => until[row] < from || days(row) > reach + 2));
    }
    assert.ok(folds.slice(1).every(({ train, test: tested }) => train[0] < tested[0]));
    assert.ok(folds.slice(0, -1).every(({ train, test: tested }) => (train.at(-1) as number) > tested[0]));
  });

  test('time: training rows are strictly older, and the window expands', () => {
    let before = 0;
    for (const { train, test: tested } of of('time')) {
      const newest = Math.max(...[...train].map((row) => problem.time?.[row] as number));
      const oldest = Math.min(...[...tested].map((row) => problem.time?.[row] as number));
      assert.ok(newest < oldest);
      assert.ok(train.length > before);
      before = train.length;
    }
  });

  test('hold-out: the asked share, stratified', () => {
    const plain = { ...problem, groups: null, time: null };
    const [{ test: tested }] = splitters.get('hold-out').split(plain, { test_size: 0.25 }, stream(1, 'x'), 0);
    assert.equal(tested.length, Math.ceil(N * 0.25));
    const share = (rows: readonly number[], label: number) =>
      rows.filter((row) => problem.y[row] === label).length / rows.length;
    for (const label of [0, 1, 2])
      assert.ok(Math.abs(share([...tested], label) - share(upTo(N), label)) < 0.02);
  });

  test('hold-out: whole groups, or the newest rows with equal times on one side', () => {
    const on = (given: Partial<Problem>) =>
      splitters
        .get('hold-out')
        .split({ ...problem, groups: null, time: null, ...given }, { test_size: 0.3 }, stream(1, 'x'), 0)[0];
    const grouped = on({ groups: problem.groups });
    const trained = new Set([...grouped.train].map((row) => problem.groups?.[row]));
    assert.ok([...grouped.test].every((row) => !trained.has(problem.groups?.[row] as number)));
    assert.ok(Math.abs(grouped.test.length / N - 0.3) < 0.06);
    const timed = on({ time: problem.time });
    const times = (rows: Uint32Array) => [...rows].map((row) => problem.time?.[row] as number);
    assert.ok(Math.max(...times(timed.train)) < Math.min(...times(timed.test)));
    assert.ok(Math.abs(timed.test.length / N - 0.3) < 0.03);
    assert.throws(() => on({ time: new Float64Array(N) }), /2 different times/);
    assert.throws(() => on({ groups: new Int32Array(N) }), /at least 2 groups/);
  });

  test('given: as in the file, -1 taking no part', () => {
    const lines = upTo(N).map((row) => (row % 10 === 9 ? -1 : row % 3));
    const folds = givenFolds(problem, lines, N, 0);
    assert.equal(folds.length, 3);
    for (const { fold, test: tested } of folds) assert.ok([...tested].every((row) => lines[row] === fold));
    assert.ok(folds.every(({ train }) => [...train].every((row) => lines[row] >= 0)));
  });
});

describe('what cannot be split is refused in words', () => {
  test('more fits than anyone wants', () => {
    const count = { max_fits: 100 };
    refuses(() => split(splitters.get('leave-one-out'), count), 2, /203 fits, more than 100.*max_fits=203/);
    refuses(() => split(splitters.get('leave-p-out'), { p: 3 }), 2, /1,373,701 fits/);
    refuses(() => splitterFor('RepeatedKFold'), 2, /kfold with --repeats.*--repeats 10/);
  });

  const refuses = (act: () => unknown, exitCode: number, message: RegExp) =>
    assert.throws(
      act,
      (error: AssayError) => error.exitCode === exitCode && message.test(`${error.message} ${error.hint}`),
    );

  test('fewer rows of a class than folds', () => {
    refuses(
      () => split(splitters.get('stratified'), { folds: 20 }),
      3,
      /class "2" of y has 12 rows, fewer than 20 folds.*-k 12/,
    );
  });
  test('fewer groups than folds, no groups, no time', () => {
    refuses(() => split(splitters.get('group'), { folds: 40 }), 3, /40 groups, got 31/);
    const bare = { ...problem, groups: null, time: null };
    const on = (id: string) => splitters.get(id).split(bare, { folds: 5 }, stream(1, 'x'), 0);
    refuses(() => on('group'), 2, /--groups COL/);
    refuses(
      () => splitters.get('predefined').split({ ...bare, foldOfRow: null }, {}, stream(1, 'x'), 0),
      2,
      /predefined.column=COL/,
    );
    const gap = { ...resolveParams('time', splitters.get('time').params, { gap: '7d' }), folds: 3 };
    refuses(
      () => splitters.get('time').split(bare, gap, stream(1, 'x'), 0),
      2,
      /gap=7d is a time.*--time COL/,
    );
  });
  test('too few times for the folds, with how many there are; one time with too many rows', () => {
    const on = (time: Float64Array) =>
      splitters.get('time').split({ ...problem, groups: null, time }, { folds: 5 }, stream(1, 'x'), 0);
    const four = Float64Array.from(upTo(N), (row) => Math.floor((row * 4) / N));
    refuses(() => on(four), 3, /5 folds need at least 6 different times, got 4/);
    const heavy = Float64Array.from(upTo(N), (row) => Math.min(row, 20));
    refuses(() => on(heavy), 3, /tests nothing.*one time has too many/);
  });

  test('sizes of a draw that leave nothing to train on are options that do not fit', () => {
    const on = (sizes: Params) => split(splitters.get('shuffle'), { folds: 2, train_size: null, ...sizes });
    refuses(
      () => on({ test_size: 900 }),
      2,
      /--test-size 900 leaves no row of 203 to train on use up to 202/,
    );
    refuses(() => on({ test_size: 0.8, train_size: 0.5 }), 2, /train_size 0.5: 163 tested and 101 training/);
  });

  test('a file of folds of another length, with an empty fold, with one fold', () => {
    refuses(() => givenFolds(problem, [0, 1], N, 0), 2, /2 lines .* 203 rows/);
    refuses(
      () =>
        givenFolds(
          problem,
          upTo(N).map((row) => (row % 2 ? 0 : 2)),
          N,
          0,
        ),
      2,
      /fold 1 of --splits has no row.*number the folds/,
    );
    refuses(
      () =>
        givenFolds(
          problem,
          upTo(N).map(() => 0),
          N,
          0,
        ),
      2,
      /1 fold .*two or more/,
    );
  });
});
