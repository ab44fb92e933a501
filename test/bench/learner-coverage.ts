/**
 * How often the corrected resampled t holds a learner's expected score: its mean over many data sets, of which each is
 * cross-validated once. Pipelines are fitted in this process.
 */
import { scoreFolds, summariseFolds } from '../../src/core/evaluation.js';
import { metrics } from '../../src/core/metrics/list.js';
import { models } from '../../src/core/models/list.js';
import { log } from '../../src/core/numeric.js';
import { resolveParams } from '../../src/core/params.js';
import type { PipelineSpec } from '../../src/core/pipeline.js';
import { runFold } from '../../src/core/pipeline-jobs.js';
import { stream } from '../../src/core/rng.js';
import type { MetricValues } from '../../src/core/schemas/metric-value.js';
import { splitters } from '../../src/core/splitters/list.js';
import type { Problem } from '../../src/core/task.js';
import { createEngine } from '../../src/parallel/engine.js';
import { numbers, problemOf, tableOf } from '../core/made-table.js';
import type { Coverage } from './coverage.js';

export interface LearnerCase {
  readonly name: string;
  readonly model: string;
  readonly nRows: number;
  readonly folds: number;
  readonly repeats: number;
  readonly metrics: readonly string[];
}

const N_COLUMNS = 4;
const REGRESSION = { kind: 'regression', target: 'y', classes: [], positive: null } as const;

/** Columns that each tell a little of a class or of a number, and one that tells nothing. */
function draw(one: LearnerCase, set: number): Problem {
  const isClass = models.get(one.model).gives.probability;
  const rng = stream(11, `learner/${one.name}`, set);
  const y = Array.from({ length: one.nRows }, () => (isClass ? rng.below(2) : 2 * rng.normal(log)));
  const columns = Array.from({ length: N_COLUMNS }, (_, j) =>
    numbers(
      `x${j}`,
      y.map((answer) => rng.normal(log) + (j === 0 ? 0 : 0.5 * answer)),
    ),
  );
  return problemOf(tableOf(...columns), y, isClass ? {} : { task: REGRESSION });
}

const specOf = ({ model }: LearnerCase): PipelineSpec => ({
  sampler: { id: 'none', params: {} },
  model: { id: model, params: resolveParams(model, models.get(model).params, {}) },
  classWeight: null,
  threshold: 0.5,
  seed: 1,
});

const engine = createEngine();

/** The metrics of one cross-validation, as `cv` summarises them. */
async function crossValidate(one: LearnerCase, set: number) {
  const problem = draw(one, set);
  const splitter = splitters.get('stratified');
  const folds = Array.from({ length: one.repeats }, (_, repeat) =>
    splitter.split(problem, { folds: one.folds }, stream(set, 'folds', repeat), repeat),
  ).flat();
  const predicted = [];
  for (const fold of folds) {
    const job = {
      ...{ problem: undefined as never, spec: specOf(one), repeat: fold.repeat, fold: fold.fold },
      ...{ train: fold.train.buffer as SharedArrayBuffer, test: fold.test.buffer as SharedArrayBuffer },
    };
    const { output } = await runFold(problem, job, engine, () => 0);
    predicted.push({ fold, output, threshold: 0.5 });
  }
  const chosen = one.metrics.map((id) => metrics.get(id));
  const probability = models.get(one.model).gives.probability;
  return summariseFolds(scoreFolds(problem, predicted, { metrics: chosen, probability }), chosen);
}

export async function learnerCoverage(one: LearnerCase, nSets: number): Promise<Coverage[]> {
  const found: MetricValues[] = [];
  for (let set = 0; set < nSets; set++) found.push(await crossValidate(one, set));
  return one.metrics.map((metric) => {
    const known = found.flatMap(({ [metric]: { value, ci95 } }) =>
      value === null || !ci95 ? [] : [{ value, ci95 }],
    );
    const truth = known.reduce((sum, { value }) => sum + value, 0) / known.length;
    const above = known.filter(({ ci95 }) => ci95[0] > truth).length / nSets;
    const below = known.filter(({ ci95 }) => ci95[1] < truth).length / nSets;
    return { metric, covered: known.length / nSets - above - below, above, below, few: 0 };
  });
}

/** Designs as folds x repeats. */
const DESIGNS = [
  [5, 1],
  [10, 1],
  [5, 2],
] as const;

const LEARNERS = [
  { model: 'naive-bayes', metrics: ['accuracy', 'f1', 'roc_auc', 'log_loss'] },
  { model: 'ridge', metrics: ['rmse', 'mae', 'r2'] },
] as const;

export const LEARNER_CASES: readonly LearnerCase[] = [200, 1000].flatMap((nRows) =>
  LEARNERS.flatMap((learner) =>
    DESIGNS.map(([folds, repeats]) => ({
      ...{ ...learner, nRows, folds, repeats },
      name: `${learner.model} ${folds}x${repeats}`,
    })),
  ),
);
