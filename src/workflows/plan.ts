/** `--dry-run`: what prepared steps would do, and where their versions would go. */
import { join } from 'node:path';
import { recordedError } from '../core/errors.js';
import { pipelineIds } from '../core/pipeline.js';
import type { Plan, PlannedVersion } from '../core/schemas/plan.js';
import { nextNumber } from '../store/claim.js';
import { versionFolder, versionId } from '../store/names.js';
import { shownPath } from '../store/shown-path.js';
import type { Context } from './context.js';
import { evaluationScope } from './results.js';
import { findDone } from './reuse.js';
import { experimentOf, type PreparedStep } from './step.js';

type Place = Pick<PlannedVersion, 'version' | 'path' | 'reused'>;

/** Where the `nth` new version of the command would go. */
function placeOf(prepared: PreparedStep<unknown>, nth: number, context: Context): Place {
  const { store } = context;
  const experiment = experimentOf(prepared, context);
  const dir = store.experimentDir(experiment);
  const number = nextNumber(dir) + nth;
  const folder = versionFolder(number, prepared.step, prepared.suffix);
  return { version: versionId(experiment, number), path: shownPath(join(dir, folder)) };
}

function planned(prepared: PreparedStep<unknown>, place: Place): PlannedVersion {
  const { step, seed, data, options, modelling } = prepared;
  return {
    ...place,
    step,
    seed,
    data,
    options,
    pipeline: modelling && !options.imbalance ? pipelineIds(modelling.spec) : null,
    evaluation: modelling ? evaluationScope(modelling) : null,
    warnings: [...prepared.warnings],
  };
}

/**
 * Nothing is written, no number taken.
 * @param failures combinations that could not be prepared
 * @param skipDone `--skip-done`: what is done already is named instead
 */
export function planOf(
  steps: readonly PreparedStep<unknown>[],
  failures: readonly { readonly what: string; readonly error: unknown }[],
  skipDone: boolean,
  context: Context,
): Plan {
  let nNew = 0;
  const versions = steps.map((prepared) => {
    const done = skipDone ? findDone(prepared, context) : null;
    if (!done) return planned(prepared, placeOf(prepared, nNew++, context));
    return planned(prepared, { version: done.id, path: done.path, reused: true });
  });
  const failed = failures.map(({ what, error }) => ({ what, error: recordedError(error) }));
  return { schema: 'assay/plan/1', versions, ...(failed.length > 0 ? { failures: failed } : {}) };
}
