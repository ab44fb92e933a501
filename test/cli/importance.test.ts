/** `assay importance` through the real program: every task, every kind of rows, the same bytes for any -j. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Results {
  readonly version: string;
  readonly scored_on: string;
  readonly rows: number;
  readonly by: string;
  readonly warnings: readonly { readonly id: string }[];
  readonly importances: readonly {
    readonly column: string;
    readonly value: number;
    readonly ci95: readonly [number, number] | null;
    readonly gain: number | null;
    readonly splits: number | null;
  }[];
}

const ROWS = 300;

/** `word` decides the class, `size` the amount and the kind; `noise` decides nothing. */
function dataText(rows = ROWS): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const word = 'abc'[(i * 7) % 3];
    const size = (i * 37) % 101;
    const label = i % 11 === 0 ? 'yes' : word === 'a' ? 'yes' : 'no';
    const kind = size < 30 ? 'low' : size < 70 ? 'middle' : 'high';
    return `${word},${size},${(i * 53) % 97},${label},${kind},${3 * size + ((i * 29) % 7)}`;
  });
  return `${['word,size,noise,label,kind,amount', ...lines].join('\n')}\n`;
}

const FOREST = ['-m', 'forest', '-p', 'n_estimators=20'];
const featuresFor = (target: string) => [
  'data.csv',
  '-t',
  target,
  '--features',
  'word,size,noise',
  '-x',
  'e',
];

const importanceOf = ({ importances }: Results, name: string) =>
  importances.find(({ column }) => column === name);

before(async () => {
  writeFileSync(scratch.path('data.csv'), dataText());
  await scratch.json('train', ...featuresFor('label'), ...FOREST);
});

describe('assay importance', () => {
  test('the column that decides stands first, with what the fit tells; one document of its kind', async () => {
    const results = await scratch.json<Results>('importance', 'e/v1');
    const { version: _v, path: _p, timings: _t, ...file } = results as Results & Record<string, unknown>;
    assertKind('results-importance', file);
    assert.deepEqual([results.scored_on, results.rows, results.by], ['hold-out', 60, 'f1']);
    assert.deepEqual(results.warnings, []);
    const [first] = results.importances;
    assert.equal(first.column, 'word');
    assert.ok(first.ci95 && first.ci95[0] > 0);
    assert.ok(first.gain !== null && first.gain > 0.5 && (first.splits ?? 0) > 0);
    const noise = importanceOf(results, 'noise')?.ci95;
    assert.ok(noise && noise[0] <= 0 && noise[1] >= 0);
  });

  test('the same bytes for any -j; verify, rerun, show, list and lineage know the step', async () => {
    const one = await scratch.json<Results>('importance', 'e/v1', '--seed', '3', '-j', '1');
    const two = await scratch.json<Results>('importance', 'e/v1', '--seed', '3', '-j', '2');
    assert.deepEqual(one.importances, two.importances);
    await scratch.json('verify', two.version);
    await scratch.json('rerun', two.version);
    const reused = await scratch.json<{ reused?: boolean }>(
      'importance',
      'e/v1',
      '--seed',
      '3',
      '--skip-done',
    );
    assert.equal(reused.reused, true);
    const shown = await scratch.run('show', two.version);
    assert.match(shown.stdout, /swapped +60 rows · f1 lost: word/);
    assert.match((await scratch.run('lineage', two.version)).stdout, /e\/v0001/);
  });

  test('several classes, and a model whose columns are encoded: columns are those of the file', async () => {
    const several = await scratch.json<Results>('train', ...featuresFor('kind'), '-m', 'logistic');
    const results = await scratch.json<Results>('importance', several.version, '--by', 'log_loss');
    assert.equal(results.importances[0].column, 'size');
    assert.ok(importanceOf(results, 'word'));
    assert.ok(results.importances.every(({ gain, splits }) => gain === null && splits === null));
  });

  test('numbers; a model without hold-out is scored on the rows of its fit, and says so', async () => {
    const whole = await scratch.json<Results>(
      'train',
      ...featuresFor('amount'),
      ...FOREST,
      '--test-size',
      '0',
    );
    const { code, stdout, stderr } = await scratch.run('importance', whole.version);
    assert.equal(code, 0);
    assert.match(stderr, /was fitted on these rows/);
    assert.match(stdout, /rows +300 of the fit itself/);
    assert.match(stdout, /size .*█/);
    const searched = ['tune', ...featuresFor('amount'), '-m', 'tree', '--trials', '2', '-k', '2'];
    const tuned = await scratch.json<Results>(...searched);
    const results = await scratch.json<Results>('importance', tuned.version, '--by', 'mae');
    assert.deepEqual([results.scored_on, results.warnings[0].id], ['training', 'training-rows']);
    assert.equal(results.importances[0].column, 'size');
  });

  test('DATA: all its rows that have the target; rows as csv', async () => {
    const more = `${dataText(80)}a,3,5,,low,1\n`;
    writeFileSync(scratch.path('more.csv'), more);
    const results = await scratch.json<Results>('importance', 'e/v1', 'more.csv');
    assert.deepEqual([results.scored_on, results.rows], ['data', 80]);
    await scratch.json('verify', results.version);
    const { stdout } = await scratch.run('importance', 'e/v1', 'more.csv', '--format', 'csv');
    const lines = stdout.trim().split('\n');
    assert.equal(lines[0], 'column,type,value,low,high,std,gain,splits');
    assert.equal(lines.length, 4);
    const own = await scratch.json<Results>('importance', 'e/v1', 'data.csv');
    assert.deepEqual(
      own.warnings.map(({ id }) => id),
      ['training-rows'],
    );
  });

  test('what cannot be: exit codes and what to do', async () => {
    writeFileSync(scratch.path('other.csv'), dataText(60).replaceAll(',no,', ',maybe,'));
    writeFileSync(scratch.path('blind.csv'), dataText(60).replace('label', 'labels'));
    const unknown = await scratch.refused(3, 'importance', 'e/v1', 'other.csv');
    assert.match(`${unknown.message} ${unknown.hint}`, /"maybe".*does not know.*no, yes/);
    const blind = await scratch.refused(2, 'importance', 'e/v1', 'blind.csv');
    assert.match(`${blind.message} ${blind.hint}`, /no column "label".*"labels"/);
    const reading = await scratch.refused(2, 'importance', 'e/v1', '--na', 'x');
    assert.match(reading.message, /--na is of a DATA/);
    const metric = await scratch.refused(2, 'importance', 'e/v1', '--by', 'rmse');
    assert.match(metric.message, /rmse is not a metric of a binary/);
    const { version } = await scratch.json<Results>('cv', ...featuresFor('label'), '-m', 'tree', '-k', '2');
    const scored = await scratch.refused(2, 'importance', version);
    assert.match(scored.message, /cv saves no model/);
  });
});
