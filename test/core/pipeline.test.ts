import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { calibrate, fitCalibration } from '../../src/core/calibration.js';
import { chooseCut } from '../../src/core/choose-cut.js';
import { decide } from '../../src/core/decide.js';
import type { AssayError } from '../../src/core/errors.js';
import { innerFolds } from '../../src/core/inner-folds.js';
import { metrics } from '../../src/core/metrics/list.js';
import { models } from '../../src/core/models/list.js';
import { resolveParams } from '../../src/core/params.js';
import { fitPipeline, type PipelineSpec, predictPipeline } from '../../src/core/pipeline.js';
import { stream } from '../../src/core/rng.js';
import { samplers } from '../../src/core/samplers/list.js';
import { loadPipeline, savePipeline } from '../../src/core/saved-pipeline.js';
import type { Task } from '../../src/core/task.js';
import { createEngine } from '../../src/parallel/engine.js';
import { allRows, classTask, numbers, readingOf, tableOf, trainRows, words } from './made-table.js';

const engine = createEngine();
const clock = () => 0;
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** 200 rows, a quarter positive, with holes and a category. */
function madeData() {
  const rng = stream(4, 'pipeline');
  const labels = upTo(200).map((row) => (row % 4 === 0 ? 1 : 0));
  const table = tableOf(
    numbers(
      'x',
      labels.map((label) => (rng.uniform() < 0.1 ? null : label + 2 * rng.uniform())),
    ),
    words(
      'c',
      labels.map((label) => (rng.uniform() < 0.3 ? null : 'ab'[rng.uniform() < 0.7 ? label : 1 - label])),
    ),
  );
  return { task: classTask(['no', 'yes']), table, y: Float64Array.from(labels) };
}

const specOf = (model: string, sampler = 'none', given: Partial<PipelineSpec> = {}): PipelineSpec => ({
  sampler: { id: sampler, params: resolveParams(sampler, samplers.get(sampler).params, {}) },
  model: { id: model, params: resolveParams(model, models.get(model).params, {}) },
  classWeight: null,
  threshold: 0.5,
  seed: 9,
  ...given,
});

const AT = { repeat: 0, fold: 0 };

describe('the pipeline', () => {
  test('only what a model cannot take is transformed', async () => {
    const data = madeData();
    const idsOf = async (model: string) =>
      (await fitPipeline(data, allRows(data.table), specOf(model), AT, engine, clock)).pipeline.steps.map(
        ({ id }) => id,
      );
    assert.deepEqual(await idsOf('forest'), []);
    assert.deepEqual(await idsOf('logistic'), ['impute', 'one-hot', 'standardise']);
  });

  test('the report counts rows of each class before and after the sampler', async () => {
    const data = madeData();
    const { report } = await fitPipeline(
      data,
      allRows(data.table),
      specOf('dummy', 'smote'),
      AT,
      engine,
      clock,
    );
    assert.deepEqual(
      [report.before, report.after],
      [
        [150, 50],
        [150, 150],
      ],
    );
  });

  test('rows that tell when to stop are drawn before any sampler: no copy of them is learnt from', async () => {
    const rng = stream(5, 'noise');
    const noise = Array.from({ length: 600 }, () => rng.uniform());
    const data = {
      task: classTask(['no', 'yes']),
      table: tableOf(numbers('x', noise)),
      y: Float64Array.from(noise, () => Number(rng.uniform() < 0.2)),
    };
    const given = { early_stopping: true, min_samples_leaf: 5 };
    const model = { id: 'boost', params: resolveParams('boost', models.get('boost').params, given) };
    for (const sampler of ['random-over', 'smote', 'random-under']) {
      const spec = specOf('boost', sampler, { model });
      const { report } = await fitPipeline(data, allRows(data.table), spec, AT, engine, clock);
      assert.ok(report.rounds !== null && report.rounds < 25, `${sampler}: ${report.rounds} rounds on noise`);
      const nSampled = report.after[0] - Math.round(report.before[0] / 10);
      assert.equal(report.after[1] - Math.round(report.before[1] / 10), nSampled, sampler);
    }
  });

  test('balanced class weights are as good as repeating the rare class', async () => {
    const data = madeData();
    const rows = [
      ...upTo(200),
      ...upTo(200).filter((row) => row % 4 === 0),
      ...upTo(200).filter((row) => row % 4 === 0),
    ];
    const repeated = {
      ...data,
      table: data.table.take(Uint32Array.from(rows)),
      y: Float64Array.from(rows, (row) => data.y[row]),
    };
    const pOf = async (one: typeof data, classWeight: 'balanced' | null) => {
      const spec = specOf('tree', 'none', { classWeight });
      const { pipeline } = await fitPipeline(one, allRows(one.table), spec, AT, engine, clock);
      return predictPipeline(pipeline, data.table.columns, 200, engine);
    };
    const [weighted, copied] = [await pOf(data, 'balanced'), await pOf(repeated, null)];
    weighted.forEach((p, i) => {
      assert.ok(Math.abs(p - copied[i]) < 1e-9);
    });
  });

  test('weights of rows count as repeats, also where classes are balanced; 0 is as good as absent', async () => {
    const data = madeData();
    const times = upTo(200).map((row) => (row * 7) % 4);
    const rows = upTo(200).flatMap((row) => Array.from({ length: times[row] }, () => row));
    const repeated = {
      ...data,
      table: data.table.take(Uint32Array.from(rows)),
      y: Float64Array.from(rows, (row) => data.y[row]),
    };
    for (const classWeight of [null, 'balanced'] as const) {
      const spec = specOf('tree', 'none', { classWeight });
      const pOf = async (one: Parameters<typeof fitPipeline>[0]) => {
        const { pipeline } = await fitPipeline(one, allRows(one.table), spec, AT, engine, clock);
        return predictPipeline(pipeline, data.table.columns, 200, engine);
      };
      const weighted = await pOf({ ...data, weights: Float64Array.from(times) });
      const copied = await pOf(repeated);
      weighted.forEach((p, i) => {
        assert.ok(Math.abs(p - copied[i]) < 1e-9);
      });
    }
  });

  for (const model of ['tree', 'forest', 'extra-trees']) {
    for (const classWeight of [null, 'balanced'] as const) {
      test(`${model}: all weights times a power of two are the same bytes, of any size (${classWeight})`, async () => {
        const data = madeData();
        const bytesTimes = async (factor: number) => {
          const weights = Float64Array.from(upTo(200), (row) => factor * (1 + (row % 7)));
          const weighed = { ...data, weights };
          const spec = specOf(model, 'none', { classWeight });
          const { pipeline } = await fitPipeline(weighed, allRows(data.table), spec, AT, engine, clock);
          return savePipeline(pipeline, readingOf(data.table));
        };
        const bytes = await bytesTimes(1);
        for (const power of [-1000, -997, -40, 1, 13, 1000]) {
          assert.deepEqual(await bytesTimes(2 ** power), bytes, `2^${power}`);
        }
      });
    }
  }

  test('weights of rows that are not trained on leave no trace; none above 0 is exit 3', async () => {
    const data = madeData();
    const bytesWith = async (weightOf: (row: number) => number) => {
      const weighed = { ...data, weights: Float64Array.from(upTo(200), weightOf) };
      const rows = trainRows(upTo(150));
      const { pipeline } = await fitPipeline(weighed, rows, specOf('forest'), AT, engine, clock);
      return savePipeline(pipeline, readingOf(data.table));
    };
    const one = await bytesWith((row) => 1 + (row % 3));
    assert.deepEqual(await bytesWith((row) => (row < 150 ? 1 + (row % 3) : 77)), one);
    assert.notDeepEqual(await bytesWith((row) => 1 + (row % 2)), one);
    await assert.rejects(
      bytesWith((row) => (row < 150 ? 0 : 1)),
      (error: AssayError) => error.exitCode === 3,
    );
  });

  test('saved and loaded it predicts the same, and its bytes are stable', async () => {
    const data = madeData();
    for (const model of ['forest', 'logistic']) {
      const { pipeline } = await fitPipeline(
        data,
        trainRows(upTo(150)),
        specOf(model, 'smote'),
        AT,
        engine,
        clock,
      );
      const bytes = savePipeline(pipeline, readingOf(data.table));
      const loaded = await loadPipeline(bytes);
      const predict = (one: typeof pipeline) => predictPipeline(one, data.table.columns, 200, engine);
      assert.deepEqual(predict(loaded), predict(pipeline));
      assert.deepEqual(savePipeline(loaded, loaded.reading), bytes);
      assert.deepEqual(
        loaded.features.map(({ name }) => name),
        ['x', 'c'],
      );
    }
  });

  test('a truncated or altered model file is refused', async () => {
    const data = madeData();
    const { pipeline } = await fitPipeline(data, allRows(data.table), specOf('tree'), AT, engine, clock);
    const bytes = savePipeline(pipeline, readingOf(data.table));
    const altered = bytes.slice();
    altered[bytes.length >> 1] ^= 1;
    for (const broken of [
      bytes.subarray(0, bytes.length - 9),
      altered,
      new Uint8Array(3),
      new TextEncoder().encode('PK a zip, not a model, though long enough to look'),
    ]) {
      await assert.rejects(
        loadPipeline(broken),
        (error: AssayError) => error.exitCode === 1 && error.code === 'ASSAY_MODEL_BROKEN',
      );
    }
  });

  test('position moves random models and samplers, and nothing else does', async () => {
    const data = madeData();
    const bytesAt = async (fold: number, seed = 9) => {
      const spec = specOf('forest', 'smote', { seed });
      const { pipeline } = await fitPipeline(
        data,
        allRows(data.table),
        spec,
        { repeat: 0, fold },
        engine,
        clock,
      );
      return Buffer.from(predictPipeline(pipeline, data.table.columns, 200, engine).buffer).toString('hex');
    };
    assert.equal(await bytesAt(1), await bytesAt(1));
    assert.notEqual(await bytesAt(1), await bytesAt(2));
    assert.notEqual(await bytesAt(1), await bytesAt(1, 10));
  });
});

describe('a cut chosen for a metric', () => {
  const f1 = { threshold: { metric: 'f1' } };

  const truthAt = (data: ReturnType<typeof madeData>, rows: readonly number[]) =>
    Float64Array.from(rows, (row) => data.y[row]);

  /** Of the model without randomness, so that no seed matters. */
  async function outOfFold(data: ReturnType<typeof madeData>) {
    const folds = innerFolds(data, allRows(data.table), (n) => stream(9, 'inner folds', 0, 0, n));
    const rows: number[] = [];
    const proba: number[] = [];
    for (const { train, tested } of folds) {
      const { pipeline } = await fitPipeline(data, train, specOf('logistic'), AT, engine, clock);
      const columns = data.table.take(tested).columns;
      rows.push(...tested);
      proba.push(...predictPipeline(pipeline, columns, tested.length, engine));
    }
    return { rows, proba: Float64Array.from(proba) };
  }

  async function cutByHand(data: ReturnType<typeof madeData>): Promise<number> {
    const { rows, proba } = await outOfFold(data);
    const truth = truthAt(data, rows);
    return chooseCut(
      { task: data.task, nRows: rows.length, truth, predicted: truth, proba },
      metrics.get('f1'),
    ).threshold;
  }

  test('is the best one of out-of-fold predictions; the model is fitted on all rows', async () => {
    const data = madeData();
    const rows = allRows(data.table);
    const { pipeline, report } = await fitPipeline(
      data,
      rows,
      specOf('logistic', 'none', f1),
      AT,
      engine,
      clock,
    );
    assert.equal(pipeline.threshold, await cutByHand(data));
    assert.equal(report.threshold, pipeline.threshold);
    const plain = await fitPipeline(data, rows, specOf('logistic'), AT, engine, clock);
    assert.deepEqual(pipeline.model.save(), plain.pipeline.model.save());
    assert.equal(plain.report.threshold, 0.5);
  });

  test('goes by calibrated probabilities; the calibration is fitted on out-of-fold predictions', async () => {
    const data = madeData();
    const asked = { ...f1, calibrate: 'isotonic' };
    const rows = allRows(data.table);
    const fitted = await fitPipeline(data, rows, specOf('logistic', 'none', asked), AT, engine, clock);
    const { pipeline } = fitted;
    const { rows: own, proba } = await outOfFold(data);
    const heldOut = { task: data.task, output: proba, truth: truthAt(data, own), weights: null };
    assert.deepEqual(pipeline.calibration, fitCalibration('isotonic', heldOut, true));
    const output = predictPipeline(pipeline, data.table.columns, 200, engine);
    const plain = await fitPipeline(data, rows, specOf('logistic'), AT, engine, clock);
    const raw = predictPipeline(plain.pipeline, data.table.columns, 200, engine);
    assert.deepEqual(output, calibrate(fitCalibration('isotonic', heldOut, true), data.task, raw));
    const loaded = await loadPipeline(savePipeline(pipeline, readingOf(data.table)));
    assert.deepEqual(predictPipeline(loaded, data.table.columns, 200, engine), output);
  });

  test('is saved with the model', async () => {
    const data = madeData();
    const fitted = await fitPipeline(
      data,
      allRows(data.table),
      specOf('tree', 'smote', f1),
      AT,
      engine,
      clock,
    );
    const bytes = savePipeline(fitted.pipeline, readingOf(data.table));
    const loaded = await loadPipeline(bytes);
    assert.equal(loaded.threshold, fitted.pipeline.threshold);
    assert.deepEqual(savePipeline(loaded, readingOf(data.table)), bytes);
  });

  test('all fits together count as one', async () => {
    const data = madeData();
    const seen = { expected: [] as number[], grown: 0 };
    const progress = { expect: (n: number) => void seen.expected.push(n), tick: () => void seen.grown++ };
    const few = {
      id: 'forest',
      params: resolveParams('forest', models.get('forest').params, { n_estimators: 3 }),
    };
    const spec = specOf('forest', 'none', { ...f1, model: few });
    await fitPipeline(data, allRows(data.table), spec, AT, { ...engine, progress }, clock);
    assert.deepEqual(seen.expected, [18]);
  });
});

describe('labels from probabilities', () => {
  test('binary: positive when p >= threshold, whichever class is positive', () => {
    const proba = Float64Array.of(0.6, 0.4, 0.5, 0.5, 0.2, 0.8);
    assert.deepEqual([...decide(classTask(['a', 'b']), proba, 0.5)], [0, 1, 1]);
    assert.deepEqual([...decide({ ...classTask(['a', 'b']), positive: 0 }, proba, 0.6)], [0, 1, 1]);
    assert.deepEqual([...decide({ ...classTask(['a', 'b']), positive: 0 }, proba, 0.5)], [0, 0, 1]);
  });

  test('multiclass: the largest, ties to the first; regression: the value', () => {
    assert.deepEqual(
      [...decide(classTask(['a', 'b', 'c']), Float64Array.of(0.4, 0.4, 0.2, 0.1, 0.2, 0.7), 0.5)],
      [0, 2],
    );
    const task: Task = { kind: 'regression', target: 'y', classes: [], positive: null };
    assert.deepEqual([...decide(task, Float64Array.of(1.5, -2), 0.5)], [1.5, -2]);
  });
});

describe('early stopping', () => {
  /** 40 persons of 20 equal rows each; nothing but who they are tells their answer. */
  const rng = stream(5, 'persons');
  const persons = upTo(40).map(() => ({ cells: [rng.uniform(), rng.uniform()], label: rng.below(2) }));
  const rowsOf = persons.flatMap((person, group) => upTo(20).map(() => ({ ...person, group })));
  const table = tableOf(
    ...[0, 1].map((c) =>
      numbers(
        `x${c}`,
        rowsOf.map(({ cells }) => cells[c]),
      ),
    ),
  );
  const data = {
    task: classTask(['no', 'yes']),
    table,
    y: Float64Array.from(rowsOf, ({ label }) => label),
  };
  const groups = Int32Array.from(rowsOf, ({ group }) => group);
  const fitWith = async (given: Partial<typeof data> & { groups?: Int32Array }, sampler = 'none') => {
    const params = resolveParams('boost', models.get('boost').params, {
      n_estimators: 150,
      early_stopping: true,
    });
    const spec = specOf('boost', sampler, { model: { id: 'boost', params } });
    const { report } = await fitPipeline({ ...data, ...given }, allRows(table), spec, AT, engine, clock);
    return report;
  };

  for (const sampler of ['none', 'random-over']) {
    test(`sampler ${sampler}: whole groups tell that nothing is learnt of others`, async () => {
      const [alone, grouped] = [await fitWith({}, sampler), await fitWith({ groups }, sampler)];
      assert.ok(Number(alone.rounds) > 60, `${alone.rounds} rounds by rows`);
      assert.ok(Number(grouped.rounds) < 30, `${grouped.rounds} rounds by groups`);
    });
  }

  test('one group cannot be parted: all rounds, and a warning', async () => {
    const { rounds, warnings } = await fitWith({ groups: new Int32Array(groups.length) });
    assert.equal(rounds, null);
    assert.deepEqual(
      warnings.map(({ id }) => id),
      ['no-early-stopping'],
    );
  });
});
