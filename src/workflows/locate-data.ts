/** The data of an old version: found by its SHA-256, where it was or where it may have moved to. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { refusedError, runtimeError } from '../core/errors.js';
import type { Manifest } from '../core/schemas/manifest.js';
import { findFile, locate, STANDARD_INPUT } from '../data/locate.js';
import { findProjectFile } from '../store/store.js';
import type { Version } from '../store/version.js';

/** Of its bytes, in hex. */
export const sha256OfFile = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

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
  const names = isAbsolute(data.path) ? [basename(data.path)] : [data.path, basename(data.path)];
  return [data.path, ...places.flatMap((dir) => names.map((name) => join(dir, name)))];
}

/** The command line of a version, on other data. */
const commandWith = ({ command, data }: Manifest, path: string) =>
  ['assay', ...command.map((word) => (word === data?.path ? path : word))]
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');

/**
 * The data of a version, found by its SHA-256.
 * @param given `--data`, or null
 * @throws AssayError exit 1 when it is nowhere, exit 2 when `given` is no file, exit 4 when it has changed
 */
export function locateData(version: Version, manifest: Manifest, given: string | null, cwd: string): string {
  const { data } = manifest;
  if (!data)
    throw runtimeError('ASSAY_NO_DATA', `${version.id} never came to read its data`, 'run its command again');
  if (given !== null) locate(given);
  let changed: string | null = null;
  for (const typed of candidatePaths(data, version, given, cwd)) {
    const path = findFile(typed);
    if (path === null) continue;
    if (sha256OfFile(path) === data.sha256) return typed;
    changed ??= typed;
  }
  if (changed !== null) {
    throw refusedError(
      'ASSAY_DATA_CHANGED',
      `${changed} is not the data of ${version.id} any more (sha256 ${data.sha256.slice(0, 12)}…)`,
      `bring the old file back, or name it with --data FILE; for the new one: ${commandWith(manifest, changed)}`,
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
