/** `rerun`: a version's options over its data again, into a new version. */
import { dirname, isAbsolute, join } from 'node:path';
import type { Step } from '../core/schemas/manifest.js';
import type { Options } from '../core/schemas/options.js';
import { nameIn } from '../store/links.js';
import { openStore, type Store } from '../store/store.js';
import { readVersion, type Version } from '../store/version.js';
import type { Context } from './context.js';
import { prepareCurve } from './curve.js';
import { prepareCv } from './cv.js';
import { prepareEda } from './eda.js';
import { prepareImbalance } from './imbalance/imbalance.js';
import { prepareImportanceAgain } from './importance.js';
import { locateData } from './locate-data.js';
import type { DraftOptions } from './modelling.js';
import { preparePredictAgain } from './predict.js';
import { prepareResample } from './resample.js';
import { prepareScore, type ScoreDraft } from './score.js';
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
  curve: (options, context) => prepareCurve(options as DraftOptions, context),
  imbalance: (options, context) => prepareImbalance(options as DraftOptions, context),
  predict: preparePredictAgain,
  importance: prepareImportanceAgain,
  score: (options, context) => prepareScore(options as ScoreDraft, context),
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
  const data = await locateData(version, manifest, given, cwd);
  return {
    step: manifest.step,
    options: { ...options, data },
    store: openStore(dirname(dirname(version.dir))),
  };
}

/** A step that was prepared in one store, as another one records it: names of versions hold in their own store only. */
function recordedIn(store: Store, prepared: PreparedStep, own: Store): PreparedStep {
  if (store.dir === own.dir) return prepared;
  const versions = own.all();
  const renamed = (name: string) => {
    const version = isAbsolute(name) ? readVersion(name) : versions.find(({ id }) => id === name);
    return version ? nameIn(store, version) : join(own.dir, name);
  };
  const { options, parents } = prepared;
  const { predict, importance } = options;
  return {
    ...prepared,
    options: {
      ...options,
      ...(predict ? { predict: { ...predict, model: renamed(predict.model) } } : {}),
      ...(importance ? { importance: { ...importance, model: renamed(importance.model) } } : {}),
    },
    parents: parents.map(({ id, why }) => ({ id: renamed(id), why })),
  };
}

/** @throws AssayError exit 1 or 4 when the data is missing or changed, and what the step throws */
export async function rerun(
  version: Version,
  context: Context,
  data: string | null,
  started: number,
): Promise<RecordedStep<StepResults>> {
  const { store } = context;
  const prepared = recordedIn(store, await prepareAgain(version, context, data), openStore(version.storeDir));
  const parents = [...prepared.parents, { id: nameIn(store, version), why: 'rerun of it' }];
  return recordStep({ ...prepared, stem: version.experiment, parents }, context, started);
}
