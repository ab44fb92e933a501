/** Metrics with a parameter, of one class and of costs, through the real program: scored, gated, filtered, ranked, verified. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Results {
  readonly version: string;
  readonly by: string;
  readonly cost?: readonly string[];
  readonly metrics: Readonly<Record<string, { readonly value: number }>>;
  readonly baseline: Readonly<Record<string, { readonly value: number }>>;
  readonly confusion: readonly (readonly number[])[];
  readonly gates: readonly { readonly metric: string; readonly passed: boolean }[];
}

const ROWS = 120;
/** The label follows `a` but in every fifth row; a row in error costs its `price`, which is 10 everywhere. */
function dataText(): string {
  const lines = Array.from({ length: ROWS }, (_, i) => {
    const label = (i % 2 === 0) !== (i % 5 === 0) ? '>50K' : '<=50K';
    return `${i % 2},${(i * 7) % 11},${i < 60 ? 10 : 20},${label}`;
  });
  return `${['a,b,price,income', ...lines].join('\n')}\n`;
}

const DATA = ['data.csv', '-t', 'income', '--positive', '>50K', '-x', 'e', '-m', 'tree', '-p', 'max_depth=2'];

before(() => writeFileSync(scratch.path('data.csv'), dataText()));

describe('names of metrics on the command line', () => {
  test('cv scores, gates and verifies them; filter and compare find them', async () => {
    const done = await scratch.json<Results>(
      'cv',
      ...[...DATA, '--metrics', 'fbeta@0.50,f1:<=50K,lift@0.1', '--cost', 'fp=1,fn=price', '--by', 'cost'],
      ...['--require', 'recall:<=50K >= 0.5', '--require', 'cost.high < 100'],
    );
    for (const id of ['fbeta@0.5', 'f1:<=50K', 'lift', 'cost', 'recall:<=50K', 'f1'])
      assert.ok(id in done.metrics, id);
    assert.equal(done.by, 'cost');
    assert.deepEqual(done.cost, ['fp=1', 'fn=price']);
    assert.deepEqual(
      done.gates.map(({ metric, passed }) => [metric, passed]),
      [
        ['recall:<=50K', true],
        ['cost.high', true],
      ],
    );
    const misses = done.confusion[1][0];
    const alarms = done.confusion[0][1];
    const { value } = done.metrics.cost;
    assert.ok(value * ROWS >= alarms + 10 * misses && value * ROWS <= alarms + 20 * misses);
    assert.ok(done.baseline.cost.value < 1, 'always >50K costs one a row at most');
    assert.equal((await scratch.run('verify', done.version)).code, 0);
    const filter = 'fbeta@0.5 > 0 and "f1:<=50K" > 0 and cost < 100';
    const { versions } = await scratch.json<{ versions: unknown[] }>('list', '-x', 'e', '--filter', filter);
    assert.equal(versions.length, 1);
    const ranked = await scratch.json<{ by: string }>('compare', 'e', '--by', 'f1:<=50K');
    assert.equal(ranked.by, 'f1:<=50K');
  });

  test('cost without costs, and a class that is none, are refused before anything runs', async () => {
    const refused = async (...options: string[]) => {
      const { code, stderr } = await scratch.run('cv', ...DATA, ...options);
      assert.equal(code, 2);
      return stderr;
    };
    assert.match(await refused('--by', 'cost'), /--cost fp=1,fn=5/);
    assert.match(await refused('--metrics', 'f1:50K'), /its classes: <=50K, >50K/);
    assert.match(await refused('--cost', 'fn=prise'), /no column "prise"/);
  });
});
