/** Samplers that leave rows out, beside imbalanced-learn's: test/golden/make_under_samplers.py tells what was written down. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { distanceSpace } from '../../../src/core/neighbours/space.js';
import { type Params, resolveParams } from '../../../src/core/params.js';
import { stream } from '../../../src/core/rng.js';
import { rowsOfClasses } from '../../../src/core/samplers/class-rows.js';
import { condense } from '../../../src/core/samplers/condensed-nearest-neighbour.js';
import { dropRows } from '../../../src/core/samplers/keep-only.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { notSelected } from '../../../src/core/samplers/one-sided-selection.js';
import type { SampleInput } from '../../../src/core/samplers/sampler.js';
import { drawStarts, type Start } from '../../../src/core/samplers/seed-rows.js';
import type { Table } from '../../../src/core/table.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { sharedDatasets } from '../../helpers/shared-datasets.js';
import { allRows, classTask, numbers, tableOf } from '../made-table.js';

interface Run {
  readonly sampler: string;
  readonly params: Params;
  /** By class index: rows that were drawn. */
  readonly seeds?: Readonly<Record<string, readonly number[]>>;
  readonly kept?: readonly number[];
  readonly n?: number;
  readonly sha256?: string;
  readonly ties?: readonly number[];
  readonly counts?: readonly number[];
  /** Rows of each class that stay, over seeds. */
  readonly least?: readonly number[];
  readonly most?: readonly number[];
}

interface Real {
  readonly file: string;
  readonly header: boolean;
  readonly columns: readonly [number, number];
  readonly target: number;
  readonly distinct: boolean;
  readonly rows: number;
  readonly runs: readonly Run[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../../../test/golden/under-samplers.json', import.meta.url), 'utf8'),
) as { small: { X: number[][]; y: number[]; runs: Run[] }[]; real?: Real[] };
const engine = createEngine();

/** A table whose columns stand in the order of their names, so that sums are those of the script. */
const tableFrom = (columns: readonly (readonly number[])[]) =>
  tableOf(...columns.map((cells, i) => numbers(`x${String(i).padStart(2, '0')}`, cells)));

function inputOf({ sampler, params }: Run, table: Table, y: readonly number[]): SampleInput {
  const { params: specs } = samplers.get(sampler);
  const isScaled = 'scale' in specs;
  return {
    task: classTask([...new Set(y)].sort((a, b) => a - b).map(String)),
    table,
    y: Float64Array.from(y),
    rows: allRows(table),
    params: resolveParams(sampler, specs, { ...params, ...(isScaled ? { scale: 'none' } : {}) }),
    stream: (purpose, ...ints) => stream(4, purpose, ...ints),
    engine,
  };
}

/** What a class starts from, as the script drew it. */
function startsOf(run: Run, input: SampleInput): Start[] {
  return drawStarts(run.sampler, input, []).map((start) => ({
    ...start,
    seeds: Uint32Array.from(new Set(run.seeds?.[start.label])).sort(),
  }));
}

/** The rows that stay, given what was drawn. */
function keptRows(run: Run, table: Table, y: readonly number[]): number[] {
  const input = inputOf(run, table, y);
  if (run.sampler === 'one-sided-selection') {
    return [...dropRows(input, notSelected(input, startsOf(run, input))).keep];
  }
  if (run.sampler === 'condensed-nearest-neighbour') {
    const space = distanceSpace(table.columns, input.rows, input.rows, 'none');
    const starts = startsOf(run, input);
    const whole = rowsOfClasses(run.sampler, input).filter((_, label) =>
      starts.every((start) => start.label !== label),
    );
    const condensed = starts.map((start) => condense(input, space, start));
    return [...whole, ...condensed].flatMap((rows) => [...rows]).sort((a, b) => a - b);
  }
  return [...samplers.get(run.sampler).sample(input).keep];
}

const nameOf = ({ sampler, params }: Run) => `${sampler} ${JSON.stringify(params)}`;

for (const { X, y, runs } of golden.small) {
  const table = tableFrom(X);
  describe(`beside imbalanced-learn, ${y.length} rows`, () => {
    for (const run of runs) {
      test(nameOf(run), () => {
        if (run.kept) {
          assert.deepEqual(keptRows(run, table, y), run.kept);
          return;
        }
        const { keep, syntheticY } = samplers.get(run.sampler).sample(inputOf(run, table, y));
        const { counts, least = counts ?? [], most = least } = run;
        const found = least.map(() => 0);
        for (const row of keep) found[y[row]]++;
        for (const label of syntheticY) found[label]++;
        for (const [label, n] of found.entries()) {
          assert.ok(n >= least[label] && n <= most[label], `${n} of class ${label}: ${least} to ${most}`);
        }
      });
    }
  });
}

/** Cells of a plain CSV file of numbers, and the classes in order. */
function readReal({ file, header, columns: [first, end], target, distinct }: Real) {
  const lines = readFileSync(join(sharedDatasets ?? '', file), 'utf8')
    .trim()
    .split(/\r?\n/);
  const seen = new Set<string>();
  const rows = lines
    .slice(header ? 1 : 0)
    .map((line) => line.split(','))
    .map((cells) => ({ x: cells.slice(first, end).map(Number), word: cells[target] }))
    .filter(({ x }) => {
      const key = x.join();
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew || !distinct;
    });
  const classes = [...new Set(rows.map(({ word }) => word))].sort();
  const table = tableFrom(Array.from({ length: end - first }, (_, c) => rows.map(({ x }) => x[c])));
  return { table, y: rows.map(({ word }) => classes.indexOf(word)) };
}

for (const real of golden.real ?? []) {
  describe(`beside imbalanced-learn, ${real.file}`, {
    skip: !sharedDatasets && 'no shared data sets',
  }, () => {
    const { table, y } = sharedDatasets ? readReal(real) : { table: tableFrom([[0]]), y: [0] };

    test('the rows that were sampled', () => assert.equal(table.nRows, real.rows));

    for (const run of real.runs) {
      test(`${nameOf(run)}, but for ${run.ties?.length} rows at ties`, () => {
        const kept = new Set(keptRows(run, table, y));
        for (const row of run.ties ?? []) {
          if (kept.has(row)) kept.delete(row);
          else kept.add(row);
        }
        const text = [...kept].sort((a, b) => a - b).join(',');
        assert.equal(kept.size, run.n);
        assert.equal(createHash('sha256').update(text).digest('hex'), run.sha256);
      });
    }
  });
}

test('instance-hardness-threshold keeps rows that are as easy together, and says so', () => {
  const y = Array.from({ length: 60 }, (_, row) => Number(row >= 50));
  const run = { sampler: 'instance-hardness-threshold', params: {} };
  const input = inputOf(run, tableFrom([y]), y);
  const { keep, warnings } = samplers.get(run.sampler).sample(input);
  assert.equal(keep.length, 60, 'every row is told by its only column');
  assert.deepEqual(
    warnings.map(({ id, count }) => [id, count]),
    [['ties-kept', 50]],
  );
});
