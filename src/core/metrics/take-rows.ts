/** Some of the rows that were scored: without those of a finding, of a slice, of a class that is left out. */
import type { Scored } from './metric.js';

/** The cells of some rows of a row-major array. @param width cells a row */
export function takeCells(values: Float64Array, rows: ArrayLike<number>, width: number): Float64Array {
  const taken = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    for (let k = 0; k < width; k++) taken[i * width + k] = values[rows[i] * width + k];
  }
  return taken;
}

/** @param rows positions, at least one, repeats allowed; with weights at least one of them above 0 */
export function takeRows(scored: Scored, rows: ArrayLike<number>): Scored {
  const { task, truth, predicted, proba, weights, costs } = scored;
  const width = task.classes.length;
  return {
    task,
    nRows: rows.length,
    truth: takeCells(truth, rows, 1),
    predicted: takeCells(predicted, rows, 1),
    proba: proba && takeCells(proba, rows, width),
    weights: weights && takeCells(weights, rows, 1),
    costs: costs && takeCells(costs, rows, width),
  };
}
