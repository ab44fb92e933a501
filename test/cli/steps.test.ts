/** Every step by the real binary: what it prints, what it leaves on disk, and the same bytes run again. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { models } from '../../src/core/models/list.js';
import { samplers } from '../../src/core/samplers/list.js';
import { assertKind, inPairs, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const N_ROWS = 240;
const T = ['-t', 'default'];
const few = (id: string) =>
  Object.hasOwn(models.get(id).params, 'n_estimators') ? ['-p', 'n_estimators=7'] : [];

/** Every model once, the samplers taken in turn. */
const cvRuns = models
  .ids()
  .map((id, i) => ['cv', ...T, '-m', id, ...few(id), '--sampler', samplers.ids()[i % samplers.ids().length]]);

/** The samplers that are left, and one of each kind of outcome: all rows, new ones, some, others. */
const resampled = [
  ...samplers.ids().slice(cvRuns.length),
  'none',
  'smote',
  'random-under',
  'cluster-centroids',
];

const RUNS: readonly (readonly string[])[] = [
  ['eda', ...T],
  ['validate'],
  ...resampled.map((id) => ['resample', ...T, '--sampler', id]),
  ['train', ...T, '-m', 'logistic'],
  ['train', ...T, '-m', 'forest', '-p', 'n_estimators=7', '--sampler', 'smote', '--class-weight', 'balanced'],
  ...cvRuns,
  ['cv', ...T, '-m', 'tree', '-k', '3', '--repeats', '2', '--threshold', '0.3'],
  ['cv', ...T, '-m', 'boost', '-p', 'early_stopping=true', '-p', 'min_samples_leaf=5'],
  ['tune', ...T, '-m', 'tree', '--trials', '5', '--sampler', 'smote'],
  ['tune', ...T, '-m', 'forest', '--trials', '3', '-p', 'n_estimators=2..9', '-p', 'max_features=sqrt,0.5'],
];

const FILES: Record<string, readonly string[]> = {
  eda: [],
  validate: [],
  resample: ['data.csv', 'recipe.json'],
  train: ['model.bin', 'predictions.csv'],
  cv: ['predictions.csv'],
  tune: ['model.bin', 'predictions.csv', 'trials.jsonl'],
};

const PLOTS = ['plots/projection.json', 'plots/projection.svg'];

/** Files that must be the same bytes for any -j and in every rerun. */
const SAME_BYTES = ['results.json', 'predictions.csv', 'data.csv', 'recipe.json', 'model.bin', ...PLOTS];

/** Keys that would make results.json depend on when, where or how a step ran. */
const NOT_DETERMINISTIC =
  /^(version|path|timings|seconds|time|started|finished|jobs|threads|host|pid|command|environment)$/;

interface Made {
  readonly args: readonly string[];
  readonly step: string;
  readonly printed: Record<string, unknown>;
  readonly id: string;
  readonly dir: string;
}

const made: Made[] = [];
const read = ({ dir }: { dir: string }, name: string) => readFileSync(scratch.path(dir, name), 'utf8');
const readJson = (version: { dir: string }, name: string) => JSON.parse(read(version, name));

/** Of all that stands in a document, but for the names of parameters, which are a model's or a sampler's own. */
function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  const below = Object.entries(value).flatMap(([key, inner]) => (/params$/.test(key) ? [] : keysOf(inner)));
  return [...own, ...below];
}

before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', String(N_ROWS), '--seed', '5', '-o', 'small.csv');
  const printed = await inPairs(RUNS, ([step, ...rest]) =>
    scratch.json(step, 'small.csv', ...rest, '-j', '1'),
  );
  RUNS.forEach((args, i) => {
    const { version, path } = printed[i] as { version: string; path: string };
    made.push({ args, step: args[0], printed: printed[i], id: version, dir: path });
  });
});

/** One test over every run; a failure names the command. */
function eachRun(name: string, check: (version: Made) => void): void {
  test(name, () => {
    assert.equal(made.length, RUNS.length);
    for (const version of made) {
      try {
        check(version);
      } catch (cause) {
        throw new Error(`assay ${version.args.join(' ')}: ${(cause as Error).message}`, { cause });
      }
    }
  });
}

/** Every file of a version, those in folders too. */
const filesOf = ({ dir }: Made): string[] =>
  readdirSync(scratch.path(dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(scratch.path(dir), join(parentPath, name)))
    .sort();

/** What was made is drawn among what was there; repeats and rows taken away are not. */
const plotsOf = ({ step, printed }: Made): readonly string[] =>
  step === 'resample' && Number(printed.synthetic) > 0 ? PLOTS : [];

describe('what a step prints and writes', () => {
  eachRun('--json prints results.json with version, path and timings added', (version) => {
    const { version: id, path, timings, ...printed } = version.printed;
    assert.match(String(id), /^small\/v\d{4}$/);
    assert.match(String(path), /^experiments\/small\/v\d{4}-/);
    assert.ok((timings as { total: number }).total > 0);
    assert.deepEqual(printed, readJson(version, 'results.json'));
    assertKind(`results-${version.step}`, printed);
  });

  eachRun('the files of the design are there, and no other', (version) => {
    const always = ['log.jsonl', 'manifest.json', 'options.json', 'results.json'];
    const wanted = [...always, ...FILES[version.step], ...plotsOf(version)];
    assert.deepEqual(filesOf(version), wanted.sort());
  });

  eachRun('folds tell where early stopping ended, when it was asked for', ({ args, printed }) => {
    const folds = (printed.folds ?? []) as { rounds?: number }[];
    // rus-boost ends by itself.
    const mayEnd = args.includes('early_stopping=true') || args.includes('rus-boost');
    for (const { rounds } of folds) {
      assert.equal(rounds !== undefined, mayEnd);
      assert.ok(rounds === undefined || (rounds > 0 && rounds <= 100));
    }
  });

  eachRun('every document keeps its published definition', (version) => {
    assertKind('manifest', readJson(version, 'manifest.json'));
    assertKind('options', readJson(version, 'options.json'));
    const lines = (name: string) => read(version, name).trimEnd().split('\n');
    for (const line of lines('log.jsonl')) assertKind('log-event', JSON.parse(line));
    if (version.step === 'resample') assertKind('recipe', readJson(version, 'recipe.json'));
    if (version.step === 'tune')
      for (const line of lines('trials.jsonl')) assertKind('trial', JSON.parse(line));
  });

  eachRun('the manifest is done and holds size and hash of every file', (version) => {
    const { status, files, data, step } = readJson(version, 'manifest.json');
    assert.equal(status, 'done');
    assert.equal(step, version.step);
    assert.equal(data.rows, N_ROWS);
    const names = filesOf(version).filter((name) => name !== 'manifest.json');
    assert.deepEqual(Object.keys(files), names.sort());
    for (const name of names) {
      const bytes = readFileSync(scratch.path(version.dir, name));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      assert.deepEqual(files[name], { bytes: bytes.length, sha256 }, name);
    }
  });

  eachRun('results.json holds no time, path, version, job count or host', (version) => {
    const text = read(version, 'results.json');
    const keys = keysOf(JSON.parse(text)).filter((key) => NOT_DETERMINISTIC.test(key));
    assert.deepEqual(keys, []);
    for (const word of [scratch.dir, 'experiments/', 'small.csv', version.id, process.version]) {
      assert.ok(!text.includes(word), word);
    }
    assert.ok(hostname().length < 4 || !text.includes(hostname()));
  });

  eachRun('predictions.csv has a line for every tested row', (version) => {
    if (!FILES[version.step].includes('predictions.csv')) return;
    const [header, ...lines] = read(version, 'predictions.csv').trimEnd().split('\n');
    const { model, folds, split } = version.printed as {
      model: string;
      folds: { repeat: number; fold: number; n_test: number }[];
      split: { repeats: number };
    };
    const shares = models.get(model).gives.probability;
    assert.equal(header, `row,repeat,fold,truth,prediction${shares ? ',p_0,p_1' : ''}`);
    assert.equal(
      lines.length,
      folds.reduce((sum, { n_test }) => sum + n_test, 0),
    );
    const cells = lines.map((line) => line.split(','));
    if (version.step !== 'train') {
      const tested = new Set(cells.map(([row, repeat]) => `${row} ${repeat}`));
      assert.equal(tested.size, N_ROWS * split.repeats);
    }
    for (const { repeat, fold, n_test } of folds) {
      const here = cells.filter(([, r, f]) => Number(r) === repeat && Number(f) === fold);
      assert.equal(here.length, n_test);
    }
    for (const row of cells) {
      assert.equal(row.length, shares ? 7 : 5);
      if (shares) assert.ok(Math.abs(Number(row[5]) + Number(row[6]) - 1) < 1e-9, row.join());
    }
  });

  test('no temporary file is left anywhere in the store', () => {
    const names = readdirSync(scratch.path('experiments'), { recursive: true }).map(String);
    const odd = names.filter((name) => /tmp|temp|~$|\/\.(?!claims)/.test(name));
    assert.deepEqual(odd, []);
    assert.equal(names.filter((name) => name.includes('.claims/')).length, RUNS.length);
  });
});

describe('the same bytes', () => {
  test('rerun with -j 2 of what -j 1 wrote', async () => {
    // The contracts ask every model and every sampler: here it is the steps.
    const everyThird = made.filter((_, i) => i % 3 === 0);
    await inPairs(everyThird, async (version) => {
      const again = await scratch.json('rerun', version.id, '-x', 'again', '-j', '2');
      const { path, version: id } = again as { path: string; version: string };
      assert.match(id, /^again\/v\d{4}$/);
      for (const name of SAME_BYTES.filter((file) =>
        ['results.json', ...FILES[version.step], ...plotsOf(version)].includes(file),
      )) {
        const [first, second] = [version.dir, path].map((dir) => readFileSync(scratch.path(dir, name)));
        assert.ok(first.equals(second), `${version.args.join(' ')}: ${name} differs`);
      }
    });
  });

  test('verify is exit 0 and names every file that was compared', async () => {
    const lastOfEach = Object.keys(FILES).flatMap((step) =>
      made.filter((version) => version.step === step).slice(-1),
    );
    await inPairs(lastOfEach, async (version) => {
      const verdict = await scratch.json<{ same: boolean; files: { file: string; verdict: string }[] }>(
        'verify',
        version.id,
        '-j',
        '2',
      );
      assertKind('verify', verdict);
      assert.equal(verdict.same, true);
      const written = [...FILES[version.step], ...plotsOf(version)];
      const compared = written.filter((file) => SAME_BYTES.includes(file));
      assert.deepEqual(
        verdict.files.map(({ file }) => file),
        [...compared, 'results.json'].sort(),
      );
    });
  });

  test('a fit on all rows tells where early stopping ended too', async () => {
    const boost = ['-m', 'boost', '-p', 'early_stopping=true', '-p', 'min_samples_leaf=5'];
    const train = ['train', 'small.csv', ...T, ...boost, '--test-size', '0'];
    const { path, rounds } = await scratch.json<{ path: string; rounds: number }>(...train);
    assert.ok(rounds > 0 && rounds <= 100);
    const results = readJson({ dir: path }, 'results.json');
    assert.equal(results.rounds, rounds);
    assertKind('results-train', results);
  });

  test('train, cv and tune say on screen how many rounds early stopping kept', async () => {
    const boost = ['-m', 'boost', '-p', 'early_stopping=true', '-p', 'min_samples_leaf=5'];
    const screenOf = async (step: string, ...more: string[]) =>
      (await scratch.run(step, 'small.csv', ...T, ...boost, '-p', 'n_estimators=80', ...more)).stdout;
    assert.match(await screenOf('train'), /^rounds +early stopping kept \d+ of 80$/m);
    assert.match(await screenOf('train', '--test-size', '0'), /^rounds +early stopping kept \d+ of 80$/m);
    assert.match(
      await screenOf('cv', '-k', '3'),
      /^rounds +early stopping kept (\d+ to )?\d+ of 80, 3 fits$/m,
    );
    const tune = await screenOf('tune', '-k', '2', '--trials', '2', '-p', 'learning_rate=0.05..0.3');
    assert.match(tune, /^rounds +early stopping kept (\d+ to )?\d+ of 80, 2 fits$/m);
    const { stdout } = await scratch.run('train', 'small.csv', ...T, '-m', 'boost');
    assert.doesNotMatch(stdout, /early stopping kept/);
  });
});
