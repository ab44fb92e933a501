import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rowText } from '../../src/report/row-text.js';

const rows = [
  { version: 'x/v0001', f1: 0.47712345678, std: null, note: 'a, "b"|c' },
  { version: 'x/v0002', f1: 0.4, std: 0.1, note: '' },
];

describe('rows as text', () => {
  test('csv: full precision, quoted where needed, missing is blank', () => {
    assert.equal(
      rowText(rows, 'csv'),
      'version,f1,std,note\nx/v0001,0.47712345678,,"a, ""b""|c"\nx/v0002,0.4,0.1,\n',
    );
  });

  test('md: a line a row, pipes escaped', () => {
    const lines = rowText(rows, 'md').trim().split('\n');
    assert.equal(lines.length, 4);
    assert.match(lines[2], /^\|x\/v0001\|0\.4771\d*\|\|a, "b"\\\|c\|$/);
  });

  test('md: more rows than arquero shows by default', () => {
    const many = Array.from({ length: 300 }, (_, i) => ({ i }));
    assert.equal(rowText(many, 'md').trim().split('\n').length, 302);
  });

  test('jsonl: one document a line; no rows, no text', () => {
    assert.deepEqual(
      rowText(rows, 'jsonl')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
      rows,
    );
    assert.equal(rowText([], 'csv'), '');
  });
});
