/** Splitters as a person uses them: their columns, their scores, what is refused. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import type { CvResults, TuneResults } from '../../src/core/schemas/evaluation.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const N = 120;

before(() => {
  const rng = stream(5, 'splitters');
  const lines = Array.from({ length: N }, (_, row) => {
    const [a, b] = [rng.uniform(), rng.uniform()];
    const day = new Date(Date.UTC(2024, 0, 1 + row));
    const until = new Date(day.getTime() + 86400e3 * (row % 6));
    const iso = (date: Date) => date.toISOString().slice(0, 10);
    const y = a + 0.4 * rng.uniform() > 0.7 ? 'yes' : 'no';
    const noise = rng.below(2) === 0 ? 'heads' : 'tails';
    return [a, b, iso(day), iso(until), (row % 4) - 1, `g${row % 15}`, noise, y].join(',');
  });
  writeFileSync(scratch.path('data.csv'), `a,b,day,until,part,site,coin,y\n${lines.join('\n')}\n`);
});

const cv = (...args: string[]) =>
  scratch.json<CvResults & { path: string }>('cv', 'data.csv', '-t', 'y', '-m', 'naive-bayes', ...args);

const predictionsOf = (results: { path: string }) =>
  readFileSync(join(scratch.path(results.path), 'predictions.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

describe('folds that nothing draws', () => {
  test('in time, or given: no split seed is shown; beside --splits it is refused', async () => {
    const time = await scratch.run('cv', 'data.csv', '-t', 'y', '-m', 'dummy', '--time', 'day', '--dry-run');
    assert.match(time.stdout, /^folds +5, time · [0-9a-f]{6}$/m);
    const line = ['cv', 'data.csv', '-t', 'y', '-m', 'dummy'];
    await scratch.json(...line, '--save-splits', 'kept.csv');
    const given = await scratch.run(...line, '--splits', 'kept.csv', '--dry-run');
    assert.match(given.stdout, /^folds +5, given · [0-9a-f]{6}$/m);
    const { message } = await scratch.refused(2, ...line, '--splits', 'kept.csv', '--split-seed', '3');
    assert.match(message, /--splits gives the folds, and --split-seed would deal others/);
  });
});

describe('columns that splitters read', () => {
  test('predefined: a fold for each value, rows below 0 always train, the column is no feature', async () => {
    const results = await cv('--splitter', 'PredefinedSplit', '-p', 'predefined.column=part');
    assert.equal(results.split.splitter, 'predefined');
    assert.deepEqual(results.split.params, { column: 'part' });
    assert.deepEqual(
      results.folds.map(({ n_train, n_test }) => [n_train, n_test]),
      [
        [90, 30],
        [90, 30],
        [90, 30],
      ],
    );
    assert.ok(results.left_out.some(({ column, why }) => column === 'part' && why === 'folds'));
  });

  test('time: a gap in days, intervals purged', async () => {
    const plain = await cv('--time', 'day');
    const gap = await cv('--time', 'day', '--gap', '7d');
    const purged = await cv('--time', 'day', '-p', 'time.until=until');
    assert.equal(gap.split.params?.gap, '7d');
    plain.folds.forEach(({ n_train }, fold) => {
      assert.equal(gap.folds[fold].n_train, n_train - 7);
      // Of the last 5 rows before the test, those whose interval reaches it.
      assert.ok(purged.folds[fold].n_train < n_train && purged.folds[fold].n_train >= n_train - 5);
    });
    assert.ok(purged.left_out.some(({ column, why }) => column === 'until' && why === 'until'));
  });

  test('what they say is kept: rerun and --like deal the same folds', async () => {
    const first = await cv('--time', 'day', '--gap', '3', '-p', 'time.max_train_size=30d', '-x', 'kept');
    const again = await scratch.json<CvResults>('rerun', 'kept/v0001', '-x', 'kept');
    const like = await scratch.json<CvResults>('cv', 'data.csv', '--like', 'kept/v0001', '-x', 'kept');
    assert.equal(again.split.sha256, first.split.sha256);
    assert.equal(like.split.sha256, first.split.sha256);
  });
});

describe('scores that are no means over folds', () => {
  test('leave-one-out: all rows at once, folds without scores, in tune too', async () => {
    const results = await cv('--splitter', 'leave-one-out', '--metrics', 'roc_auc');
    assertKind('results-cv', JSON.parse(scratch.text(results.path, 'results.json')));
    assert.equal(results.folds.length, N);
    const { roc_auc, accuracy } = results.metrics;
    assert.equal(roc_auc.estimate, 'pooled');
    assert.equal(roc_auc.values.length, 1);
    assert.deepEqual(results.folds[0].metrics, {});
    const right = predictionsOf(results).filter(([, , , truth, answer]) => truth === answer).length;
    assert.equal(accuracy.value, right / N);
    assert.equal(results.baseline.roc_auc.value, 0.5);
    const args = ['data.csv', '-t', 'y', '-m', 'tree', '--trials', '2', '--splitter', 'leave-one-out'];
    const tuned = await scratch.json<TuneResults>('tune', ...args);
    assert.equal(tuned.best.value, tuned.metrics.f1.value);
  });

  test('bootstrap: where nothing can be learnt .632+ says so, though the fit remembers its rows', async () => {
    const args = ['-t', 'coin', '-p', 'n_neighbors=1', '--features', 'a,b'];
    const run = (...more: string[]) =>
      scratch.json<CvResults>('cv', 'data.csv', '-m', 'knn', ...args, ...more);
    const { metrics, folds } = await run('--splitter', 'bootstrap', '-k', '60');
    const { stdout } = await scratch.run('show', 'last');
    assert.match(stdout, /^f1 .*◂ ranks · \.632\+$/m);
    assert.match(stdout, /^roc_auc .*\d$/m);
    assert.equal(metrics.accuracy.estimate, '.632+');
    assert.equal(metrics.roc_auc.estimate, 'fold-mean');
    // One neighbour is right on all fitted rows: plain .632 would say 0.368 + 0.632 / 2 = 0.68.
    assert.ok(Math.abs((metrics.accuracy.value as number) - 0.5) < 0.1, `${metrics.accuracy.value}`);
    assert.ok(folds.every(({ n_train, n_test }) => n_train === N && n_test > 25 && n_test < 65));
    const { stderr } = await scratch.run('cv', 'data.csv', '-m', 'knn', ...args, '--splitter', 'bootstrap');
    assert.doesNotMatch(stderr, /assay tune/, 'tune would refuse the splitter');
  });
});

describe('refused with a next step', () => {
  const refused = (name: string, args: string, exitCode: number, message: RegExp) =>
    test(name, async () => {
      const words = ['cv', 'data.csv', '-t', 'y', '-m', 'naive-bayes', ...args.split(' ')];
      const error = await scratch.refused(exitCode, ...words);
      assert.match(`${error.message}; ${error.hint}`, message);
    });

  refused('too many fits', '--splitter leave-p-out -p leave-p-out.p=3', 2, /280,840 fits.*use shuffle/);
  refused('-k of hold-out', '--splitter hold-out -k 3', 2, /has one fold, not -k.*--splitter shuffle/);
  refused('more than there is', '--splitter shuffle --test-size 900', 2, /--test-size 900 leaves no row of/);
  refused('a metric to cut for', '--threshold nope', 2, /known: (?!.*(roc_auc|log_loss)).*f1.*accuracy/);
  refused('no permutation', '--permutations 0', 2, /from 1 to 100000, got "0"; p of the score/);
  refused('-k of leave-one-out', '--splitter loo -k 4', 2, /as many folds as the data says/);
  refused('repeats of the same', '--time day --repeats 2', 2, /same folds in every repeat/);
  refused('a repeated form', '--splitter RepeatedStratifiedKFold', 2, /stratified with --repeats/);
  refused('a gap without time', '--gap 7d', 2, /--gap stands between/);
  refused('a span of rows without dates', '--splitter time --gap 7d', 2, /there is no --time/);
  refused('an interval without a time', '--splitter time -p time.until=until', 2, /add --time COL/);
  refused('an interval of numbers', '--time day -p time.until=a', 2, /both need dates/);
  refused('a size nobody heeds', '--test-size 0.3', 2, /takes no --test-size/);
  refused('a size out of range', '--splitter shuffle --test-size 1.5', 2, /test_size takes a whole number/);
  refused(
    'an unknown fold column',
    '--splitter predefined -p predefined.column=parts',
    2,
    /did you mean "part"/,
  );
});

test('folds that are no partition are kept in a file, and by the version that was given them', async () => {
  const drawn = await cv('--splitter', 'shuffle', '--repeats', '2', '--save-splits', 'drawn.csv');
  const given = await cv('--splits', 'drawn.csv', '-x', 'given');
  assert.equal(given.split.sha256, drawn.split.sha256);
  assert.deepEqual(given.metrics, drawn.metrics);
  assertKind('options', JSON.parse(scratch.text(given.path, 'options.json')));
  const again = await scratch.json<CvResults>('rerun', 'given/v0001');
  const like = await scratch.json<CvResults>('cv', 'data.csv', '--like', 'given/v0001');
  assert.deepEqual([again.split.sha256, like.split.sha256], [drawn.split.sha256, drawn.split.sha256]);
  const one = [
    'cv',
    'data.csv',
    '-t',
    'y',
    '-m',
    'dummy',
    '--splitter',
    'hold-out',
    '--save-splits',
    'h.csv',
  ];
  const held = await scratch.json<CvResults>(...one);
  assert.equal((await cv('--splits', 'h.csv')).split.sha256, held.split.sha256);
});

test('group leakage: random folds on rows that come in groups flatter, and say so', async () => {
  const rng = stream(9, 'groups');
  const lines = Array.from({ length: 40 }, (_, patient) => {
    const [x, label] = [rng.uniform(), rng.below(2) === 0 ? 'ill' : 'well'];
    return Array.from(
      { length: 6 },
      () => `p${patient},${x + 0.001 * rng.uniform()},${rng.uniform()},${label}`,
    );
  });
  writeFileSync(scratch.path('patients.csv'), `patient,x,z,y\n${lines.flat().join('\n')}\n`);
  const run = (...args: string[]) =>
    scratch.json<CvResults>('cv', 'patients.csv', '-t', 'y', '-m', 'tree', '--groups', 'patient', ...args);
  const random = await run('--splitter', 'stratified');
  const grouped = await run('--splitter', 'stratified-group');
  assert.ok(random.warnings.some(({ id }) => id === 'groups-across-folds'));
  assert.ok(!grouped.warnings.some(({ id }) => id === 'groups-across-folds'));
  const [leaky, honest] = [random, grouped].map(({ metrics }) => metrics.accuracy.value as number);
  assert.ok(
    leaky > 0.9 && honest < 0.7,
    `${leaky} and ${honest}: the label is a coin tossed for each patient`,
  );
  const { stdout } = await scratch.run('compare', 'patients/v0001');
  assert.match(stdout, /^! leak +v0001: 40 groups stand on both sides of a fold/m);
});
