/** `--dry-run` and `--skip-done` by the real binary, for every step. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Planned {
  readonly version: string;
  readonly path: string;
  readonly reused?: true;
  readonly step: string;
  readonly options: { readonly seed: number };
  readonly pipeline: readonly string[] | null;
  readonly evaluation: { readonly rows: number; readonly split: { readonly sha256: string } } | null;
}

interface Plan {
  readonly versions: readonly Planned[];
}

interface Printed {
  readonly version: string;
  readonly path: string;
  readonly reused?: true;
  readonly gates?: readonly { readonly passed: boolean }[];
  readonly split: { readonly sha256: string };
}

const T = ['-t', 'default'];
const LOGISTIC = ['cv', 'small.csv', ...T, '-m', 'logistic'];

/** Every step, quick. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  eda: ['eda', 'small.csv', ...T],
  validate: ['validate', 'small.csv'],
  resample: ['resample', 'small.csv', ...T, '--sampler', 'random-over'],
  train: ['train', 'small.csv', ...T, '-m', 'logistic'],
  cv: [...LOGISTIC, '--sampler', 'smote'],
  tune: ['tune', 'small.csv', ...T, '-m', 'tree', '--trials', '2'],
};

before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', '240', '--seed', '5', '-o', 'small.csv');
});

describe('--dry-run', () => {
  test('of every step names what would run and writes nothing', async () => {
    const before = readdirSync(scratch.dir);
    for (const [step, words] of Object.entries(STEPS)) {
      const plan = await scratch.json<Plan>(...words, '--dry-run');
      assertKind('plan', plan);
      const [planned] = plan.versions;
      assert.equal(planned.version, 'small/v0001');
      assert.match(planned.path, new RegExp(`^experiments/small/v0001-${step}`));
      const screen = await scratch.run(...words, '--dry-run');
      assert.equal(screen.code, 0);
      assert.match(screen.stdout, /small\/v0001/);
      assert.match(screen.stdout, /nothing was fitted, nothing written/);
    }
    assert.deepEqual(readdirSync(scratch.dir), before);
  });

  test('what it says is what then runs', async () => {
    const words = [...LOGISTIC, '-x', 'then', '--sampler', 'smote', '--seed', '4..5'];
    const { versions: planned } = await scratch.json<Plan>(...words, '--dry-run');
    const { versions: ran } = await scratch.json<{ versions: Printed[] }>(...words);
    assert.deepEqual(
      planned.map(({ version, path }) => [version, path]),
      ran.map(({ version, path }) => [version, path]),
    );
    planned.forEach((plan, i) => {
      assert.deepEqual(plan.options, JSON.parse(scratch.text(ran[i].path, 'options.json')));
      assert.equal(plan.evaluation?.split.sha256, ran[i].split.sha256);
      assert.deepEqual(plan.pipeline, ['smote', 'impute', 'one-hot', 'standardise', 'logistic']);
    });
  });

  test('does not write the file of --save-splits', async () => {
    await scratch.json(...LOGISTIC, '--save-splits', 'folds.csv', '--dry-run');
    assert.ok(!existsSync(scratch.path('folds.csv')));
  });

  test('does not write the schema of validate --infer', async () => {
    const infer = ['validate', 'small.csv', '--infer', '-o', 'inferred.json', '--dry-run'];
    const { code, stdout, stderr } = await scratch.run(...infer);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /assay\/table-schema\/1/);
    assert.match(stderr, /inferred\.json is not written/);
    assert.ok(!existsSync(scratch.path('inferred.json')));
  });

  test('what preparing refuses is refused alike', async () => {
    await scratch.refused(2, ...LOGISTIC, '--dry-run', '--features', 'nothing');
    await scratch.refused(2, ...LOGISTIC, '--dry-run', '-x', 'last');
    await scratch.refused(2, ...LOGISTIC, '--dry-run', '--tag', 'a b');
    await scratch.refused(3, ...LOGISTIC, '--dry-run', '-k', '200');
    const over = ['resample', 'small.csv', ...T, '--sampler', 'random-over', '-x', 'made', '-o', 'over.csv'];
    await scratch.json(...over);
    await scratch.refused(4, 'cv', 'over.csv', ...T, '--dry-run');
  });

  test('with --skip-done it names what would be reused', async () => {
    const words = [...LOGISTIC, '-x', 'partly', '--skip-done'];
    await scratch.json(...words, '--seed', '1');
    const { versions } = await scratch.json<Plan>(...words, '--seed', '0..2', '--dry-run');
    assert.deepEqual(
      versions.map(({ version, reused }) => [version, reused ?? false]),
      [
        ['partly/v0002', false],
        ['partly/v0001', true],
        ['partly/v0003', false],
      ],
    );
  });
});

describe('--skip-done', () => {
  test('of every step prints the done version, marked, and writes nothing', async () => {
    for (const words of Object.values(STEPS)) {
      const own = [...words, '-x', 'skip', '--skip-done'];
      const first = await scratch.json<Printed>(...own);
      assert.equal(first.reused, undefined);
      const folders = scratch.folders('skip');
      const { code, stdout, stderr } = await scratch.run(...own, '--json');
      assert.equal(code, 0, stderr);
      assert.deepEqual(JSON.parse(stdout), { ...first, timings: JSON.parse(stdout).timings, reused: true });
      assert.match(stderr, new RegExp(`${first.version} is done .* reused`));
      assert.deepEqual(scratch.folders('skip'), folders);
    }
  });

  test('other options, seed, data or experiment are not the same; another path of the data is', async () => {
    const own = [...LOGISTIC, '-x', 'same', '--skip-done'];
    const { version } = await scratch.json<Printed>(...own);
    const isReused = async (...words: string[]) => (await scratch.json<Printed>(...words)).reused === true;
    writeFileSync(scratch.path('copy.csv'), scratch.text('small.csv'));
    assert.ok(await isReused('cv', 'copy.csv', ...own.slice(2)));
    writeFileSync(scratch.path('copy.csv'), `${scratch.text('small.csv').trimEnd()}\n\n`);
    assert.ok(!(await isReused('cv', 'copy.csv', ...own.slice(2))));
    assert.ok(!(await isReused(...own, '--seed', '1')));
    assert.ok(!(await isReused(...own, '-p', 'C=2')));
    assert.ok(!(await isReused(...own, '-x', 'other')));
    assert.ok(!(await isReused('train', ...own.slice(1))));
    assert.equal((await scratch.json<Printed>(...own)).version, version);
  });

  test('gates are held against the reused results', async () => {
    const own = [...LOGISTIC, '-x', 'gated', '--skip-done'];
    await scratch.json(...own);
    const { code, stdout } = await scratch.run(...own, '--require', 'f1 > 1', '--json');
    assert.equal(code, 3);
    const printed = JSON.parse(stdout) as Printed;
    assert.equal(printed.reused, true);
    assert.deepEqual(
      printed.gates?.map(({ passed }) => passed),
      [false],
    );
    assert.deepEqual(scratch.folders('gated').length, 1);
  });

  test('a version that is not done, or made by another assay, stands for nothing', async () => {
    const own = [...LOGISTIC, '-x', 'broken', '--skip-done'];
    const change = (
      path: string,
      edit: (manifest: { status: string; environment: { assay: string } }) => void,
    ) => {
      const manifest = JSON.parse(scratch.text(path, 'manifest.json'));
      edit(manifest);
      writeFileSync(scratch.path(path, 'manifest.json'), JSON.stringify(manifest));
    };
    const first = await scratch.json<Printed>(...own);
    change(first.path, (manifest) => {
      manifest.status = 'failed';
    });
    const second = await scratch.json<Printed>(...own);
    assert.equal(second.reused, undefined);
    change(second.path, ({ environment }) => {
      environment.assay = '0.0.0';
    });
    assert.equal((await scratch.json<Printed>(...own)).reused, undefined);
  });

  test('two sweeps of the same line at once end well, and a third has nothing to do', async () => {
    const own = ['cv', 'small.csv', ...T, '-m', 'dummy', '--seed', '1..6', '-x', 'both', '--skip-done'];
    const both = await Promise.all([scratch.run(...own, '--json'), scratch.run(...own, '--json')]);
    for (const { code, stderr } of both) assert.equal(code, 0, stderr);
    const { versions } = await scratch.json<{ versions: Printed[] }>(...own);
    assert.ok(versions.every(({ reused }) => reused));
  });
});
