/** The version of this assay, from its package.json. */
import { readFileSync } from 'node:fs';

export const assayVersion = (): string => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};
