/** Costs that say nothing: where one answer, given to every row, costs nothing, no model can do better. */
import type { Warning } from './schemas/metric-value.js';
import type { Task } from './task.js';

/** Index of the first class that costs no row anything, where nothing gains either; -1: none. */
function freeAnswer(costs: Float64Array, nClasses: number): number {
  const isFree = new Array<boolean>(nClasses).fill(true);
  for (let at = 0; at < costs.length; at++) {
    if (costs[at] < 0) return -1;
    if (costs[at] > 0) isFree[at % nClasses] = false;
  }
  return isFree.indexOf(true);
}

/** @param costs [rows * classes] as of `readCosts`; absent: none were given */
export function freeAnswerWarnings({ classes }: Task, costs: Float64Array | null | undefined): Warning[] {
  const free = costs ? freeAnswer(costs, classes.length) : -1;
  if (free < 0) return [];
  const message = `by --cost the answer ${classes[free]} costs nothing, whatever is true: given to every row it is the best there is; say what its mistakes cost too`;
  return [{ id: 'free-answer', columns: [], message }];
}
