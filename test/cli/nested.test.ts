/** `--nested 5x3`: folds scored by the best of a search inside their training rows. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import type { CvResults, TuneResults } from '../../src/core/schemas/evaluation.js';
import type { TrialLine } from '../../src/core/schemas/trial.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const KILL_AT = new URL('./kill-at.js', import.meta.url).href;
const SEARCH = ['-t', 'y', '-m', 'tree', '--nested', '3x2', '--trials', '6', '-p', 'max_depth=1..14'];
const SEARCHES = 3;

const folderOf = (experiment: string) =>
  scratch.path('experiments', experiment, scratch.folders(experiment).at(-1) as string);

const resultsOf = (experiment: string): CvResults =>
  JSON.parse(readFileSync(join(folderOf(experiment), 'results.json'), 'utf8'));

const bytesOf = (experiment: string, names = ['results.json', 'predictions.csv']) =>
  names.map((name) => readFileSync(join(folderOf(experiment), name), 'base64'));

const trialsOf = (experiment: string): TrialLine[] =>
  readFileSync(join(folderOf(experiment), 'trials.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The rows that a fold of an experiment tests. */
const testedIn = (experiment: string, fold: number): number[] =>
  readFileSync(join(folderOf(experiment), 'predictions.csv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
    .filter((cells) => Number(cells[2]) === fold)
    .map(([row]) => Number(row));

function rowsOf(): string[][] {
  const rng = stream(3, 'nested');
  return Array.from({ length: 240 }, () => {
    const [a, b] = [rng.uniform(), rng.uniform()];
    return [`${a}`, `${b}`, a * b + 0.5 * rng.uniform() > 0.5 ? 'yes' : 'no'];
  });
}

const write = (name: string, rows: readonly string[][]) =>
  writeFileSync(scratch.path(name), `a,b,y\n${rows.map((cells) => cells.join(',')).join('\n')}\n`);

before(async () => {
  write('data.csv', rowsOf());
  await scratch.json('cv', 'data.csv', ...SEARCH, '-x', 'cv', '-j', '1');
});

describe('cv --nested', () => {
  test('an inner error below the outer one is optimism too', async () => {
    const args = ['-t', 'a', '-m', 'tree', '--nested', '3x2', '--trials', '3', '-p', 'max_depth=1..14'];
    const { inner, optimism, metrics } = await scratch.json<CvResults>(
      'cv',
      'data.csv',
      ...args,
      '-x',
      'rmse',
    );
    assert.equal(optimism, (metrics.rmse.value as number) - (inner?.mean as number));
  });

  test('the search that is named next has the ranges and trials of this one', async () => {
    const line = ['cv', 'data.csv', ...SEARCH, '-x', 'next'];
    const { stdout } = await scratch.run(...line);
    assert.match(stdout, /assay tune data\.csv .*--trials 6 -m tree -p max_depth=1\.\.14/);
  });

  test('says what each search chose, and what choosing flatters', () => {
    const results = resultsOf('cv');
    assertKind('results-cv', results);
    const { inner, optimism, metrics, folds, params } = results;
    assert.ok(inner);
    assert.equal(inner.values.length, SEARCHES);
    const innerMean = inner.values.reduce<number>((sum, value) => sum + (value as number), 0) / SEARCHES;
    assert.ok(Math.abs(innerMean - (inner.mean as number)) < 1e-12);
    assert.equal(optimism, (inner.mean as number) - (metrics.f1.value as number));
    assert.equal(folds.length, SEARCHES);
    assert.ok(!('max_depth' in params), 'what was searched has no one value');
  });

  test('the inner value is the best of the trials inside the fold, on folds of its training rows', () => {
    const { inner, folds } = resultsOf('cv');
    for (const { repeat, fold } of folds) {
      const own = trialsOf('cv').filter(({ outer }) => outer?.repeat === repeat && outer.fold === fold);
      assert.equal(own.length, 6);
      assert.equal(inner?.values[fold], Math.max(...own.map(({ value }) => value ?? 0)));
    }
  });

  test('the same bytes for any -j, and again by verify', async () => {
    await scratch.json('cv', 'data.csv', ...SEARCH, '-x', 'two', '-j', '2');
    assert.deepEqual(bytesOf('two'), bytesOf('cv'));
    const verified = await scratch.json<{ same: boolean }>('verify', 'cv/v0001');
    assert.equal(verified.same, true);
  });

  test('cells of the rows that a fold tests change nothing that is chosen for it', async () => {
    const rows = rowsOf();
    for (const row of testedIn('cv', 0)) rows[row] = [`${1 - Number(rows[row][0])}`, '0.5', rows[row][2]];
    write('changed.csv', rows);
    await scratch.json('cv', 'changed.csv', ...SEARCH, '-x', 'changed');
    const [before, now] = [resultsOf('cv'), resultsOf('changed')];
    assert.equal(now.split.sha256, before.split.sha256);
    assert.equal(now.inner?.values[0], before.inner?.values[0]);
    assert.deepEqual(now.inner?.chosen[0], before.inner?.chosen[0]);
    const inFirst = (experiment: string) =>
      trialsOf(experiment)
        .filter(({ outer }) => outer?.fold === 0)
        .sort((a, b) => a.number - b.number)
        .map(({ params, value }) => ({ params, value }));
    assert.deepEqual(inFirst('changed'), inFirst('cv'));
    assert.notDeepEqual(
      now.inner?.values.slice(1),
      before.inner?.values.slice(1),
      'the change shows elsewhere',
    );
  });

  test('killed half-way and resumed: the bytes of a run that was left alone', async () => {
    const run = (call: number, experiment: string) => {
      const place = { env: { ASSAY_TEST_KILL_AT: String(call) }, node: ['--import', KILL_AT] };
      return scratch.startWith(place, 'cv', 'data.csv', ...SEARCH, '-x', experiment, '-j', '1').ended;
    };
    const { stderr } = await run(0, 'counted');
    const nCalls = Number(/calls: (\d+)/.exec(stderr)?.[1]);
    for (const share of [0.4, 0.7]) {
      const experiment = `killed-${share}`;
      const { code } = await run(Math.floor(share * nCalls), experiment);
      assert.equal(code, null);
      const resumed = await scratch.run('tune', '--resume', `${experiment}/v0001`, '-j', '2');
      assert.equal(resumed.code, 0, resumed.stderr);
      assert.match(resumed.stdout, /optimism {2}-?0\.\d+: /);
      assert.deepEqual(bytesOf(experiment), bytesOf('cv'));
      assert.equal(trialsOf(experiment).length, 6 * SEARCHES);
    }
  });
});

describe('tune --nested', () => {
  test('the scores of cv --nested, then a search on all rows, whose best is saved', async () => {
    const results = await scratch.json<TuneResults>('tune', 'data.csv', ...SEARCH, '-x', 'tune');
    const cv = resultsOf('cv');
    assert.deepEqual(results.metrics, cv.metrics);
    assert.deepEqual(results.inner, cv.inner);
    assert.equal(results.optimistic, undefined);
    const own = trialsOf('tune').filter(({ outer }) => outer === undefined);
    assert.equal(own.length, 6);
    assert.equal(results.best.value, Math.max(...own.map(({ value }) => value ?? 0)));
    assert.ok(readFileSync(join(folderOf('tune'), 'model.bin')).length > 0);
    const compared = await scratch.json<{ rows: unknown[]; blocks: unknown[] }>('compare', 'tune', 'cv');
    assert.equal(compared.rows.length, 2);
    assert.deepEqual(compared.blocks, []);
  });
});

describe('what cannot be nested is refused before anything runs', () => {
  const cases: readonly [name: string, args: string, message: RegExp][] = [
    ['another form', '--nested 5', /--nested takes the outer and the inner number/],
    ['another -k', '--nested 5x3 -k 4', /so does -k/],
    ['a splitter without folds', '--nested 5x3 --splitter leave-one-out', /deals folds inside folds/],
    ['bootstrap', '--nested 5x3 --splitter bootstrap', /deals folds inside folds/],
    ['trials without a search', '--trials 4', /cv makes one with --nested alone/],
  ];
  for (const [name, args, message] of cases) {
    test(name, async () => {
      const error = await scratch.refused(2, 'cv', 'data.csv', '-t', 'y', '-m', 'tree', ...args.split(' '));
      assert.match(error.message, message);
    });
  }
});
