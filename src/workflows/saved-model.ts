/** The saved model of a version: which version may predict, and what its model.bin holds. */
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { AssayError, refusedError, runtimeError, usageError } from '../core/errors.js';
import { sha256Of } from '../core/hash-bytes.js';
import { readSavedPipeline, type SavedPipeline } from '../core/saved-pipeline.js';
import type { Options } from '../core/schemas/options.js';
import { shellText } from '../core/shell-text.js';
import { readWhole } from '../store/atomic-file.js';
import { shownPath } from '../store/shown-path.js';
import type { Store } from '../store/store.js';
import { readVersion, type Version } from '../store/version.js';

export const MODEL_FILE = 'model.bin';

/** The steps that save a model. */
const MODEL_STEPS: readonly string[] = ['train', 'tune'];

export interface SavedModel {
  readonly version: Version;
  readonly bytes: Uint8Array;
  /** Of the bytes. */
  readonly sha256: string;
  readonly saved: SavedPipeline;
}

/** Which model an old version used. */
type ModelRef = Pick<NonNullable<Options['predict']>, 'model' | 'sha256'>;

/** What to run, or to name, instead of a version that saves no model. */
function otherThan(version: Version): string {
  try {
    const { data, predict, importance, modelling } = version.options();
    const used = predict ?? importance;
    if (used) return `it used the model of ${used.model}: name that`;
    if (modelling) return `save one: ${shellText(['assay', 'train', data, '--like', version.id])}`;
  } catch {
    // A version without options says nothing of its data.
  }
  return 'train and tune save one: assay train DATA -t TARGET';
}

/** @throws AssayError exit 2 when the version holds no finished model, naming what makes one */
function checkHasModel(version: Version): void {
  const step = version.manifest?.step;
  if (version.state !== 'done') {
    throw usageError(
      'ASSAY_NO_MODEL',
      `${version.id} is ${version.state}: it has no finished model`,
      `run it again: assay rerun ${version.id}`,
    );
  }
  if (step !== undefined && MODEL_STEPS.includes(step) && existsSync(version.file(MODEL_FILE))) return;
  const why = step && MODEL_STEPS.includes(step) ? `its ${MODEL_FILE} is gone` : `${step} saves no model`;
  throw usageError('ASSAY_NO_MODEL', `${version.id} has no model to use: ${why}`, otherThan(version));
}

/**
 * The model of a version.
 * @throws AssayError exit 2 when it has none; exit 1 when its file is truncated or altered, naming it
 */
export function openModel(version: Version): SavedModel {
  checkHasModel(version);
  const path = version.file(MODEL_FILE);
  const bytes = readWhole(path);
  try {
    const saved = readSavedPipeline(bytes);
    return { version, bytes, sha256: sha256Of(bytes), saved };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    const hint = `fit it again: assay rerun ${version.id}`;
    throw new AssayError(error.exitCode, error.code, `${shownPath(path)}: ${error.message}`, hint);
  }
}

/** Is its model.bin there, whatever it holds? */
const keepsModel = (version: Version | undefined): boolean =>
  version?.manifest?.files[MODEL_FILE] !== undefined && existsSync(version.file(MODEL_FILE));

/**
 * The model that was used once: where it was, or in the store by its bytes when that was moved.
 * @param store of the version that used it
 * @throws AssayError exit 1 when it is nowhere, exit 4 when its bytes are not what they were
 */
export function reopenModel(store: Store, { model, sha256 }: ModelRef): SavedModel {
  const versions = store.all();
  const named = isAbsolute(model) ? readVersion(model) : versions.find(({ id }) => id === model);
  const version = [named, ...versions].find(
    (one) => keepsModel(one) && one?.manifest?.files[MODEL_FILE].sha256 === sha256,
  );
  const opened = version && openModel(version);
  if (opened?.sha256 === sha256) return opened;
  const name = named && named.id !== model ? `${named.id} (${model})` : model;
  if (opened || keepsModel(named)) {
    throw refusedError(
      'ASSAY_MODEL_CHANGED',
      `the ${MODEL_FILE} of ${name} is not the one that was used (sha256 ${sha256.slice(0, 12)}…)`,
      'bring the old file back, or run the command anew with the new one',
    );
  }
  throw runtimeError(
    'ASSAY_MODEL_MISSING',
    `the model ${name} is not there, nor in the store ${store.path}: ${MODEL_FILE}, sha256 ${sha256}`,
    `bring back the version, or one with the same ${MODEL_FILE} into the store`,
  );
}

/** Which model a step used, for its results. @param threshold null unless binary */
export function usedModel({ saved: { task, spec }, sha256 }: SavedModel, threshold: number | null) {
  return {
    model: spec.model.id,
    model_sha256: sha256,
    task: task.kind,
    target: task.target,
    classes: [...task.classes],
    positive: task.positive === null ? null : task.classes[task.positive],
    threshold,
  };
}
