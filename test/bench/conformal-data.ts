/** Data sets of the benchmark of conformal prediction, and what a model predicts of their rows. */

import type { ConformalScore } from '../../src/core/conformal/conformal.js';
import { rowTies } from '../../src/core/conformal/row-ties.js';
import type { CalibrationRows } from '../../src/core/conformal/split.js';
import { models } from '../../src/core/models/list.js';
import { log } from '../../src/core/numeric.js';
import { type Params, resolveParams } from '../../src/core/params.js';
import { fitPipeline, type PipelineSpec, predictPipeline } from '../../src/core/pipeline.js';
import { type Rng, stream } from '../../src/core/rng.js';
import { gather, takeColumn } from '../../src/core/table.js';
import type { Problem, Task } from '../../src/core/task.js';
import { createEngine } from '../../src/parallel/engine.js';
import { classTask, numbers, problemOf, tableOf, trainRows } from '../core/made-table.js';

/** A model, and what it is to predict. */
export interface Learner {
  readonly model: string;
  readonly params: Params;
  readonly kind: 'regression' | 'multiclass';
}

const N_COLUMNS = 4;
const N_CLASSES = 3;
const SEED = 1;
const REGRESSION: Task = { kind: 'regression', target: 'y', classes: [], positive: null };

/** Noise grows with a column that the mean does not know of: no model has it right everywhere. */
const number = (x: readonly number[], rng: Rng) =>
  x[0] + x[1] * x[1] + (0.5 + Math.abs(x[2])) * rng.normal(log);

/** Likelier the larger its column is, beside noise. */
function label(x: readonly number[], rng: Rng): number {
  const scores = Array.from({ length: N_CLASSES }, (_, k) => x[k] + rng.normal(log));
  return scores.indexOf(Math.max(...scores));
}

/** @param set its number: all that it depends on */
export function drawProblem(kind: Learner['kind'], nRows: number, set: number): Problem {
  const rng = stream(13, `conformal/${kind}`, nRows, set);
  const rows = Array.from({ length: nRows }, () => Array.from({ length: N_COLUMNS }, () => rng.normal(log)));
  const y = rows.map((x) => (kind === 'regression' ? number(x, rng) : label(x, rng)));
  const columns = Array.from({ length: N_COLUMNS }, (_, j) =>
    numbers(
      `x${j}`,
      rows.map((x) => x[j]),
    ),
  );
  const task = kind === 'regression' ? REGRESSION : classTask(['a', 'b', 'c']);
  return problemOf(tableOf(...columns), y, { task });
}

const engine = createEngine();

const specOf = ({ model, params }: Learner): PipelineSpec => ({
  sampler: { id: 'none', params: {} },
  model: { id: model, params: resolveParams(model, models.get(model).params, params) },
  classWeight: null,
  threshold: 0.5,
  seed: SEED,
});

export type Predict = (rows: readonly number[]) => CalibrationRows;

/** Fits on some rows. @returns what it predicts of others, with their answers */
export async function fitOn(
  problem: Problem,
  learner: Learner,
  score: ConformalScore,
  fitted: readonly number[],
): Promise<Predict> {
  const train = trainRows([...fitted]);
  const at = { repeat: 0, fold: 0 };
  const { pipeline } = await fitPipeline(problem, train, specOf(learner), at, engine, () => 0);
  return (wanted) => {
    const rows = Uint32Array.from(wanted);
    const columns = problem.table.columns.map((column) => takeColumn(column, rows));
    return {
      task: problem.task,
      output: predictPipeline(pipeline, columns, rows.length, engine),
      ties: rowTies(score, columns, rows.length, SEED),
      truth: gather(problem.y, rows),
    };
  };
}
