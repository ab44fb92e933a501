/** What `resample` wrote is refused as data to be scored on, in whatever form it comes back; its source is not. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { stream } from '../../src/core/rng.js';
import { inPairs, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const T = ['-t', 'default'];
const SAMPLERS = ['smote', 'random-over'] as const;
const written: Record<string, { path: string; version: string }> = {};

/** Header and rows as cells; the generated files quote nothing. */
function cellsOf(path: string): string[][] {
  const text = readFileSync(scratch.path(path), 'utf8');
  assert.ok(!text.includes('"'));
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

function writeCells(path: string, cells: readonly (readonly string[])[]): string {
  writeFileSync(scratch.path(path), `${cells.map((row) => row.join(',')).join('\n')}\n`);
  return path;
}

const shuffled = <T>(items: readonly T[]): T[] => stream(3, 'shuffle').shuffle([...items]);

before(async () => {
  mkdirSync(scratch.path('elsewhere'));
  await scratch.run('data', 'generate', 'loans', '--rows', '260', '--seed', '8', '-o', 'small.csv');
  for (const sampler of [...SAMPLERS, 'random-under']) {
    const { path, version } = await scratch.json<{ path: string; version: string }>(
      'resample',
      'small.csv',
      ...T,
      '--sampler',
      sampler,
      '-x',
      'made',
    );
    written[sampler] = { path: `${path}/data.csv`, version };
  }
});

/** Forms in which the written table may come back: name → path of the file, made from that of data.csv. */
const FORMS: Readonly<Record<string, (data: string, sampler: string) => string>> = {
  'as it is': (data) => data,
  'copied elsewhere': (data, sampler) => {
    const copy = `elsewhere/${sampler}.csv`;
    copyFileSync(scratch.path(data), scratch.path(copy));
    return copy;
  },
  'rows shuffled': (data, sampler) => {
    const [header, ...rows] = cellsOf(data);
    return writeCells(`${sampler}-shuffled.csv`, [header, ...shuffled(rows)]);
  },
  gzipped: (data, sampler) => {
    const path = `${sampler}.csv.gz`;
    writeFileSync(scratch.path(path), gzipSync(readFileSync(scratch.path(data))));
    return path;
  },
  'as TSV with CRLF': (data, sampler) => {
    const path = `${sampler}.tsv`;
    const lines = cellsOf(data).map((row) => row.join('\t'));
    writeFileSync(scratch.path(path), `${lines.join('\r\n')}\r\n`);
    return path;
  },
  'columns reordered and renamed': (data, sampler) => {
    const cells = cellsOf(data);
    const order = shuffled(Array.from(cells[0].keys()));
    const rows = cells.map((row) => order.map((at) => row[at]));
    rows[0] = rows[0].map((name) => (name === 'default' ? name : `${name}_renamed`));
    return writeCells(`${sampler}-columns.csv`, rows);
  },
  'a shuffled three quarters, with rows of the source among them': (data, sampler) => {
    const [header, ...rows] = cellsOf(data);
    const kept = sampler === 'smote' ? shuffled(rows).slice(0, 0.75 * rows.length) : rows.slice(30);
    return writeCells(`${sampler}-part.csv`, [header, ...kept]);
  },
};

/** Cheap to run when it is not refused. */
const STEPS: readonly (readonly string[])[] = [
  ['cv', '-m', 'dummy'],
  ['train', '-m', 'dummy'],
  ['tune', '-m', 'tree', '--trials', '1'],
  ['imbalance', '-m', 'dummy', '--samplers', 'random-under'],
];

for (const sampler of SAMPLERS) {
  describe(`what resample ${sampler} wrote`, () => {
    for (const [form, make] of Object.entries(FORMS)) {
      test(`${form}: exit 4, with the version named and nothing written`, async () => {
        const data = make(written[sampler].path, sampler);
        const steps = form === 'as it is' || form === 'rows shuffled' ? STEPS : STEPS.slice(0, 1);
        await inPairs(steps, async ([step, ...rest]) => {
          const { code, message, hint } = await scratch.refused(
            4,
            step,
            data,
            ...T,
            ...rest,
            '-x',
            'refused',
          );
          assert.equal(code, 'ASSAY_LEAKY_DATA');
          assert.ok(message.includes(written[sampler].version), message);
          assert.match(hint, /--sampler.*--allow-leaky/);
        });
        const { stdout } = await scratch.run('list', '-x', 'refused', '--format', 'json');
        assert.ok(!stdout.includes('refused/v'), stdout);
      });
    }
  });
}

test('what a resample wrote that was killed before its end is refused as well', async () => {
  const manifest = scratch.path(written.smote.path.replace('data.csv', 'manifest.json'));
  const text = readFileSync(manifest, 'utf8');
  for (const broken of [text.replace('"status": "done"', '"status": "interrupted"'), '{']) {
    assert.notEqual(broken, text);
    writeFileSync(manifest, broken);
    await scratch.refused(4, 'cv', written.smote.path, ...T, '-m', 'dummy');
  }
  writeFileSync(manifest, text);
});

test('of versions that share made rows that one is named whose rows the file holds most completely', async () => {
  const words = ['resample', 'small.csv', ...T, '--sampler', 'smote-enn', '-x', 'made'];
  const { path, version } = await scratch.json<{ path: string; version: string }>(...words);
  const cells = cellsOf(`${path}/data.csv`);
  const part = writeCells('smote-enn-part.csv', cells.slice(0, -5));
  for (const [data, holds] of [
    [`${path}/data.csv`, 'the rows that'],
    [part, '% of the rows made or repeated by what'],
  ]) {
    const { message } = await scratch.refused(4, 'cv', data, ...T, '-m', 'dummy');
    assert.ok(message.includes(`${holds} ${version} (resample smote-enn)`), message);
  }
});

test('what random-under wrote is recognised as a whole', async () => {
  await scratch.refused(4, 'cv', written['random-under'].path, ...T, '-m', 'dummy');
});

describe('what passes', () => {
  const passes = async (data: string) => {
    const { warnings, leaky } = await scratch.json<{ warnings: { id: string }[]; leaky?: boolean }>(
      'cv',
      data,
      ...T,
      '-m',
      'dummy',
      '-x',
      'passed',
    );
    assert.ok(!warnings.some(({ id }) => id === 'leaky-data'));
    assert.equal(leaky, undefined);
  };

  test('the source, and the source shuffled', async () => {
    const [header, ...rows] = cellsOf('small.csv');
    await passes('small.csv');
    await passes(writeCells('source-shuffled.csv', [header, ...shuffled(rows)]));
  });

  test('plain subsets of the source', async () => {
    const [header, ...rows] = cellsOf('small.csv');
    await passes(writeCells('first.csv', [header, ...rows.slice(0, 150)]));
    await passes(writeCells('some.csv', [header, ...shuffled(rows).slice(0, 130)]));
  });

  test('the source of categories, though its centroids equal rows of it', async () => {
    const rng = stream(6, 'categories');
    const cell = () => 'abcd'[rng.below(4)];
    const rows = Array.from({ length: 200 }, (_, row) => [cell(), cell(), row % 5 ? 'no' : 'yes']);
    writeCells('words.csv', [['one', 'two', 'default'], ...rows]);
    const { path } = await scratch.json<{ path: string }>(
      ...['resample', 'words.csv', ...T, '--sampler', 'cluster-centroids', '-x', 'made'],
    );
    await passes('words.csv');
    await scratch.refused(4, 'cv', `${path}/data.csv`, ...T, '-m', 'dummy');
  });

  test('what resample --sampler none wrote: it changed nothing', async () => {
    const { path } = await scratch.json<{ path: string }>(
      'resample',
      'small.csv',
      ...T,
      '--sampler',
      'none',
      '-x',
      'made',
    );
    await passes(`${path}/data.csv`);
  });

  test('resample itself takes what resample wrote, and the result is refused too', async () => {
    const again = await scratch.json<{ path: string }>(
      'resample',
      written['random-under'].path,
      ...T,
      '--sampler',
      'random-over',
      '-p',
      'sampling_strategy=1',
      '-x',
      'twice',
    );
    await scratch.refused(4, 'cv', `${again.path}/data.csv`, ...T, '-m', 'dummy');
  });
});
