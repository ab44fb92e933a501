/**
 * One container for saved models: `ASSAY\0\0\1`, header length, a JSON header, 8-aligned parts, SHA-256 of all before.
 * Little-endian. A truncated or altered file is refused.
 */
import { createHash } from 'node:crypto';
import { runtimeError } from './errors.js';

const MAGIC = Uint8Array.of(0x41, 0x53, 0x53, 0x41, 0x59, 0, 0, 1);
const HASH_BYTES = 32;
const pad8 = (bytes: number) => (bytes + 7) & ~7;

type Header = Readonly<Record<string, unknown>>;

/** Header and parts as one buffer. Equal input gives equal bytes. */
export function joinBytes(header: Header, parts: readonly Uint8Array[]): Uint8Array {
  const json = new TextEncoder().encode(
    JSON.stringify({ ...header, parts: parts.map((part) => part.length) }),
  );
  const headerEnd = pad8(16 + json.length);
  const size = parts.reduce((sum, part) => sum + pad8(part.length), headerEnd) + HASH_BYTES;
  const bytes = new Uint8Array(size);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint32(8, json.length, true);
  bytes.set(json, 16);
  let at = headerEnd;
  for (const part of parts) {
    bytes.set(part, at);
    at += pad8(part.length);
  }
  bytes.set(createHash('sha256').update(bytes.subarray(0, at)).digest(), at);
  return bytes;
}

/** Parts are views of the bytes. @throws AssayError exit 1: not such a file, truncated, altered. */
export function splitBytes(bytes: Uint8Array): { header: Header; parts: Uint8Array[] } {
  const broken = (why: string) =>
    runtimeError('ASSAY_MODEL_BROKEN', `the model file is ${why}`, 'fit it again: assay rerun VERSION');
  if (bytes.length < 16 + HASH_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte))
    throw broken('not an assay model');
  const body = bytes.subarray(0, bytes.length - HASH_BYTES);
  const digest = createHash('sha256').update(body).digest();
  if (!digest.equals(bytes.subarray(bytes.length - HASH_BYTES))) throw broken('truncated or altered');
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
