/** `curve`: a metric along one parameter of the model, or along the number of training rows, on the same folds. */

import { TRAIN_SIZE } from '../core/curves/axis.js';
import { trainParts } from '../core/curves/train-parts.js';
import { usageError } from '../core/errors.js';
import { type Params, resolveParams } from '../core/params.js';
import { stream } from '../core/rng.js';
import type { CurvePoint, CurveResults } from '../core/schemas/curve.js';
import type { Fold, TrainRows } from '../core/splitters/splitter.js';
import type { CurveJob, CurveOutcome } from '../core/staged-jobs.js';
import { summarise } from '../core/statistics/fold-summary.js';
import { mean } from '../core/statistics/moments.js';
import { problemToHandle } from '../core/task.js';
import { sharingBins, shelvesOf } from './bin-shelves.js';
import { checkSampled } from './check-sampled.js';
import { type Context, underWay } from './context.js';
import { areStages, stageWarnings } from './curve-stages.js';
import { type DraftOptions, type PreparedModelling, prepareModelling } from './modelling.js';
import { modellingStep } from './modelling-step.js';
import { evaluationScope, workWarnings } from './results.js';
import { lostClassWarnings } from './share-warnings.js';
import type { PreparedStep, Sink } from './step.js';

type Axis = NonNullable<DraftOptions['curve']>;

/** One fit of a fold, and the points of the curve that it gives. */
interface CurveFit {
  readonly fold: Fold;
  readonly train: TrainRows;
  readonly points: readonly number[];
  readonly job: CurveJob;
}

/** What a fit of a fold has of its own. */
interface OwnFit {
  /** Of the curve. */
  readonly points: readonly number[];
  readonly params: Params;
  /** Of the model, one a point; null: the fit is one point. */
  readonly rounds: readonly number[] | null;
  readonly train: TrainRows;
}

function ownFits(prepared: PreparedModelling, axis: Axis, fold: Fold): OwnFit[] {
  const { param, values } = axis;
  const { loaded, spec, model, options } = prepared;
  const { train } = fold;
  if (param === TRAIN_SIZE) {
    const rng = stream(options.split_seed, `curve/${TRAIN_SIZE}`, fold.repeat, fold.fold);
    return trainParts(loaded.problem, fold, values.map(Number), rng).map((part, i) => {
      return { points: [i], params: spec.model.params, rounds: null, train: part };
    });
  }
  const params = values.map((value) =>
    resolveParams(model.id, model.params, { ...spec.model.params, [param]: value }),
  );
  if (!areStages(prepared, axis)) {
    return params.map((one, i) => ({ points: [i], params: one, rounds: null, train }));
  }
  const points = [...values.keys()];
  return [{ points, params: params[points.length - 1], rounds: values.map(Number), train }];
}

/** All fits of the curve: one a fold where the model's stages are its points, else one a fold and point. */
function fitsOf(prepared: PreparedModelling, axis: Axis): CurveFit[] {
  const { loaded, folds, spec, model, by } = prepared;
  const problem = problemToHandle(loaded.problem);
  return folds.flatMap((fold) =>
    ownFits(prepared, axis, fold).map(({ points, params, rounds, train }) => {
      const rows = {
        train: train.buffer as SharedArrayBuffer,
        test: fold.test.buffer as SharedArrayBuffer,
      };
      const own = { ...spec, model: { id: model.id, params } };
      const at = { repeat: fold.repeat, fold: fold.fold };
      return { fold, train, points, job: { problem, spec: own, ...at, ...rows, rounds, metric: by.id } };
    }),
  );
}

/** @throws AssayError exit 2 or 3 where what a sampler is to make of some part cannot be had */
function checkParts({ loaded, options, model, spec }: PreparedModelling, fits: readonly CurveFit[]): void {
  const trains = fits.map(({ train }) => train);
  checkSampled({ step: 'curve', options, model, tried: [spec.model.params] }, loaded.problem, trains);
}

async function runFits(
  fits: readonly CurveFit[],
  { loaded, spec, model }: PreparedModelling,
  context: Context,
  sink: Sink,
) {
  const shelves = shelvesOf(context);
  const meter = context.listener.meter(`${spec.model.id}: fitting`, underWay(context, model));
  let nDone = 0;
  meter.update(0, fits.length, 'fits');
  try {
    const jobs = fits.map(({ job, train }) => {
      return { ...job, shelf: shelves.shelfOf(loaded.problem, train, job.spec) };
    });
    return await context.runner.map('curve-fold', jobs, {
      signal: context.signal,
      joinable: model.joinable,
      onDone({ report }, index) {
        const { fold, points } = fits[index];
        const at = { repeat: fold.repeat, fold: fold.fold, points: points.length };
        sink.log({ event: 'fit', ...at, seconds: report.fitSeconds, binnings: report.binnings });
        meter.update(++nDone, fits.length, 'fits');
      },
    });
  } finally {
    meter.stop();
  }
}

/** Each point over its folds. */
function pointsOf(
  { by }: PreparedModelling,
  { values }: Axis,
  fits: readonly CurveFit[],
  outcomes: readonly CurveOutcome[],
): CurvePoint[] {
  return values.map((value, point) => {
    const having = fits.flatMap(({ fold, points }, i) => {
      const at = points.indexOf(point);
      return at < 0 ? [] : [{ fold, nTrain: outcomes[i].nTrain, scores: outcomes[i].points[at] }];
    });
    const over = (which: 'train' | 'test') =>
      summarise(
        by,
        having.map(({ fold, scores }) => ({
          repeat: fold.repeat,
          fold: fold.fold,
          score: scores[which],
          // Parts of the training rows overlap less than the folds do: their correction is enough.
          nTrain: fold.train.length,
          nTest: fold.test.length,
        })),
      );
    const nTrain = mean(having.map((one) => one.nTrain));
    return { value, n_train: nTrain, train: over('train'), test: over('test') };
  });
}

/** The first of the best. */
function bestOf(points: readonly CurvePoint[], direction: 'max' | 'min'): CurveResults['best'] {
  const sign = direction === 'max' ? 1 : -1;
  return points.reduce<CurveResults['best']>((best, { value, test }) => {
    if (test.value === null || (best !== null && sign * test.value <= sign * best.score)) return best;
    return { value, score: test.value };
  }, null);
}

function resultsOf(
  prepared: PreparedModelling,
  axis: Axis,
  fits: readonly CurveFit[],
  outcomes: readonly CurveOutcome[],
): CurveResults {
  const points = pointsOf(prepared, axis, fits, outcomes);
  const reports = outcomes.map(({ report }) => report);
  const { direction } = prepared.by;
  return {
    schema: 'assay/results-curve/1',
    step: 'curve',
    seed: prepared.spec.seed,
    warnings: [
      ...prepared.warnings,
      ...stageWarnings(prepared, axis),
      ...workWarnings(reports),
      ...lostClassWarnings(prepared, reports),
    ],
    ...(prepared.leaky ? { leaky: true } : {}),
    ...evaluationScope(prepared),
    param: axis.param,
    direction,
    fits: fits.length,
    points,
    best: bestOf(points, direction),
  };
}

/** @throws AssayError exit 2, 3 or 4 before anything is written */
export async function prepareCurve(
  draft: DraftOptions,
  context: Context,
): Promise<PreparedStep<CurveResults>> {
  const { curve } = draft;
  if (!curve) throw usageError('ASSAY_CURVE_OPTIONS', 'the options hold no curve', 'use assay curve');
  const prepared = await prepareModelling(draft, context);
  const fits = fitsOf(prepared, curve);
  if (curve.param === TRAIN_SIZE) checkParts(prepared, fits);
  for (const warning of stageWarnings(prepared, curve)) context.listener.warn(warning);
  const [first] = prepared.folds;
  const fitsOnFold = fits.filter(({ train }) => train === first.train).length;
  return {
    ...modellingStep(draft, prepared),
    run: sharingBins(prepared, context, fitsOnFold, async (sink) => {
      const outcomes = await runFits(fits, prepared, context, sink);
      const timings = {
        read: prepared.loaded.readSeconds,
        sample: outcomes.map(({ report }) => report.sampleSeconds),
        fit: outcomes.map(({ report }) => report.fitSeconds),
        predict: outcomes.map(({ predictSeconds }) => predictSeconds),
      };
      return { results: resultsOf(prepared, curve, fits, outcomes), timings };
    }),
  };
}
