/** Over-samplers beside the plain loops that define them, on tables of many ties and holes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DistanceSpace, distanceSpace } from '../../../src/core/neighbours/space.js';
import { resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { countNewRows } from '../../../src/core/samplers/adasyn.js';
import { rowsOfClasses } from '../../../src/core/samplers/class-rows.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { type Pair, safeGap, safePairs } from '../../../src/core/samplers/safe-level-smote.js';
import type { SampleInput } from '../../../src/core/samplers/sampler.js';
import { roundHalfEven, shareOut } from '../../../src/core/samplers/share-out.js';
import { decilesOf, ValueDifference } from '../../../src/core/samplers/value-difference.js';
import { KernelRows } from '../../../src/core/svm/kernel-rows.js';
import { scaledGamma } from '../../../src/core/svm/scaled-gamma.js';
import { solveSmo } from '../../../src/core/svm/smo.js';
import { type Column, isNumeric, type NumericColumn } from '../../../src/core/table.js';
import { numbers, trainRows } from '../made-table.js';
import { naive, TABLES } from '../neighbours/plain-loop.js';
import { engine, inputOf } from './made-input.js';

const N = 90;

/** How many of the k nearest training rows of a row are of a class. */
const countNear = ({ rows, y }: SampleInput, space: DistanceSpace, row: number, k: number, label: number) =>
  naive(space, rows, row, k).filter(({ index }) => y[rows[index]] === label).length;

for (const [name, columnsOf] of Object.entries(TABLES)) {
  describe(name, () => {
    test('adasyn: new rows in proportion to neighbours of other classes', () => {
      const rng = stream(1, `twins/adasyn/${name}`);
      const input = inputOf('adasyn', columnsOf(rng, N), rng, { n_neighbors: 4 });
      for (const [label, members] of rowsOfClasses('adasyn', input).entries()) {
        const space = distanceSpace(input.table.columns, input.rows, members, 'standard');
        const others = [...members].map((row) => 4 - countNear(input, space, row, 4, label));
        const sum = others.reduce((total, count) => total + count, 0);
        const counts = countNewRows(input, { label, members, space, nNew: 200 }, []);
        counts.forEach((count, i) => {
          assert.ok(Math.abs(count - (200 * others[i]) / sum) <= 0.5 + 1e-9);
        });
        // So few that each would be rounded to none.
        const few = countNewRows(input, { label, members, space, nNew: 2 }, []);
        if (others.some((count) => 4 * count >= sum)) continue;
        assert.equal(
          few.reduce((total, count) => total + count, 0),
          2,
        );
      }
    });

    test('safe-level-smote: pairs in the class with the safe levels of both, but for those of none', () => {
      const rng = stream(1, `twins/safe/${name}`);
      const input = inputOf('safe-level-smote', columnsOf(rng, N), rng);
      const { rows, table } = input;
      for (const [label, members] of rowsOfClasses('safe-level-smote', input).entries()) {
        const space = distanceSpace(table.columns, rows, members, 'standard');
        const levelOf = (row: number) => countNear(input, space, row, 3, label);
        const expected = [...members].flatMap((base) =>
          naive(space, members, base, 2).map(({ index }): Pair => {
            const towards = members[index];
            return { base, towards, slp: levelOf(base), sln: levelOf(towards) };
          }),
        );
        assert.deepEqual(
          safePairs(input, { label, members, space, k: 2 }, 3),
          expected.filter(({ slp, sln }) => slp + sln > 0),
        );
      }
    });

    test('smote-n: nearest by the value difference metric', () => {
      const rng = stream(1, `twins/value difference/${name}`);
      const input = inputOf('smote-n', columnsOf(rng, N), rng);
      const metric = new ValueDifference(input);
      const byName = input.table.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const levelsOf = byName.map((column) => naiveLevels(column, input));
      const squared = (a: number, b: number) =>
        levelsOf.reduce((sum, level) => sum + naiveDelta(level(a), level(b), level, input) ** 2, 0);
      for (const members of rowsOfClasses('smote-n', input)) {
        const near = metric.nearest(members, members, 2, engine);
        members.subarray(0, 6).forEach((row, i) => {
          const sorted = [...members]
            .filter((other) => other !== row)
            .sort((a, b) => squared(row, a) - squared(row, b) || a - b);
          assert.deepEqual([...near.subarray(2 * i, 2 * i + 2)], sorted.slice(0, 2));
        });
      }
    });
  });
}

/** The level of a cell: a word, or between which deciles a number lies. */
function naiveLevels(column: Column, { rows }: SampleInput): (row: number) => number {
  if (!isNumeric(column)) return (row) => column.codes[row];
  const cuts = decilesOf(column, rows);
  return (row) =>
    Number.isNaN(column.values[row]) ? -1 : cuts.filter((cut) => cut <= column.values[row]).length;
}

/** delta of two levels, in the order of classes. */
function naiveDelta(a: number, b: number, level: (row: number) => number, { rows, y, task }: SampleInput) {
  const share = (of: number, label: number) => {
    const all = [...rows].filter((row) => level(row) === of);
    return all.filter((row) => y[row] === label).length / all.length;
  };
  return task.classes.reduce((sum, _, label) => sum + Math.abs(share(a, label) - share(b, label)), 0);
}

test('deciles: the cells that a tenth, two tenths, … of the others lie below', () => {
  const cells = Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
  const rows = Uint32Array.from(cells.keys());
  assert.deepEqual(decilesOf(numbers('x', cells), rows), [10, 20, 30, 40, 50, 60, 70, 80, 90]);
  assert.deepEqual(decilesOf(numbers('x', [null, 1, 1, null]), Uint32Array.of(0, 1, 2, 3)), [1]);
  assert.deepEqual(decilesOf(numbers('x', [null, null]), Uint32Array.of(0, 1)), []);
});

test('safe-level-smote: gaps as in the paper', () => {
  const ends = (slp: number, sln: number) => [0, 1].map((u) => safeGap({ slp, sln }, u));
  assert.deepEqual(ends(3, 0), [0, 0]);
  assert.deepEqual(ends(4, 4), [0, 1]);
  assert.deepEqual(ends(4, 2), [0, 0.5]);
  assert.deepEqual(ends(1, 4), [0.75, 1]);
  assert.deepEqual(ends(0, 4), [1, 1]);
});

test('safe-level-smote: no new row is a row of another class; where p is noise n is repeated', () => {
  // Rows 0 to 2 of the rare class stand among the others, rows 3 to 8 on their own.
  const rare = [10, 30, 50, 200, 201, 202, 203, 204, 205];
  const others = [10, 30, 50].flatMap((at) => [1, 2, 3, 4, 5].map((step) => at + step / 10));
  const cells = [...rare, ...others];
  const input = {
    ...inputOf('safe-level-smote', [numbers('x', cells), numbers('z', cells)], stream(1, 'noise')),
    y: Float64Array.from(cells, (_, row) => (row < rare.length ? 0 : 1)),
    rows: trainRows([...cells.keys()]),
    params: resolveParams('safe-level-smote', samplers.get('safe-level-smote').params, {
      sampling_strategy: 'a:400,b:15',
    }),
  };
  const { synthetic, origin } = samplers.get('safe-level-smote').sample(input);
  const [{ values }] = synthetic.columns as readonly NumericColumn[];
  let repeated = 0;
  values.forEach((value, i) => {
    assert.ok(!others.includes(value), `${value} is a row of the other class`);
    if (origin[i] < 3) {
      assert.ok(rare.slice(3).includes(value), `${value} grew from noise`);
      repeated++;
    }
  });
  assert.ok(repeated > 0);
});

test('shares add up to the whole, and are off by less than one', () => {
  const rng = stream(1, 'shares');
  for (let round = 0; round < 50; round++) {
    const weights = Float64Array.from({ length: 1 + rng.below(9) }, () => rng.below(4) + rng.uniform());
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const parts = shareOut(rng.below(100), weights);
    const whole = parts.reduce((total, part) => total + part, 0);
    assert.deepEqual(shareOut(whole, weights), parts);
    parts.forEach((part, i) => {
      assert.ok(Math.abs(part - (whole * weights[i]) / sum) < 1);
    });
  }
  assert.deepEqual([0.5, 1.5, 2.5, 2.4, 2.6].map(roundHalfEven), [0, 2, 2, 2, 3]);
});

describe('support vector machine', () => {
  for (const [name, columnsOf] of Object.entries(TABLES)) {
    test(`${name}: kernel rows are exp(-gamma d^2) of the distance of samplers`, () => {
      const rng = stream(1, `twins/kernel/${name}`);
      const { table, rows } = inputOf('svm-smote', columnsOf(rng, N), rng);
      const space = distanceSpace(table.columns, rows, rows, 'standard');
      const gamma = scaledGamma(space, rows);
      engine.arena.scope((scratch) => {
        const kernel = new KernelRows(engine, scratch, space, rows, Uint32Array.from(rows), gamma);
        const rowOf = (i: number) => scratch.f32(kernel.row(i), rows.length);
        for (const { index: i, squared: one } of naive(space, rows, rows[0], rows.length)) {
          // f32 keeps seven digits.
          assert.ok(Math.abs(rowOf(0)[i] - Math.exp(-gamma * one)) < 1e-7);
        }
        assert.equal(rowOf(3)[3], 1);
      });
    });
  }

  test('gamma is one over columns times the variance of all cells', () => {
    const rng = stream(2, 'gamma');
    const columns = [5, 300].map((size, i) =>
      numbers(
        `n${i}`,
        Array.from({ length: 40 }, () => size * rng.uniform()),
      ),
    );
    const rows = Uint32Array.from(Array(40).keys());
    const space = distanceSpace(columns, rows, rows, 'none');
    const cells = columns.flatMap(({ values }) => [...values]);
    const mean = cells.reduce((sum, cell) => sum + cell, 0) / 80;
    const variance = cells.reduce((sum, cell) => sum + (cell - mean) ** 2, 0) / 80;
    assert.ok(Math.abs(scaledGamma(space, rows) * 2 * variance - 1) < 1e-12);
  });

  test('the numbers found obey the conditions of Karush, Kuhn and Tucker', () => {
    const rng = stream(3, 'kkt');
    const n = 120;
    const signs = Int8Array.from({ length: n }, (_, i) => (i < 30 ? 1 : -1));
    const columns = ['a', 'b'].map((name) =>
      numbers(
        name,
        Array.from({ length: n }, (_, i) => rng.uniform() + 0.4 * (signs[i] > 0 ? 1 : 0)),
      ),
    );
    const rows = Uint32Array.from(Array(n).keys());
    const space = distanceSpace(columns, rows, rows, 'none');
    const { alphas, scores } = engine.arena.scope((scratch) => {
      const kernel = new KernelRows(engine, scratch, space, rows, rows, scaledGamma(space, rows));
      const found = solveSmo(kernel, signs, 1, 1e-3);
      const score = (i: number) =>
        scratch.f32(kernel.row(i), n).reduce((sum, one, j) => sum + one * found[j] * signs[j], 0);
      return { alphas: found, scores: [...rows].map(score) };
    });
    const balance = alphas.reduce((sum, alpha, i) => sum + alpha * signs[i], 0);
    assert.ok(Math.abs(balance) < 1e-9 && alphas.every((alpha) => alpha >= 0 && alpha <= 1));
    // Some bias puts free vectors on the margin, those at C inside it and all others outside, up to the tolerance.
    const u = [...rows].map((i) => signs[i] - scores[i]);
    const goUp = u.filter((_, i) => (signs[i] > 0 ? alphas[i] < 1 : alphas[i] > 0));
    const goDown = u.filter((_, i) => (signs[i] > 0 ? alphas[i] > 0 : alphas[i] < 1));
    assert.ok(Math.max(...goUp) - Math.min(...goDown) < 1.01e-3);
    assert.ok(alphas.some((alpha) => alpha > 0 && alpha < 1));
  });
});

describe('new rows lie on a line between two training rows, or beyond', () => {
  /** Classes that overlap, and some rows of each that none of another surrounds. */
  const labelOf = (row: number) => [0, 0, 0, 1, 2, 1][row % 6];
  const OVER = samplers.all().filter(({ kind, id }) => kind === 'over' && id !== 'random-over');
  for (const { id } of OVER) {
    test(id, () => {
      const rng = stream(5, 'segments');
      const columns = ['u', 'v', 'w'].map((name) =>
        numbers(
          name,
          Array.from({ length: N }, (_, i) => rng.uniform() + 0.5 * labelOf(i)),
        ),
      );
      const input = {
        ...inputOf(id, columns, rng),
        y: Float64Array.from({ length: N }, (_, i) => labelOf(i)),
      };
      const { synthetic, origin } = samplers.get(id).sample(input);
      const made = synthetic.columns as readonly NumericColumn[];
      const isEnd = (value: number, { values }: NumericColumn) => {
        const all = [...input.rows].map((row) => values[row]);
        return value === Math.min(...all) || value === Math.max(...all);
      };
      let [compared, beyond] = [0, 0];
      origin.forEach((base, i) => {
        // A row that would leave the range of the training rows is held at its end.
        if (made.some(({ values }, c) => isEnd(values[i], columns[c]))) return;
        const gapTo = (row: number): number | null => {
          const gaps = columns.map(
            ({ values }, c) => (made[c].values[i] - values[base]) / (values[row] - values[base]),
          );
          return Math.max(...gaps) - Math.min(...gaps) < 1e-9 ? gaps[0] : null;
        };
        const gaps = [...input.rows].filter((row) => row !== base).map(gapTo);
        const gap = gaps.find((one) => one !== null);
        assert.ok(gap !== undefined && gap !== null, `new row ${i} is on no line from row ${base}`);
        assert.ok(gap < 1 + 1e-9 && gap > (id === 'svm-smote' ? -0.5 : -1e-9), `gap ${gap}`);
        compared++;
        if (gap < 0) beyond++;
      });
      assert.ok(compared > 10);
      assert.equal(beyond > 0, id === 'svm-smote');
    });
  }
});
