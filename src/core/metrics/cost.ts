/** The cost of mistakes: of the answers given, by what each answer to each row costs (core/costs.ts). */
import { defined, type RowMetric, type Sums, undefinedScore } from './metric.js';
import { rowMetric, scoreOfSums, termOf } from './row-metric.js';

/** Of rows that have costs. */
const sums: Sums = {
  terms: (scored) => {
    const width = scored.task.classes.length;
    const costs = scored.costs as Float64Array;
    return [termOf(scored, (row) => costs[row * width + scored.predicted[row]])];
  },
  combine: ([sum], totalWeight) => defined(sum / totalWeight),
};

export const cost: RowMetric = rowMetric({
  id: 'cost',
  aliases: ['mean_cost'],
  summary: 'mean cost a row of the answers given, by --cost fp=1,fn=5',
  tasks: ['binary', 'multiclass'],
  direction: 'min',
  range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  needs: 'answer',
  sums,
  score: (scored) =>
    scored.costs === undefined ? undefinedScore('no --cost was given') : scoreOfSums(sums, scored),
});
