/**
 * One container for saved models: `ASSAY\0\0\1`, header length, a JSON header, 8-aligned parts, SHA-256 of all before.
 * Little-endian. A truncated or altered file is refused.
 */
import { createHash } from 'node:crypto';
import { runtimeError } from './errors.js';
import { addBytes } from './hash-bytes.js';

const MAGIC = Uint8Array.of(0x41, 0x53, 0x53, 0x41, 0x59, 0, 0, 1);
const HASH_BYTES = 32;
/** Bit operators would lose what is beyond 2 GB. */
const pad8 = (bytes: number) => 8 * Math.ceil(bytes / 8);

type Header = Readonly<Record<string, unknown>>;

/** Gives room for so many bytes, all 0. */
export type Allocate = (bytes: number) => Uint8Array;

const allocateOwn: Allocate = (bytes) => new Uint8Array(bytes);

const digestOf = (bytes: Uint8Array): Buffer => addBytes(createHash('sha256'), bytes).digest();

/** A container whose parts are still to be written. */
export interface OpenContainer {
  readonly parts: readonly Uint8Array[];
  /** @returns the whole, with the hash of what has been written */
  seal(): Uint8Array;
}

/** Lays a container out, so that parts can be written where they stay. @param sizes of the parts, in bytes */
export function openContainer(
  header: Header,
  sizes: readonly number[],
  allocate: Allocate = allocateOwn,
): OpenContainer {
  const json = new TextEncoder().encode(JSON.stringify({ ...header, parts: sizes }));
  const headerEnd = pad8(16 + json.length);
  const bytes = allocate(sizes.reduce((sum, size) => sum + pad8(size), headerEnd) + HASH_BYTES);
  bytes.set(MAGIC);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(8, json.length, true);
  bytes.set(json, 16);
  let at = headerEnd;
  const parts = sizes.map((size) => {
    const part = bytes.subarray(at, at + size);
    at += pad8(size);
    return part;
  });
  const seal = () => {
    bytes.set(digestOf(bytes.subarray(0, at)), at);
    return bytes;
  };
  return { parts, seal };
}

/** Header and parts as one buffer. Equal input gives equal bytes. */
export function joinBytes(header: Header, parts: readonly Uint8Array[], allocate?: Allocate): Uint8Array {
  const sizes = parts.map((part) => part.length);
  const container = openContainer(header, sizes, allocate);
  parts.forEach((part, i) => {
    container.parts[i].set(part);
  });
  return container.seal();
}

/** Parts are views of the bytes. @throws AssayError exit 1: not such a file, truncated, altered. */
export function splitBytes(bytes: Uint8Array): { header: Header; parts: Uint8Array[] } {
  const broken = (why: string) =>
    runtimeError('ASSAY_MODEL_BROKEN', `the model file is ${why}`, 'fit it again: assay rerun VERSION');
  if (bytes.length < 16 + HASH_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw broken('not an assay model');
  const body = bytes.subarray(0, bytes.length - HASH_BYTES);
  if (!digestOf(body).equals(bytes.subarray(bytes.length - HASH_BYTES))) throw broken('truncated or altered');
  const jsonLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(16, 16 + jsonLength))) as Header;
  let at = pad8(16 + jsonLength);
  const parts = (header.parts as number[]).map((length) => {
    const part = bytes.subarray(at, at + length);
    at += pad8(length);
    return part;
  });
  return { header, parts };
}
