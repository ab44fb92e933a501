/** model.bin: a fitted pipeline with its input schema, as bytes. `assay help model-file` has it byte by byte. */
import type { SavedReading } from './column-reading.js';
import { runtimeError } from './errors.js';
import { models } from './models/list.js';
import { type Allocate, type OpenContainer, openContainer, splitBytes } from './pack.js';
import type { FittedPipeline } from './pipeline.js';

const MODEL_SCHEMA = 'assay/model/2';

/** A pipeline without its fitted model: what can be known of model.bin without the model's library. */
export interface SavedPipeline extends Omit<FittedPipeline, 'model'> {
  readonly reading: SavedReading;
}

export interface LoadedPipeline extends FittedPipeline {
  readonly reading: SavedReading;
}

/** Memory that crosses to another thread without a copy. */
const allocateShared: Allocate = (bytes) => new Uint8Array(new SharedArrayBuffer(bytes));

/**
 * A JSON header (task, input schema, spec, fitted transforms), then the model's own bytes, which the model writes where
 * they stay: a forest may have a gigabyte of them.
 * @param reading how the features were read, in their order
 * @returns shared memory
 */
export function savePipeline(pipeline: FittedPipeline, reading: SavedReading): Uint8Array {
  const { task, features, spec, steps, threshold, calibration, conformal } = pipeline;
  const chosen = { ...(typeof spec.threshold === 'number' ? {} : { threshold }), calibration, conformal };
  const header = { schema: MODEL_SCHEMA, task, features, reading, spec, steps, ...chosen };
  let container: OpenContainer | undefined;
  pipeline.model.save((bytes) => {
    container = openContainer(header, [bytes], allocateShared);
    return container.parts[0];
  });
  if (!container) throw new Error(`${spec.model.id} saved itself elsewhere`);
  return container.seal();
}

function openPipeline(bytes: Uint8Array): { saved: SavedPipeline; model: Uint8Array } {
  const { header, parts } = splitBytes(bytes);
  const { schema, task, features, reading, spec, steps, ...chosen } = header as unknown as SavedPipeline & {
    schema: string;
  };
  const threshold = typeof spec.threshold === 'number' ? spec.threshold : chosen.threshold;
  if (schema === MODEL_SCHEMA)
    return { saved: { task, features, reading, spec, steps, ...chosen, threshold }, model: parts[0] };
  throw runtimeError(
    'ASSAY_MODEL_SCHEMA',
    `not a model of this assay: ${schema}`,
    `expected ${MODEL_SCHEMA}; fit it again: assay rerun VERSION`,
  );
}

/** All but the model. @throws AssayError exit 1 when the bytes are no saved pipeline, truncated or altered. */
export const readSavedPipeline = (bytes: Uint8Array): SavedPipeline => openPipeline(bytes).saved;

/** @throws AssayError exit 1 when the bytes are no saved pipeline, truncated or altered. */
export async function loadPipeline(bytes: Uint8Array): Promise<LoadedPipeline> {
  const { saved, model } = openPipeline(bytes);
  return { ...saved, model: await models.get(saved.spec.model.id).load(model) };
}
