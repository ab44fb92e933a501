/** `--threshold METRIC` and `--calibrate ID` through the real program. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Results {
  readonly version: string;
  readonly threshold: number | string | null;
  readonly calibrate?: string;
  readonly model_threshold?: number;
  readonly uncalibrated?: Readonly<Record<string, number>>;
  readonly folds: readonly { readonly threshold?: number }[];
  readonly metrics: Readonly<Record<string, { readonly value: number }>>;
  readonly counts?: Readonly<Record<string, number>>;
}

const ROWS = 400;

/** A fifth of the rows is "yes", more likely the larger `a` is. `lost` is what a missed one costs. */
function dataText(): string {
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const a = (i * 37) % 101;
    const label = (i * 53) % 97 < 0.004 * a * a ? 'yes' : 'no';
    return `${a},${(i * 7) % 11},${20 + (i % 5)},${label}`;
  });
  return `${['a,b,lost,y', ...lines].join('\n')}\n`;
}

const DATA = ['data.csv', '-t', 'y', '--positive', 'yes', '-x', 'e', '--drop', 'lost'];
const TREE = ['-m', 'tree', '-p', 'max_depth=4', '-p', 'min_samples_leaf=5'];
const without = ({ version: _version, ...rest }: Results & { timings?: unknown; path?: unknown }) => {
  const { timings: _timings, path: _path, ...results } = rest;
  return results;
};

before(() => writeFileSync(scratch.path('data.csv'), dataText()));

describe('what is chosen inside the training rows', () => {
  test('the cut of each fold is told, and the same for any -j', async () => {
    const asked = ['cv', ...DATA, ...TREE, '--threshold', 'f1', '--calibrate', 'sigmoid', '-k', '3'];
    const one = await scratch.json<Results>(...asked, '-j', '1');
    const two = await scratch.json<Results>(...asked, '-j', '2');
    assert.deepEqual(without(two), without(one));
    assert.deepEqual([one.threshold, one.calibrate], ['f1', 'sigmoid']);
    assert.equal(one.folds.length, 3);
    assert.deepEqual(Object.keys(one.uncalibrated ?? {}), ['brier', 'ece', 'log_loss']);
    assert.notEqual(one.uncalibrated?.brier, one.metrics.brier.value);
    assert.ok(one.folds.every(({ threshold }) => threshold !== undefined && threshold > 0 && threshold < 1));
  });

  test('a cut by cost costs less than a half', async () => {
    const asked = ['cv', ...DATA, ...TREE, '--cost', 'fp=1,fn=lost'];
    const half = await scratch.json<Results>(...asked);
    const chosen = await scratch.json<Results>(...asked, '--threshold', 'cost');
    assert.ok(chosen.metrics.cost.value < half.metrics.cost.value);
    assert.ok(half.folds.every(({ threshold }) => threshold === undefined));
  });

  test('train saves the chosen cut, and predict goes by it unless told otherwise', async () => {
    const asked = ['train', ...DATA, ...TREE, '--test-size', '0', '--threshold', 'recall_macro'];
    const { version, model_threshold: cut } = await scratch.json<Results>(...asked);
    assert.ok(cut !== undefined && cut !== 0.5);
    const by = (...more: string[]) =>
      scratch.json<Results>('predict', version, 'data.csv', '-x', 'e', ...more);
    const [own, same, high] = [
      await by(),
      await by('--threshold', String(cut)),
      await by('--threshold', '0.99'),
    ];
    assert.equal(own.threshold, cut);
    assert.deepEqual(own.counts, same.counts);
    assert.notDeepEqual(own.counts, high.counts);
  });

  test('tune chooses cut and calibrator inside each fold of each trial, as cv does, and saves the cut', async () => {
    const asked = [...DATA, '-m', 'tree', '--threshold', 'f1', '--calibrate', 'isotonic', '-k', '3'];
    const { stdout, stderr, code } = await scratch.run(
      ...['tune', ...asked, '-p', 'max_depth=2,4', '--search', 'grid', '--tag', 'tuned'],
    );
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /calibrate isotonic: brier .* → .*\n\ncuts .* in 3 folds, chosen for f1 .* the saved model cuts/,
    );
    const tuned = await scratch.json<{ results: Results & { best: { params: { max_depth: number } } } }>(
      ...['show', '@tuned', '-x', 'e'],
    );
    const { best, model_threshold: cut, ...results } = tuned.results;
    assert.ok(cut !== undefined && results.calibrate === 'isotonic' && results.threshold === 'f1');
    const same = await scratch.json<Results>('cv', ...asked, '-p', `max_depth=${best.params.max_depth}`);
    assert.deepEqual(results.metrics, same.metrics);
    assert.deepEqual(results.folds, same.folds);
  });

  test('list, filters and show know calibrators and cuts', async () => {
    const listed = async (filter: string) => {
      const { versions } = await scratch.json<{ versions: Results[] }>('list', '-x', 'e', '--filter', filter);
      return versions.map(({ calibrate, threshold }) => `${calibrate} ${threshold}`);
    };
    assert.deepEqual([...new Set(await listed('calibrate = isotonic and threshold = f1'))], ['isotonic f1']);
    assert.ok((await listed('calibrate = none and threshold = cost')).every((one) => one === 'null cost'));
    assert.ok((await listed('calibrate = none')).length > 1);
    assert.match((await scratch.run('list', '-x', 'e', '--format', 'csv')).stdout, /,calibrate,threshold,/);
    const shown = await scratch.run('show', '@tuned', '-x', 'e');
    assert.match(shown.stdout, /options .*calibrate=isotonic threshold=f1/s);
    assert.match(shown.stdout, /best {6}max_depth=\d · trial \d, 2 trials in all\n/);
    assert.match(shown.stdout, /calibrate isotonic: brier .* → .*\ncuts .* in 3 folds, chosen for f1/);
  });

  test('before the run it is said what it costs; a list is a sweep', async () => {
    const { code, stderr, stdout } = await scratch.run(
      'cv',
      ...DATA,
      ...TREE,
      '--calibrate',
      'none,beta',
      '--dry-run',
    );
    assert.equal(code, 0, stderr);
    assert.match(stderr, /6 fits for one/);
    assert.match(stdout, /tree → beta/);
  });

  for (const [args, why] of [
    [['--threshold', 'roc_auc'], /roc_auc is of probabilities/],
    [['--threshold', 'cost'], /cost needs to know what mistakes cost/],
    [['--threshold', '1.5'], /--threshold takes a number from 0 to 1 or a metric, got "1.5"/],
    [['--threshold', 'fone'], /unknown metric/],
    [['--calibrate', 'plat'], /unknown calibrator/],
    [['--calibrate', 'beta', '-m', 'ridge'], /ridge gives none/],
  ] as const) {
    test(`${args.join(' ')} is exit 2`, async () => {
      const { code, stderr } = await scratch.run('cv', ...DATA, ...args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, why);
    });
  }
});
