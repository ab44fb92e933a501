/**
 * Versions change their experiment, experiments their name. The place wins over the manifest, so the rename alone makes
 * the move; ids inside manifests, own and in other versions' parents, are brought up to date after it. Killed between,
 * a store lists rightly and at worst a parent names an id that is no more: numbers are not used again.
 */
import { basename, dirname, join } from 'node:path';
import { toJsonText } from '../core/json-text.js';
import type { Manifest } from '../core/schemas/manifest.js';
import { writeFileAtomic } from './atomic-file.js';
import { claimNumber, keepNumber } from './claim.js';
import { checkExperimentName, versionId, versionName } from './names.js';
import type { Store } from './store.js';
import { moveFolder, trashOf } from './trash.js';
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

/**
 * Gives an experiment a name that is free; its numbers, claims and what of it is in the trash go with it.
 * @throws AssayError (exit 2) for a name that cannot be one or is taken; (exit 1) when the disk refuses
 */
export function renameExperiment(store: Store, from: string, to: string): Moving {
  checkExperimentName(to);
  const trash = trashOf(store);
  const [before, discarded] = [store.versions(from), trash.versions(from)];
  moveFolder(store.experimentDir(from), store.experimentDir(to), 'choose a name that is free');
  if (discarded.length > 0) {
    moveFolder(trash.experimentDir(from), trash.experimentDir(to), 'empty the trash with `assay gc`');
  }
  const renamed = ({ id, number, dir }: Version) => ({
    from: id,
    to: versionId(to, number),
    dir: join(dirname(dirname(dir)), to, basename(dir)),
  });
  const moved = before.map(renamed);
  return { moved, stale: updateIds(store, [...moved, ...discarded.map(renamed)]) };
}
