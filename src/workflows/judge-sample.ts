/** The quality report of `resample`: new rows beside real ones, judged in the workers. */
import { scoreFolds, summariseFolds } from '../core/evaluation.js';
import { foldJob } from '../core/pipeline-jobs.js';
import { unpackResampled } from '../core/resampling.js';
import type { Resampled } from '../core/samplers/sampler.js';
import { DISCRIMINATOR_METRIC, discriminatorOf } from '../core/sampling-quality/discriminator.js';
import { type Judgement, judgeJob } from '../core/sampling-quality/judge.js';
import { type LookedAt, lookAt } from '../core/sampling-quality/looked-at.js';
import type { Projection } from '../core/sampling-quality/projection.js';
import type { ResampleResults } from '../core/schemas/resample.js';
import { type Problem, problemToHandle } from '../core/task.js';
import type { Context } from './context.js';

type Quality = ResampleResults['quality'];

export interface JudgedSample {
  readonly quality: Quality;
  /** What is drawn; null when there is nothing to draw. */
  readonly projection: Projection | null;
}

/** How well a forest tells new rows from real ones, cross-validated. */
async function discriminate(
  looked: LookedAt,
  seed: number,
  { runner, signal }: Context,
): Promise<Quality['discriminator']> {
  const asked = discriminatorOf(looked, seed);
  if (asked === null) return null;
  const { problem, folds, spec, nEach } = asked;
  const jobs = folds.map((fold) => foldJob(problem, spec, fold));
  const outcomes = await runner.map('run-fold', jobs, { signal, joinable: true });
  const predicted = folds.map((fold, i) => ({ fold, output: outcomes[i].output, threshold: 0.5 }));
  const metrics = [DISCRIMINATOR_METRIC];
  const scored = scoreFolds(problem, predicted, { metrics, probability: true });
  return { rows: nEach, roc_auc: summariseFolds(scored, metrics)[DISCRIMINATOR_METRIC.id] };
}

function sharesOf({ keep, synthetic }: Resampled) {
  const nAfter = keep.length + synthetic.nRows;
  return {
    synthetic_share: synthetic.nRows / nAfter,
    repeated_share: (keep.length - new Set(keep).size) / nAfter,
  };
}

const NOTHING_NEW = {
  looked_at: null,
  exact_copies: 0,
  copy_share: null,
  discriminator: null,
  nearest: null,
  unseen_categories: null,
  projection: null,
  columns: [],
};

function fieldsOf({ copies, nearest, unseen, projection, columns }: Judgement, { y, nReal }: LookedAt) {
  const synthetic = y.length - nReal;
  return {
    looked_at: { real: nReal, synthetic },
    exact_copies: copies,
    copy_share: copies / synthetic,
    nearest,
    unseen_categories: unseen,
    projection: projection && { columns: projection.columns, explained: projection.explained },
    columns,
  };
}

/** @param outcome what the sampler made of all rows of the problem */
export async function judgeSample(
  problem: Problem,
  outcome: Parameters<typeof unpackResampled>[0],
  seed: number,
  context: Context,
): Promise<JudgedSample> {
  const resampled = unpackResampled(outcome);
  const looked = lookAt(problem, resampled, seed);
  const shares = sharesOf(resampled);
  if (looked === null) return { quality: { ...shares, ...NOTHING_NEW }, projection: null };
  const meter = context.listener.meter('how faithful the new rows are');
  try {
    const { runner, signal } = context;
    const jobs = [judgeJob(problemToHandle(problem), looked, seed)];
    const [judgement] = await runner.map('judge-sample', jobs, { signal, joinable: true });
    const discriminator = await discriminate(looked, seed, context);
    const { projection } = judgement;
    return { quality: { ...shares, ...fieldsOf(judgement, looked), discriminator }, projection };
  } finally {
    meter.stop();
  }
}
