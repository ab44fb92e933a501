/** Over-samplers beside imbalanced-learn's: what no random number touches (golden/make_over_samplers.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type DistanceSpace, distanceSpace } from '../../../src/core/neighbours/space.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { countNewRows } from '../../../src/core/samplers/adasyn.js';
import { rowsOfClasses } from '../../../src/core/samplers/class-rows.js';
import { neighboursOf } from '../../../src/core/samplers/draws.js';
import { clusterRows, fitClusters, sharesOf } from '../../../src/core/samplers/kmeans-smote.js';
import { samplers } from '../../../src/core/samplers/list.js';
import type { SampleInput } from '../../../src/core/samplers/sampler.js';
import { rowsToAdd } from '../../../src/core/samplers/strategy.js';
import { vectorsOf } from '../../../src/core/samplers/svm-smote.js';
import { ValueDifference } from '../../../src/core/samplers/value-difference.js';
import { supportOf } from '../../../src/core/svm/support-vectors.js';
import type { CodedColumn, Column, NumericColumn } from '../../../src/core/table.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, classTask, numbers, tableOf, words } from '../made-table.js';

type ByClass<T> = Record<string, T>;

interface Cells {
  X: number[][];
  y: number[];
}

interface Golden {
  adasyn: (Cells & { n_neighbors: number; grown: ByClass<number[]>; counts: number[] })[];
  svm: (Cells & {
    seen: ByClass<{ vectors: number[]; danger: number[]; safe: number[] }>;
    counts: number[];
  })[];
  kmeans: (Cells & {
    given: Params;
    fit: { members: number[]; sparsity: number; label: number; made: number }[];
  })[];
  smote_nc: (Cells & { words: number[][]; near: ByClass<number[][]>; counts: number[] })[];
  smote_n: {
    words: number[][];
    y: number[];
    label: number;
    squared: number[][];
    voted: number[][];
    counts: number[];
  }[];
  quantiles: (Cells & { id: string; given: Params; count: number; quantiles: number[][] })[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/over-samplers.json', import.meta.url), 'utf8'),
) as Golden;
const engine = createEngine();

const numberColumns = (X: number[][]): Column[] => X.map((cells, i) => numbers(`n${i}`, cells));
const wordColumns = (all: number[][]): Column[] => all.map((cells, i) => words(`w${i}`, cells.map(String)));

function inputOf(id: string, columns: Column[], y: number[], given: Params = {}): SampleInput {
  const table = tableOf(...columns);
  const { params } = samplers.get(id);
  return {
    task: classTask([...new Set(y)].sort().map(String)),
    table,
    y: Float64Array.from(y),
    rows: allRows(table),
    params: resolveParams(id, params, 'scale' in params ? { scale: 'none', ...given } : given),
    stream: (purpose, ...ints) => stream(4, purpose, ...ints),
    engine,
  };
}

/** A class as the loop over classes hands it out. */
function growingOf(id: string, input: SampleInput, label: number) {
  const byClass = rowsOfClasses(id, input);
  const added = rowsToAdd(id, input, byClass);
  const members = byClass[label];
  const space: DistanceSpace = distanceSpace(input.table.columns, input.rows, members, 'none');
  const nNewOfAll = added.reduce((sum, count) => sum + count, 0);
  return { label, members, space, nNew: added[label], nNewOfAll };
}

/** Rows of each class afterwards. */
function countsAfter(id: string, input: SampleInput): number[] {
  const { keep, syntheticY } = samplers.get(id).sample(input);
  const counts = input.task.classes.map(() => 0);
  for (const row of keep) counts[input.y[row]]++;
  for (const label of syntheticY) counts[label]++;
  return counts;
}

describe('adasyn', () => {
  for (const { X, y, n_neighbors, grown, counts } of golden.adasyn) {
    test(`${counts.length} classes, n_neighbors=${n_neighbors}: as many new rows of each row`, () => {
      const input = inputOf('adasyn', numberColumns(X), y, { n_neighbors });
      for (const [label, expected] of Object.entries(grown)) {
        const growing = growingOf('adasyn', input, Number(label));
        assert.deepEqual([...countNewRows(input, growing, [])], expected);
      }
      assert.deepEqual(countsAfter('adasyn', input), counts);
      const { origin } = samplers.get('adasyn').sample(input);
      const all = Object.entries(grown).flatMap(([label, each]) =>
        rowsOfClasses('adasyn', input)[Number(label)].reduce<number[]>(
          (rows, row, i) => rows.concat(Array(each[i]).fill(row)),
          [],
        ),
      );
      assert.deepEqual([...origin], all);
    });
  }
});

describe('svm-smote', () => {
  for (const { X, y, seen, counts } of golden.svm) {
    test(`${counts.length} classes: the same support vectors, in danger or safe`, () => {
      const input = inputOf('svm-smote', numberColumns(X), y);
      const rows = Uint32Array.from(input.rows);
      for (const [label, { vectors, danger, safe }] of Object.entries(seen)) {
        const { space } = growingOf('svm-smote', input, Number(label));
        const support = supportOf(space, rows, input.y, Number(label), engine);
        assert.deepEqual([...rows.filter((row) => support[row] > 0)], vectors);
        const found = vectorsOf(input, { label: Number(label), space }, []);
        assert.deepEqual([[...found.danger], [...found.safe]], [danger, safe]);
      }
      assert.deepEqual(countsAfter('svm-smote', input), counts);
    });
  }
});

describe('kmeans-smote', () => {
  for (const { X, y, given, fit } of golden.kmeans) {
    const input = inputOf('kmeans-smote', numberColumns(X), y, { ...given, kmeans_estimator: 4 });
    test(`${JSON.stringify(given)}: the same clusters are fit, as sparse, and grow as many but for rounding`, () => {
      const clustered = clusterRows(input);
      for (const label of [1, 2]) {
        const growing = growingOf('kmeans-smote', input, label);
        const expected = fit
          .filter((one) => one.label === label)
          .map((one) => ({ ...one, members: one.members.toSorted((a, b) => a - b) }))
          .sort((a, b) => a.members[0] - b.members[0]);
        const found = fitClusters(input, clustered, growing).sort((a, b) => a.members[0] - b.members[0]);
        assert.deepEqual(
          found.map(({ members }) => [...members]),
          expected.map(({ members }) => members),
        );
        const shares = sharesOf(found, growing.nNew);
        found.forEach(({ sparsity }, i) => {
          // Sums of distances in another order, raised to a power of up to 5.
          assert.ok(Math.abs(sparsity / expected[i].sparsity - 1) < 1e-12);
          // imbalanced-learn rounds every share up.
          assert.ok(expected[i].made - shares[i] === 0 || expected[i].made - shares[i] === 1);
        });
        assert.equal(
          shares.reduce((sum, one) => sum + one, 0),
          growing.nNew,
        );
      }
    });
  }
});

describe('smote-nc', () => {
  for (const { X, y, words: levels, near, counts } of golden.smote_nc) {
    test('the same neighbours, by numbers and categories', () => {
      const input = inputOf('smote-nc', [...numberColumns(X), ...wordColumns(levels)], y);
      for (const [label, expected] of Object.entries(near)) {
        const { members, space } = growingOf('smote-nc', input, Number(label));
        const found = neighboursOf(space, members, members, 5, engine);
        assert.deepEqual(
          expected.map((_, i) => [...found.subarray(5 * i, 5 * i + 5)]),
          expected,
        );
      }
      assert.deepEqual(countsAfter('smote-nc', input), counts);
    });
  }
});

describe('smote-n', () => {
  for (const { words: levels, y, label, squared, voted, counts } of golden.smote_n) {
    const input = inputOf('smote-n', wordColumns(levels), y);
    const members = rowsOfClasses('smote-n', input)[label];

    test(`${counts.length} classes: the same distances`, () => {
      const metric = new ValueDifference(input);
      squared.forEach((row, i) => {
        row.forEach((one, j) => {
          // Columns are added in the same order, shares are the same quotients.
          assert.ok(Math.abs(metric.squared(members[i], members[j]) - one) < 1e-12);
        });
      });
      assert.deepEqual(countsAfter('smote-n', input), counts);
    });

    test(`${counts.length} classes: the same new row of each row whose neighbours no tie decides`, () => {
      const { synthetic, origin } = samplers.get('smote-n').sample(input);
      let compared = 0;
      origin.forEach((base, i) => {
        const at = members.indexOf(base);
        if (at < 0) return;
        const sorted = squared[at].toSorted((a, b) => a - b);
        // The row itself, its five neighbours, and the next.
        if (sorted[6] - sorted[5] < 1e-9) return;
        const made = synthetic.columns.map((column) => {
          const { codes, levels: names } = column as CodedColumn;
          return Number(names[codes[i]]);
        });
        assert.deepEqual(made, voted[at]);
        compared++;
      });
      assert.ok(compared > 20, `only ${compared} rows were compared`);
    });
  }

  test('numbers are cut at deciles, said so', () => {
    const [{ X, y }] = golden.svm;
    const { warnings, synthetic } = samplers.get('smote-n').sample(inputOf('smote-n', numberColumns(X), y));
    assert.deepEqual(
      warnings.map(({ id, message }) => [id, message]),
      [
        [
          'numbers-cut',
          'smote-n compares categories: for its distance it cut 3 columns of numbers at their deciles',
        ],
      ],
    );
    assert.ok(synthetic.nRows > 0);
  });
});

describe('without what they look for, samplers make rows as smote does, said so', () => {
  /** Ten rows of class 1 far from thirty of class 0, or each among these. */
  const far = (label: number, i: number) => label * 1000 + i * (1 + (i % 3) / 10);
  const lonely = (label: number, i: number) => (label === 0 ? i : 50.5 + 100 * i) + (i % 3) / 10;
  const cases: [id: string, warning: string, cell: typeof far, given: Params][] = [
    ['adasyn', 'no-row-in-danger', far, {}],
    ['safe-level-smote', 'no-safe-row', lonely, { k_neighbors: 1 }],
    ['svm-smote', 'no-safe-vector', lonely, { m_neighbors: 1 }],
    ['kmeans-smote', 'no-fit-cluster', lonely, { cluster_balance_threshold: 1, kmeans_estimator: 2 }],
  ];
  for (const [id, warning, cell, given] of cases) {
    test(id, () => {
      const y = [...Array(30).fill(0), ...Array(10).fill(1)];
      const around = cell === far ? 0 : 10;
      // Beside each lonely row of class 1 stand rows of class 0, nearer to each other.
      const cells = y.map((label, i) => cell(label, label === 1 ? i - 30 : i));
      const beside = Array.from({ length: around }, (_, i) => cell(1, i) + 0.01);
      const besides = beside.flatMap((value) => [value, value + 0.002, value + 0.004]);
      const labels = [...y, ...besides.map(() => 0)];
      const columns = [numbers('x', [...cells, ...besides])];
      const shared = { ...given, k_neighbors: given.k_neighbors ?? 5 };
      const found = samplers
        .get(id)
        .sample(inputOf(id, columns, labels, id === 'adasyn' ? { n_neighbors: 5 } : shared));
      const { synthetic } = samplers
        .get('smote')
        .sample(inputOf('smote', columns, labels, { k_neighbors: shared.k_neighbors }));
      assert.deepEqual(found.synthetic, synthetic);
      assert.deepEqual(
        found.warnings.map((one) => one.id),
        [warning],
      );
    });
  }
});

describe('new rows lie as those of imbalanced-learn do', () => {
  for (const { X, y, id, given, count, quantiles } of golden.quantiles) {
    test(id, () => {
      const input = inputOf(id, numberColumns(X), y, { ...given, sampling_strategy: `1:${count}` });
      const { synthetic } = samplers.get(id).sample(input);
      synthetic.columns.forEach((column, c) => {
        const { values } = column as NumericColumn;
        quantiles[c].forEach((cut, i) => {
          const below = values.filter((value) => value <= cut).length / values.length;
          // Kolmogorov and Smirnov's bound for two samples, p = 0.001.
          const most = 1.95 * Math.sqrt(2 / values.length);
          assert.ok(Math.abs(below - 0.05 * (i + 1)) < most, `column ${c}: ${below} below ${cut}`);
        });
      });
    });
  }
});
