/** What a person is told by the real binary: warnings once, refusals that name the way on, next lines that work. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import type { Warning } from '../../src/core/schemas/metric-value.js';
import { BINARY, plainEnv } from './run-assay.js';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());
before(() => scratch.run('data', 'generate', 'loans', '--rows', '240', '--seed', '5', '-o', 'small.csv'));

const CV = ['cv', 'small.csv', '-t', 'default', '-k', '2'];
const warningsOf = async (...args: string[]) =>
  (await scratch.json<{ warnings: Warning[] }>(...args)).warnings;

/** A line of a shell in the scratch folder, with stderr where stdout goes. */
const shell = (line: string) =>
  spawnSync('sh', ['-c', `assay() { "${process.execPath}" "${BINARY}" "$@"; }; ${line} 2>&1`], {
    cwd: scratch.dir,
    encoding: 'utf8',
    env: plainEnv({ ASSAY_EXPERIMENT: '', ASSAY_STORE: '' }),
  });

/** What a shell hands to `assay` from a line that begins with it. */
function wordsOf(line: string): string[] {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `printf '%s\\0' ${line}`], {
    cwd: scratch.dir,
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${line}\n${stderr}`);
  return stdout.split('\0').slice(1, -1);
}

const timesIn = (text: string, part: string) => text.split(part).length - 1;

/** The commands of the lines `next`, those that go on in further lines joined. */
const nextOf = (screen: string): string[] =>
  screen
    .slice(screen.indexOf('\nnext ') + 6)
    .trim()
    .replaceAll(/ \\\n +/g, ' ')
    .split(/\n| {2}· {2}/)
    .map((line) => line.trim());

describe('warnings', () => {
  test('groups on both sides of a fold are named with their column; a group splitter keeps them together', async () => {
    const groups = [...CV, '-m', 'tree', '--groups', 'education'];
    const found = (await warningsOf(...groups, '--splitter', 'kfold')).filter(
      ({ id }) => id === 'groups-across-folds',
    );
    assert.deepEqual(
      found.map(({ columns }) => columns),
      [['education']],
    );
    assert.match(found[0].message, /groups stand on both sides of a fold/);
    const kept = await warningsOf(...groups);
    assert.ok(kept.every(({ id }) => id !== 'groups-across-folds'));
  });

  test('an id that is kept is named once, also where both streams end in one place', async () => {
    const args = [...CV, '-m', 'dummy', '--keep', 'customer_id'];
    const ids = (await warningsOf(...args)).filter(({ id }) => id === 'id-like');
    assert.deepEqual(
      ids.map(({ columns }) => columns),
      [['customer_id']],
    );
    const { stdout } = shell(`assay ${args.join(' ')}`);
    assert.equal(timesIn(stdout, 'looks like a row id'), 1);
    assert.match(stdout, /^warning: customer_id looks like a row id/m);
    const apart = await scratch.run(...args);
    assert.match(apart.stdout.replaceAll(/\s+/g, ' '), /! customer_id looks like a row id/);
    assert.equal(timesIn((await warningsOf(...CV, '-m', 'dummy')).map(({ id }) => id).join(), 'id-like'), 0);
  });

  test('importance says once on which rows it stands, where both streams end in one place', async () => {
    const train = ['train', 'small.csv', '-t', 'default', '-m', 'tree', '--test-size', '0', '-x', 'all'];
    await scratch.json(...train);
    for (const line of ['importance all/v1', 'importance all/v1 small.csv']) {
      const { stdout } = shell(`assay ${line}`);
      assert.equal(timesIn(stdout, 'warning: '), 1, stdout);
      assert.doesNotMatch(stdout, /^! /m);
    }
  });

  test('logistic says when max_iter ended its fit, once for all folds', async () => {
    const ended = async (...more: string[]) =>
      (await warningsOf(...CV, '-m', 'logistic', ...more)).filter(({ id }) => id === 'not-converged');
    assert.deepEqual(await ended(), []);
    const [warning, ...more] = await ended('-p', 'max_iter=2');
    assert.match(
      warning.message,
      /logistic ended at max_iter=2 before tol was reached; -p max_iter=20 goes on/,
    );
    assert.deepEqual(more, []);
  });

  test('rus-boost says how few trees it kept, once for all folds', async () => {
    const { warnings, folds } = await scratch.json<{ warnings: Warning[]; folds: { rounds: number }[] }>(
      ...[...CV, '-k', '4', '-m', 'rus-boost'],
    );
    const rounds = folds.map((fold) => fold.rounds);
    const few = warnings.filter(({ id }) => id === 'few-rounds').map(({ message }) => message);
    assert.equal(few.length, 1);
    assert.ok(
      few[0].startsWith(
        `boosting stopped after ${Math.min(...rounds)} to ${Math.max(...rounds)} of 50 trees: `,
      ),
      few[0],
    );
  });
});

test('--class-weight with a model that takes no weights: exit 2 naming models that do', async () => {
  for (const model of ['ml-cart', 'knn']) {
    const { code, hint } = await scratch.refused(2, ...CV, '-m', model, '--class-weight', 'balanced');
    assert.equal(code, 'ASSAY_MODEL_WEIGHTS');
    assert.match(hint, /^models that do: .*logistic.*forest/);
  }
});

test('--class-weight balanced_subsample with a model that draws no rows for its trees: exit 2', async () => {
  const { code, hint } = await scratch.refused(
    2,
    ...CV,
    '-m',
    'logistic',
    '--class-weight',
    'balanced_subsample',
  );
  assert.equal(code, 'ASSAY_MODEL_BAGS');
  assert.match(hint, /balanced, or one of forest, extra-trees/);
});

test('--class-weight balanced_subsample without bootstrap: exit 2', async () => {
  const balanced = [...CV, '--class-weight', 'balanced_subsample'];
  for (const model of [['extra-trees'], ['forest', '-p', 'bootstrap=false']]) {
    const { message, hint } = await scratch.refused(2, ...balanced, '-m', ...model);
    assert.match(message, /bootstrap=false draws no rows for each tree/);
    assert.match(hint, /bootstrap=true/);
  }
});

test('what one of the values that tune may try cannot do is refused before the search', async () => {
  const search = [
    'tune',
    'small.csv',
    '-t',
    'income',
    '--task',
    'regression',
    '-m',
    'boost',
    '--trials',
    '1',
  ];
  const tries = (...params: string[]) => [...search, ...params.flatMap((param) => ['-p', param])];
  for (const params of [['alpha=0.2..0.8'], ['loss=huber,squared_error', 'alpha=0.5']]) {
    const { code } = await scratch.refused(2, ...tries(...params));
    assert.equal(code, 'ASSAY_ALPHA_LOSS');
  }
  await scratch.json(...tries('loss=huber,quantile', 'alpha=0.5', 'n_estimators=3'));
});

test('parameters of trees that suit neither the columns, the task nor each other: exit 2 before a number is claimed', async () => {
  for (const [param, expected] of [
    ['monotonic_cst=no such column:1', 'ASSAY_UNKNOWN_FEATURE_IN_MONOTONIC_CST'],
    ['criterion=squared_error', 'ASSAY_CRITERION_TASK'],
    ['max_samples=0.5', 'ASSAY_NEEDS_BOOTSTRAP'],
    ['monotonic_cst=education:1', 'ASSAY_MONOTONE_CATEGORY'],
  ]) {
    const { code } = await scratch.refused(2, ...CV, '-m', 'extra-trees', '-p', param);
    assert.equal(code, expected);
  }
});

test('-p oob_score=true: a score of the rows out of the bag for each fold', async () => {
  const { folds } = await scratch.json<{ folds: { oob_score: number }[] }>(
    ...[...CV, '-m', 'forest', '-p', 'n_estimators=20', '-p', 'oob_score=true'],
  );
  assert.ok(folds.every(({ oob_score: score }) => score > 0.5 && score < 1));
});

test('-p oob_score=true with a sampler, whose copies are in the bag and out of it: exit 2', async () => {
  const args = [...CV, '-m', 'forest', '-p', 'oob_score=true', '--sampler', 'random-over'];
  assert.equal((await scratch.refused(2, ...args)).code, 'ASSAY_SAMPLER_BAGS');
});

test('a model without probabilities: no metric of them, no threshold, exit 2 before a number is claimed', async () => {
  for (const more of [
    ['--by', 'roc_auc'],
    ['--metrics', 'accuracy,brier'],
    ['--threshold', '0.3'],
  ]) {
    const { code, hint } = await scratch.refused(2, ...CV, '-m', 'ridge', ...more);
    assert.match(code, /^ASSAY_(METRIC|THRESHOLD)_MODEL$/);
    assert.match(hint, /^models that give them: dummy, naive-bayes, logistic/);
  }
});

test('naive-bayes for numbers: exit 2 naming the models that do them', async () => {
  const args = ['cv', 'small.csv', '-t', 'income', '-m', 'naive-bayes'];
  const { code, hint } = await scratch.refused(2, ...args);
  assert.equal(code, 'ASSAY_MODEL_TASK');
  assert.match(hint, /^models that can: dummy, ridge, knn, tree, forest/);
});

test('the next lines of every step work when pasted', async () => {
  const steps = [
    'assay eda small.csv',
    "assay eda small.csv -t default --na 'NA,?' -x 'other'",
    'assay validate small.csv -E elsewhere',
    'assay resample small.csv -t default --sampler smote -p k_neighbors=3',
    'assay train small.csv -t default -m tree',
    "assay cv small.csv -t default -m tree --drop 'pay_*' -E elsewhere",
    'assay tune small.csv -t default -m tree --trials 2',
    'assay rerun last -x small',
  ];
  for (const step of steps) {
    const { code, stdout, stderr } = await scratch.run(...wordsOf(step));
    assert.equal(code, 0, `${step}\n${stderr}`);
    const next = nextOf(stdout);
    assert.ok(next.length > 0, step);
    for (const line of next) {
      assert.match(line, /^assay /, step);
      const quick = line.replace(/^assay tune /, 'assay tune --trials 1 ');
      const pasted = await scratch.run(...wordsOf(quick.replace(/NEW\.csv/, 'small.csv')));
      assert.equal(pasted.code, 0, `${step}\n${line}\n${pasted.stderr}`);
    }
  }
});
