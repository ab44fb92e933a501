/**
 * Versions change their experiment, experiments their name. The place wins over the manifest, so the rename alone makes
 * the move; ids inside manifests, own and in other versions' parents, are brought up to date after it. Killed between,
 * a store lists rightly and at worst a parent names an id that is no more: numbers are not used again. A rename of an
 * experiment leaves a mark until it has ended, by which the same `mv` finishes it.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { usageError } from '../core/errors.js';
import { toJsonText } from '../core/json-text.js';
import type { Manifest } from '../core/schemas/manifest.js';
import { makeFolder, writeFileAtomic } from './atomic-file.js';
import { CLAIMS, claimNumber, keepNumber, nextNumber } from './claim.js';
import { diskError } from './disk-error.js';
import { checkExperimentName, versionId, versionName } from './names.js';
import type { Store } from './store.js';
import { dropEmptyFolders, moveFolder, trashOf } from './trash.js';
import type { Version } from './version.js';

export interface Moved {
  /** Ids: `<experiment>/v0007`. */
  readonly from: string;
  readonly to: string;
  /** The folder now; absolute. */
  readonly dir: string;
}

/** Takes the next number of an experiment and moves the version there. @throws AssayError (exit 1 or 2) */
function moveOne(version: Version, store: Store, experiment: string): Moved {
  const experimentDir = store.experimentDir(experiment);
  const number = versionName(claimNumber(experimentDir));
  const dir = join(experimentDir, basename(version.dir).replace(/^v\d+/, number));
  keepNumber(dirname(version.dir), version.number);
  moveFolder(version.dir, dir, 'run the command again: it takes the next number');
  return { from: version.id, to: `${experiment}/${number}`, dir };
}

/** The manifest with old ids replaced; the same object when it names none. */
function renamedIds(manifest: Manifest, ids: ReadonlyMap<string, string>): Manifest {
  const id = ids.get(manifest.id) ?? manifest.id;
  const isStale = id !== manifest.id || manifest.parents.some((parent) => ids.has(parent.id));
  if (!isStale) return manifest;
  const parents = manifest.parents.map((parent) => ({ ...parent, id: ids.get(parent.id) ?? parent.id }));
  return { ...manifest, id, parents };
}

/** Brings the ids in manifests up to date. @returns running versions that name an old one: their writer holds it */
function updateIds(store: Store, moved: readonly Moved[]): string[] {
  const ids = new Map(moved.map(({ from, to }) => [from, to]));
  const held: string[] = [];
  for (const version of [...store.all(), ...trashOf(store).all()]) {
    const { manifest } = version;
    const updated = manifest && renamedIds(manifest, ids);
    if (updated === manifest) continue;
    if (version.state === 'running') held.push(version.id);
    else writeFileAtomic(version.file('manifest.json'), toJsonText(updated));
  }
  return held;
}

export interface Moving {
  readonly moved: readonly Moved[];
  /** Running versions that still name an old id as their parent. */
  readonly stale: readonly string[];
}

/**
 * Moves versions of a store to an experiment of it, which is made when absent, each under the next number there.
 * @throws AssayError (exit 2) for a name that cannot be one; (exit 1) when the disk refuses
 */
export function moveVersions(versions: readonly Version[], store: Store, experiment: string): Moving {
  checkExperimentName(experiment);
  const moved = versions.map((version) => moveOne(version, store, experiment));
  return { moved, stale: updateIds(store, moved) };
}

/** In the claims of an experiment while it is renamed: from what. It goes along with the folder, and goes last. */
const RENAMING = 'renaming.json';

const markOf = (store: Store, experiment: string) => join(store.experimentDir(experiment), CLAIMS, RENAMING);

/** Was this rename begun by a process that did not come to its end? */
function isBegun(store: Store, from: string, to: string): boolean {
  try {
    const mark = JSON.parse(readFileSync(markOf(store, to), 'utf8'));
    return mark.from === from && store.versions(from).length === 0;
  } catch {
    return false;
  }
}

/** Does `mv FROM TO` mean a rename: to a name that was never used, or one that was begun? */
export const isRename = (store: Store, from: string, to: string): boolean =>
  isBegun(store, from, to) || (store.experiments().includes(from) && !existsSync(store.experimentDir(to)));

/** Everything that could refuse is asked for first; the folder goes by one rename, marked. */
function beginRename(store: Store, from: string, to: string): void {
  const [discarded] = trashOf(store).versions(to);
  if (discarded !== undefined) {
    const hint = 'empty the trash with `assay gc`, or choose a name that is free';
    throw usageError('ASSAY_FOLDER_EXISTS', `the trash holds ${discarded.id}`, hint);
  }
  const mark = markOf(store, from);
  try {
    makeFolder(dirname(mark));
  } catch (error) {
    throw diskError(error, 'cannot write', mark);
  }
  writeFileAtomic(mark, toJsonText({ from }));
  moveFolder(store.experimentDir(from), store.experimentDir(to), 'choose a name that is free');
}

/**
 * Gives an experiment a name that is free; its numbers, claims and what of it is in the trash go with it. Its old name
 * keeps its highest number, so that no id is ever used again. One that was killed is finished by the next.
 * @throws AssayError (exit 2) for a name that cannot be one or is taken; (exit 1) when the disk refuses
 */
export function renameExperiment(store: Store, from: string, to: string): Moving {
  checkExperimentName(to);
  const trash = trashOf(store);
  if (!isBegun(store, from, to)) beginRename(store, from, to);
  keepNumber(store.experimentDir(from), nextNumber(store.experimentDir(to)) - 1);
  for (const { dir } of trash.versions(from)) {
    moveFolder(dir, join(trash.experimentDir(to), basename(dir)), 'empty the trash with `assay gc`');
    dropEmptyFolders(dir);
  }
  const renamed = ({ id, number, dir }: Version) => ({ from: versionId(from, number), to: id, dir });
  const moved = store.versions(to).map(renamed);
  const stale = updateIds(store, [...moved, ...trash.versions(to).map(renamed)]);
  rmSync(markOf(store, to), { force: true });
  return { moved, stale };
}
