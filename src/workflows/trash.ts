/** `rm` and `restore`: versions into the trash of their store, and back. */
import type { Removal, Restoration } from '../core/schemas/store-changes.js';
import { linksTo } from '../store/links.js';
import { shownPath } from '../store/shown-path.js';
import { openStore, type Store } from '../store/store.js';
import { bringBack, checkMovable, discard } from '../store/trash.js';
import type { Version } from '../store/version.js';

/** The versions of the same stores that came from one of these. */
function dependantsOf(versions: readonly Version[]): Removal['dependants'] {
  const stores = [...new Set(versions.map(({ storeDir }) => storeDir))];
  return stores.flatMap((dir) => {
    const taken = versions.filter((version) => version.storeDir === dir).map(({ id }) => id);
    return linksTo(new Set(taken), openStore(dir).all());
  });
}

/**
 * What `rm` would do, everything checked and nothing moved.
 * @throws AssayError exit 2 when a version runs or stands in no store
 */
export function planRemoval(versions: readonly Version[], store: Store) {
  for (const version of versions) checkMovable(version, store);
  const dependants = dependantsOf(versions);
  return {
    dependants,
    /** Moves all to the trash. @throws AssayError exit 1 or 2; what was moved before stays in the trash */
    remove: (): Removal => ({
      schema: 'assay/rm/1',
      removed: versions.map((version) => ({
        version: version.id,
        path: shownPath(version.dir),
        trash: shownPath(discard(version)),
      })),
      dependants,
    }),
  };
}

/** @throws AssayError exit 2 when another folder stands there, exit 1 when the disk refuses */
export const restoreVersions = (versions: readonly Version[]): Restoration => ({
  schema: 'assay/restore/1',
  restored: versions.map((version) => ({ version: version.id, path: shownPath(bringBack(version)) })),
});
