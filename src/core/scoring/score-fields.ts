/** From predictions of another tool to the metrics of results.json, as `evaluation.ts` has them of a model's folds. */
import { type BaselineFold, baseline } from '../baseline.js';
import { decide } from '../decide.js';
import { confusionOf, type ScoredFold, summariseFolds } from '../evaluation.js';
import { outOfFold } from '../intervals/pool-folds.js';
import { type ShareResponse, shareErrors } from '../intervals/share-errors.js';
import type { Metric, Scored } from '../metrics/metric.js';
import type { ScoreResults } from '../schemas/score.js';
import { gather } from '../table.js';
import { isClassification } from '../task.js';
import { type OutsidePredictions, scoredOf } from './outside-predictions.js';

/** The part of results.json that is worked out of the rows. */
export type ScoreFields = Pick<
  ScoreResults,
  'metrics' | 'baseline' | 'baseline_answers' | 'folds' | 'confusion'
>;

/** Each fold with its scores; its output is the probabilities, else the answers. */
export function scoreOutside(outside: OutsidePredictions, metrics: readonly Metric[]): ScoredFold[] {
  return outside.folds.map((dealt) => {
    const scored = scoredOf(outside, dealt);
    const scores = Object.fromEntries(metrics.map((metric) => [metric.id, metric.score(scored)]));
    return { fold: dealt.fold, scored, scores, output: scored.proba ?? scored.predicted };
  });
}

/** The best constant answer. Where nothing trained, the rows that are scored are all that an answer can be chosen from. */
function baselinesOf(
  { problem, scored }: OutsidePredictions,
  folds: readonly ScoredFold[],
  metrics: readonly Metric[],
) {
  const values: ScoreFields['baseline'] = {};
  const answers: ScoreFields['baseline_answers'] = {};
  if (scored.weights) return { values, answers };
  const answered = folds.map(
    ({ fold, scored: { truth, costs } }): BaselineFold => ({
      repeat: fold.repeat,
      fold: fold.fold,
      trainY: fold.train.length > 0 ? gather(problem.y, fold.train) : truth,
      testY: truth,
      testCosts: costs,
    }),
  );
  for (const metric of metrics) {
    const { value, answer } = baseline(metric, problem.task, answered);
    values[metric.id] = value;
    answers[metric.id] = answer;
  }
  return { values, answers };
}

/** Labels that are p at one half are taken to stay so; others come from a rule that is not known here. */
function responseOf({ task, proba, predicted }: Scored): ShareResponse {
  const isHalf = proba !== null && decide(task, proba, 0.5).every((label, row) => label === predicted[row]);
  return { proba: true, threshold: isHalf ? 0.5 : null };
}

function shareErrorsOf(
  { problem }: OutsidePredictions,
  folds: readonly ScoredFold[],
  metrics: readonly Metric[],
): Record<string, number> {
  if (folds.length < 2 || !isClassification(problem.task)) return {};
  const scored = outOfFold(folds);
  return shareErrors(scored, problem, metrics, responseOf(scored));
}

export function scoreFields(
  outside: OutsidePredictions,
  folds: readonly ScoredFold[],
  metrics: readonly Metric[],
): ScoreFields {
  const { values, answers } = baselinesOf(outside, folds, metrics);
  return {
    metrics: summariseFolds(folds, metrics, shareErrorsOf(outside, folds, metrics)),
    baseline: values,
    baseline_answers: answers,
    folds: folds.map(({ fold, scores }) => ({
      repeat: fold.repeat,
      fold: fold.fold,
      n_train: fold.train.length,
      n_test: fold.test.length,
      metrics: Object.fromEntries(Object.entries(scores).map(([id, { value }]) => [id, value])),
    })),
    confusion: confusionOf(outside.problem, folds),
  };
}
