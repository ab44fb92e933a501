/** Levels of columns that scores are parted by. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { levelsOf } from '../../../src/core/slices/levels.js';
import { numbers, words } from '../made-table.js';

const all = (n: number) => Array.from({ length: n }, (_, row) => row);

describe('levels of a column', () => {
  test('categories in their order, missing cells last', () => {
    const column = words('town', ['b', 'a', null, 'b']);
    assert.deepEqual(levelsOf(column, all(4)), [
      { level: 'a', positions: [1] },
      { level: 'b', positions: [0, 3] },
      { level: 'missing', positions: [2] },
    ]);
  });

  test('positions are those of the rows asked for', () => {
    const column = words('town', ['b', 'a', 'b']);
    assert.deepEqual(levelsOf(column, [2, 0]), [{ level: 'b', positions: [0, 1] }]);
  });

  test('numbers are cut at quartiles, equal values together', () => {
    const column = numbers('age', [8, 1, 2, 3, 4, 5, 6, 7, null]);
    assert.deepEqual(
      levelsOf(column, all(9)).map(({ level, positions }) => [level, positions.length]),
      [
        ['1 to 2', 2],
        ['3 to 4', 2],
        ['5 to 6', 2],
        ['7 to 8', 2],
        ['missing', 1],
      ],
    );
    const tied = numbers('zeros', [0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(
      levelsOf(tied, all(12)).map(({ level }) => level),
      ['0', '1 to 3', '4 to 6'],
    );
  });

  test('few values are a level each; many rare categories are joined', () => {
    assert.deepEqual(
      levelsOf(numbers('code', [3, 1, 3]), all(3)).map(({ level }) => level),
      ['1', '3'],
    );
    const many = words(
      'id',
      all(50).map((row) => (row < 20 ? 'aa' : `x${row}`)),
    );
    const levels = levelsOf(many, all(50));
    assert.equal(levels.length, 20);
    assert.deepEqual([levels[0].level, levels[19].level, levels[19].positions.length], ['aa', 'others', 12]);
  });
});
