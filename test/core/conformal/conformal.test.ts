import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  conformalSpec,
  conformalText,
  coverageLevels,
  leastRows,
  levelName,
  rankOf,
} from '../../../src/core/conformal/conformal.js';
import { AssayError } from '../../../src/core/errors.js';
import type { Task } from '../../../src/core/task.js';
import { classTask } from '../made-table.js';

const NUMBERS: Task = { kind: 'regression', target: 'y', classes: [], positive: null };
const CLASSES = classTask(['a', 'b']);

const isUsage = (error: unknown) => error instanceof AssayError && error.exitCode === 2;

describe('what is asked for', () => {
  test('a method, and of classes a score', () => {
    assert.deepEqual(['Split', ' cv+ ', 'split:APS'].map(conformalText), ['split', 'cv+', 'split:aps']);
    assert.equal(conformalSpec('split', [0.9], NUMBERS).score, 'absolute');
    assert.equal(conformalSpec('cv+', [0.9], CLASSES).score, 'lac');
    assert.equal(conformalSpec('split:aps', [0.9], CLASSES).score, 'aps');
    for (const typed of ['jackknife', 'split:', 'split:aps:more', '']) {
      assert.throws(() => conformalText(typed), isUsage, typed);
    }
    assert.throws(() => conformalSpec('split:aps', [0.9], NUMBERS), isUsage);
    assert.throws(() => conformalSpec('split:absolute', [0.9], CLASSES), isUsage);
  });

  test('levels are shares in order, each once', () => {
    assert.deepEqual(coverageLevels(['0.95', '0.8', '.95']), [0.8, 0.95]);
    for (const typed of ['0', '1', '90', 'x', '']) {
      assert.throws(() => coverageLevels([typed]), isUsage, typed);
    }
    assert.deepEqual([0.9, 0.975, 0.07, 0.999].map(levelName), ['90', '97.5', '7', '99.9']);
  });
});

describe('the score that bounds a region', () => {
  test('its rank is (n + 1) * level rounded up, in whole numbers', () => {
    for (let n = 1; n <= 2000; n++) {
      for (let percent = 1; percent < 100; percent++) {
        assert.equal(rankOf(percent / 100, n), Math.ceil(((n + 1) * percent) / 100), `${percent} % of ${n}`);
      }
    }
  });

  test('the least rows for a level', () => {
    assert.deepEqual([0.5, 0.8, 0.9, 0.95, 0.99].map(leastRows), [1, 4, 9, 19, 99]);
    for (const level of [0.013, 0.5, 0.77, 0.9, 0.999]) {
      const n = leastRows(level);
      assert.ok(rankOf(level, n) <= n);
      assert.ok(n === 1 || rankOf(level, n - 1) > n - 1, `${level}: ${n}`);
    }
  });
});
