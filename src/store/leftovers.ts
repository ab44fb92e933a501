/** What killed writers left behind: `.tmp-<pid>-…` files and folders, which every reader passes over. */
import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { TEMPORARY } from './atomic-file.js';
import { isErrno } from './disk-error.js';
import { processExists } from './holder.js';
import type { Store } from './store.js';

export interface Leftover {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** One that was touched since may belong to a writer on another host, whose process cannot be asked. */
const LEAST_AGE_MS = 60_000;

/** What lies below a folder; what goes away meanwhile is passed over. */
function entriesBelow(dir: string): Dirent[] {
  try {
    return readdirSync(dir, { recursive: true, withFileTypes: true });
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

const statOf = (path: string) => lstatSync(path, { throwIfNoEntry: false });

/** The bytes of a file, or of all files in a folder. */
export function bytesAt(path: string): number {
  const stat = statOf(path);
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  return entriesBelow(path)
    .filter((entry) => !entry.isDirectory())
    .reduce((sum, { parentPath, name }) => sum + (statOf(join(parentPath, name))?.size ?? 0), 0);
}

/** Is the writer of a temporary name gone, as far as can be told? */
function isLeft(path: string, processId: number, nowMs: number): boolean {
  const touchedMs = statOf(path)?.mtimeMs ?? nowMs;
  return !processExists(processId) && nowMs - touchedMs > LEAST_AGE_MS;
}

/** The temporary files and folders in a store, trash and all, whose writers are gone. Running versions are left alone. */
export function leftovers(store: Store, nowMs = Date.now()): Leftover[] {
  const running = store.all().filter(({ state }) => state === 'running');
  const isHeld = (path: string) => running.some(({ dir }) => path.startsWith(dir + sep));
  return entriesBelow(store.dir).flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    const processId = TEMPORARY.exec(name)?.[1];
    const isNested = parentPath
      .slice(store.dir.length)
      .split(sep)
      .some((part) => TEMPORARY.test(part));
    if (processId === undefined || isNested || isHeld(path)) return [];
    return isLeft(path, Number(processId), nowMs) ? [{ path, bytes: bytesAt(path) }] : [];
  });
}
