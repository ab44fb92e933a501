import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const source = new URL('../../../src/store/', import.meta.url);

test('listing and claiming never load zod: definitions are imported as types, or when a version is used', () => {
  const names = readdirSync(source);
  assert.ok(names.length > 10);
  for (const name of names) {
    const text = readFileSync(new URL(name, source), 'utf8');
    assert.doesNotMatch(text, /^import (?!type )[^;]*'(zod|\.\.\/core\/schemas\/[^']*)'/m, name);
  }
});
