/** A large input as an unpacked file on disk: where it is, or a copy that is gone afterwards. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { interruptedError } from '../core/errors.js';
import { isParquet, startsWith } from './file-kind.js';
import { damaged, unreadable } from './input.js';
import { type Located, STANDARD_INPUT } from './locate.js';
import { notStored, openTempFolder } from './temp-folder.js';

/** Text on disk that is too large to be held. */
export interface StoredText {
  readonly kind: 'text';
  /** Unpacked. */
  readonly path: string;
  /** Size and hash before unpacking; null: those of the file at `path`. */
  readonly source: { readonly bytes: number; readonly sha256: string } | null;
  /** Standard input once more, when that was the input. */
  raw(): AsyncIterable<Uint8Array> | undefined;
  close(): Promise<void>;
}

type Stored =
  | StoredText
  | { readonly kind: 'parquet'; raw(): undefined; close(): Promise<void> }
  | { readonly kind: 'small'; readonly stdin?: AsyncIterable<Uint8Array>; close(): Promise<void> };

/** What is stored. */
interface Source extends Located {
  /** Stops storing. */
  readonly signal?: AbortSignal;
}

const HEAD_BYTES = 4;
const nothing = async () => {};

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Lets bytes through, and counts and hashes them. */
function counting(hash: Hash, count: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      count(chunk.length);
      done(null, chunk);
    },
  });
}

function zstdDecoder(): Transform {
  const { Decompress } = createRequire(import.meta.url)('fzstd') as typeof import('fzstd');
  let out: Transform;
  const decoder = new Decompress((chunk) => void out.push(Buffer.from(chunk)));
  out = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      try {
        // It keeps what it is given; streams use their buffers again.
        decoder.push(Uint8Array.from(chunk));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        decoder.push(new Uint8Array(0), true);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  return out;
}

function unpackerOf(head: Uint8Array): { kind: string; stream: Transform } | null {
  if (startsWith(head, 0x1f, 0x8b)) return { kind: 'gzip', stream: createGunzip() };
  return startsWith(head, 0x28, 0xb5, 0x2f, 0xfd) ? { kind: 'zstd', stream: zstdDecoder() } : null;
}

/** Why a file could not be unpacked. @param path of the copy @param packing null: it was not packed */
function whyNotCopied(file: Located, path: string, packing: string | null, cause: unknown): unknown {
  const { name, syscall, path: at } = cause as NodeJS.ErrnoException;
  if (name === 'AbortError') return interruptedError('interrupted');
  if (syscall === 'write' || at === path) return notStored(cause);
  if (syscall !== undefined) return unreadable(file.path, cause);
  return packing ? damaged(file.path, packing, cause) : cause;
}

/** Copies bytes, unpacked, to a file in a folder of its own. */
async function unpackedCopy(
  file: Source,
  head: Uint8Array,
  from: () => AsyncIterable<Uint8Array>,
  raw: StoredText['raw'],
): Promise<StoredText> {
  const folder = openTempFolder();
  const { close } = folder;
  const path = join(folder.path, 'rows');
  const hash = createHash('sha256');
  let bytes = 0;
  const count = counting(hash, (more) => {
    bytes += more;
  });
  const unpacker = unpackerOf(head);
  const to = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  try {
    const { signal } = file;
    if (unpacker) await pipeline(from(), count, unpacker.stream, to, { signal });
    else await pipeline(from(), count, to, { signal });
  } catch (cause) {
    await close();
    throw whyNotCopied(file, path, unpacker?.kind ?? null, cause);
  }
  return { kind: 'text', path, source: { bytes, sha256: hash.digest('hex') }, raw, close };
}

/** As much of a stream as tells whether it is small; then all of it once more. */
async function headOf(stream: AsyncIterable<Uint8Array>, most: number) {
  const iterator = stream[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let nBytes = 0;
  let isEnd = false;
  while (nBytes <= most && !isEnd) {
    const { value, done } = await iterator.next();
    isEnd = done === true;
    if (isEnd) break;
    read.push(value);
    nBytes += value.length;
  }
  async function* again(): AsyncGenerator<Uint8Array> {
    yield* read.splice(0);
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { isEnd, first: Buffer.concat(read.slice(0, 1)), again };
}

async function storeStream(file: Source, stdin: AsyncIterable<Uint8Array>, most: number): Promise<Stored> {
  const { isEnd, first, again } = await headOf(stdin, most);
  if (isEnd && unpackerOf(first) === null) return { kind: 'small', stdin: again(), close: nothing };
  if (isParquet(first)) return { kind: 'small', stdin: again(), close: nothing };
  const raw = await unpackedCopy(file, new Uint8Array(0), again, () => createReadStream(raw.path));
  if (unpackerOf(first) === null) return raw;
  try {
    const text = await unpackedCopy(file, first, () => createReadStream(raw.path), raw.raw);
    const close = async () => void (await Promise.all([raw.close(), text.close()]));
    return { ...text, close };
  } catch (error) {
    await raw.close();
    throw error;
  }
}

/**
 * @param most bytes of what is small
 * @throws exit 1 when it cannot be read or stored, exit 3 when the packing is damaged, exit 130 when it is stopped
 */
export async function storeUnpacked(
  file: Source,
  stdin: AsyncIterable<Uint8Array> | undefined,
  most: number,
): Promise<Stored> {
  if (file.path === STANDARD_INPUT) {
    return stdin ? storeStream(file, stdin, most) : { kind: 'small', close: nothing };
  }
  try {
    const { size } = statSync(file.resolved);
    // A pipe (`<(…)`) can be read once only.
    if (!statSync(file.resolved).isFile()) return { kind: 'small', close: nothing };
    const head = await firstBytes(file.resolved);
    if (isParquet(head)) return { kind: 'parquet', raw: () => undefined, close: nothing };
    if (unpackerOf(head)) {
      return await unpackedCopy(
        file,
        head,
        () => createReadStream(file.resolved),
        () => undefined,
      );
    }
    if (size <= most) return { kind: 'small', close: nothing };
    return { kind: 'text', path: file.resolved, source: null, raw: () => undefined, close: nothing };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw unreadable(file.path, cause);
  }
}
