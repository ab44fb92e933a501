import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stream } from '../../../src/core/rng.js';
import { stepsOf, toStep } from '../../../src/core/samplers/column-steps.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { isNumeric, type NumericColumn } from '../../../src/core/table.js';
import { numbers } from '../made-table.js';
import { inputOf } from './made-input.js';

const MS_A_DAY = 86_400_000;
const N = 120;
const UNITS = { day: 1, hour: 24, minute: 1440, second: 86_400, millisecond: MS_A_DAY };

/** Times of 1970 to 2100, read as a file's are: microseconds over those of a day. */
function times(name: string, steps: number): NumericColumn {
  const rng = stream(3, `times/${steps}`);
  const microseconds = MS_A_DAY * 1000;
  const cells = Array.from({ length: N }, (_, row) => {
    const step = Math.floor(rng.uniform() * 47_482 * steps);
    return row % 11 === 5 ? null : (step * (microseconds / steps)) / microseconds;
  });
  return numbers(name, cells, 'date');
}

const all = Uint32Array.from({ length: N }, (_, row) => row);

describe('steps of a column', () => {
  for (const [unit, steps] of Object.entries(UNITS)) {
    test(`${unit}: told, and kept by what samplers make`, () => {
      const column = times('at', steps);
      assert.equal(stepsOf(column, all), steps);
      const later = numbers(
        'later',
        [...column.values].map((value) => (Number.isNaN(value) ? null : value + 2)),
        'date',
      );
      const columns = [column, later, times('free', steps), times('x', MS_A_DAY)];
      for (const [id, given] of [
        ['smote', {}],
        ['random-over', { shrinkage: 0.5 }],
      ] as const) {
        const { synthetic, origin } = samplers.get(id).sample(inputOf(id, columns, stream(1, id), given));
        const cellsOf = (name: string) => (synthetic.column(name) as NumericColumn).values;
        for (const name of ['at', 'later', 'free']) {
          for (const value of cellsOf(name)) {
            if (!Number.isNaN(value))
              assert.ok(Math.abs(value - toStep(value, steps)) < 1e-9, `${id}: ${value}`);
          }
        }
        // Columns two days apart stay so: a sum of dates.
        origin.forEach((_, i) => {
          const apart = cellsOf('later')[i] - cellsOf('at')[i];
          assert.ok(Number.isNaN(apart) || Math.abs(apart - 2) < 1e-9);
        });
        const isNew = (base: number, i: number) => cellsOf('free')[i] !== columns[2].values[base];
        assert.ok(origin.some(isNew));
        assert.ok(synthetic.columns.every(isNumeric));
      }
    });
  }

  test('one cell is enough to be finer; cells outside the rows are not looked at', () => {
    const cells = [1.5, 2, 3.25, 4 + 1 / 1440];
    const column = numbers('at', cells, 'date');
    assert.equal(stepsOf(column, Uint32Array.of(0, 1, 2)), 24);
    assert.equal(stepsOf(column, Uint32Array.of(0, 1, 2, 3)), 1440);
    assert.equal(stepsOf(column, Uint32Array.of(1)), 1);
  });

  test('numbers have steps where they are whole; dates finer than milliseconds have none', () => {
    assert.equal(stepsOf(numbers('n', [1.5, 2]), Uint32Array.of(0, 1)), null);
    assert.equal(stepsOf(numbers('n', [1, 2]), Uint32Array.of(0, 1)), 1);
    const fine = 20_000 + 123_456.7 / MS_A_DAY;
    assert.equal(stepsOf(numbers('d', [fine], 'date'), Uint32Array.of(0)), null);
  });
});
