/** `assay doctor` in folders that are well and in folders that are not. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import type { DoctorDocument } from '../../src/core/schemas/doctor.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

async function examined(...args: string[]) {
  const { code, stdout, stderr } = await scratch.run('doctor', ...args, '--json');
  assert.equal(stderr, '');
  const document = JSON.parse(stdout) as DoctorDocument;
  assertKind('doctor', document);
  assert.equal(code, document.healthy ? 0 : 1);
  const of = (id: string) => document.findings.find((finding) => finding.id === id);
  return { document, of };
}

test('a sound installation: everything runs, and the bytes are the expected ones', async () => {
  const { document, of } = await examined();
  const ids = document.findings.map(({ id }) => id);
  const all = [
    'node',
    'machine',
    'kernels',
    'workers',
    'duckdb',
    'fit',
    'store',
    'disk',
    'assay.yaml',
    'terminal',
  ];
  assert.deepEqual(ids, all);
  for (const id of ['kernels', 'workers', 'duckdb', 'fit', 'store', 'assay.yaml']) {
    assert.equal(of(id)?.state, 'ok', of(id)?.message);
  }
});

test('a broken assay.yaml is a finding with its line, not an error', async () => {
  writeFileSync(scratch.path('assay.yaml'), 'data: a.csv\nfoldz: 3\n');
  const { of } = await examined();
  rmSync(scratch.path('assay.yaml'));
  assert.equal(of('assay.yaml')?.state, 'fail');
  assert.match(of('assay.yaml')?.message ?? '', /assay\.yaml:2: unknown key "foldz"/);
});

test('a version without a manifest is named', async () => {
  mkdirSync(scratch.path('experiments', 'lost', 'v0001-cv-tree'), { recursive: true });
  const { of } = await examined();
  assert.equal(of('store')?.state, 'warn');
  assert.match(of('store')?.message ?? '', /1 corrupt \(lost\/v0001\)/);
});

test('a store that is a file fails', async () => {
  writeFileSync(scratch.path('file'), '');
  const { of } = await examined('-E', 'file');
  assert.equal(of('store')?.state, 'fail');
});

test('the screen has a line for each, and what to do under it', async () => {
  const { stdout } = await scratch.run('doctor', '-E', 'file');
  assert.match(stdout, /^ok {4}kernels /m);
  assert.match(stdout, /^fail {2}store .*\n +do: /m);
  assert.match(stdout, /1 of 10 checks failed/);
});
