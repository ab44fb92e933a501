/** `tune --resume`: goes on with a search that was interrupted, and ends as if it had not been. */
import { usageError } from '../core/errors.js';
import type { TuneResults } from '../core/schemas/evaluation.js';
import { assayVersion } from '../store/environment.js';
import { checkResumable } from '../store/resume.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import type { DraftOptions } from './modelling.js';
import { startAgain } from './rerun.js';
import { type RecordedStep, resumeStep } from './step.js';
import { prepareTune } from './tune.js';

/** Before anything is read. @throws AssayError exit 2 when the version cannot be gone on with, exit 1 when it is corrupt */
function checkVersion(version: Version): void {
  const { step, environment } = checkResumable(version);
  if (step !== 'tune') {
    throw usageError(
      'ASSAY_NOT_RESUMABLE',
      `${version.id} is of ${step}: only tune goes on where it stopped`,
      `assay rerun ${version.id}`,
    );
  }
  if (environment.assay === assayVersion()) return;
  throw usageError(
    'ASSAY_NOT_RESUMABLE',
    `${version.id} was begun by assay ${environment.assay}, this is ${assayVersion()}: their trials do not make one search`,
    `assay rerun ${version.id}`,
  );
}

/**
 * @param data where the data is now, or null
 * @throws AssayError exit 2 when the version is done, running or of another step; as `locateData` and the step
 */
export async function resumeTune(
  version: Version,
  context: Context,
  data: string | null,
  started: number,
): Promise<RecordedStep<TuneResults>> {
  checkVersion(version);
  const { options, store } = await startAgain(version, context, data);
  const own = { ...context, store };
  return resumeStep(version, await prepareTune(options as DraftOptions, own), own, started);
}
