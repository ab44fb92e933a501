/** Tables and the losses of their rows: with no weak slice, or with one that is planted. */

import { models } from '../../src/core/models/list.js';
import { log } from '../../src/core/numeric.js';
import { resolveParams } from '../../src/core/params.js';
import { runFold } from '../../src/core/pipeline-jobs.js';
import { type Rng, stream } from '../../src/core/rng.js';
import type { RowsOfTable } from '../../src/core/slices/search.js';
import { splitters } from '../../src/core/splitters/list.js';
import type { NumericColumn, Table } from '../../src/core/table.js';
import { createEngine } from '../../src/parallel/engine.js';
import { numbers, problemOf, tableOf, words } from '../core/made-table.js';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Three numbers, one with ties and one with missing cells, and categories of 2, 5 and 12 levels. */
function drawTable(nRows: number, rng: Rng): Table {
  const rows = upTo(nRows);
  const level = (n: number) => rows.map(() => `v${rng.below(n)}`);
  return tableOf(
    numbers(
      'age',
      rows.map(() => 18 + rng.below(50)),
    ),
    numbers(
      'pay',
      rows.map(() => rng.normal(log)),
    ),
    numbers(
      'seen',
      rows.map(() => (rng.uniform() < 0.1 ? null : rng.uniform())),
    ),
    words('sex', level(2)),
    words('job', level(5)),
    words('town', level(12)),
  );
}

const ownRows = (table: Table, losses: readonly number[]): RowsOfTable => ({
  table,
  tableRows: Uint32Array.from(losses.keys()),
  losses: Float64Array.from(losses),
  unitOf: null,
  nUnits: losses.length,
});

export interface SlicePopulation {
  readonly name: string;
  draw(nRows: number, rng: Rng): RowsOfTable | Promise<RowsOfTable>;
}

/** Losses that have nothing to do with the columns. */
const unrelated = (name: string, loss: (rng: Rng) => number): SlicePopulation => ({
  name,
  draw(nRows, rng) {
    const table = drawTable(nRows, rng);
    return ownRows(
      table,
      upTo(nRows).map(() => loss(rng)),
    );
  },
});

/** Losses of a binary answer whose p is always the same, and right. */
const logLosses = (p: number) => (rng: Rng) => (rng.uniform() < p ? -log(p) : -log(1 - p));

const ROWS_OF_GROUP = 10;

/** Ten rows a group that share columns and half of the variance of their errors. */
const grouped: SlicePopulation = {
  name: 'errors of groups',
  draw(nRows, rng) {
    const unitOf = Uint32Array.from({ length: nRows }, (_, row) => Math.floor(row / ROWS_OF_GROUP));
    const nUnits = Math.ceil(nRows / ROWS_OF_GROUP);
    const ofGroup = upTo(nUnits).map(() => rng.normal(log));
    const losses = Array.from(unitOf, (unit) => (ofGroup[unit] + rng.normal(log)) ** 2);
    return { ...ownRows(drawTable(nUnits, rng).take(unitOf), losses), unitOf, nUnits };
  },
};

const engine = createEngine();
const REGRESSION = { kind: 'regression', target: 'y', classes: [], positive: null } as const;
const FOLDS = 5;

/** Out-of-fold errors of ridge on numbers that are as it believes. */
const fitted: SlicePopulation = {
  name: 'out-of-fold errors of ridge',
  async draw(nRows, rng) {
    const table = drawTable(nRows, rng);
    const [age, pay] = table.columns as [NumericColumn, NumericColumn];
    const y = upTo(nRows).map((row) => 0.05 * age.values[row] + pay.values[row] + rng.normal(log));
    const problem = problemOf(table, y, { task: REGRESSION });
    const { params } = models.get('ridge');
    const spec = {
      sampler: { id: 'none', params: {} },
      model: { id: 'ridge', params: resolveParams('ridge', params, {}) },
      classWeight: null,
      threshold: 0.5,
      seed: 1,
    };
    const losses = new Array<number>(nRows);
    for (const fold of splitters.get('kfold').split(problem, { folds: FOLDS }, rng, 0)) {
      const job = {
        ...{ problem: undefined as never, spec, repeat: 0, fold: fold.fold },
        ...{ train: fold.train.buffer as SharedArrayBuffer, test: fold.test.buffer as SharedArrayBuffer },
      };
      const { output } = await runFold(problem, job, engine, () => 0);
      fold.test.forEach((row, i) => {
        losses[row] = (y[row] - output[i]) ** 2;
      });
    }
    return ownRows(table, losses);
  },
};

/** Without a weak slice. */
export const NULL_POPULATIONS: readonly SlicePopulation[] = [
  unrelated('log losses, p 0.3', logLosses(0.3)),
  unrelated('log losses, p 0.05', logLosses(0.05)),
  unrelated('wrong in 8 of 10 rows', (rng) => Number(rng.uniform() < 0.8)),
  unrelated('squared normal errors', (rng) => rng.normal(log) ** 2),
  unrelated('squared errors, heavy tails', (rng) => (rng.normal(log) / (0.2 + rng.uniform())) ** 4),
  grouped,
  fitted,
];

/** Below this age, in this job, answers are flipped. */
const PLANTED = { age: 30, job: 'v3' } as const;

/** Rows of the planted slice. */
export function plantedRows(table: Table): Uint8Array {
  const age = table.column('age') as NumericColumn;
  const job = table.column('job');
  if (!('codes' in job)) throw new Error('job has no levels');
  const wanted = job.levels.indexOf(PLANTED.job);
  return Uint8Array.from(job.codes, (code, row) => Number(code === wanted && age.values[row] < PLANTED.age));
}

/** A good model's losses: p(truth) is 0.85 for nine rows of ten, 0.15 for the tenth; flipped in the planted slice. */
export const planted: SlicePopulation = {
  name: 'labels flipped where age < 30 and job = v3',
  draw(nRows, rng) {
    const table = drawTable(nRows, rng);
    const isFlipped = plantedRows(table);
    const losses = Array.from(isFlipped, (flipped) =>
      rng.uniform() < 0.9 === (flipped === 0) ? -log(0.85) : -log(0.15),
    );
    return ownRows(table, losses);
  },
};

/** The rows of one data set. */
export const drawSet = async (
  population: SlicePopulation,
  nRows: number,
  set: number,
): Promise<RowsOfTable> => population.draw(nRows, stream(17, `slices/${population.name}`, nRows, set));
