import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bySynonym, closest, unknownName } from '../../src/core/suggest.js';

const MODELS = ['dummy', 'tree', 'forest', 'boost', 'logistic'];

describe('suggestions', () => {
  test('by spelling: edits and swaps, beginnings, nothing when too far', () => {
    assert.equal(closest('forset', MODELS), 'forest');
    assert.equal(closest('logi', MODELS), 'logistic');
    assert.equal(closest('transformer', MODELS), undefined);
  });

  test('a short word is near only to what differs in one letter', () => {
    const options = ['time', 'na', 'seed', 'by', 'x'];
    for (const typed of ['like', 'bad', '', 'q']) assert.equal(closest(typed, options), undefined, typed);
    assert.equal(closest('sed', options), 'seed');
    assert.equal(closest('tiem', options), 'time');
  });

  test('by synonym, whatever case and dashes', () => {
    const synonyms = { forest: ['random-forest'] };
    assert.equal(bySynonym('RandomForest', synonyms, MODELS), 'forest');
    assert.equal(bySynonym('RandomForest', synonyms, ['tree']), undefined);
  });

  test('an unknown id is exit 2 and names the nearest and all', () => {
    for (const [typed, near] of [
      ['rf', 'forest'],
      ['xgb', 'boost'],
      ['logistc', 'logistic'],
    ]) {
      const error = unknownName('model', typed, MODELS);
      assert.equal(error.exitCode, 2);
      assert.equal(error.message, `unknown model "${typed}"`);
      assert.equal(error.hint, `did you mean "${near}"? known: ${MODELS.join(', ')}`);
    }
    assert.equal(unknownName('model', 'transformer', MODELS).hint, `known: ${MODELS.join(', ')}`);
    assert.equal(unknownName('model', 'transformer', []).hint, 'none is known');
  });
});
