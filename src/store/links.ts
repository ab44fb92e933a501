/** Who came from whom: the parents that manifests name, and data that another version wrote. */
import type { Store } from './store.js';
import type { Version } from './version.js';

/** How versions of a store name one as their parent: by its id, or one of another store by the path of its folder. */
export const nameIn = (store: Pick<Store, 'dir'>, { id, dir, storeDir }: Version): string =>
  storeDir === store.dir ? id : dir;

export interface Link {
  /** `<experiment>/v0007`, or the absolute path of a version of another store. */
  readonly parent: string;
  readonly child: string;
  readonly why: string;
}

/** The tables that versions wrote, by the SHA-256 of their bytes. */
function writtenTables(versions: readonly Version[]): Map<string, { id: string; name: string }[]> {
  const written = new Map<string, { id: string; name: string }[]>();
  for (const { id, manifest } of versions) {
    for (const [name, { sha256 }] of Object.entries(manifest?.files ?? {})) {
      if (!name.startsWith('data.')) continue;
      written.set(sha256, [...(written.get(sha256) ?? []), { id, name }]);
    }
  }
  return written;
}

/** Every link from a version to one of `versions`; a parent may be none of them. */
export function linksAmong(versions: readonly Version[]): Link[] {
  const written = writtenTables(versions);
  return versions.flatMap(({ id: child, manifest }) => {
    const recorded = (manifest?.parents ?? []).map(({ id, why }) => ({ parent: id, child, why }));
    const read = (written.get(manifest?.data?.sha256 ?? '') ?? [])
      .filter(({ id }) => id !== child && recorded.every(({ parent }) => parent !== id))
      .map(({ id, name }) => ({ parent: id, child, why: `reads its ${name}` }));
    return [...recorded, ...read];
  });
}

/** The links from versions that stay to versions that are taken away. */
export const linksTo = (taken: ReadonlySet<string>, versions: readonly Version[]): Link[] =>
  linksAmong(versions).filter(({ parent, child }) => taken.has(parent) && !taken.has(child));
