/** Columns in parameters are named as in options, and kept by name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boost } from '../../src/core/models/boost.js';
import { nameFeatures } from '../../src/workflows/named-features.js';

const columns = ['id', 'bill_1', 'bill_2', 'a,b', '2', 'y'];
const names = { columns, features: columns.filter((name) => name !== 'id' && name !== 'y') };
const named = (params: Record<string, string>) => nameFeatures(boost.params, params, names);
const signs = (text: string) => named({ monotonic_cst: text }).monotonic_cst;
const groups = (text: string) => named({ interaction_cst: text }).interaction_cst;

test('monotonic_cst: names, globs, positions; a real name wins', () => {
  assert.equal(signs('bill_1:1,bill_2:-1'), 'bill_1:1,bill_2:-1');
  assert.equal(signs('bill_*:1'), 'bill_1:1,bill_2:1');
  assert.equal(signs('3:-1'), 'bill_2:-1');
  assert.equal(signs('2:1'), '2:1');
  assert.equal(signs('{"a,b": 1}'), '{"a,b": 1}');
  assert.equal(signs('4:1,bill_1:0'), '{"a,b":1,"bill_1":0}');
  assert.equal(nameFeatures(boost.params, { monotonic_cst: null, l2: 1 }, names).l2, 1);
});

test('monotonic_cst: what names a column twice, or none that is a feature, is refused', () => {
  assert.throws(() => signs('bill_*:1,bill_1:-1'), { exitCode: 2, message: /names bill_1 twice/ });
  assert.throws(() => signs('last:1'), { exitCode: 2, message: /unknown feature in monotonic_cst "y"/ });
  assert.throws(() => signs('9:1'), { exitCode: 2, message: /"9"/ });
  assert.throws(() => signs('paid*:1'), { exitCode: 2, message: /"paid\*"/ });
});

test('interaction_cst: a glob joins what it matches, features alone; words are no columns', () => {
  assert.equal(groups('bill_*+2'), 'bill_1+bill_2+2');
  assert.equal(groups('bill_*+bill_1'), 'bill_1+bill_2');
  assert.equal(groups('*'), '[["bill_1","bill_2","a,b","2"]]');
  assert.equal(groups('no_interactions'), 'no_interactions');
  assert.throws(() => groups('bill_1+1'), {
    exitCode: 2,
    message: /unknown feature in interaction_cst "id"/,
  });
});
