/** `mv`: versions to another experiment of their store, or an experiment under another name. */
import { usageError } from '../core/errors.js';
import type { Move } from '../core/schemas/store-changes.js';
import { type Moving, moveVersions, renameExperiment } from '../store/move.js';
import { shownPath } from '../store/shown-path.js';
import type { Store } from '../store/store.js';
import { checkMovable } from '../store/trash.js';
import type { Version } from '../store/version.js';

const documentOf = ({ moved, stale }: Moving): Move => ({
  schema: 'assay/mv/1',
  moved: moved.map(({ from, to, dir }) => ({ from, to, path: shownPath(dir) })),
  stale: [...stale],
});

function checkPlace(version: Version, store: Store, experiment: string): void {
  checkMovable(version, store);
  const { id, dir } = version;
  if (version.storeDir !== store.dir) {
    throw usageError(
      'ASSAY_OTHER_STORE',
      `${dir} is not in the store ${store.path}`,
      'mv works inside one store: name it with --store DIR',
    );
  }
  if (version.experiment !== experiment) return;
  const hint = 'name another experiment, or fewer versions';
  throw usageError('ASSAY_SAME_EXPERIMENT', `${id} is in ${experiment} already`, hint);
}

/**
 * Moves versions to an experiment, which is made when absent.
 * @throws AssayError exit 2 when a version runs, is of another store or there already; exit 1 when the disk refuses
 */
export function moveTo(versions: readonly Version[], store: Store, experiment: string): Move {
  for (const version of versions) checkPlace(version, store, experiment);
  return documentOf(moveVersions(versions, store, experiment));
}

/** Renames an experiment. @throws AssayError exit 2 when one of its versions runs; exit 1 when the disk refuses */
export function renameTo(store: Store, from: string, to: string): Move {
  for (const version of store.versions(from)) checkPlace(version, store, to);
  return documentOf(renameExperiment(store, from, to));
}
