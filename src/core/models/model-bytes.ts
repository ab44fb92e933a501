/** A fitted model's own bytes: the container of core/pack.ts with the model's schema in the header. */
import { runtimeError } from '../errors.js';
import { type Allocate, joinBytes, splitBytes } from '../pack.js';

export const bytesOfFloats = (values: Float64Array) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
export const bytesOfInts = (values: Int32Array) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
export const bytesOfUints = (values: Uint32Array) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
/** A copy: where a part begins in memory may not suit its numbers. (`slice` of a Buffer would be no copy.) */
const copyOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;
export const floatsOfBytes = (bytes: Uint8Array) => new Float64Array(copyOf(bytes));
export const intsOfBytes = (bytes: Uint8Array) => new Int32Array(copyOf(bytes));
export const uintsOfBytes = (bytes: Uint8Array) => new Uint32Array(copyOf(bytes));

const schemaOf = (id: string, layout: number) => `assay/model-${id}/${layout}`;

/**
 * @param header JSON of the model, without `schema` and `parts`
 * @param allocate as `Fitted.save` has it
 * @param layout which one of the model's it is, from 1
 */
export const packModel = (
  id: string,
  header: Readonly<Record<string, unknown>>,
  parts: Uint8Array[] = [],
  allocate?: Allocate,
  layout = 1,
) => joinBytes({ schema: schemaOf(id, layout), ...header }, parts, allocate);

/** @throws AssayError exit 1 when the bytes are not those of model `id` in this layout. */
export function unpackModel<H>(
  id: string,
  bytes: Uint8Array,
  layout = 1,
): { header: H; parts: Uint8Array[] } {
  const { header, parts } = splitBytes(bytes);
  const schema = schemaOf(id, layout);
  if (header.schema !== schema) {
    throw runtimeError(
      'ASSAY_MODEL_SCHEMA',
      `not a saved ${id}: ${String(header.schema)}`,
      `expected ${schema}; fit it again: assay rerun VERSION`,
    );
  }
  return { header: header as H, parts };
}
