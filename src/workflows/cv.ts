/** `cv`: out-of-fold predictions of a pipeline, and what they are worth. */
import type { CvResults } from '../core/schemas/evaluation.js';
import { sharingBins } from './bin-shelves.js';
import type { Context } from './context.js';
import { dataRecord } from './load-problem.js';
import { type DraftOptions, type PreparedModelling, prepareModelling } from './modelling.js';
import { checkPermutations, permutationTest } from './permutation.js';
import { poolFolded } from './pooled-scores.js';
import { evaluationFields, predictionLines } from './results.js';
import { foldTimings, runFolds } from './run-folds.js';
import type { PreparedEvaluation } from './step.js';

/** The half of a prepared step that all modelling steps share. */
export function modellingStep(draft: DraftOptions, prepared: PreparedModelling) {
  const { loaded, options } = prepared;
  return {
    step: draft.step,
    suffix: options.model,
    stem: loaded.file.stem,
    seed: draft.seed,
    options: { ...draft, format: loaded.file.format, modelling: options },
    data: dataRecord(loaded.file),
    parents: prepared.parents,
    warnings: prepared.warnings,
    modelling: prepared,
  };
}

/** @throws AssayError exit 2, 3 or 4 before anything is written */
export async function prepareCv(
  draft: DraftOptions,
  context: Context,
): Promise<PreparedEvaluation<CvResults>> {
  const prepared = await prepareModelling(draft, context);
  checkPermutations(prepared);
  return {
    ...modellingStep(draft, prepared),
    run: sharingBins(prepared, context, 1, async (sink) => {
      const { outcomes, scored } = await runFolds(prepared, context, sink);
      const fields = evaluationFields(
        prepared,
        scored,
        outcomes.map(({ report }) => report),
        await poolFolded(prepared, scored, context),
      );
      await sink.write('predictions.csv', predictionLines(prepared.loaded.problem, scored));
      const observed = fields.metrics[prepared.by.id].value;
      const permutation = await permutationTest(prepared, observed, context);
      return {
        results: {
          schema: 'assay/results-cv/1',
          step: 'cv',
          ...fields,
          ...(permutation ? { permutation } : {}),
        },
        timings: { read: prepared.loaded.readSeconds, ...foldTimings(outcomes) },
      };
    }),
  };
}
