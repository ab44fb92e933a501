/**
 * Files appear whole or not at all: written under a temporary name in the same folder, flushed to the disk, renamed.
 * A killed writer leaves at most a `.tmp-…` file, which every reader passes over.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pid } from 'node:process';
import { addBytes, PIECE_BYTES, sha256Of } from '../core/hash-bytes.js';
import { diskError, isErrno } from './disk-error.js';

export interface FileRecord {
  readonly bytes: number;
  readonly sha256: string;
}

export type FileData = string | Uint8Array | Iterable<string> | AsyncIterable<string>;

/** Bytes that are gathered before a write; between two the event loop turns. */
const CHUNK_CHARACTERS = 1 << 18;

let temporaries = 0;

/** The names that `temporaryPath` makes; the first group is the writer's process id. */
export const TEMPORARY = /^\.tmp-(\d+)-\d+-/;

/** A name beside `path` that no other writer uses. */
export const temporaryPath = (path: string): string =>
  join(dirname(path), `.tmp-${pid}-${temporaries++}-${basename(path)}`);

/** Is it a name that `temporaryPath` makes? */
export const isTemporary = (name: string): boolean => TEMPORARY.test(name);

/**
 * Makes a folder with those above it; one that is there is fine. Node's own `recursive` reports a read-only file system
 * as ENOENT (seen on Node 20), which would hide the cause.
 * @throws the file system's error
 */
export function makeFolder(dir: string): void {
  try {
    makeOneFolder(dir);
  } catch (error) {
    const above = dirname(dir);
    if (!isErrno(error, 'ENOENT') || above === dir) throw error;
    // That it is there now says nothing: another process may just have made it. Whether it takes a folder (/proc takes
    // none and says ENOENT too) the second try says.
    if (!existsSync(above)) makeFolder(above);
    makeOneFolder(dir);
  }
}

/** @throws the file system's error, but for a folder that is there */
function makeOneFolder(dir: string): void {
  try {
    mkdirSync(dir);
  } catch (error) {
    if (!isErrno(error, 'EEXIST') || !statSync(dir).isDirectory()) throw error;
  }
}

/** Makes what was renamed in a folder survive a power cut; not every platform lets a folder be opened. */
export function flushFolder(dir: string): void {
  try {
    const descriptor = openSync(dir, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The files themselves were flushed; the rest is the file system's promise.
  }
}

/**
 * Writes a small file at once.
 * @param durable false leaves out the flush: for heartbeats, whose loss costs nothing
 * @throws AssayError (exit 1) when the disk is full or may not be written
 */
export function writeFileAtomic(path: string, text: string, durable = true): void {
  const temporary = temporaryPath(path);
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      if (durable) fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw diskError(error, 'cannot write', path);
  }
}

async function* chunksOf(data: FileData): AsyncGenerator<Uint8Array> {
  if (data instanceof Uint8Array) {
    yield data;
    return;
  }
  let gathered = '';
  for await (const piece of typeof data === 'string' ? [data] : data) {
    gathered += piece;
    if (gathered.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  yield Buffer.from(gathered);
}

/** Runs `make` on a temporary path and gives the file its name when it is done. */
async function underTemporaryName<T>(path: string, make: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = temporaryPath(path);
  try {
    makeFolder(dirname(path));
    const made = await make(temporary);
    await rename(temporary, path);
    return made;
  } catch (error) {
    rmSync(temporary, { force: true });
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw diskError(error, 'cannot write', path);
  }
}

/**
 * Writes a file of any size without holding up the event loop.
 * @throws AssayError (exit 1) when the disk is full or may not be written; what `data` throws when read
 */
export function streamFileAtomic(path: string, data: FileData): Promise<FileRecord> {
  return underTemporaryName(path, async (temporary) => {
    const hash = createHash('sha256');
    let bytes = 0;
    const handle = await open(temporary, 'wx');
    try {
      for await (const chunk of chunksOf(data)) {
        await handle.writeFile(chunk);
        addBytes(hash, chunk);
        bytes += chunk.byteLength;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { bytes, sha256: hash.digest('hex') };
  });
}

/** The size and hash of a small file whose text is at hand. */
export function recordOfText(text: string): FileRecord {
  const bytes = Buffer.from(text);
  return { bytes: bytes.byteLength, sha256: sha256Of(bytes) };
}

/**
 * A whole file of any size.
 * @throws AssayError (exit 1) when it cannot be read
 */
export function readWhole(path: string, pieceBytes = PIECE_BYTES): Uint8Array {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(fstatSync(descriptor).size);
      let at = 0;
      for (let read = -1; at < bytes.length && read !== 0; at += read) {
        read = readSync(descriptor, bytes, at, Math.min(pieceBytes, bytes.length - at), null);
      }
      return bytes.subarray(0, at);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw diskError(error, 'cannot read', path);
  }
}

/** The size and hash of a file. */
export async function recordOf(path: string): Promise<FileRecord> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/**
 * A file that something else writes (DuckDB, an archiver): it is handed a temporary path.
 * @throws AssayError (exit 1) when the disk is full or may not be written; what `make` throws
 */
export function produceFileAtomic(
  path: string,
  make: (temporary: string) => Promise<void>,
): Promise<FileRecord> {
  return underTemporaryName(path, async (temporary) => {
    await make(temporary);
    const handle = await open(temporary, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return recordOf(temporary);
  });
}
