/** `train`: a hold-out score and the model that was scored, saved; with `--test-size 0` a model of all rows, no score. */
import type { TrainResults } from '../core/schemas/evaluation.js';
import { trainOnAll } from '../core/splitters/splitter.js';
import { problemToHandle } from '../core/task.js';
import { sharingBins } from './bin-shelves.js';
import { checkConformal } from './conformal.js';
import { type Context, underWay } from './context.js';
import { savedReading } from './load-problem.js';
import { type DraftOptions, type PreparedModelling, prepareModelling } from './modelling.js';
import { modellingStep } from './modelling-step.js';
import { poolFolded } from './pooled-scores.js';
import { type EvaluationFields, evaluationFields, predictionLines } from './results.js';
import { foldTimings, runFolds } from './run-folds.js';
import { sliceFolded } from './slice-folds.js';
import type { PreparedEvaluation, Sink, StepOutcome } from './step.js';

/** Fits the pipeline on every row and writes model.bin. */
export async function fitOnAll(prepared: PreparedModelling, context: Context, sink: Sink) {
  const { problem } = prepared.loaded;
  const meter = context.listener.meter(
    `${prepared.spec.model.id}: fitting on all rows`,
    underWay(context, prepared.model),
  );
  try {
    const train = trainOnAll(problem.y.length).buffer as SharedArrayBuffer;
    const reading = savedReading(prepared.loaded);
    const job = { problem: problemToHandle(problem), spec: prepared.spec, train, reading };
    const [fitted] = await context.runner.map('fit-pipeline', [job], {
      signal: context.signal,
      joinable: prepared.model.joinable,
    });
    await sink.write('model.bin', fitted.model);
    return fitted.report;
  } finally {
    meter.stop();
  }
}

const asTrain = (fields: EvaluationFields): TrainResults => ({
  schema: 'assay/results-train/1',
  step: 'train',
  ...fields,
});

async function scoreAndSave(
  prepared: PreparedModelling,
  context: Context,
  sink: Sink,
): Promise<StepOutcome<TrainResults>> {
  const { outcomes, scored } = await runFolds(prepared, context, sink, savedReading(prepared.loaded));
  await sink.write(
    'predictions.csv',
    predictionLines(prepared.loaded.problem, scored, prepared.options.coverage),
  );
  await sink.write('model.bin', outcomes[0].model as Uint8Array);
  const fields = evaluationFields(
    prepared,
    scored,
    outcomes.map(({ report }) => report),
    {
      pooled: await poolFolded(prepared, scored, context),
      ...(await sliceFolded(prepared, scored, context)),
    },
  );
  return {
    results: asTrain(fields),
    timings: { read: prepared.loaded.readSeconds, ...foldTimings(outcomes) },
  };
}

/** @throws AssayError exit 2, 3 or 4 before anything is written */
export async function prepareTrain(
  draft: DraftOptions,
  context: Context,
): Promise<PreparedEvaluation<TrainResults>> {
  const prepared = await prepareModelling(draft, context);
  checkConformal(prepared, draft);
  return {
    ...modellingStep(draft, prepared),
    run: sharingBins(prepared, context, 1, async (sink) => {
      if (prepared.folds.length > 0) return scoreAndSave(prepared, context, sink);
      const report = await fitOnAll(prepared, context, sink);
      const timings = {
        read: prepared.loaded.readSeconds,
        sample: [report.sampleSeconds],
        fit: [report.fitSeconds],
      };
      return { results: asTrain(evaluationFields(prepared, [], [report])), timings };
    }),
  };
}
