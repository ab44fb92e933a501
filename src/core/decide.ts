/** From a model's output to answers. */
import { nOutputs, type Task } from './task.js';

/**
 * Labels from probabilities. Binary: positive when p >= threshold; multiclass: the largest p, ties to the first class;
 * regression: the values themselves.
 * @param proba [nRows * nOutputs] @returns [nRows] class index, or the value
 */
export function decide(task: Task, proba: Float64Array, threshold: number): Float64Array {
  const width = nOutputs(task);
  if (task.kind === 'regression') return proba;
  return Float64Array.from({ length: proba.length / width }, (_, row) => {
    const at = row * width;
    if (task.positive !== null)
      return proba[at + task.positive] >= threshold ? task.positive : 1 - task.positive;
    let best = 0;
    for (let k = 1; k < width; k++) if (proba[at + k] > proba[at + best]) best = k;
    return best;
  });
}
