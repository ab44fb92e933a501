/** How a place on disk is named to people and in what `--json` prints. */
import { isAbsolute, relative } from 'node:path';
import { cwd } from 'node:process';

/** A path for people: relative when it lies below the current folder, else absolute. */
export function shownPath(path: string, from = cwd()): string {
  const below = relative(from, path);
  return below === '' || below.startsWith('..') || isAbsolute(below) ? path : below;
}
