/** Names of experiments, version folders, files and tags: what is allowed, and how a version's folder is called. */
import { isAbsolute } from 'node:path';
import { usageError } from '../core/errors.js';

const SANE = /^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u;
/** Words that selectors give a meaning of their own. */
const SELECTOR_WORD = /^(last|best|v\d+)$/i;
const VERSION_FOLDER = /^v(\d{4,})(?:-(.*))?$/;
const LONGEST_NAME = 100;

/** `v0007`: at least four digits. */
export const versionName = (number: number): string => `v${String(number).padStart(4, '0')}`;

/** `<experiment>/v0007`. */
export const versionId = (experiment: string, number: number): string =>
  `${experiment}/${versionName(number)}`;

/** The number of a version folder such as `v0007-cv-forest`, or null when it is none. */
export function folderNumber(folder: string): number | null {
  const match = VERSION_FOLDER.exec(folder);
  return match ? Number(match[1]) : null;
}

/** The folder of a version: `v0007-cv-forest`; what a file name should not hold becomes `-`. */
export function versionFolder(number: number, step: string, suffix = ''): string {
  const words = suffix
    .replace(/[^\p{L}\p{N}._+-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return words === '' ? `${versionName(number)}-${step}` : `${versionName(number)}-${step}-${words}`;
}

export const isExperimentName = (name: string): boolean =>
  SANE.test(name) && !SELECTOR_WORD.test(name) && Buffer.byteLength(name) <= LONGEST_NAME;

/** @throws AssayError (exit 2) unless the name can be a folder and is no selector word. */
export function checkExperimentName(name: string): void {
  if (isExperimentName(name)) return;
  throw usageError(
    'ASSAY_EXPERIMENT_NAME',
    `"${name}" cannot be the name of an experiment`,
    'use letters, digits, `_`, `-` and `.`, no `/`, at most 100 bytes, and not `last`, `best` or `v7`',
  );
}

/** A valid experiment name from a data set's stem: what a name should not hold becomes `-`. */
export function experimentNameOf(stem: string): string {
  const kept = stem.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|-+$/g, '');
  let name = kept === '' || SELECTOR_WORD.test(kept) ? `data-${kept}`.replace(/-$/, '') : kept;
  while (Buffer.byteLength(name) > LONGEST_NAME) name = name.slice(0, -1);
  return name;
}

/** @throws Error for a file name that would leave the version's folder: a bug, not a user's mistake. */
export function checkFileName(name: string): void {
  const parts = name.split('/');
  const wrong = parts.some((part) => part === '' || part.startsWith('.'));
  if (wrong || isAbsolute(name) || /[\\\0]/.test(name)) throw new Error(`not a file of a version: "${name}"`);
}

/** A tag without its `@`. @throws AssayError (exit 2) when it has other signs than letters, digits, `.`, `_`, `-`. */
export function tagName(typed: string): string {
  const name = typed.replace(/^@/, '');
  if (/^[\p{L}\p{N}._-]+$/u.test(name)) return name;
  throw usageError(
    'ASSAY_TAG_NAME',
    `"${typed}" cannot be a tag`,
    'use letters, digits, `_`, `-` and `.`, e.g. baseline',
  );
}
