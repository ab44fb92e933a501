/** `--recipe V`: the sampler and parameters of a resample, inside each fold, as if they had been typed. */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { QuickScratch } from './scratch.js';

interface Sampled {
  readonly version: string;
  readonly path: string;
  readonly sampler: string;
  readonly sampler_params: Readonly<Record<string, unknown>>;
}

const scratch = new QuickScratch();
after(() => scratch.remove());

const T = ['-t', 'default', '-x', 'e'];
const RECIPE = 'experiments/e/v0001-resample-smote';
const cv = ['cv', 'small.csv', ...T, '-m', 'tree', '-p', 'max_depth=3'];

before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', '200', '--seed', '8', '-o', 'small.csv');
  const smote = ['--sampler', 'smote', '-p', 'smote.k_neighbors=3'];
  await scratch.json('resample', 'small.csv', ...T, ...smote, '--tag', 'grown');
});

const read = (path: string, file: string) => JSON.parse(readFileSync(scratch.path(path, file), 'utf8'));

/** What a run would say on stderr, without running. */
async function said(...args: string[]): Promise<string> {
  const { code, stderr } = await scratch.run(...args, '--dry-run');
  assert.equal(code, 0, stderr);
  return stderr.replace(/\s+/g, ' ');
}

describe('a recipe', () => {
  test('is what --sampler and -p would be, and is kept so: no later run needs the recipe', async () => {
    const byRecipe = await scratch.json<Sampled>(...cv, '--recipe', 'last');
    const typed = await scratch.json<Sampled>(...cv, '--sampler', 'smote', '-p', 'smote.k_neighbors=3');
    for (const file of ['options.json', 'results.json']) {
      assert.deepEqual(read(byRecipe.path, file), read(typed.path, file), file);
    }
    assert.equal(byRecipe.sampler_params.k_neighbors, 3);

    const { command } = read(byRecipe.path, 'manifest.json');
    assert.deepEqual(command, [...cv, '--json', '--sampler', 'smote', '-p', 'smote.k_neighbors=3']);
    await scratch.json('rm', 'e/v0001');
    const again = await scratch.json<Sampled>(...command.filter((word: string) => word !== '--json'));
    const rerun = await scratch.json<Sampled>('rerun', byRecipe.version);
    const like = await scratch.json<Sampled>('cv', '--like', byRecipe.version, '-x', 'e');
    for (const { path } of [again, rerun, like]) {
      assert.deepEqual(read(path, 'results.json'), read(typed.path, 'results.json'));
    }
    await scratch.json('restore', 'e/v0001');
  });

  test('a parameter that is typed overrides the one of the recipe', async () => {
    const { path, sampler_params } = await scratch.json<Sampled>(
      ...[...cv, '-p', 'smote.k_neighbors=4', `--recipe=@grown`],
    );
    assert.equal(sampler_params.k_neighbors, 4);
    const { command } = read(path, 'manifest.json');
    assert.deepEqual(command, [...cv, '-p', 'smote.k_neighbors=4', '--json', '--sampler', 'smote']);
  });

  test('is found by a selector, by its folder and by its file; last is the newest version that has one', async () => {
    copyFileSync(scratch.path(RECIPE, 'recipe.json'), scratch.path('kept.json'));
    const named = ['v1', 'e/v0001', 'last', '@grown', RECIPE, `./${RECIPE}`];
    for (const selector of [...named, `${RECIPE}/recipe.json`, 'kept.json']) {
      assert.match(await said(...cv, '--recipe', selector), /the recipe .*: smote, smote\.k_neighbors=3/);
    }
  });

  test('serves train, tune, curve and resample, and chains', async () => {
    const chain = ['--sampler', 'smote+tomek-links', '-p', 'smote.k_neighbors=2'];
    await scratch.json('resample', 'small.csv', ...T, ...chain);
    const data = ['small.csv', ...T];
    for (const step of ['train', 'tune', 'curve']) {
      const plan = await scratch.json<{ steps?: unknown }>(
        ...[step, ...data, '-m', 'tree', '--recipe', 'last', '--dry-run'],
      );
      assert.match(JSON.stringify(plan), /smote\+tomek-links/, step);
    }
    const { path } = await scratch.json<Sampled>('resample', ...data, '--recipe', 'last');
    const { sampler, params } = read(path, 'recipe.json');
    assert.deepEqual([sampler, params['smote.k_neighbors']], ['smote+tomek-links', 2]);
  });

  test('stands for --samplers in a bake-off', async () => {
    const data = ['imbalance', 'small.csv', ...T, '-m', 'tree', '-k', '3'];
    const { path } = await scratch.json<Sampled>(...data, '--recipe', 'e/v1');
    const { runs } = read(path, 'results.json') as { runs: Sampled[] };
    const [made] = runs.filter(({ sampler }) => sampler !== 'none');
    assert.deepEqual([made.sampler, made.sampler_params.k_neighbors, runs.length], ['smote', 3, 4]);
    const { command } = read(path, 'manifest.json');
    assert.deepEqual(command, [...data, '--json', '--samplers', 'smote', '-p', 'smote.k_neighbors=3']);
    const both = await scratch.refused(2, ...data, '--recipe', 'e/v1', '--samplers', 'smote,adasyn');
    assert.match(both.message, /--samplers smote,adasyn too/);
  });

  test('of another target or of other columns is told', async () => {
    const recipe = ['--recipe', 'v1', '-m', 'tree'];
    assert.doesNotMatch(await said('cv', 'small.csv', ...T, ...recipe), /was made/);
    const other = await said('cv', 'small.csv', '-x', 'e', '-t', 'employment', '--drop', 'income', ...recipe);
    assert.match(other, /e\/v0001 was made for the target default, not employment; with income, which/);
  });
});

describe('a recipe is refused (exit 2)', () => {
  const refused = (...args: string[]) => scratch.refused(2, ...cv, ...args);

  test('beside --sampler, with what to do instead', async () => {
    const { message, hint } = await refused('--recipe', 'v1', '--sampler', 'smote');
    assert.match(message, /--recipe v1 .* --sampler smote/);
    assert.match(hint, /leave one of them out; -p/);
  });

  test('of a version that has none, of a file that is none, of nothing', async () => {
    await scratch.json(...cv, '--tag', 'scored');
    const { message, hint } = await refused('--recipe', scratch.folders('e').at(-1)?.slice(0, 5) as string);
    assert.match(message, /is cv and holds no recipe/);
    assert.match(hint, /--recipe last/);
    writeFileSync(scratch.path('no.json'), '{"schema": "assay/recipe/1"}');
    assert.match((await refused('--recipe', 'no.json')).message, /no\.json is no recipe: sampler/);
    writeFileSync(scratch.path('no.json'), '{');
    assert.equal((await refused('--recipe', 'no.json')).code, 'ASSAY_RECIPE_FILE');
    await refused('--recipe', 'gone.json');
    await refused('--recipe', 'v77');
  });
});
