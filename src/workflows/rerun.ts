/** `rerun`: a version's options over its data again, into a new version. */
import { dirname } from 'node:path';
import type { Step } from '../core/schemas/manifest.js';
import type { Options } from '../core/schemas/options.js';
import { openStore } from '../store/store.js';
import type { Version } from '../store/version.js';
import type { Context } from './context.js';
import { prepareCv } from './cv.js';
import { prepareEda } from './eda.js';
import { locateData } from './locate-data.js';
import type { DraftOptions } from './modelling.js';
import { preparePredictAgain } from './predict.js';
import { prepareResample } from './resample.js';
import type { PreparedStep, RecordedStep, StepResults } from './step.js';
import { recordStep } from './step.js';
import { prepareTrain } from './train.js';
import { prepareTune } from './tune.js';
import { prepareValidate } from './validate.js';

/** Every step by name: what its options mean. */
const PREPARE: { readonly [S in Step]: (options: Options, context: Context) => Promise<PreparedStep> } = {
  eda: prepareEda,
  validate: prepareValidate,
  resample: prepareResample,
  train: (options, context) => prepareTrain(options as DraftOptions, context),
  cv: (options, context) => prepareCv(options as DraftOptions, context),
  tune: (options, context) => prepareTune(options as DraftOptions, context),
  predict: preparePredictAgain,
};

/** As at first: leaks are looked for in the version's own store, wherever the person stands. */
export async function prepareAgain(
  version: Version,
  context: Context,
  given: string | null,
): Promise<PreparedStep> {
  const { step, options, store } = await startAgain(version, context, given);
  return PREPARE[step](options, { ...context, store });
}

/** What a version began with: its options over its data, wherever that is now, and the store that it is in. */
export async function startAgain(version: Version, { cwd }: Context, given: string | null) {
  const { manifest, options } = await version.check();
  const data = locateData(version, manifest, given, cwd);
  return {
    step: manifest.step,
    options: { ...options, data },
    store: openStore(dirname(dirname(version.dir))),
  };
}

/** @throws AssayError exit 1 or 4 when the data is missing or changed, and what the step throws */
export async function rerun(
  version: Version,
  context: Context,
  data: string | null,
  started: number,
): Promise<RecordedStep<StepResults>> {
  const prepared = await prepareAgain(version, context, data);
  const parents = [...prepared.parents, { id: version.id, why: 'rerun of it' }];
  return recordStep({ ...prepared, stem: version.experiment, parents }, context, started);
}
