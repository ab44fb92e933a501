/** What a version says about the program that made it. */
import { readFileSync } from 'node:fs';
import { arch, platform, version } from 'node:process';
import type { Manifest } from '../core/schemas/manifest.js';

let assayVersion: string | undefined;

/** The version of assay, of package.json. */
function readAssayVersion(): string {
  assayVersion ??= (
    JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
  ).version;
  return assayVersion;
}

export const thisEnvironment = (): Manifest['environment'] => ({
  assay: readAssayVersion(),
  node: version.replace(/^v/, ''),
  platform,
  arch,
});
