/** The fits of CV+: the whole pipeline, choices included, on each fold inside the training rows of a fold. */
import type { Engine } from '../arena.js';
import type { Clock } from '../clock.js';
import { fittedRows } from '../fit-weights.js';
import { innerFolds } from '../inner-folds.js';
import type { Position } from '../model-pipeline.js';
import { type FittedPipeline, fitPipeline, type PipelineSpec, predictPipeline } from '../pipeline.js';
import { stream } from '../rng.js';
import type { TrainRows } from '../splitters/splitter.js';
import { gather, gatherUints, takeColumn } from '../table.js';
import type { TaskData } from '../task.js';
import type { ConformalSpec } from './conformal.js';
import { type CrossFold, crossRegions } from './cross.js';
import type { Regions } from './regions.js';
import { rowTies } from './row-ties.js';
import { calibrationScores, type PredictedRows } from './split.js';

/** Regions of rows that none of the fits has seen. */
export interface CrossOutcome {
  /** By level. */
  readonly regions: Regions[];
  /** Training rows that calibrate. */
  readonly nCalibration: number;
}

/** What a pipeline says of some rows of the data. @param seed of their ties */
function predictRows(
  pipeline: FittedPipeline,
  { task, table }: TaskData,
  rows: Uint32Array,
  { score, seed }: Pick<ConformalSpec, 'score'> & { readonly seed: number },
  engine: Engine,
): PredictedRows {
  const columns = table.columns.map((column) => takeColumn(column, rows));
  const output = predictPipeline(pipeline, columns, rows.length, engine);
  return { task, output, ties: rowTies(score, columns, rows.length, seed) };
}

/**
 * @param given training rows of `data`  @param tested rows that regions are wanted for
 * @throws AssayError exit 3 when the training rows cannot be dealt to folds
 */
export async function fitCross(
  data: TaskData,
  given: TrainRows,
  tested: Uint32Array,
  { conformal, ...spec }: PipelineSpec & { readonly conformal: ConformalSpec },
  position: Position,
  engine: Engine,
  clock: Clock,
): Promise<CrossOutcome> {
  const rows = fittedRows(data, given);
  const { repeat, fold } = position;
  const streamOf = (purpose: string, n: number) => stream(spec.seed, purpose, repeat, fold, n);
  const scoring = { score: conformal.score, seed: spec.seed };
  const folds: CrossFold[] = [];
  for (const [inner, dealt] of innerFolds(data, rows, (n) => streamOf('conformal folds', n)).entries()) {
    const own = { ...spec, seed: streamOf('conformal fit', inner).nextUint32() };
    const { pipeline } = await fitPipeline(data, dealt.train, own, position, engine, clock);
    const heldOut = gatherUints(rows, dealt.tested);
    const known = predictRows(pipeline, data, heldOut, scoring, engine);
    folds.push({
      calibration: calibrationScores(conformal.score, { ...known, truth: gather(data.y, heldOut) }),
      predicted: predictRows(pipeline, data, tested, scoring, engine),
    });
    pipeline.model.dispose?.();
  }
  const nCalibration = folds.reduce((sum, { calibration }) => sum + calibration.scores.length, 0);
  return { regions: crossRegions(conformal, folds), nCalibration };
}
