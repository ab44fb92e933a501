/** `--resume` of `tune` and `imbalance`: goes on where a version stopped, and ends as if it had not been interrupted. */
import { usageError } from '../core/errors.js';
import type { CvResults, TuneResults } from '../core/schemas/evaluation.js';
import type { ImbalanceResults } from '../core/schemas/imbalance.js';
import { assayVersion } from '../store/environment.js';
import { checkResumable } from '../store/resume.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { prepareCv } from './cv.js';
import { prepareImbalance } from './imbalance/imbalance.js';
import type { DraftOptions } from './modelling.js';
import { startAgain } from './rerun.js';
import { type RecordedStep, resumeStep } from './step.js';
import { prepareTune } from './tune.js';

const notResumable = (id: string, step: string) =>
  usageError(
    'ASSAY_NOT_RESUMABLE',
    `${id} is of ${step}: only searches, of tune and of cv --nested, and imbalance go on where they stopped`,
    `assay rerun ${id}`,
  );

/** Before anything is read. @throws AssayError exit 2 when the version cannot be gone on with, exit 1 when it is corrupt */
function checkVersion(version: Version): void {
  const { step, environment } = checkResumable(version);
  if (step !== 'tune' && step !== 'cv' && step !== 'imbalance') throw notResumable(version.id, step);
  if (environment.assay === assayVersion()) return;
  throw usageError(
    'ASSAY_NOT_RESUMABLE',
    `${version.id} was begun by assay ${environment.assay}, this is ${assayVersion()}: their runs do not make one`,
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
): Promise<RecordedStep<TuneResults | CvResults | ImbalanceResults>> {
  checkVersion(version);
  const { options, store } = await startAgain(version, context, data);
  const own = { ...context, store };
  const draft = options as DraftOptions;
  if (draft.step === 'imbalance')
    return resumeStep(version, await prepareImbalance(draft, own), own, started);
  if (!draft.tune) throw notResumable(version.id, draft.step);
  if (draft.step === 'cv') return resumeStep(version, await prepareCv(draft, own), own, started);
  return resumeStep(version, await prepareTune(draft, own), own, started);
}
