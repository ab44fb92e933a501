import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bcaInterval } from '../../../src/core/intervals/bca.js';
import { type PooledValue, pooledValues, replicateJobs } from '../../../src/core/intervals/pooled.js';
import { runReplicates } from '../../../src/core/intervals/replicates.js';
import { fromSampledHandle, type SampledRows, unitsOf } from '../../../src/core/intervals/sampled-rows.js';
import { metrics } from '../../../src/core/metrics/list.js';
import type { Scored } from '../../../src/core/metrics/metric.js';
import { log, sigmoid } from '../../../src/core/numeric.js';
import { stream } from '../../../src/core/rng.js';
import { variance } from '../../../src/core/statistics/moments.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { classTask } from '../made-table.js';

const engine = createEngine();

/** Rows whose p is right by chance; three in ten are positive. */
function madeScored(nRows: number, gap = 1.5): Scored {
  const rng = stream(4, 'pooled', nRows);
  const truth = Float64Array.from({ length: nRows }, () => (rng.uniform() < 0.3 ? 1 : 0));
  const proba = Float64Array.from(truth, (label) => sigmoid(rng.normal(log) + gap * (label - 0.6))).reduce(
    (pairs, p, row) => {
      pairs[2 * row] = 1 - p;
      pairs[2 * row + 1] = p;
      return pairs;
    },
    new Float64Array(2 * nRows),
  );
  const predicted = truth.map((_, row) => (proba[2 * row + 1] >= 0.5 ? 1 : 0));
  return { task: classTask(['0', '1']), nRows, truth, predicted, proba };
}

const alone = (scored: Scored): SampledRows => ({ scored, unitOf: null, nUnits: scored.nRows });

function intervals(rows: SampledRows, ids: readonly string[], seed = 1): Record<string, PooledValue> {
  const chosen = ids.map((id) => metrics.get(id));
  const jobs = replicateJobs(rows, chosen, seed);
  const outcomes = jobs.map((job) => runReplicates(job, fromSampledHandle, engine));
  return pooledValues(rows, chosen, jobs, outcomes);
}

const IDS = [
  'f1',
  'accuracy',
  'precision:0',
  'log_loss',
  'brier',
  'average_precision',
  'roc_auc',
  'roc_auc:0',
];

/** Ends nearer to each other than a share of the interval's width. */
function sameInterval(a: PooledValue, b: PooledValue, share: number, what: string): void {
  assert.ok(a.ci95 && b.ci95, what);
  const width = a.ci95[1] - a.ci95[0];
  for (const end of [0, 1]) {
    assert.ok(Math.abs(a.ci95[end] - b.ci95[end]) < share * width, `${what}: ${a.ci95}, not ${b.ci95}`);
  }
}

describe('metrics over pooled rows', () => {
  const rows = alone(madeScored(400));

  test('values are those of the metrics, inside their intervals; methods are named', () => {
    const found = intervals(rows, IDS);
    for (const id of IDS) {
      const { value, ci95, method, resamples } = found[id];
      assert.equal(value, metrics.get(id).score(rows.scored).value);
      assert.ok(ci95 && value !== null && ci95[0] < value && value < ci95[1], id);
      assert.equal(method, id.startsWith('roc_auc') ? 'delong' : 'bca');
      const drawn = metrics.get(id).needs === 'label' ? 2000 : 1000;
      assert.equal(resamples, method === 'bca' ? drawn : undefined);
    }
    assert.deepEqual(
      found.roc_auc.ci95,
      found['roc_auc:0'].ci95?.map((end, i) => (i < 2 ? end : 0)),
    );
  });

  test('equal seeds, equal bytes; another seed moves the ends a little', () => {
    const [first, again, other] = [intervals(rows, IDS), intervals(rows, IDS), intervals(rows, IDS, 2)];
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
    for (const id of IDS) sameInterval(first[id], other[id], 0.15, id);
  });

  test('a replicate does not depend on the job that it is in', () => {
    const chosen = IDS.map((id) => metrics.get(id));
    for (const job of replicateJobs(rows, chosen, 1)) {
      const whole = runReplicates(job, fromSampledHandle, engine).values.map((values) => [...values]);
      const cut = job.first + 1;
      const parts = [
        { ...job, end: cut },
        { ...job, first: cut },
      ].map((part) => runReplicates(part, fromSampledHandle, engine).values);
      assert.deepEqual(
        whole,
        whole.map((_, m) => parts.flatMap((part) => [...part[m]])),
      );
    }
  });

  test('drawing cells is drawing rows: weights of 1 make it do the other', () => {
    const weighed = alone({ ...rows.scored, weights: new Float64Array(400).fill(1) });
    const [cells, units] = [intervals(rows, ['f1', 'accuracy']), intervals(weighed, ['f1', 'accuracy'])];
    for (const id of ['f1', 'accuracy']) sameInterval(cells[id], units[id], 0.15, id);
  });

  test('DeLong agrees with the bootstrap of the same area', () => {
    const weighed = alone({ ...rows.scored, weights: new Float64Array(400).fill(1) });
    sameInterval(intervals(rows, ['roc_auc']).roc_auc, intervals(weighed, ['roc_auc']).roc_auc, 0.15, 'auc');
  });

  test('rows repeated in groups tell no more than the rows did', () => {
    const copies = (values: Float64Array, width: number) =>
      Float64Array.from({ length: 3 * values.length }, (_, i) => {
        const row = Math.floor(i / width);
        return values[Math.floor(row / 3) * width + (i % width)];
      });
    const { scored } = rows;
    const nRows = 1200;
    const tripled: Scored = {
      task: scored.task,
      nRows,
      truth: copies(scored.truth, 1),
      predicted: copies(scored.predicted, 1),
      proba: copies(scored.proba as Float64Array, 2),
    };
    const groups = Array.from({ length: nRows }, (_, row) => Math.floor(row / 3));
    const [once, grouped, apart] = [
      intervals(rows, IDS),
      intervals({ scored: tripled, ...unitsOf(groups) }, IDS),
      intervals(alone(tripled), IDS),
    ];
    for (const id of IDS) {
      sameInterval(once[id], grouped[id], 0.15, id);
      const width = ({ ci95 }: PooledValue) => (ci95 ? ci95[1] - ci95[0] : Number.NaN);
      assert.ok(width(apart[id]) < 0.7 * width(grouped[id]), id);
    }
  });

  test('what is few is said; what is undefined or decided by one row has no interval', () => {
    const few = intervals(alone(madeScored(60)), ['f1', 'roc_auc', 'log_loss']);
    assert.deepEqual(
      [few.f1.few_events, few.roc_auc.few_events, few.log_loss.few_events],
      [true, true, undefined],
    );
    assert.equal(intervals(rows, ['f1']).f1.few_events, undefined);
    const grouped = { scored: rows.scored, ...unitsOf(Array.from({ length: 400 }, (_, row) => row % 10)) };
    assert.equal(intervals(grouped, ['f1']).f1.few_groups, true);

    const { scored } = rows;
    const onlyNegative = { ...scored, truth: new Float64Array(400), predicted: new Float64Array(400) };
    const undefinedOne = intervals(alone(onlyNegative), ['roc_auc', 'accuracy']);
    assert.equal(undefinedOne.roc_auc.value, null);
    assert.match(undefinedOne.roc_auc.reason ?? '', /no row is "1"/);
    assert.equal(undefinedOne.accuracy.ci95, null);
    assert.match(undefinedOne.accuracy.reason ?? '', /both sides/);

    const regression = { kind: 'regression', target: 'y', classes: [], positive: null } as const;
    const numbers = {
      task: regression,
      nRows: 400,
      truth: scored.truth,
      predicted: scored.truth.map((y) => y + 1),
      proba: null,
    };
    assert.match(intervals(alone(numbers), ['max_error']).max_error.reason ?? '', /single row/);
  });

  test('of many rows some are resampled, and the interval is that of all', () => {
    const many = alone(madeScored(60_000));
    const found = intervals(many, ['brier', 'average_precision', 'f1', 'precision@100', 'precision@0.1']);
    const { brier, average_precision: precision, f1 } = found;
    assert.deepEqual(
      [brier.resampled_rows, precision.resampled_rows, f1.resampled_rows],
      [20_000, 20_000, undefined],
    );
    // A mean of so many has the interval of the normal law.
    const { truth, proba } = many.scored;
    const squares = Array.from(truth, (label, row) => ((proba as Float64Array)[2 * row + 1] - label) ** 2);
    const half = 1.96 * Math.sqrt((variance(squares) as number) / squares.length);
    const value = brier.value as number;
    sameInterval(brier, { ...brier, ci95: [value - half, value + half] }, 0.15, 'brier');
    assert.ok(precision.ci95 && precision.ci95[0] < (precision.value as number), 'average_precision');
    assert.match(found['precision@100'].reason ?? '', /counts rows/);
    assert.ok(found['precision@0.1'].ci95);
  });

  test('2,000 resamples of f1 over 100,000 rows take less than 3 s', (t) => {
    const rows = alone(madeScored(100_000));
    const started = performance.now();
    const { f1 } = intervals(rows, ['f1']);
    const seconds = (performance.now() - started) / 1000;
    t.diagnostic(`${seconds.toFixed(3)} s`);
    assert.equal(f1.resamples, 2000);
    assert.ok(seconds < 3, `${seconds} s`);
  });

  test('of many rows in groups whole groups are resampled', () => {
    const scored = madeScored(60_000);
    const grouped = { scored, ...unitsOf(Array.from({ length: 60_000 }, (_, row) => row % 300)) };
    const { brier } = intervals(grouped, ['brier']);
    assert.equal(brier.resampled_rows, 200 * 200);
    sameInterval(intervals(alone(scored), ['brier']).brier, brier, 0.3, 'brier');
  });

  test('a mean has the interval of its own replicates', () => {
    const [job] = replicateJobs(rows, [metrics.get('brier')], 1);
    const { values } = runReplicates({ ...job, end: 1000 }, fromSampledHandle, engine);
    const value = metrics.get('brier').score(rows.scored).value as number;
    const plain = bcaInterval(value, values[0], 0, 0.95);
    const found = intervals(rows, ['brier']).brier;
    assert.ok(plain);
    sameInterval(found, { ...found, ci95: plain }, 0.2, 'brier');
  });
});
