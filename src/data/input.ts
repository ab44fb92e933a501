/** The bytes of a data set: from a file or from standard input, hashed, unpacked. */

import { statSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { dataError, runtimeError, usageError } from '../core/errors.js';
import { sha256Of } from '../core/hash-bytes.js';
import { whyFailed } from '../core/system-words.js';
import { hashFile } from './file-hash.js';
import { isParquet, startsWith } from './file-kind.js';
import { type Located, STANDARD_INPUT } from './locate.js';

const inflate = promisify(gunzip);

export type Packing = 'none' | 'gzip' | 'zstd';

export interface Input extends Located {
  /** Size before unpacking. */
  readonly bytes: number;
  /** Before unpacking. */
  readonly sha256: string;
  readonly packing: Packing;
  /** A plain file, which can be opened once more and holds the same. */
  readonly onDisk: boolean;
  /** Unpacked; null for a Parquet file on disk, which nobody has to hold. */
  readonly content: Uint8Array | null;
}

export const unreadable = (path: string, cause: unknown) =>
  runtimeError(
    'ASSAY_READ',
    `cannot read "${path}": ${whyFailed(cause)}`,
    'check that it may be read and is not too large',
    cause,
  );

export const damaged = (path: string, kind: string, cause: unknown) =>
  dataError(
    'ASSAY_DAMAGED',
    `"${path}" is a damaged ${kind} file: ${(cause as Error).message}`,
    'copy or download it again',
    cause,
  );

async function inflated(path: string, raw: Uint8Array): Promise<Uint8Array> {
  try {
    return await inflate(raw);
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? unreadable(path, cause)
      : damaged(path, 'gzip', cause);
  }
}

function decompressed(path: string, raw: Uint8Array): Uint8Array {
  const { decompress } = createRequire(import.meta.url)('fzstd') as typeof import('fzstd');
  try {
    return decompress(raw);
  } catch (cause) {
    throw damaged(path, 'zstd', cause);
  }
}

async function unpacked(file: Located, raw: Uint8Array, onDisk: boolean): Promise<Input> {
  const known = { ...file, bytes: raw.length, sha256: sha256Of(raw), onDisk };
  if (startsWith(raw, 0x1f, 0x8b)) {
    return { ...known, packing: 'gzip', content: await inflated(file.path, raw) };
  }
  if (startsWith(raw, 0x28, 0xb5, 0x2f, 0xfd)) {
    return { ...known, packing: 'zstd', content: decompressed(file.path, raw) };
  }
  return { ...known, packing: 'none', content: raw };
}

/** A Parquet file is hashed as it streams by: DuckDB opens it itself. Null for any other file. */
async function parquetOnDisk(file: Located): Promise<Input | null> {
  const handle = await open(file.resolved);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (!isParquet(buffer.subarray(0, bytesRead))) return null;
  } finally {
    await handle.close();
  }
  return { ...file, ...(await hashFile(file.resolved)), packing: 'none', onDisk: true, content: null };
}

async function collected(stdin: AsyncIterable<Uint8Array> | undefined): Promise<Uint8Array> {
  if (!stdin) {
    throw usageError(
      'ASSAY_STANDARD_INPUT',
      'the data is to come from standard input (-), and nothing is piped into it',
      'for example: zcat data.csv.gz | assay eda -',
    );
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

/** @throws exit 1 when it cannot be read, exit 2 without standard input, exit 3 when the packing is damaged */
export async function readInput(file: Located, stdin?: AsyncIterable<Uint8Array>): Promise<Input> {
  if (file.path === STANDARD_INPUT) return unpacked(file, await collected(stdin), false);
  try {
    // A pipe (`<(…)`) can be read once only, from its beginning.
    const onDisk = statSync(file.resolved).isFile();
    const parquet = onDisk ? await parquetOnDisk(file) : null;
    return parquet ?? (await unpacked(file, await readFile(file.resolved), onDisk));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined && !isTooLarge(cause)) throw cause;
    throw unreadable(file.path, cause);
  }
}

const isTooLarge = (cause: unknown) => (cause as NodeJS.ErrnoException).code === 'ERR_FS_FILE_TOO_LARGE';
