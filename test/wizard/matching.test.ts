import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Surface } from '../../src/wizard/asked.js';
import { matching } from '../../src/wizard/matching.js';
import { askForData } from '../../src/wizard/questions/data.js';

const named = (...names: string[]) => names.map((name) => ({ value: name, name }));
const found = (term: string, ...names: string[]) => matching(named(...names), term).map(({ name }) => name);

test('the name itself comes first, then its start, a start of a word, any part', () => {
  assert.deepEqual(found('age', 'wages', 'mean_age', 'mean-age', 'agent', 'AGE', 'age', 'sex'), [
    'age',
    'AGE',
    'agent',
    'mean_age',
    'mean-age',
    'wages',
  ]);
  assert.deepEqual(found('', 'b', 'a'), ['b', 'a']);
});

test('the file that was typed is the one that Enter takes', async (context) => {
  const cwd = mkdtempSync(join(tmpdir(), 'assay-matching-'));
  context.after(() => rmSync(cwd, { recursive: true, force: true }));
  for (const name of ['california-housing.csv', 'g.csv']) writeFileSync(join(cwd, name), 'a,b\n1,2\n');
  const { choices } = await askForData('Which data?', { cwd, env: {} } as Surface);
  assert.deepEqual(
    choices('g.csv').map(({ value }) => value),
    ['g.csv', 'california-housing.csv'],
  );
  assert.equal(choices('./g.csv')[0].value, './g.csv');
});
