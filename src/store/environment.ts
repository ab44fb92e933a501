/** What a version says about the program that made it. */
import { readFileSync } from 'node:fs';
import { arch, platform, version } from 'node:process';
import type { Manifest } from '../core/schemas/manifest.js';

/** The version of this assay, from its package.json. */
export const assayVersion = (): string => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

export const thisEnvironment = (): Manifest['environment'] => ({
  assay: assayVersion(),
  node: version.replace(/^v/, ''),
  platform,
  arch,
});
