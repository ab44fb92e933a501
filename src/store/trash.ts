/**
 * The trash of a store: `.trash/<experiment>/v0007-cv-forest`. It is laid out as a store and hidden from the one it is
 * in, so whatever reads a store reads it. In and out go whole folders by one rename: a killed process leaves a version
 * in one place or the other.
 */
import { existsSync, renameSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AssayError, runtimeError, usageError } from '../core/errors.js';
import { flushFolder, makeFolder } from './atomic-file.js';
import { CLAIMS, keepNumber } from './claim.js';
import { currentExperiment } from './current-experiment.js';
import { diskError, isErrno } from './disk-error.js';
import { folderNumber } from './names.js';
import { type Selection, type SelectOptions, select } from './selectors.js';
import { foldersIn, openStore, type Store } from './store.js';
import type { Version } from './version.js';

const TRASH = '.trash';

/** What was removed from a store, as a store. Its folder need not exist. */
export const trashOf = ({ dir }: Pick<Store, 'dir'>): Store => openStore(join(dir, TRASH));

const isInTrash = (version: Version): boolean => basename(version.storeDir) === TRASH;

/** Moves a folder, or says why not. @throws AssayError (exit 1) as the disk has it; (exit 2) when `to` is taken */
export function moveFolder(from: string, to: string, takenHint: string): void {
  try {
    makeFolder(dirname(to));
    renameSync(from, to);
  } catch (error) {
    if (isErrno(error, 'ENOTEMPTY', 'EEXIST')) {
      throw usageError('ASSAY_FOLDER_EXISTS', `cannot move ${from}: ${to} is there already`, takenHint);
    }
    if (isErrno(error, 'EXDEV')) {
      const hint = 'move the whole experiment to the disk of its store first';
      throw runtimeError('ASSAY_OTHER_DISK', `cannot move ${from} to ${to}: another disk`, hint, error);
    }
    throw diskError(error, 'cannot move', from);
  }
  flushFolder(dirname(from));
  flushFolder(dirname(to));
}

/**
 * Refuses what may not be taken out of its place: a version that runs, and a lone folder that stands in no store.
 * @param store the one that is worked on; others are known by the claims beside the version
 * @throws AssayError (exit 2)
 */
export function checkMovable(version: Version, store: Store): void {
  const { id, dir, state, manifest } = version;
  if (state === 'running') {
    throw usageError(
      'ASSAY_RUNNING_VERSION',
      `${id} is running (process ${manifest?.pid} on ${manifest?.host})`,
      'let it finish, or stop it first',
    );
  }
  if (isInTrash(version)) {
    throw usageError('ASSAY_IN_TRASH', `${dir} is in the trash already`, '`assay gc` empties the trash');
  }
  const isPlaced = version.storeDir === store.dir || existsSync(join(dirname(dir), CLAIMS));
  if (folderNumber(basename(dir)) !== null && isPlaced) return;
  throw usageError(
    'ASSAY_NOT_IN_STORE',
    `${dir} stands in no store that assay wrote`,
    'name its store with --store DIR, or handle the folder by hand',
  );
}

/** Moves a version to the trash of its store. @returns its folder there @throws AssayError (exit 1 or 2) */
export function discard(version: Version): string {
  const to = join(version.storeDir, TRASH, version.experiment, basename(version.dir));
  keepNumber(dirname(version.dir), version.number);
  moveFolder(version.dir, to, 'empty the trash with `assay gc`, or restore what is in it');
  return to;
}

/** Removes the folders that held what was at a path of the trash, when they hold nothing more. */
export function dropEmptyFolders(path: string): void {
  for (const dir of [dirname(path), dirname(dirname(path))]) {
    try {
      rmdirSync(dir);
    } catch {
      return;
    }
  }
}

/**
 * Moves a version out of the trash, back to where it was.
 * @returns its folder
 * @throws AssayError (exit 2) when it is in no trash, or its number has been taken by a copy; (exit 1) as the disk has it
 */
export function bringBack(version: Version): string {
  if (!isInTrash(version)) {
    throw usageError('ASSAY_NOT_IN_TRASH', `${version.dir} is not in a trash`, 'there is nothing to restore');
  }
  const experimentDir = join(dirname(version.storeDir), version.experiment);
  const taken = foldersIn(experimentDir).find((name) => folderNumber(name) === version.number);
  const hint = 'move that folder away first, e.g. with `assay mv` or `assay rm`';
  if (taken !== undefined) {
    const message = `cannot restore ${version.id}: ${join(experimentDir, taken)} is there already`;
    throw usageError('ASSAY_FOLDER_EXISTS', message, hint);
  }
  const to = join(experimentDir, basename(version.dir));
  moveFolder(version.dir, to, hint);
  dropEmptyFolders(version.dir);
  return to;
}

const MOST_NAMED = 20;

function contentsText(trash: Store): string {
  const ids = trash.all().map(({ id }) => id);
  const more = ids.length > MOST_NAMED ? `, … (${ids.length})` : '';
  return `in the trash: ${ids.slice(0, MOST_NAMED).join(', ')}${more}`;
}

/** The trash of another store is named by a path into it. */
const isPath = (selector: string): boolean => /^[./]/.test(selector);

/**
 * The versions in the trash that selectors name. Short ones mean the store's current experiment where the trash has
 * something of it, else the one written last in the trash.
 * @throws AssayError (exit 2) when one names nothing, with what the trash holds
 */
export function selectInTrash(store: Store, selectors: readonly string[], options: SelectOptions): Selection {
  const trash = trashOf(store);
  if (trash.all().length === 0 && !selectors.every(isPath)) {
    const hint = 'see `assay list` for the versions there are';
    throw usageError('ASSAY_TRASH_EMPTY', `the trash of ${store.path} is empty`, hint);
  }
  const known = trash.experiments();
  const { experiment, ...rest } = options;
  const current = experiment ?? currentExperiment(store, {})?.name;
  const hints = current !== undefined && known.includes(current) ? { experiment: current } : {};
  try {
    return select(trash, selectors, { ...rest, ...hints });
  } catch (error) {
    if (!(error instanceof AssayError) || error.exitCode !== 2) throw error;
    throw usageError('ASSAY_UNKNOWN_VERSION', `${error.message} in the trash`, contentsText(trash));
  }
}
