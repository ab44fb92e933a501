import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Outcome } from './run-assay.js';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

function piped(content: string | Uint8Array, ...args: string[]): Promise<Outcome> {
  const { child, ended } = scratch.start(...args);
  child.stdin?.end(content);
  return ended;
}

const csv = 'a,b,y\n1,x,no\n2,y,yes\n3,x,no\n4,y,yes\n';
const rows = (text: string) => (JSON.parse(text) as { rows: unknown[] }).rows;

describe('the data set -', () => {
  test('CSV, gzipped CSV and JSON Lines by their first bytes', async () => {
    const lines = '{"a":1,"b":"x","y":"no"}\n{"a":2,"b":"y","y":"yes"}\n';
    for (const content of [csv, gzipSync(csv), lines]) {
      const { code, stdout } = await piped(content, 'data', 'head', '-', '-n', '2', '--json');
      assert.equal(code, 0);
      assert.deepEqual(rows(stdout), [
        { a: 1, b: 'x', y: 'no' },
        { a: 2, b: 'y', y: 'yes' },
      ]);
    }
  });

  test('a step names it stdin, and needs --data to run again', async () => {
    const ran = await piped(csv, 'eda', '-', '-t', 'y', '--json');
    assert.equal(ran.code, 0, ran.stderr);
    assert.equal((JSON.parse(ran.stdout) as { version: string }).version, 'stdin/v0001');
    const manifest = JSON.parse(scratch.text('experiments/stdin/v0001-eda/manifest.json')) as {
      data: { path: string; sha256: string };
    };
    assert.equal(manifest.data.path, '-');
    assert.equal(manifest.data.sha256, createHash('sha256').update(csv).digest('hex'));
    const again = await piped('', 'verify', 'stdin/v1');
    assert.equal(again.code, 1);
    assert.match(again.stderr, /standard input.*--data FILE/s);
    writeFileSync(scratch.path('kept.csv'), csv);
    const verified = await piped('', 'verify', 'stdin/v1', '--data', 'kept.csv');
    assert.equal(verified.code, 0, verified.stderr);
  });

  test('nothing in it', async () => {
    const { code, stderr } = await piped('', 'data', 'head', '-');
    assert.equal(code, 3);
    assert.match(stderr, /standard input is empty/);
  });
});
