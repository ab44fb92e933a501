/** Folders for what cannot be read where it is: gone afterwards, also when the process stops at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runtimeError } from '../core/errors.js';
import { whyFailed } from '../core/system-words.js';

/** Those that exist. */
const folders = new Set<string>();

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** What cannot be kept there. */
export const notStored = (cause: unknown) =>
  runtimeError(
    'ASSAY_TEMPORARY',
    `cannot write to the folder of temporary files, ${tmpdir()}: ${whyFailed(cause)}`,
    'make room there, or name another folder in the variable TMPDIR',
    cause,
  );

export interface TempFolder {
  readonly path: string;
  /** Takes it away. */
  close(): Promise<void>;
}

/**
 * A folder of its own, readable by nobody else.
 * @throws AssayError exit 1 when none can be made
 */
export function openTempFolder(): TempFolder {
  let path: string;
  try {
    path = mkdtempSync(join(tmpdir(), 'assay-'));
  } catch (cause) {
    throw notStored(cause);
  }
  if (folders.size === 0) process.on('exit', removeAll);
  folders.add(path);
  return {
    path,
    async close() {
      await rm(path, { recursive: true, force: true });
      folders.delete(path);
      if (folders.size === 0) process.off('exit', removeAll);
    },
  };
}

/** A folder of its own for a while. */
export async function withTempFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = openTempFolder();
  try {
    return await use(folder.path);
  } finally {
    await folder.close();
  }
}
