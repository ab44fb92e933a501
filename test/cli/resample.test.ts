/** `assay resample` through the program: Parquet, the column that tells made rows, and a table that is known again. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

describe('--weights, --groups, --time', () => {
  const ROLES = ['--groups', 'patient', '--weights', 'w', '--time', 'day'];
  const visits = ['resample', 'visits.csv', '-t', 'ill', '-x', 'v'];

  before(() => {
    const lines = Array.from({ length: 60 }, (_, i) => {
      const ill = i % 5 === 0 ? 'yes' : 'no';
      const weight = i === 7 ? 0 : 1 + (i % 4);
      return [`v${i}`, `p${i % 10}`, weight, `2024-01-${10 + (i % 20)}`, (i * 7) % 13, i / 2, ill].join(',');
    });
    writeFileSync(scratch.path('visits.csv'), `${['visit,patient,w,day,a,b,ill', ...lines].join('\n')}\n`);
  });

  test('a new row has those of the row that it grew from, and no id', async () => {
    const made = await scratch.json<Made>(...visits, ...ROLES, '--synthetic-flag', '-o', 'v.csv');
    assertKind('results-resample', JSON.parse(scratch.text(made.path, 'results.json')));
    assertKind('recipe', JSON.parse(scratch.text(made.path, 'recipe.json')));
    assert.deepEqual(made.carried, ['w', 'patient', 'day']);
    assert.deepEqual(made.features, ['a', 'b']);
    const rows = await rowsOf('v.csv');
    const roles = ({ patient, w, day }: Record<string, unknown>) => [patient, w, day].join(' ');
    const ofIll = new Set(rows.filter(({ synthetic, ill }) => synthetic === 0 && ill === 'yes').map(roles));
    const ownRows = rows.filter(({ synthetic }) => synthetic === 1);
    assert.equal(ownRows.length, made.synthetic);
    for (const row of ownRows) {
      assert.ok(ofIll.has(roles(row)), roles(row));
      assert.equal(row.visit, null);
    }
    assert.ok(!rows.some(({ visit }) => visit === 'v7'), 'a row without weight is in no fit');
    assert.deepEqual(
      made.warnings.map(({ id }) => id),
      ['weightless-rows'],
    );
    assert.equal((await scratch.json<{ same: boolean }>('verify', made.version)).same, true);
  });

  test('centres have those of the nearest row, repeats their own; the screen says what goes along', async () => {
    for (const sampler of ['cluster-centroids', 'random-over']) {
      const { code, stdout } = await scratch.run(
        ...visits,
        ...ROLES,
        '--sampler',
        sampler,
        '-y',
        '-o',
        'v.csv',
      );
      assert.equal(code, 0);
      assert.match(stdout, /2 used · from the row grown from: w, patient, day · left out: visit/);
      const rows = await rowsOf('v.csv');
      assert.ok(rows.some(({ visit }) => visit === null));
      assert.ok(rows.every(({ patient, w, day }) => patient !== null && w !== null && day !== null));
    }
  });

  test('the next step is offered with them', async () => {
    const { stdout } = await scratch.run(...visits, ...ROLES);
    assert.match(stdout, /assay cv visits\.csv .*--weights w --groups patient --time day/);
  });
});

test('rows that a strategy cannot have are refused before a version is claimed', async () => {
  const strategies = {
    'random-under': ['0.2', 'yes:100'],
    smote: ['0.2', 'no:2'],
    'smote+tomek-links': ['smote.0.2'],
  };
  for (const [sampler, asked] of Object.entries(strategies)) {
    for (const one of asked) {
      const [owner, value] = one.startsWith('smote.') ? ['smote.', one.slice(6)] : ['', one];
      const param = `${owner}sampling_strategy=${value}`;
      await scratch.refused(
        2,
        'resample',
        'in.csv',
        '-t',
        'y',
        '-x',
        'none',
        '--sampler',
        sampler,
        '-p',
        param,
      );
    }
  }
  assert.ok(!existsSync(scratch.path('experiments', 'none')));
});

test('a link that a chain does not know is named alone, and none is no suggestion', async () => {
  const { message, hint } = await scratch.refused(
    2,
    ...['resample', 'small.csv', '-t', 'default', '--sampler', 'smote+nope'],
  );
  assert.equal(message, 'unknown sampler "nope"');
  assert.doesNotMatch(hint, /"none"/);
});

test('a store where no folder can be made', { skip: !existsSync('/proc/self') }, async () => {
  const { message } = await scratch.refused(
    1,
    ...['resample', 'small.csv', '-t', 'default', '-E', '/proc/store', '--sampler', 'random-under'],
  );
  assert.match(message, /\/proc\/store.*: no such file or folder/);
});

test('-o with the ending of another format names those there are', async () => {
  const { hint } = await scratch.refused(2, ...SMOTE, '-o', 'made.xlsx');
  assert.match(hint, /\.csv.*\.parquet/);
});
