/** `--like VERSION`: which version that is, and the layer of its options. */
import { sep } from 'node:path';
import { usageError } from '../../core/errors.js';
import type { Command, CommandEntry, TypedValue } from '../command.js';
import { layerOfVersion } from './from-version.js';
import { DATA, type Layer, shownFrom } from './setting.js';

/** What the version is looked up by, as far as it is configured. */
interface Lookup {
  readonly selector: string;
  readonly cwd: string;
  readonly store: TypedValue;
  readonly experiment: TypedValue;
  /** The data set is wanted too: it was neither typed nor set. */
  readonly wantsData: boolean;
}

export interface Liked {
  readonly layer: Layer;
  /** What names the same version later, when another one is `last`. */
  readonly selector: string;
  readonly note: string;
}

/** An experiment that a version is about to begin holds none to be like. */
async function selectLiked({ selector, cwd, store: dir, experiment }: Lookup) {
  const { findStore, openStore } = await import('../../store/store.js');
  const { selectOne } = await import('../../store/selectors.js');
  const { bestVersion } = await import('../../workflows/compare.js');
  const store = openStore(findStore(dir === undefined ? undefined : String(dir), cwd));
  const known = store.experiments().find((name) => name === experiment);
  const { version } = selectOne(store, selector, { cwd, experiment: known, chooseBest: bestVersion });
  return { store, version };
}

/** @throws AssayError (exit 2) when the selector names none or several; (exit 1) when the version is broken */
export async function findLiked(
  lookup: Lookup,
  command: Command,
  entries: readonly CommandEntry[],
): Promise<Liked> {
  const { store, version } = await selectLiked(lookup);
  const { manifest, options, results } = await version.check();
  const best = manifest.step === 'tune' ? (results as { best: never } | null) : null;
  if (manifest.step === 'tune' && command.id !== 'tune' && best === null) {
    throw usageError(
      'ASSAY_LIKE_UNFINISHED',
      `--like ${lookup.selector}: ${version.id} is ${version.state}, so it has no best parameters`,
      'choose a search that is done: assay list',
    );
  }
  const source = await entries.find(({ id }) => id === manifest.step)?.load();
  if (!source || 'subcommands' in source) throw new Error(`no command ${manifest.step}`);
  const optionsFile = shownFrom(lookup.cwd, version.file('options.json'));
  const liked = { id: version.id, options, best: best?.best ?? null, optionsFile };
  const layer = layerOfVersion(liked, source, command);
  if (lookup.wantsData) {
    const { findData } = await import('../../workflows/locate-data.js');
    const data = (await findData(version, manifest, lookup.cwd)) ?? options.data;
    layer.values.set(DATA, { value: data, origin: { kind: 'like', version: version.id } });
  }
  const isOurs = version.dir.startsWith(store.dir + sep);
  const selector = isOurs ? version.id : lookup.selector;
  return { layer, selector, note: `options like ${version.id} (${shownFrom(lookup.cwd, version.dir)})` };
}
