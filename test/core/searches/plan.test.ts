import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AssayError } from '../../../src/core/errors.js';
import { models } from '../../../src/core/models/list.js';
import { planSearch, type SearchRequest } from '../../../src/core/searches/plan.js';

const plan = (model: string, request: Partial<SearchRequest> = {}) =>
  planSearch(models.get(model), { search: 'random', trials: null, space: {}, fixed: [], ...request });

const refused = (message: RegExp) => (error: unknown) =>
  error instanceof AssayError && error.exitCode === 2 && message.test(`${error.message}\n${error.hint}`);

describe('what a search is to do', () => {
  test('default trials: 30 at random, all of a grid', () => {
    assert.equal(plan('forest').trials, 30);
    assert.equal(plan('forest', { search: 'Grid' }).trials, 125);
    assert.equal(plan('forest', { search: 'grid', trials: 7 }).trials, 7);
  });

  test('default ranges less what was fixed; ranges that were given alone', () => {
    const { max_depth: fixed, ...rest } = plan('forest').space;
    assert.ok(fixed);
    assert.deepEqual(plan('forest', { fixed: ['max_depth'] }).space, rest);
    const space = { max_depth: { low: 2, high: 3, integer: true } };
    assert.deepEqual(plan('forest', { space }).space, space);
  });

  test('a grid of very many settings is run when its number is named', () => {
    const large = { search: 'grid', trials: null };
    assert.throws(() => plan('ml-xgboost', large), refused(/28,125 settings[\s\S]*--trials/));
    assert.equal(plan('ml-xgboost', { ...large, trials: 28_125 }).trials, 28_125);
  });

  test('nothing to search, and no such search', () => {
    assert.throws(() => plan('dummy'), refused(/dummy has no parameter left to search[\s\S]*-p max_depth/));
    assert.throws(() => plan('tree', { search: 'gird' }), refused(/unknown search "gird"[\s\S]*grid/));
  });
});
