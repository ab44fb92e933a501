/**
 * How often the corrected resampled t holds a learner's expected score: its mean over many data sets, of which each is
 * cross-validated once a design. Pipelines are fitted in this process.
 */
import { type ScoredFold, scoreFolds, summariseFolds } from '../../src/core/evaluation.js';
import { outOfFold } from '../../src/core/intervals/pool-folds.js';
import { shareErrors } from '../../src/core/intervals/share-errors.js';
import { metrics } from '../../src/core/metrics/list.js';
import { models } from '../../src/core/models/list.js';
import { log } from '../../src/core/numeric.js';
import { resolveParams } from '../../src/core/params.js';
import type { PipelineSpec } from '../../src/core/pipeline.js';
import { runFold } from '../../src/core/pipeline-jobs.js';
import { type Rng, stream } from '../../src/core/rng.js';
import type { MetricValues } from '../../src/core/schemas/metric-value.js';
import { splitters } from '../../src/core/splitters/list.js';
import { isClassification, type Problem } from '../../src/core/task.js';
import { createEngine } from '../../src/parallel/engine.js';
import { numbers, problemOf, tableOf } from '../core/made-table.js';
import type { Coverage } from './coverage.js';
import type { Design } from './nulls/designs.js';

export interface LearnerCase {
  readonly name: string;
  readonly model: string;
  readonly nRows: number;
  /** `drawn`: each row is of either class by chance. `fixed`: half of the rows are of each. */
  readonly shares: 'drawn' | 'fixed';
  readonly splitter: 'stratified' | 'kfold';
  readonly metrics: readonly string[];
}

const N_COLUMNS = 4;
const REGRESSION = { kind: 'regression', target: 'y', classes: [], positive: null } as const;

const answerOf =
  ({ model, shares }: LearnerCase, rng: Rng) =>
  (row: number) => {
    if (!models.get(model).gives.probability) return 2 * rng.normal(log);
    return shares === 'fixed' ? row % 2 : rng.below(2);
  };

/** Columns that each tell a little of a class or of a number, and one that tells nothing. */
function draw(one: LearnerCase, set: number): Problem {
  const isClass = models.get(one.model).gives.probability;
  const rng = stream(11, `learner/${one.name}`, one.nRows, set);
  const answer = answerOf(one, rng);
  const y = Array.from({ length: one.nRows }, (_, row) => answer(row));
  const columns = Array.from({ length: N_COLUMNS }, (_, j) =>
    numbers(
      `x${j}`,
      y.map((label) => rng.normal(log) + (j === 0 ? 0 : 0.5 * label)),
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

/** The scores of one repeat. */
async function scoreRepeat(one: LearnerCase, problem: Problem, rng: Rng, folds: number, repeat: number) {
  const dealt = splitters.get(one.splitter).split(problem, { folds }, rng, repeat);
  const predicted = [];
  for (const fold of dealt) {
    const job = {
      ...{ problem: undefined as never, spec: specOf(one), repeat: fold.repeat, fold: fold.fold },
      ...{ train: fold.train.buffer as SharedArrayBuffer, test: fold.test.buffer as SharedArrayBuffer },
    };
    const { output } = await runFold(problem, job, engine, () => 0);
    predicted.push({ fold, output, threshold: 0.5 });
  }
  const probability = models.get(one.model).gives.probability;
  return scoreFolds(problem, predicted, { metrics: chosenOf(one), probability });
}

const chosenOf = (one: LearnerCase) => one.metrics.map((id) => metrics.get(id));

/** As `cv` has them of a learner that follows the class shares. */
function shareErrorsOf(one: LearnerCase, problem: Problem, folds: readonly ScoredFold[]) {
  if (!isClassification(problem.task)) return {};
  return shareErrors(outOfFold(folds), problem, chosenOf(one), {
    proba: true,
    threshold: 0.5,
  });
}

/** The metrics of one data set as `cv` summarises them, for each design; those of as many folds share their repeats. */
async function crossValidate(one: LearnerCase, designs: readonly Design[], set: number) {
  const problem = draw(one, set);
  const scored = new Map<string, ScoredFold[]>();
  const found: MetricValues[] = [];
  for (const { folds, repeats } of designs) {
    const all: ScoredFold[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const key = `${folds}/${repeat}`;
      const rng = stream(set, 'folds', folds, repeat);
      const own = scored.get(key) ?? (await scoreRepeat(one, problem, rng, folds, repeat));
      scored.set(key, own);
      all.push(...own);
    }
    found.push(summariseFolds(all, chosenOf(one), shareErrorsOf(one, problem, all)));
  }
  return found;
}

function coverageOf(metric: string, found: readonly MetricValues[]): Coverage {
  const known = found.flatMap(({ [metric]: { value, ci95 } }) =>
    value === null || !ci95 ? [] : [{ value, ci95 }],
  );
  const truth = known.reduce((sum, { value }) => sum + value, 0) / known.length;
  const above = known.filter(({ ci95 }) => ci95[0] > truth).length / found.length;
  const below = known.filter(({ ci95 }) => ci95[1] < truth).length / found.length;
  return { metric, covered: known.length / found.length - above - below, above, below, few: 0 };
}

/** @returns [designs][metrics] */
export async function learnerCoverage(
  one: LearnerCase,
  designs: readonly Design[],
  nSets: number,
): Promise<Coverage[][]> {
  const found: MetricValues[][] = [];
  for (let set = 0; set < nSets; set++) found.push(await crossValidate(one, designs, set));
  return designs.map((_, design) =>
    one.metrics.map((metric) =>
      coverageOf(
        metric,
        found.map((values) => values[design]),
      ),
    ),
  );
}

const OF_CLASSES = { model: 'naive-bayes', metrics: ['accuracy', 'f1', 'roc_auc', 'log_loss'] } as const;

const LEARNERS = [
  { ...OF_CLASSES, name: 'naive-bayes', shares: 'drawn', splitter: 'stratified' },
  { ...OF_CLASSES, name: 'naive-bayes, equal shares', shares: 'fixed', splitter: 'stratified' },
  { ...OF_CLASSES, name: 'naive-bayes, kfold', shares: 'drawn', splitter: 'kfold' },
  { name: 'ridge', model: 'ridge', shares: 'drawn', splitter: 'kfold', metrics: ['rmse', 'mae', 'r2'] },
] as const;

export const LEARNER_CASES: readonly LearnerCase[] = [200, 1000].flatMap((nRows) =>
  LEARNERS.map((learner) => ({ ...learner, nRows })),
);
