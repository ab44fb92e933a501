/** Three real boards against the same worked out with NumPy and SciPy (test/golden/make_compare_boards.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type RankOptions, rank } from '../../../src/core/ranking/rank.js';
import { entry } from './entries.js';

interface Board {
  rows: { version: string; model: string; class_weight: string | null; values: number[] }[];
  folds: [nTrain: number, nTest: number][];
  expected: {
    order: string[];
    groups: number[];
    p: (number | null)[];
    standard_error: number;
    within: number;
    one_se: string;
  };
}

const boards: Record<string, Board> = JSON.parse(
  readFileSync(new URL('../../../../test/golden/compare-boards.json', import.meta.url), 'utf8'),
);

const OPTIONS: RankOptions = {
  by: 'f1',
  thenBy: [],
  groupBy: 'version',
  rule: { id: 'one-se' },
  alpha: 0.05,
  test: 'corrected-t',
  correction: 'holm',
  rope: null,
  columns: null,
};

function rankBoard({ rows, folds }: Board) {
  const entries = rows.map(({ version, model, class_weight: weight, values }) => {
    const made = entry(Number(version.slice(1)), { f1: values, model, options: { class_weight: weight } });
    const sized = made.results.folds.map((fold, at) => ({
      ...fold,
      n_train: folds[at][0],
      n_test: folds[at][1],
    }));
    return { ...made, results: { ...made.results, folds: sized } };
  });
  return rank(entries, OPTIONS);
}

describe('boards worked out by hand', () => {
  for (const [name, board] of Object.entries(boards)) {
    test(`${name}: order, groups, p and the simplest within one standard error`, () => {
      const { rows, chosen } = rankBoard(board);
      const { expected } = board;
      assert.deepEqual(
        rows.map(({ version }) => version.replace('exp/', '')),
        expected.order,
      );
      assert.deepEqual(
        rows.map(({ group }) => group),
        expected.groups,
      );
      // Sums in another order and another t distribution: both sides are good to some 1e-14.
      rows.forEach(({ p, version }, at) => {
        const other = expected.p[at];
        assert.equal(p === null, other === null, version);
        assert.ok(Math.abs((p ?? 0) - (other ?? 0)) < 1e-12, `${version}: ${p} and ${other}`);
      });
      assert.equal(chosen?.version, `exp/${expected.one_se}`);
      const [, nWithin, error] =
        /^(?:simplest of (\d+)|no other is) within one standard error \(([\d.]+)\)/.exec(chosen?.why ?? '') ??
        [];
      assert.equal(Number(nWithin ?? 1), expected.within);
      assert.equal(error, String(Number(expected.standard_error.toPrecision(4))));
    });
  }
});
