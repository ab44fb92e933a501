/** `assay curve` through the real program: one fit a fold where stages do, each point the score of `cv`, the same bytes. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Curve {
  readonly version: string;
  readonly path: string;
  readonly fits: number;
  readonly param: string;
  readonly points: readonly {
    readonly value: number;
    readonly n_train: number;
    readonly test: { readonly value: number; readonly values: readonly number[] };
    readonly train: { readonly value: number };
  }[];
  readonly best: { readonly value: number; readonly score: number };
}

const LOANS = ['small.csv', '-t', 'default', '-x', 'e', '-k', '3', '--by', 'log_loss'];

/** The fits that the version's log tells of, and how often each binned its columns. */
const fitEvents = (path: string) =>
  scratch
    .text(path, 'log.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; binnings: number })
    .filter(({ event }) => event === 'fit');

/** How often a model was fitted. */
const fitsIn = (path: string) => fitEvents(path).length;

const valuesOfCv = async (...params: string[]) => {
  const run = await scratch.json<{ metrics: Record<string, { values: number[] }> }>(
    'cv',
    ...LOANS,
    ...params,
  );
  return run.metrics.log_loss.values;
};

before(async () => {
  const { code } = await scratch.run('data', 'generate', 'loans', '--rows', '300', '-o', 'small.csv');
  assert.equal(code, 0);
});

describe('assay curve', () => {
  test('rounds: one fit a fold gives every point, and each is the score of a fit of its own', async () => {
    const curve = await scratch.json<Curve>('curve', ...LOANS, '-m', 'forest', '-p', 'n_estimators=5,20,40');
    const { version: _v, path, timings: _t, ...file } = curve as Curve & Record<string, unknown>;
    assertKind('results-curve', file);
    assert.deepEqual([curve.param, curve.fits, fitsIn(path)], ['n_estimators', 3, 3]);
    for (const { value, test: tested } of curve.points) {
      const alone = await valuesOfCv('-m', 'forest', '-p', `n_estimators=${value}`);
      assert.deepEqual(tested.values, alone, `${value}`);
    }
    const lowest = Math.min(...curve.points.map((point) => point.test.value));
    assert.equal(curve.best.score, lowest);
    await scratch.json('verify', curve.version);
  });

  test('another parameter: a fit for each fold and point; the same bytes for any -j', async () => {
    const line = ['curve', ...LOANS, '-m', 'tree', '-p', 'max_depth=1..3'];
    const [one, two] = [
      await scratch.json<Curve>(...line, '-j', '1'),
      await scratch.json<Curve>(...line, '-j', '2'),
    ];
    assert.deepEqual([one.fits, fitsIn(one.path)], [9, 9]);
    assert.deepEqual(one.points, two.points);
    assert.deepEqual(one.points[1].test.values, await valuesOfCv('-m', 'tree', '-p', 'max_depth=2'));
  });

  test('shares of the training rows: the last is cv; a screen with a chart; rows as csv', async () => {
    const curve = await scratch.json<Curve>('curve', ...LOANS, '-m', 'tree', '-p', 'train_size=0.2,1');
    assert.deepEqual(
      curve.points.map(({ n_train }) => n_train),
      [40, 200],
    );
    assert.deepEqual(curve.points[1].test.values, await valuesOfCv('-m', 'tree'));
    const screen = await scratch.run('curve', '--like', curve.version, '-x', 'e');
    assert.equal(screen.code, 0, screen.stderr);
    assert.match(screen.stdout, /train_size, 2 points · 6 fits/);
    assert.match(screen.stdout, /┤.*●/);
    assert.match((await scratch.run('show', curve.version)).stdout, /curve +train_size, 2 points/);
    const { stdout } = await scratch.run(
      'curve',
      ...LOANS,
      '-m',
      'tree',
      '-p',
      'max_depth=1,2',
      '--format',
      'csv',
    );
    assert.equal(stdout.trim().split('\n').length, 3);
  });

  test('--steps is obeyed for shares too, and refused where values are listed', async () => {
    const shares = ['-m', 'tree', '-p', 'train_size', '--steps', '3'];
    const { points } = await scratch.json<Curve>('curve', ...LOANS, ...shares);
    assert.deepEqual(
      points.map(({ value }) => value),
      [0.1, 0.55, 1],
    );
    const listed = ['-m', 'tree', '-p', 'train_size=0.2,1', '--steps', '3'];
    const { message, hint } = await scratch.refused(2, 'curve', ...LOANS, ...listed);
    assert.match(message, /--steps 3 is of a range, and train_size has its values listed: 0\.2,1/);
    assert.match(hint, /give a range: -p train_size=A\.\.B/);
  });

  test('a screen with some of the points says so, and where all are', async () => {
    const line = ['curve', ...LOANS, '-m', 'boost', '-p', 'n_estimators=1..30'];
    const { stdout } = await scratch.run(...line);
    const [, shown] = /^(\d+) of 30 points; all: -v or --format csv$/m.exec(stdout) ?? [];
    assert.equal(stdout.match(/^ +\d+ +0\.\d+/gm)?.length, Number(shown), stdout);
    const all = (await scratch.run(...line, '-v')).stdout;
    assert.equal(all.match(/^ +\d+ +0\.\d+/gm)?.length, 30);
    assert.doesNotMatch(all, /of 30 points/);
    assert.equal((await scratch.run(...line, '--format', 'csv')).stdout.trim().split('\n').length, 31);
  });

  test('says why stages do not make the points', async () => {
    const line = ['curve', ...LOANS, '-m', 'boost', '-p', 'n_estimators=3,6', '-p', 'early_stopping=true'];
    const { fits, warnings } = await scratch.json<Curve & { warnings: { id: string; message: string }[] }>(
      ...line,
    );
    assert.equal(fits, 6);
    const said = warnings.find(({ id }) => id === 'fits-for-each-point')?.message ?? '';
    assert.match(said, /not one a fold: with early_stopping=true a short fit is no stage of a long one/);
  });

  test('fits on the same rows share their bins', async () => {
    const binnings = async (points: string) => {
      const { path } = await scratch.json<Curve>('curve', ...LOANS, '-m', 'tree', '-p', points);
      const events = fitEvents(path);
      return [events.length, events.reduce((sum, event) => sum + event.binnings, 0)];
    };
    assert.deepEqual(await binnings('max_depth=1,2,3'), [9, 3]);
    assert.deepEqual(await binnings('train_size=0.2,0.5'), [6, 6]);
  });

  test('what is no curve is exit 2', async () => {
    const refused = (...params: string[]) => scratch.refused(2, 'curve', ...LOANS, '-m', 'tree', ...params);
    assert.match((await refused('-p', 'max_depth=2..4', '-p', 'train_size')).message, /runs along one/);
    assert.match((await refused('-p', 'max_depth=0..4')).message, /max_depth runs between numbers, got "0"/);
    assert.match((await refused('-p', 'train_size=0.5..2')).message, /train_size takes/);
    assert.match((await refused('-p', 'nope=1..2')).message, /nope/);
    const two = await scratch.refused(2, 'curve', ...LOANS, '-m', 'boost,forest');
    assert.match(two.message, /curve takes one model, got "boost,forest"/);
  });
});
