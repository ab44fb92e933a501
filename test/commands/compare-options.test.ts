import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../src/commands/compare.js';

const option = (name: string) => {
  const found = compare.options.find((spec) => spec.name === name);
  if (!found) throw new Error(`compare has no --${name}`);
  return found;
};

test('a test that is too liberal with few rows is never chosen unasked', () => {
  const { default: chosen, help } = option('test');
  assert.equal(chosen, 'corrected-t');
  assert.match(help, /5x2cv F.*too often/);
});

test('--correction says which error each one controls', () => {
  const { default: chosen, help } = option('correction');
  assert.equal(chosen, 'holm');
  assert.match(help, /holm .*family-wise error.*bh .*false discovery rate.*not the family-wise error/);
});
