/** Parts of the training rows of a fold for a learning curve: each holds the smaller ones. */
import type { Rng } from '../rng.js';
import { type Fold, someTrainRows, type TrainRows } from '../splitters/splitter.js';
import { isClassification, type Problem } from '../task.js';

/** Positions in the training rows in random order; of classes, so that each beginning has its share of every class. */
function spreadOrder({ task, y }: Problem, train: TrainRows, rng: Rng): number[] {
  const order = rng.shuffle(Array.from(train.keys()));
  if (!isClassification(task)) return order;
  const counts = task.classes.map(() => 0);
  for (const row of train) counts[y[row]]++;
  const met = task.classes.map(() => 0);
  const places = order.map((position) => {
    const label = y[train[position]];
    return { position, label, at: (met[label]++ + 0.5) / counts[label] };
  });
  return places.sort((a, b) => a.at - b.at || a.label - b.label).map(({ position }) => position);
}

/**
 * With a time the newest rows, else random ones.
 * @param shares above 0, at most 1 @returns for each the rows, at least one
 */
export function trainParts(
  problem: Problem,
  { train }: Fold,
  shares: readonly number[],
  rng: Rng,
): TrainRows[] {
  const order = problem.time ? Array.from(train.keys()).reverse() : spreadOrder(problem, train, rng);
  return shares.map((share) => {
    const nRows = Math.max(1, Math.floor(share * train.length));
    return someTrainRows(train, order.slice(0, nRows));
  });
}
