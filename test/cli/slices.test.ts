/** `--slices` through the real program: levels and a search, the same for cv, train and score, for any -j. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import type { CvResults, TrainResults, TuneResults } from '../../src/core/schemas/evaluation.js';
import type { ScoreResults } from '../../src/core/schemas/score.js';
import type { Slice, Slices } from '../../src/core/schemas/slices.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

type Kept<R> = R & { readonly version: string; readonly path: string };

const LOANS = ['small.csv', '-t', 'default', '-x', 'e', '-m', 'naive-bayes', '-k', '3'];
/** A protected attribute that is no feature, a number, a date, and the search. */
const SLICED = ['--drop', 'marital', '--slices', 'marital,age,opened,auto'];

let one: Kept<CvResults>;
let sliced: Slices;

const levels = ({ list }: Slices, column: string) => list.filter((slice) => slice.column === column);
const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number, 0);

before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', '500', '-o', 'small.csv');
  one = await scratch.json('cv', ...LOANS, ...SLICED, '-j', '1');
  sliced = one.slices as Slices;
});

describe('cv --slices', () => {
  test('levels of each column part the rows, weak ones are those of a small p', () => {
    assertKind('results-cv', JSON.parse(scratch.text(one.path, 'results.json')));
    assert.equal(sliced.loss, 'log_loss');
    for (const column of ['marital', 'age', 'opened']) {
      const found = levels(sliced, column);
      assert.ok(found.length > 1, column);
      assert.equal(sum(found.map(({ rows }) => rows)), 500, column);
      const events = Math.round(500 * (one.shares[one.classes.indexOf('1')] ?? 0));
      assert.equal(sum(found.map((slice) => slice.events ?? 0)), events, column);
    }
    for (const { p, weak, value, rest, difference, loss, rest_loss: restLoss } of sliced.list) {
      assert.equal(weak, p !== null && p < 0.05 && (difference ?? -1) < 0);
      if (weak) assert.ok(loss > (restLoss as number));
      assert.equal(difference, value === null || rest === null ? null : value - rest);
    }
    assert.match(levels(sliced, 'age')[0].slice, /^age < \d+$/);
    assert.match(levels(sliced, 'opened')[0].slice, /^opened >= \d{4}-01-01 and opened < \d{4}-01-01$/);
    const tested = sliced.list.filter(({ column, p }) => column !== null && p !== null).length;
    assert.equal(sliced.tests, tested + (sliced.search?.tests ?? 0));
  });

  test('the same bytes for two threads, and by verify', async () => {
    const two = await scratch.json<Kept<CvResults>>('cv', ...LOANS, ...SLICED, '-j', '2');
    assert.equal(scratch.text(two.path, 'results.json'), scratch.text(one.path, 'results.json'));
    assert.equal((await scratch.run('verify', two.version)).code, 0);
  });

  test('score of its predictions, with the data, has the same slices', async () => {
    const file = `${one.path}/predictions.csv`;
    const placed = ['--row', 'row', '--fold', 'fold', '--repeat', 'repeat', '--data', 'small.csv'];
    const typed = ['-t', 'default', '--pred', 'prediction', '--proba', 'p_0,p_1', ...placed];
    const { slices } = await scratch.json<ScoreResults>(
      'score',
      file,
      ...typed,
      '--slices',
      'marital,age,opened',
    );
    const known = sliced.list.filter(({ column }) => column !== null);
    const without = ({ p: _p, weak: _weak, ...rest }: Slice) => rest;
    assert.deepEqual(slices?.list.map(without), known.map(without));
  });

  test('screens show a line a slice', async () => {
    const shown = await scratch.run('show', one.version);
    assert.match(shown.stdout, /slice +rows +events +f1 +95 % interval +- rest +p/);
    assert.match(shown.stdout, /\n[ ▸] marital: single +\d+/);
    assert.match(shown.stdout, /auto: /);
    const again = await scratch.run('cv', ...LOANS, '--slices', 'marital');
    assert.match(again.stdout, /\n[ ▸] marital: single +\d+/);
    assert.match(again.stdout, /p: that log_loss is no higher than in the rest, Holm over \d slices/);
  });

  test('rows of one group are drawn, halved and tested together', async () => {
    const { slices } = await scratch.json<CvResults>(
      'cv',
      ...LOANS,
      '--groups',
      'region',
      '--slices',
      'marital,auto',
    );
    assert.ok(levels(slices as Slices, 'marital').every((slice) => slice.few_groups));
  });

  test('numbers are tested by their errors, as --by counts them', async () => {
    const typed = ['small.csv', '-t', 'income', '-x', 'e', '-m', 'ridge', '-k', '3', '--slices', 'education'];
    const squared = await scratch.json<CvResults>('cv', ...typed);
    const absolute = await scratch.json<CvResults>('cv', ...typed, '--by', 'mae');
    assert.deepEqual([squared.slices?.loss, absolute.slices?.loss], ['squared_error', 'absolute_error']);
    const [first] = absolute.slices?.list ?? [];
    assert.ok(Math.abs((first.value ?? 0) - first.loss) < 1e-9 * first.loss);
    assert.equal(first.events, null);
  });

  test('what cannot be sliced is refused before anything runs', async () => {
    const refused = (...typed: string[]) => scratch.refused(2, ...typed);
    assert.match((await refused('cv', ...LOANS, '--slices', 'default')).message, /names the target/);
    assert.match((await refused('cv', ...LOANS, '--slices', 'maritl')).hint, /did you mean "marital"/);
    const whole = ['small.csv', '-t', 'default', '--test-size', '0', '--slices', 'marital'];
    assert.match((await refused('train', ...whole)).message, /nothing is with --test-size 0/);
  });
});

test('train --slices scores the rows that were held out', async () => {
  const typed = ['small.csv', '-t', 'default', '-x', 'e', '-m', 'naive-bayes', '--slices', 'marital,auto'];
  const { slices, folds, path } = await scratch.json<Kept<TrainResults>>('train', ...typed);
  assertKind('results-train', JSON.parse(scratch.text(path, 'results.json')));
  assert.equal(sum(levels(slices as Slices, 'marital').map(({ rows }) => rows)), folds[0].n_test);
});

test('tune --slices parts what its best trial predicted, as cv with its parameters does', async () => {
  const grid = [...LOANS.slice(0, 5), '-k', '3', '-m', 'tree', '--slices', 'marital', '-p'];
  const tuned = await scratch.json<Kept<TuneResults>>('tune', ...grid, 'max_depth=2,3', '--search', 'grid');
  assertKind('results-tune', JSON.parse(scratch.text(tuned.path, 'results.json')));
  const again = await scratch.json<CvResults>('cv', ...grid, `max_depth=${tuned.best.params.max_depth}`);
  assert.deepEqual(tuned.slices, again.slices);
  assert.match((await scratch.run('show', tuned.version)).stdout, /\n[ ▸] marital: single +\d+/);
});

/** By test/golden/make_slices.py. */
interface Golden {
  readonly csv: string;
  readonly slices: readonly (Pick<Slice, 'column' | 'level' | 'rows' | 'events'> & {
    readonly value: number;
    readonly rest: number;
    readonly loss: number;
    readonly p: number;
  })[];
}

describe('score --slices', () => {
  test('has the scores of scikit-learn, the p of SciPy and the correction of statsmodels', async () => {
    const url = new URL('../../../test/golden/slices.json', import.meta.url);
    const golden = JSON.parse(readFileSync(url, 'utf8')) as Golden;
    writeFileSync(scratch.path('golden.csv'), golden.csv);
    const typed = ['golden.csv', '--truth', 'y', '--proba', 'p', '--slices', 'job,age'];
    const { slices } = await scratch.json<ScoreResults>('score', ...typed);
    const list = slices?.list ?? [];
    assert.deepEqual(
      list.map(({ column, level, rows, events }) => [column, level, rows, events]),
      golden.slices.map(({ column, level, rows, events }) => [column, level, rows, events]),
    );
    golden.slices.forEach(({ value, rest, loss, p }, i) => {
      // Sums of 600 doubles in another order; tails of t are relative to 1e-10 on both sides.
      const own = list[i];
      assert.ok(Math.abs((own.value ?? 0) - value) < 1e-12);
      assert.ok(Math.abs((own.rest ?? 0) - rest) < 1e-12);
      assert.ok(Math.abs(own.loss - loss) < 1e-12);
      assert.ok(Math.abs((own.p ?? 0) - p) < 1e-9 * p, `${own.slice}: ${own.p}, ${p}`);
    });
    assert.deepEqual(
      list.filter(({ weak }) => weak).map(({ slice }) => slice),
      ['job = "nurse"'],
    );
  });

  test('finds what nobody named, in the columns beside the predictions', async () => {
    const rng = stream(1, 'planted');
    const rows = Array.from({ length: 2000 }, (_, row) => {
      const age = 18 + rng.below(50);
      const job = ['admin.', 'cook', 'nurse', 'smith'][rng.below(4)];
      const truth = rng.below(2);
      const isRight = rng.uniform() < (age < 30 && job === 'admin.' ? 0.1 : 0.95);
      return [truth, isRight ? truth : 1 - truth, age, job, row * 3].join(',');
    });
    writeFileSync(scratch.path('planted.csv'), ['y,yhat,age,job,id', ...rows, ''].join('\n'));
    const typed = ['planted.csv', '--truth', 'y', '--pred', 'yhat', '--slices', 'auto'];
    const { slices } = await scratch.json<ScoreResults>('score', ...typed);
    assert.deepEqual([slices?.loss, slices?.search?.columns], ['zero_one', 2]);
    const [weakest] = slices?.list ?? [];
    assert.equal(weakest.slice, 'age < 30 and job = "admin."');
    assert.ok(weakest.weak && weakest.scored < weakest.rows && (weakest.difference ?? 0) < -0.2);
    const none = await scratch.refused(
      2,
      'score',
      'planted.csv',
      ...typed.slice(1),
      '--weights',
      'age',
      '--groups',
      'job',
    );
    assert.match(none.message, /no column to search/);
  });
});
