/** `gc`: what a store could do without, its trash and what killed writers left, and its removal for good. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Garbage } from '../core/schemas/store-changes.js';
import { temporaryPath } from '../store/atomic-file.js';
import { diskError, isErrno } from '../store/disk-error.js';
import { bytesAt, leftovers } from '../store/leftovers.js';
import { shownPath } from '../store/shown-path.js';
import type { Store } from '../store/store.js';
import { dropEmptyFolders, trashOf } from '../store/trash.js';

/** @param nowMs the time, by which temporary files are old */
export function findGarbage(store: Store, nowMs = Date.now()): Garbage {
  const discarded = trashOf(store).all();
  const trash = discarded.map(({ id, dir }) => ({ version: id, path: shownPath(dir), bytes: bytesAt(dir) }));
  const left = leftovers(store, nowMs).map(({ path, bytes }) => ({ path: shownPath(path), bytes }));
  const guards = discarded.filter((version) => existsSync(version.file('recipe.json'))).map(({ id }) => id);
  const bytes = [...trash, ...left].reduce((sum, item) => sum + item.bytes, 0);
  return { schema: 'assay/gc/1', store: store.path, trash, leftovers: left, bytes, guards, removed: false };
}

/** A version goes out of sight whole, by a rename; a killed removal leaves a temporary folder for the next `gc`. */
function removeWhole(path: string): void {
  try {
    const hidden = temporaryPath(path);
    renameSync(path, hidden);
    rmSync(hidden, { recursive: true, force: true });
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw diskError(error, 'cannot remove', path);
  }
}

/** Removes for good what was found. @throws AssayError exit 1 when the disk refuses */
export function collectGarbage(found: Garbage): Garbage {
  const inTrash = found.trash.map(({ path }) => path);
  for (const path of [...inTrash, ...found.leftovers.map(({ path: left }) => left)]) removeWhole(path);
  for (const path of inTrash) dropEmptyFolders(path);
  return { ...found, removed: true };
}
