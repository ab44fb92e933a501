/** The data of an old version: found by its SHA-256, where it was or where it may have moved to. */
import { basename, dirname, isAbsolute, join } from 'node:path';
import { refusedError, runtimeError } from '../core/errors.js';
import type { Manifest } from '../core/schemas/manifest.js';
import { shellText } from '../core/shell-text.js';
import { findFile, locate, STANDARD_INPUT } from '../data/locate.js';
import { recordOf } from '../store/atomic-file.js';
import { shownPath } from '../store/shown-path.js';
import { findProjectFile, openStore } from '../store/store.js';
import { trashOf } from '../store/trash.js';
import type { Version } from '../store/version.js';

/** Where the data may be: as recorded, beside the store, beside assay.yaml, as given by --data. */
function candidatePaths(
  data: NonNullable<Manifest['data']>,
  version: Version,
  given: string | null,
  cwd: string,
): string[] {
  if (given !== null) return [given];
  const project = findProjectFile(cwd);
  const store = dirname(dirname(dirname(version.dir)));
  const places = [store, project && dirname(project)].filter((dir) => dir !== null);
  const below = data.path.replace(/^(\.\.[\\/])+/, '');
  const names = isAbsolute(data.path) ? [basename(data.path)] : [below, basename(data.path)];
  return [data.path, ...places.flatMap((dir) => names.map((name) => join(dir, name)))];
}

/** What is found at the candidate paths, as typed: the data itself, else the first file that is there. */
interface Search {
  readonly same: string | null;
  readonly other: string | null;
}

async function search(paths: readonly string[], sha256: string): Promise<Search> {
  let other: string | null = null;
  for (const typed of paths) {
    const path = findFile(typed);
    if (path === null) continue;
    if ((await recordOf(path)).sha256 === sha256) return { same: typed, other };
    other ??= typed;
  }
  return { same: null, other };
}

/** The data of a version for other runs like it: changed data will do. Null when it is nowhere. */
export async function findData(version: Version, { data }: Manifest, cwd: string): Promise<string | null> {
  if (!data) return null;
  const { same, other } = await search(candidatePaths(data, version, null, cwd), data.sha256);
  return same ?? other;
}

/** Tables of those bytes that versions of the store wrote: they may have moved, to another experiment or the trash. */
function writtenInStore(sha256: string, version: Version): string[] {
  const store = openStore(version.storeDir);
  return [...store.all(), ...trashOf(store).all()].flatMap((writer) =>
    Object.entries(writer.manifest?.files ?? {})
      .filter(([, file]) => file.sha256 === sha256)
      .map(([name]) => shownPath(writer.file(name))),
  );
}

/**
 * The data of a version, found by its SHA-256.
 * @param given `--data`, or null
 * @throws AssayError exit 1 when it is nowhere, exit 2 when `given` is no file, exit 4 when it has changed
 */
export async function locateData(
  version: Version,
  manifest: Manifest,
  given: string | null,
  cwd: string,
): Promise<string> {
  const { data } = manifest;
  if (!data)
    throw runtimeError('ASSAY_NO_DATA', `${version.id} never came to read its data`, 'run its command again');
  if (given !== null) locate(given);
  const { same, other: changed } = await search(candidatePaths(data, version, given, cwd), data.sha256);
  if (same !== null) return same;
  const written = given === null ? writtenInStore(data.sha256, version) : [];
  const { same: moved } = await search(written, data.sha256);
  if (moved !== null) return moved;
  if (changed !== null) {
    throw refusedError(
      'ASSAY_DATA_CHANGED',
      `${changed} is not the data of ${version.id} any more, whose sha256 began with ${data.sha256.slice(0, 12)}`,
      `bring the old file back, or name it with --data FILE; for the new one: ${shellText(['assay', manifest.step, changed, '--like', version.id])}`,
    );
  }
  throw runtimeError(
    'ASSAY_DATA_MISSING',
    `the data of ${version.id} is not to be found: ${data.path}, ${data.rows} rows, sha256 ${data.sha256}`,
    data.path === STANDARD_INPUT
      ? 'it came from standard input: name a file that holds the same bytes with --data FILE'
      : 'name it with --data FILE',
  );
}
