import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assemble } from '../../src/core/assemble.js';
import { numbers, problemOf, rowTexts, tableOf, words } from './made-table.js';

describe('assemble', () => {
  test('kept rows in file order, repeats, new rows; other columns blank in what was made', () => {
    const file = tableOf(
      numbers('id', [10, 11, 12, 13]),
      numbers('x', [1, 2, 3, 4]),
      words('y', ['no', 'yes', null, 'no']),
      words('w', ['a', 'b', 'c', 'a']),
    );
    // Row 2 of the file has no target: the problem's rows are 0, 1, 3.
    const features = file.select(['x', 'w']).take(Uint32Array.of(0, 1, 3));
    const problem = problemOf(features, [0, 1, 0], { rowIds: Uint32Array.of(0, 1, 3) });
    const named = { ...problem, task: { ...problem.task, classes: ['no', 'yes'] } };
    const { table, madeRows, nRepeated, nRemoved } = assemble(file, named, {
      keep: Uint32Array.of(1, 2, 1),
      synthetic: tableOf(numbers('x', [7]), words('w', ['c'], ['a', 'b', 'c'])),
      syntheticY: Float64Array.of(1),
      origin: Uint32Array.of(1),
      warnings: [],
    });
    assert.deepEqual(rowTexts(table), ['11|2|yes|b', '13|4|no|a', 'NaN|2|yes|b', 'NaN|7|yes|c']);
    assert.deepEqual([[...madeRows], nRepeated, nRemoved], [[2, 3], 1, 1]);
    assert.deepEqual(table.names, file.names);
  });

  test('columns that are carried: repeats and new rows have the cells of the row they come from', () => {
    const file = tableOf(
      numbers('id', [10, 11, 12]),
      words('group', ['p', 'q', 'r']),
      numbers('x', [1, 2, 3]),
      words('y', ['no', 'yes', 'no']),
    );
    // In the order of a time that runs backwards: the problem's rows are 2, 1, 0 of the file.
    const features = file.select(['x']).take(Uint32Array.of(2, 1, 0));
    const problem = problemOf(features, [0, 1, 0], { rowIds: Uint32Array.of(2, 1, 0) });
    const named = { ...problem, task: { ...problem.task, classes: ['no', 'yes'] } };
    const resampled = {
      keep: Uint32Array.of(0, 1, 2, 2),
      synthetic: tableOf(numbers('x', [7])),
      syntheticY: Float64Array.of(1),
      origin: Uint32Array.of(1),
      warnings: [],
    };
    const { table } = assemble(file, named, resampled, ['group', 'x']);
    assert.deepEqual(rowTexts(table), ['10|p|1|no', '11|q|2|yes', '12|r|3|no', 'NaN|p|1|no', 'NaN|q|7|yes']);
  });
});
