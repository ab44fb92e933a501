/** Prior correction against closed forms: Bayes' rule under one prior becomes Bayes' rule under another. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { calibrate, shareCalibration } from '../../../src/core/calibration.js';
import { models } from '../../../src/core/models/list.js';
import { exp } from '../../../src/core/numeric.js';
import { resolveParams } from '../../../src/core/params.js';
import { fitPipeline, type PipelineSpec, predictPipeline } from '../../../src/core/pipeline.js';
import { stream } from '../../../src/core/rng.js';
import { samplers } from '../../../src/core/samplers/list.js';
import { loadPipeline, savePipeline } from '../../../src/core/saved-pipeline.js';
import { createEngine } from '../../../src/parallel/engine.js';
import { allRows, classTask, numbers, readingOf, tableOf } from '../made-table.js';

const engine = createEngine();
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

/** Posteriors of normal classes with means 0, 1, 2 and unit variance, at points from -4 to 6. */
function posteriors(priors: readonly number[]): Float64Array {
  const points = Array.from({ length: 101 }, (_, i) => -4 + i / 10);
  return Float64Array.from(
    points.flatMap((x) => {
      const joint = priors.map((share, k) => share * exp(-((x - k) ** 2) / 2));
      const sum = joint.reduce((total, one) => total + one, 0);
      return joint.map((one) => one / sum);
    }),
  );
}

describe('of known shares', () => {
  const cases: readonly (readonly [own: number[], fitted: number[]])[] = [
    [
      [0.99, 0.01],
      [0.5, 0.5],
    ],
    [
      [0.2, 0.8],
      [0.7, 0.3],
    ],
    [
      [0.9, 0.08, 0.02],
      [1 / 3, 1 / 3, 1 / 3],
    ],
  ];
  for (const [own, fitted] of cases) {
    test(`posteriors under ${fitted.map((share) => share.toFixed(2))} become those under ${own}`, () => {
      const task = classTask(own.map((_, k) => `c${k}`));
      const given = calibrate(shareCalibration('prior', { own, fitted }), task, posteriors(fitted));
      assert.ok(furthest(given, posteriors(own)) < 1e-14);
    });
  }

  test('a class that the model never met stays impossible', () => {
    const calibration = shareCalibration('prior', { own: [0.5, 0.5], fitted: [1, 0] });
    assert.deepEqual([...calibrate(calibration, classTask(['a', 'b']), Float64Array.of(1, 0))], [1, 0]);
  });
});

/** 400 rows, an eighth positive. */
function madeData() {
  const rng = stream(6, 'prior');
  const labels = Array.from({ length: 400 }, (_, row) => Number(row % 8 === 0));
  const table = tableOf(
    numbers(
      'a',
      labels.map((label) => label + 3 * rng.uniform()),
    ),
    numbers(
      'b',
      labels.map((label) => 2 * label + 5 * rng.uniform()),
    ),
  );
  return { task: classTask(['no', 'yes']), table, y: Float64Array.from(labels) };
}

async function fitted(model: string, given: Partial<PipelineSpec> = {}, sampler = 'none') {
  const data = madeData();
  const spec: PipelineSpec = {
    sampler: { id: sampler, params: resolveParams(sampler, samplers.get(sampler).params, {}) },
    model: { id: model, params: resolveParams(model, models.get(model).params, {}) },
    ...{ classWeight: null, threshold: 0.5, seed: 3, ...given },
  };
  const { pipeline, report } = await fitPipeline(
    ...([data, allRows(data.table), spec, { repeat: 0, fold: 0 }, engine, () => 0] as const),
  );
  const { columns } = data.table;
  const reading = readingOf(data.table);
  return { data, pipeline, report, columns, reading, p: predictPipeline(pipeline, columns, 400, engine) };
}

describe('in a pipeline', () => {
  // Class weights move nothing of naive-bayes but its priors, and the smoothing of variances in their ninth digit.
  test('naive-bayes with balanced classes becomes the plain one', async () => {
    const [plain, weighed] = [
      await fitted('naive-bayes'),
      await fitted('naive-bayes', { classWeight: 'balanced' }),
    ];
    const mended = await fitted('naive-bayes', { classWeight: 'balanced', calibrate: 'prior' });
    assert.ok(furthest(weighed.p, plain.p) > 0.1);
    assert.ok(furthest(mended.p, plain.p) < 1e-8);
  });

  test('a cut is chosen on corrected probabilities, those inside too', async () => {
    const threshold = { metric: 'f1' };
    const plain = await fitted('naive-bayes', { threshold });
    const mended = await fitted('naive-bayes', { threshold, classWeight: 'balanced', calibrate: 'prior' });
    assert.ok(plain.report.threshold !== 0.5);
    assert.ok(Math.abs(mended.report.threshold - plain.report.threshold) < 1e-8);
  });

  for (const sampler of ['random-over', 'random-under', 'smote']) {
    test(`${sampler}: what answers the shares answers those of the rows again`, async () => {
      const moved = await fitted('dummy', {}, sampler);
      assert.ok(Math.abs(moved.p[1] - 0.5) < 1e-12);
      const mended = await fitted('dummy', { calibrate: 'prior' }, sampler);
      assert.ok(Math.abs(mended.p[1] - 1 / 8) < 1e-12);
    });
  }

  for (const model of ['balanced-forest', 'easy-ensemble', 'rus-boost']) {
    test(`${model}: rows that it draws by class are met as often as they are drawn`, async () => {
      const plain = await fitted(model);
      assert.deepEqual(plain.report.shares, { own: [0.875, 0.125], fitted: [0.5, 0.5] });
      const mended = await fitted(model, { calibrate: 'prior' });
      const wanted = plain.p.map((p, i) => p * (i % 2 === 0 ? 0.875 : 0.125));
      const sums = wanted.map((_, i) => wanted[i - (i % 2)] + wanted[i - (i % 2) + 1]);
      assert.ok(furthest(mended.p, plain.p) > 0.1);
      assert.ok(
        furthest(
          mended.p,
          wanted.map((p, i) => p / sums[i]),
        ) < 1e-12,
      );
    });
  }

  test('is saved with the model', async () => {
    const { pipeline, columns, reading, p } = await fitted('tree', { calibrate: 'prior' }, 'random-over');
    const loaded = await loadPipeline(savePipeline(pipeline, reading));
    assert.deepEqual(predictPipeline(loaded, columns, 400, engine), p);
  });
});
