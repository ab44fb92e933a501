/**
 * One answer for every row: the training shares of the classes, or the training mean. scikit-learn's
 * DummyClassifier(strategy='prior') and DummyRegressor(strategy='mean'), sample weights honoured.
 */
import { nOutputs } from '../task.js';
import type { Fitted, Model, TrainBlock } from './model.js';
import { packModel, unpackModel } from './model-bytes.js';

/** [nOutputs] weighted shares of the classes, or the weighted mean. */
function answerOf({ task, y, weights }: TrainBlock): number[] {
  const sums = new Array<number>(nOutputs(task)).fill(0);
  let total = 0;
  for (let row = 0; row < y.length; row++) {
    const weight = weights ? weights[row] : 1;
    total += weight;
    if (task.kind === 'regression') sums[0] += weight * y[row];
    else sums[y[row]] += weight;
  }
  return sums.map((sum) => sum / total);
}

const fittedDummy = (answer: readonly number[]): Fitted => ({
  predict: ({ nRows }) =>
    Float64Array.from({ length: nRows * answer.length }, (_, at) => answer[at % answer.length]),
  save: (allocate) => packModel('dummy', { answer }, [], allocate),
});

export const dummy: Model = {
  id: 'dummy',
  summary: 'the class shares, or the mean, of the training rows: what every model must beat',
  tasks: ['binary', 'multiclass', 'regression'],
  takes: { missing: true, categories: true, unscaled: true, weights: true },
  gives: { probability: true },
  params: {},
  fit: (train) => fittedDummy(answerOf(train)),
  load: (bytes) => fittedDummy(unpackModel<{ answer: number[] }>('dummy', bytes).header.answer),
};
