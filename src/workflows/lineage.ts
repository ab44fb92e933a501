/** `lineage`: what a version came from and what came from it, over its store and the trash of it. */
import type { LineageDocument, LineageVersion } from '../core/schemas/lineage.js';
import { type Link, linksAmong } from '../store/links.js';
import { shownPath } from '../store/shown-path.js';
import { openStore } from '../store/store.js';
import { trashOf } from '../store/trash.js';
import type { Version } from '../store/version.js';

/** The links that are reached from an id in one direction, each once; circles end. */
function reach(id: string, links: readonly Link[], from: 'parent' | 'child', to: 'parent' | 'child'): Link[] {
  const found = new Set<Link>();
  const visit = (at: string): void => {
    for (const link of links) {
      if (link[from] !== at || found.has(link)) continue;
      found.add(link);
      visit(link[to]);
    }
  };
  visit(id);
  return [...found];
}

const unknown = (id: string): LineageVersion => ({ version: id, path: null, step: null, state: 'unknown' });

/** The versions that came straight from a version, in its store. */
export const childrenOf = (version: Version): { version: string; why: string }[] =>
  linksAmong(openStore(version.storeDir).all())
    .filter(({ parent }) => parent === version.id)
    .map(({ child, why }) => ({ version: child, why }));

export function lineageOf(version: Version): LineageDocument {
  const store = openStore(version.storeDir);
  const present = store.all();
  const removed = trashOf(store).all();
  const links = linksAmong([...present, ...removed]);
  const { id } = version;
  const ancestry = reach(id, links, 'child', 'parent');
  const descent = reach(id, links, 'parent', 'child');
  const reached = [...ancestry, ...descent.filter((link) => !ancestry.includes(link))];
  const describe = (one: Version, state: LineageVersion['state']): [string, LineageVersion] => [
    one.id,
    { version: one.id, path: shownPath(one.dir), step: one.manifest?.step ?? null, state },
  ];
  const known = new Map([
    ...removed.map((one) => describe(one, 'removed')),
    ...present.map((one) => describe(one, one.state)),
    describe(version, version.state),
  ]);
  const ids = [...new Set([id, ...reached.flatMap(({ parent, child }) => [parent, child])])].sort();
  return {
    schema: 'assay/lineage/1',
    version: id,
    versions: ids.map((one) => known.get(one) ?? unknown(one)),
    links: reached,
  };
}
