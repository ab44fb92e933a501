import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { splitters } from '../../../src/core/splitters/list.js';
import type { Problem } from '../../../src/core/task.js';
import { numbers, problemOf, tableOf } from '../made-table.js';

type Splits = [train: number[], test: number[]][];

interface Golden {
  time: {
    n: number;
    folds: number;
    test_size: number;
    max_train_size: number;
    gap: number;
    splits: Splits;
  }[];
  leave_p_out: { n: number; p: number; splits: Splits }[];
  leave_one_group_out: { groups: number[]; splits: Splits };
  predefined: { column: number[]; splits: Splits };
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/splitters.json', import.meta.url), 'utf8'),
) as Golden;

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

function split(id: string, n: number, given: Params, roles: Partial<Problem> = {}): Splits {
  const splitter = splitters.get(id);
  const problem = problemOf(
    tableOf(numbers('x', upTo(n))),
    upTo(n).map((row) => row % 2),
    roles,
  );
  const params = resolveParams(splitter.id, splitter.params, given);
  return splitter
    .split(problem, params, stream(1, 'x'), 0)
    .map(({ train, test: tested }) => [[...train], [...tested]]);
}

describe('row for row as scikit-learn', () => {
  for (const { n, folds, test_size, max_train_size, gap, splits } of golden.time) {
    const given = { folds, test_size, max_train_size, gap };
    test(`TimeSeriesSplit of ${n} rows: ${JSON.stringify(given)}`, () => {
      assert.deepEqual(split('TimeSeriesSplit', n, given), splits);
    });
    test(`the same by time, in days: ${JSON.stringify(given)}`, () => {
      const spans = {
        gap: `${gap}d`,
        max_train_size: max_train_size === null ? null : `${24 * max_train_size}h`,
      };
      const roles = { time: Float64Array.from(upTo(n)), timeIsDate: true };
      assert.deepEqual(split('time', n, { ...given, ...spans }, roles), splits);
    });
  }

  for (const { n, p, splits } of golden.leave_p_out) {
    test(`LeavePOut of ${n} rows, p = ${p}`, () =>
      assert.deepEqual(split('LeavePOut', n, { p, max_fits: 100 }), splits));
  }
  test('LeaveOneOut is LeavePOut with p = 1', () => {
    const [{ n, splits }] = golden.leave_p_out;
    assert.deepEqual(split('LeaveOneOut', n, {}), splits);
  });
  test('LeaveOneGroupOut', () => {
    const { groups, splits } = golden.leave_one_group_out;
    assert.deepEqual(
      split('LeaveOneGroupOut', groups.length, {}, { groups: Int32Array.from(groups) }),
      splits,
    );
  });
  test('PredefinedSplit: rows of -1 always train', () => {
    const { column, splits } = golden.predefined;
    assert.deepEqual(
      split('PredefinedSplit', column.length, {}, { foldOfRow: Int32Array.from(column) }),
      splits,
    );
  });
});
