/** The ranking metric by the levels of chosen columns: where predictions are good, and where they are not. */
import { type SampledRows, unitsOf } from '../core/intervals/sampled-rows.js';
import type { Metric } from '../core/metrics/metric.js';
import { takeRows } from '../core/metrics/take-rows.js';
import type { ScoreResults } from '../core/schemas/score.js';
import type { OutsidePredictions } from '../core/scoring/outside-predictions.js';
import { levelsOf } from '../core/slices/levels.js';
import type { Table } from '../core/table.js';
import type { Context } from './context.js';
import { scorePooled } from './pooled-scores.js';

type Slices = NonNullable<ScoreResults['slices']>;

/** Some of the rows; those that were drawn together still are. */
function someRows({ scored, unitOf }: SampledRows, positions: readonly number[]): SampledRows {
  return {
    scored: takeRows(scored, positions),
    ...unitsOf(unitOf === null ? positions : positions.map((position) => unitOf[position])),
  };
}

/**
 * @param columns of the file of predictions
 * @param rows the first repeat at once, as `poolFolds` has it
 */
export async function scoreSlices(
  columns: readonly string[],
  table: Table,
  { folds, fileRows }: OutsidePredictions,
  rows: SampledRows,
  by: Metric,
  seed: number,
  context: Context,
): Promise<Slices> {
  const first = folds.filter(({ fold }) => fold.repeat === 0);
  const inFile = first.flatMap(({ scored }) => Array.from(scored, (i) => fileRows[i]));
  const slices: Slices = [];
  for (const name of columns) {
    for (const { level, positions } of levelsOf(table.column(name), inFile)) {
      const weights = rows.scored.weights;
      if (weights && positions.every((position) => weights[position] === 0)) continue;
      const found = await scorePooled(someRows(rows, positions), [by], seed, context);
      slices.push({ column: name, level, rows: positions.length, ...found[by.id] });
    }
  }
  return slices;
}
