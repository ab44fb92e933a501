/** `assay resample` through the program: Parquet, the column that tells made rows, and a table that is known again. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Recipe } from '../../src/core/schemas/recipe.js';
import type { ResampleResults } from '../../src/core/schemas/resample.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const SMOTE = ['resample', 'small.csv', '-t', 'default', '-x', 'e', '--sampler', 'smote'];

type Made = ResampleResults & { version: string; path: string };

before(async () => {
  const { code } = await scratch.run('data', 'generate', 'loans', '--rows', '300', '-o', 'small.csv');
  assert.equal(code, 0);
});

const rowsOf = async (file: string) =>
  (await scratch.json<{ rows: Record<string, unknown>[] }>('data', 'head', file, '-n', '1000')).rows;

describe('Parquet and --synthetic-flag', () => {
  let made: Made;

  before(async () => {
    made = await scratch.json<Made>(...SMOTE, '--synthetic-flag', 'is_new', '-o', 'made.parquet');
  });

  test('-o FILE.parquet holds the rows, the column tells those that were made', async () => {
    assert.deepEqual(
      readFileSync(scratch.path('made.parquet')),
      readFileSync(scratch.path(made.path, 'data.parquet')),
    );
    const rows = await rowsOf('made.parquet');
    assert.equal(rows.filter((row) => row.is_new === 1).length, made.synthetic);
    assert.equal(rows.filter((row) => row.is_new === 0).length, 300);
    const recipe = JSON.parse(scratch.text(made.path, 'recipe.json')) as Recipe;
    assertKind('recipe', recipe);
    assert.equal(recipe.synthetic_flag, 'is_new');
  });

  test('it is known with the column, and without it', async () => {
    const flagged = await scratch.refused(4, 'cv', 'made.parquet', '-t', 'default', '-m', 'dummy');
    assert.match(flagged.message, /the rows that e\/v0001/);
    const plain = [...SMOTE, '-o', 'plain.csv', '-x', 'elsewhere', '-E', 'other'];
    assert.equal((await scratch.run(...plain)).code, 0);
    const dropped = await scratch.refused(4, 'cv', 'plain.csv', '-t', 'default', '-m', 'dummy');
    assert.match(dropped.message, /the rows that e\/v0001/);
  });

  test('verify writes the same Parquet', async () => {
    const verdict = await scratch.json<{ same: boolean; files: { file: string }[] }>('verify', made.version);
    assert.equal(verdict.same, true);
    assert.ok(verdict.files.some(({ file }) => file === 'data.parquet'));
    assert.ok(verdict.files.some(({ file }) => file === 'plots/projection.svg'));
  });

  test('without a name it is synthetic; repeats are told too; a name that is taken is refused', async () => {
    const over = ['resample', 'small.csv', '-t', 'default', '-x', 'e', '--sampler', 'random-over'];
    const repeated = await scratch.json<Made>(...over, '-o', 'over.csv', '--synthetic-flag');
    const rows = await rowsOf('over.csv');
    assert.equal(rows.filter((row) => row.synthetic === 1).length, repeated.repeated);
    assert.equal(repeated.quality.looked_at, null);
    const { code } = await scratch.refused(2, ...SMOTE, '--synthetic-flag', 'age');
    assert.equal(code, 'ASSAY_SYNTHETIC_FLAG');
  });

  test('the report is about new rows: -j moves none of it', async () => {
    assertKind('results-resample', JSON.parse(scratch.text(made.path, 'results.json')));
    const { quality } = made;
    assert.ok(quality.looked_at && quality.nearest && quality.projection && quality.discriminator);
    const auc = quality.discriminator.roc_auc.value ?? Number.NaN;
    assert.ok(auc > 0 && auc < 1);
    assert.ok(quality.nearest.synthetic.median < (quality.nearest.real?.median ?? 0));
    const again = await scratch.json<Made>(...SMOTE, '-j', '2');
    assert.deepEqual(again.quality, quality);
    const spec = JSON.parse(scratch.text(made.path, 'plots', 'projection.json'));
    const drawn = spec.data.values.filter(({ row }: { row: string }) => row === 'new');
    assert.equal(drawn.length, Math.min(1000, made.synthetic));
  });
});
