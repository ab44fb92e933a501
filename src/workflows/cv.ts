/** `cv`: out-of-fold predictions of a pipeline, and what they are worth. */
import type { CvResults } from '../core/schemas/evaluation.js';
import { estimateOf } from '../core/splitters/list.js';
import { sharingBins } from './bin-shelves.js';
import { checkConformal } from './conformal.js';
import type { Context } from './context.js';
import { checkLeakGap, leakGap, prepareWrongWay } from './leak-gap.js';
import { type DraftOptions, type PreparedModelling, prepareModelling } from './modelling.js';
import { modellingStep } from './modelling-step.js';
import { prepareNested, runNested } from './nested.js';
import { checkPermutations, permutationTest } from './permutation.js';
import { poolFolded } from './pooled-scores.js';
import { evaluationFields, predictionLines } from './results.js';
import { foldTimings, runFolds, runOnFitted } from './run-folds.js';
import { sliceFolded } from './slice-folds.js';
import type { PreparedEvaluation } from './step.js';

/** @throws AssayError exit 2, 3 or 4 before anything is written */
export async function prepareCv(
  draft: DraftOptions,
  context: Context,
): Promise<PreparedEvaluation<CvResults>> {
  const prepared = await prepareModelling(draft, context);
  checkPermutations(prepared, draft);
  checkLeakGap(prepared, draft);
  checkConformal(prepared, draft);
  if (draft.tune) return prepareNestedCv(draft, prepared, context);
  return {
    ...modellingStep(draft, prepared),
    run: sharingBins(prepared, context, 1, async (sink) => {
      const wrong = await prepareWrongWay(prepared, context);
      const { outcomes, scored } = await runFolds(prepared, context, sink);
      const onFitted =
        estimateOf(prepared.options.splitter) === '.632+' ? await runOnFitted(prepared, context) : undefined;
      const fields = evaluationFields(
        prepared,
        scored,
        outcomes.map(({ report }) => report),
        {
          pooled: await poolFolded(prepared, scored, context),
          ...(await sliceFolded(prepared, scored, context)),
          onFitted,
        },
      );
      await sink.write(
        'predictions.csv',
        predictionLines(prepared.loaded.problem, scored, prepared.options.coverage),
      );
      const observed = fields.metrics[prepared.by.id].value;
      const gap = await leakGap(wrong, fields.metrics, context);
      const permutation = await permutationTest(prepared, observed, context);
      return {
        results: {
          schema: 'assay/results-cv/1',
          step: 'cv',
          ...fields,
          ...(permutation ? { permutation } : {}),
          ...(gap ? { leak_gap: gap } : {}),
        },
        timings: { read: prepared.loaded.readSeconds, ...foldTimings(outcomes) },
      };
    }),
  };
}

/** `cv --nested 5x3`: in every fold the best of a search inside its training rows is scored. */
function prepareNestedCv(
  draft: DraftOptions,
  prepared: PreparedModelling,
  context: Context,
): PreparedEvaluation<CvResults> {
  const nested = prepareNested(draft, prepared);
  return {
    ...modellingStep(nested.draft, prepared),
    run: sharingBins(prepared, context, 1, async (sink) => {
      const { fields, timings } = await runNested(prepared, context, nested, sink);
      return { results: { schema: 'assay/results-cv/1', step: 'cv', ...fields }, timings };
    }),
  };
}
