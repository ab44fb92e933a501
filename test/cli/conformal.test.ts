/** `--conformal` through the real program. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Level {
  readonly level: number;
  readonly coverage: number | null;
  readonly coverage_ci95: readonly [number, number] | null;
  readonly mean_width?: number | null;
  readonly mean_size?: number;
  readonly empty_share: number | null;
}

interface Results {
  readonly version: string;
  readonly path: string;
  readonly conformal: {
    readonly method: string;
    readonly score: string;
    readonly levels: readonly Level[];
    readonly folds: readonly { readonly n_calibration: number; readonly levels: readonly Level[] }[];
    readonly n_calibration?: number;
  };
  readonly warnings: readonly { readonly id: string; readonly message: string }[];
}

const ROWS = 500;

/** A number that `a` tells but for noise, a class that it tells mostly, groups of ten rows, and a time. */
function dataText(): string {
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const [a, b] = [(i * 37) % 101, (i * 53) % 97];
    const kind = a + b < 60 ? 'low' : a + b < 130 ? 'mid|dle' : 'high';
    return `${a},${b},${2 * a + ((i * 71) % 89)},${kind},${Math.floor(i / 10)},${i}`;
  });
  return `${['a,b,y,kind,g,t', ...lines].join('\n')}\n`;
}

before(() => writeFileSync(scratch.path('data.csv'), dataText()));

const NUMBERS = ['data.csv', '-t', 'y', '-x', 'e', '-m', 'ridge', '--features', 'a,b'];
const CLASSES = ['data.csv', '-t', 'kind', '-x', 'e', '-m', 'tree', '-p', 'max_depth=3', '--features', 'a,b'];

const without = ({ version: _version, ...rest }: Results & { timings?: unknown }) => {
  const { timings: _timings, path: _path, ...results } = rest;
  return results;
};

/** Cells of a file of a version, without its header. */
function cellsOf({ path }: Results, file = 'predictions.csv') {
  const [header, ...lines] = scratch.text(path, file).trimEnd().split('\n');
  return { names: header.split(','), rows: lines.map((line) => line.split(',')) };
}

describe('cv --conformal', () => {
  test('intervals: coverage with its interval, widths, a line a row, the same for any -j', async () => {
    const asked = ['cv', ...NUMBERS, '--conformal', 'split', '--coverage', '0.95,0.8', '-k', '3'];
    const one = await scratch.json<Results>(...asked, '-j', '1');
    const two = await scratch.json<Results>(...asked, '-j', '2');
    assert.deepEqual(without(two), without(one));
    assert.equal(scratch.text(one.path, 'predictions.csv'), scratch.text(two.path, 'predictions.csv'));
    const { method, score, levels, folds } = one.conformal;
    assert.deepEqual([method, score, folds.length], ['split', 'absolute', 3]);
    assert.deepEqual(
      levels.map(({ level }) => level),
      [0.8, 0.95],
    );
    for (const { level, coverage, coverage_ci95: ci, mean_width: width } of levels) {
      assert.ok(coverage !== null && Math.abs(coverage - level) < 0.08, `${level}: ${coverage}`);
      assert.ok(ci && ci[0] <= coverage && coverage <= ci[1]);
      assert.ok(width && width > 0);
    }
    assert.ok(folds.every(({ n_calibration: n }) => n === Math.ceil((ROWS * 2) / 3 / 4)));
    const { names, rows } = cellsOf(one);
    assert.deepEqual(names.slice(-4), ['low_80', 'high_80', 'low_95', 'high_95']);
    const held = rows.filter((cells) => {
      const [truth, low, high] = [cells[3], ...cells.slice(-2)].map(Number);
      return low <= truth && truth <= high;
    });
    const byFold = folds.map((fold) => fold.levels[1].coverage ?? 0);
    const mean = byFold.reduce((sum, coverage) => sum + coverage, 0) / byFold.length;
    assert.ok(Math.abs(held.length / ROWS - mean) < 0.002);
  });

  test('CV+ holds no row back', async () => {
    const asked = ['cv', ...NUMBERS, '--conformal', 'cv+', '-k', '3'];
    const one = await scratch.json<Results>(...asked, '-j', '1');
    assert.deepEqual(without(await scratch.json<Results>(...asked, '-j', '2')), without(one));
    const [{ level, coverage }] = one.conformal.levels;
    assert.ok(level === 0.9 && coverage !== null && Math.abs(coverage - 0.9) < 0.06, String(coverage));
    assert.deepEqual(
      one.conformal.folds.map(({ n_calibration: n }) => n),
      [333, 333, 334],
    );
    const plain = await scratch.json<Results & { metrics: unknown }>('cv', ...NUMBERS, '-k', '3');
    assert.deepEqual((one as unknown as typeof plain).metrics, plain.metrics);
  });

  for (const conformal of ['split', 'split:aps', 'cv+', 'cv+:aps']) {
    test(`sets by ${conformal}, a JSON list where a label holds the bar`, async () => {
      const one = await scratch.json<Results>('cv', ...CLASSES, '--conformal', conformal, '-k', '4');
      const [{ coverage, mean_size: size, empty_share: empty }] = one.conformal.levels;
      assert.ok(coverage !== null && coverage > 0.83, String(coverage));
      assert.ok(size !== undefined && size > 0.8 && size < 3 && empty !== null && empty < 0.2);
      const { names } = cellsOf(one);
      assert.equal(names.at(-1), 'set_90');
      assert.match(scratch.text(one.path, 'predictions.csv'), /,"\[""low"",""mid\|dle""\]"\n/);
    });
  }

  test('groups and time are kept to inside', async () => {
    for (const kept of [
      ['--groups', 'g'],
      ['--time', 't'],
    ]) {
      for (const method of ['split', 'cv+']) {
        const { conformal } = await scratch.json<Results>('cv', ...NUMBERS, ...kept, '--conformal', method);
        assert.ok(conformal.levels[0].coverage !== null && conformal.levels[0].coverage > 0.7);
      }
    }
  });

  test('the screen and show have a line a level; rerun and verify find the same', async () => {
    const asked = ['cv', ...NUMBERS, '--conformal', 'split', '--coverage', '0.8,0.9'];
    const { stdout, code } = await scratch.run(...asked);
    assert.equal(code, 0);
    assert.match(stdout, /intervals +80 % hold 0\.\d{3} \(.* mean width [\d.]+\n +90 % hold/);
    assert.match(stdout, /split, absolute residuals · 100 calibration rows/);
    const shown = await scratch.run('show', 'last:cv', '-x', 'e');
    assert.match(shown.stdout, /intervals +80 % hold/);
    assert.equal((await scratch.run('verify', 'last:cv', '-x', 'e')).code, 0);
    const again = await scratch.json<Results>('cv', 'data.csv', '-x', 'e', '--like', 'last:cv');
    assert.deepEqual(
      again.conformal.levels.map(({ level }) => level),
      [0.8, 0.9],
    );
  });

  test('compare and explain read versions with sets as others', async () => {
    await scratch.json('cv', ...CLASSES, '-x', 'ranked');
    await scratch.json('cv', ...CLASSES, '-x', 'ranked', '--conformal', 'split');
    const { code, stdout, stderr } = await scratch.run('compare', 'ranked');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /conformal=split/);
    const explained = await scratch.run('compare', 'ranked/v1', 'ranked/v2', '--explain');
    assert.equal(explained.code, 0, explained.stderr);
  });
});

describe('train --conformal split, and predict', () => {
  test('the saved model gives the intervals of the hold-out', async () => {
    const trained = await scratch.json<Results>('train', ...NUMBERS, '--conformal', 'split');
    assert.ok(trained.conformal.levels[0].coverage_ci95);
    const predicted = await scratch.json<Results>('predict', trained.version, 'data.csv', '-x', 'e');
    const { names, rows } = cellsOf(predicted);
    assert.deepEqual(names, ['row', 'prediction', 'low_90', 'high_90']);
    const tested = cellsOf(trained);
    for (const cells of tested.rows) {
      assert.deepEqual(rows[Number(cells[0])].slice(1), cells.slice(4));
    }
    assert.equal((await scratch.run('verify', trained.version)).code, 0);
    assert.equal((await scratch.run('verify', predicted.version)).code, 0);
  });

  test('sets of new rows are those of the hold-out, whatever stands beside a row', async () => {
    const asked = ['train', ...CLASSES, '--conformal', 'split', '--coverage', '0.8,0.95'];
    const trained = await scratch.json<Results>(...asked);
    const lines = dataText().trimEnd().split('\n');
    writeFileSync(scratch.path('odd.csv'), `${lines.filter((_, i) => i === 0 || i % 2 === 1).join('\n')}\n`);
    const all = await scratch.json<Results>('predict', trained.version, 'data.csv', '-x', 'e');
    const odd = await scratch.json<Results>('predict', trained.version, 'odd.csv', '-x', 'e');
    const rest = ({ path }: Results) =>
      scratch
        .text(path, 'predictions.csv')
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.slice(line.indexOf(',')));
    assert.deepEqual(
      rest(odd),
      rest(all).filter((_, i) => i % 2 === 0),
    );
    for (const line of scratch.text(trained.path, 'predictions.csv').trimEnd().split('\n').slice(1)) {
      const cells = line.split(',');
      assert.equal(`,${cells.slice(4).join(',')}`, rest(all)[Number(cells[0])]);
    }
    const { stdout } = await scratch.run(
      'predict',
      trained.version,
      'data.csv',
      '-x',
      'e',
      '--format',
      'jsonl',
    );
    const first = JSON.parse(stdout.split('\n')[0]);
    assert.equal(typeof first.set_95, 'string');
  });

  test('without a hold-out the model is calibrated too, and nothing is claimed of it', async () => {
    const asked = ['train', ...NUMBERS, '--conformal', 'split', '--test-size', '0'];
    const { conformal, version } = await scratch.json<Results>(...asked);
    assert.equal(conformal.n_calibration, ROWS / 4);
    assert.deepEqual(conformal.folds, []);
    assert.deepEqual(
      conformal.levels.map(({ coverage }) => coverage),
      [null],
    );
    const predicted = await scratch.json<Results>('predict', version, 'data.csv', '-x', 'e');
    assert.deepEqual(cellsOf(predicted).names.slice(-2), ['low_90', 'high_90']);
  });

  test('too few calibration rows are said, and the intervals are unbounded', async () => {
    const lines = dataText().split('\n').slice(0, 41);
    writeFileSync(scratch.path('few.csv'), `${lines.join('\n')}\n`);
    const few = ['few.csv', ...NUMBERS.slice(1)];
    const one = await scratch.json<Results>(
      'train',
      ...few,
      '--conformal',
      'split',
      '--coverage',
      '0.5,0.95',
    );
    const said = one.warnings.find(({ id }) => id === 'few-calibration-rows');
    assert.match(
      said?.message ?? '',
      /8 calibration rows are too few for a coverage of 0\.95: .* takes 19 rows/,
    );
    assert.equal(one.conformal.levels[1].mean_width, null);
    assert.ok(one.conformal.levels[0].mean_width);
    const predicted = await scratch.json<Results>('predict', one.version, 'few.csv', '-x', 'e');
    assert.deepEqual(cellsOf(predicted).rows[0].slice(-2), ['-Infinity', 'Infinity']);
  });
});

for (const [args, why] of [
  [['train', ...NUMBERS, '--conformal', 'cv+'], /train saves one model/],
  [['cv', ...NUMBERS, '--conformal', 'split:aps'], /aps is a score of classes/],
  [['cv', ...NUMBERS, '--conformal', 'jackknife'], /--conformal takes split or cv\+/],
  [['cv', ...NUMBERS, '--conformal', 'split', '--coverage', '90'], /shares between 0 and 1, got "90"/],
  [['cv', ...NUMBERS, '--coverage', '0.8'], /--coverage is of the intervals or sets of --conformal/],
  [['cv', ...NUMBERS, '--conformal', 'split', '--splitter', 'bootstrap'], /bootstrap repeats rows/],
  [['cv', 'data.csv', '-t', 'kind', '-m', 'ridge', '--conformal', 'split'], /ridge gives none/],
  [['cv', ...CLASSES, '--conformal', 'split', '--nested', '3x2', '--trials', '2'], /not with --nested/],
] as const) {
  test(`${args.slice(4).join(' ')} is exit 2`, async () => {
    const { code, stderr } = await scratch.run(...args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, why);
  });
}
