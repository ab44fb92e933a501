/** Cases that a review found, each as a stranger's script would meet it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { stream } from '../../src/core/rng.js';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Evaluated {
  version: string;
  path: string;
  split: { sha256: string };
  metrics: Record<string, { value: number | null }>;
}

const LOANS = ['loans', '-t', 'default'];

describe('folds kept and given', () => {
  before(() => {
    const rng = stream(1, 'splits');
    const rows = Array.from({ length: 120 }, (_, row) => {
      const label = row % 6 === 5 ? '' : rng.uniform() < 0.4 ? 'a' : 'b';
      return `${rng.uniform() + (label === 'a' ? 1 : 0)},${label}`;
    });
    writeFileSync(scratch.path('holes.csv'), `x,label\n${rows.join('\n')}\n`);
  });

  for (const name of ['s.csv', 's.csv.gz']) {
    test(`${name}: --splits takes what --save-splits wrote, rows without a target included`, async () => {
      const cv = ['cv', 'holes.csv', '-t', 'label', '-m', 'logistic'];
      const kept = await scratch.json<Evaluated>(...cv, '--save-splits', name);
      const bytes = readFileSync(scratch.path(name));
      const text = name.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString();
      assert.equal(text.trimEnd().split('\n').length, 121, 'a line per data row and a header');
      const given = await scratch.json<Evaluated>(...cv, '--splits', name);
      assert.equal(given.split.sha256, kept.split.sha256);
      assert.deepEqual(given.metrics, kept.metrics);
      await scratch.refused(2, ...cv, '--save-splits', name);
    });
  }

  test('a file without a column fold is refused', async () => {
    writeFileSync(scratch.path('other.csv'), `x\n${'0\n1\n'.repeat(60)}`);
    const { message } = await scratch.refused(
      2,
      'cv',
      'holes.csv',
      '-t',
      'label',
      '-m',
      'dummy',
      '--splits',
      'other.csv',
    );
    assert.match(message, /no column fold/);
  });
});

describe('what makes two versions one configuration', () => {
  test('cells read otherwise are another row, seeds are not', async () => {
    const cv = ['cv', ...LOANS, '-m', 'logistic', '-x', 'reading'];
    await scratch.json(...cv);
    await scratch.json(...cv, '--na', 'NA,salaried');
    await scratch.json(...cv, '--seed', '7');
    const { rows } = await scratch.json<{ rows: { versions: string[]; differs: Record<string, unknown> }[] }>(
      'compare',
      'reading',
    );
    assert.deepEqual(rows.map(({ versions }) => versions.length).sort(), [1, 2]);
    assert.ok(rows.some(({ differs }) => String(differs.na).includes('salaried')));
  });

  test('--filter keeps what meets it', async () => {
    await scratch.json('cv', ...LOANS, '-m', 'dummy', '-x', 'reading');
    const { versions } = await scratch.json<{ versions: unknown[] }>(
      'list',
      'reading',
      '--filter',
      'model = dummy',
    );
    assert.equal(versions.length, 1);
  });

  test('best:METRIC is the best of what meets --filter, in every command that takes one version', async () => {
    const best = ['best:roc_auc', '-x', 'reading'];
    const all = await scratch.json<{ model: string }>('show', ...best);
    assert.equal(all.model, 'logistic');
    const dummy = [...best, '--filter', 'model = dummy'];
    const { version, model } = await scratch.json<{ version: string; model: string }>('show', ...dummy);
    assert.equal(model, 'dummy');
    assert.match(await scratch.json('list', ...dummy).then(JSON.stringify), new RegExp(`"${version}"`));
    assert.equal((await scratch.json<{ version: string }>('verify', ...dummy)).version, version);
    const noted = await scratch.json<{ versions: { version: string }[] }>('note', ...dummy);
    assert.deepEqual(
      noted.versions.map((one) => one.version),
      [version],
    );
    assert.equal(
      (await scratch.json<{ a: { version: string } }>('diff', 'best:roc_auc', ...dummy)).a.version,
      version,
    );
  });
});

describe('leaks as they were recorded', () => {
  test('a version verifies after someone resamples beside it; a leaky one stays marked when it is run again', async () => {
    const { version } = await scratch.json<Evaluated>(
      'cv',
      'loans',
      '-t',
      'default',
      '-m',
      'tree',
      '-x',
      'clean',
    );
    const made = await scratch.json<Evaluated>(
      'resample',
      ...LOANS,
      '--sampler',
      'random-over',
      '-o',
      'over.csv',
      '-x',
      'clean',
    );
    assert.equal((await scratch.json<{ same: boolean }>('verify', version)).same, true);
    await scratch.refused(4, 'cv', 'over.csv', '-t', 'default', '-m', 'tree');
    const leaky = await scratch.json<Evaluated>(
      'cv',
      'over.csv',
      '-t',
      'default',
      '-m',
      'tree',
      '--allow-leaky',
      '-x',
      'leaky',
    );
    assert.ok(made.path);
    const again = await scratch.json<{ leaky?: boolean }>('rerun', leaky.version, '-E', 'experiments');
    assert.equal(again.leaky, true);
  });

  test('usage comes before a leak, a leak before data that is too small', async () => {
    const cv = ['cv', 'over.csv', '-t', 'default', '-m', 'tree'];
    await scratch.refused(2, ...cv, '--splitter', 'group');
    await scratch.refused(4, ...cv, '-k', '2400');
  });
});

describe('tune', () => {
  test('data that a sampler cannot take is exit 3, as in cv', async () => {
    const lines = Array.from({ length: 60 }, (_, row) => `${row % 7},${row < 2 ? 'rare' : 'usual'}`);
    writeFileSync(scratch.path('rare.csv'), `x,y\n${lines.join('\n')}\n`);
    const words = ['rare.csv', '-t', 'y', '-k', '2', '-m', 'tree', '--sampler', 'smote'];
    const error = await scratch.refused(3, 'cv', ...words);
    assert.deepEqual(await scratch.refused(3, 'tune', ...words, '--trials', '3'), error);
  });

  test('Ctrl-C lets the trial in hand finish and keeps it', async () => {
    const { child, ended } = scratch.start(
      'tune',
      ...LOANS,
      '-m',
      'forest',
      '-p',
      'max_depth=4..20',
      '--trials',
      '500',
      '-x',
      'stopped',
    );
    const trials = scratch.path('experiments', 'stopped', 'v0001-tune-forest', 'trials.jsonl');
    for (let i = 0; i < 1500 && !existsSync(trials); i++) await sleep(20);
    child.kill('SIGINT');
    const { code } = await ended;
    assert.equal(code, 130);
    const kept = readFileSync(trials, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      kept.map(({ number }) => number).sort((a, b) => a - b),
      kept.map((_, i) => i),
      'trials end in order, none is lost',
    );
    assert.ok(kept.every(({ state }) => state === 'complete'));
  });
});

describe('-o', () => {
  test('validate --infer writes the schema and still prints it', async () => {
    const { code, stdout } = await scratch.run('validate', 'loans', '--infer', '-o', 'schema.json');
    assert.equal(code, 0);
    assert.equal(stdout, scratch.text('schema.json'));
    assert.equal((await scratch.run('validate', 'loans', '--schema', 'schema.json')).code, 0);
  });
});
