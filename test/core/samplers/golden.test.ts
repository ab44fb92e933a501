import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { AssayError } from '../../../src/core/errors.js';
import { nearestOfAll } from '../../../src/core/neighbours/nearest.js';
import { distanceSpace } from '../../../src/core/neighbours/space.js';
import { resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { kolmogorovSmirnov } from '../../../src/core/sampling-quality.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, classTask, numbers, tableOf, words } from '../made-table.js';

interface Golden {
  neighbours: { name: string; numbers: number[][]; codes: number[][]; k: number; index: number[][] }[];
  counts: ({ y: number[]; strategy: string | number } & Record<string, number[] | null>)[];
  ks: { a: number[]; b: number[]; statistic: number };
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/samplers.json', import.meta.url), 'utf8'),
) as Golden;
const engine = createEngine();

describe('against scikit-learn, imbalanced-learn and scipy', () => {
  for (const { name, numbers: cells, codes, k, index } of golden.neighbours) {
    test(`neighbours of ${name}`, () => {
      const columns = [
        ...cells.map((column, i) => numbers(`n${i}`, column)),
        ...codes.map((column, i) => words(`w${i}`, column.map(String))),
      ];
      const all = allRows(tableOf(...columns));
      const space = distanceSpace(columns, all, all, 'none');
      const { index: found } = nearestOfAll(space, all, k, engine);
      assert.deepEqual(
        index.map((_, q) => [...found.subarray(q * k, (q + 1) * k)]),
        index,
      );
    });
  }

  for (const { y, strategy, ...expected } of golden.counts) {
    for (const id of ['random-over', 'random-under', 'smote']) {
      test(`class counts of ${id}, sampling_strategy=${strategy}, ${new Set(y).size} classes`, () => {
        const table = tableOf(numbers('x', [...y.keys()]));
        const { params, sample } = samplers.get(id);
        const run = () =>
          sample({
            task: classTask([...new Set(y)].map(String)),
            table,
            y: Float64Array.from(y),
            rows: allRows(table),
            params: resolveParams(id, params, { sampling_strategy: strategy }),
            stream: (purpose, ...ints) => stream(1, purpose, ...ints),
            engine,
          });
        const counts = expected[id] as number[] | null;
        if (counts === null) {
          assert.throws(run, (error: AssayError) => error.exitCode === 2);
          return;
        }
        const { keep, syntheticY } = run();
        const after = counts.map(() => 0);
        for (const row of keep) after[y[row]]++;
        for (const label of syntheticY) after[label]++;
        assert.deepEqual(after, counts);
      });
    }
  }

  test('Kolmogorov-Smirnov statistic', () => {
    const { a, b, statistic } = golden.ks;
    const found = kolmogorovSmirnov(Float64Array.from(a).sort(), Float64Array.from(b).sort());
    assert.ok(Math.abs(found - statistic) < 1e-12, `${found} is not ${statistic}`);
  });
});
