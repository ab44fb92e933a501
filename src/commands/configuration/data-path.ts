/** The data set that a file names: a path from the file's folder, or a shipped data set. */
import { resolve } from 'node:path';
import { usageError } from '../../core/errors.js';
import { findFile, shippedNames } from '../../data/locate.js';
import type { Typed } from '../command.js';
import { movedPath } from './configured-value.js';
import { DATA, shownFrom } from './setting.js';

/** As it would be typed in `cwd`. */
export function dataPath(named: string, folder: string, cwd: string): string {
  const isElsewhere = named === '-' || (findFile(resolve(folder, named)) === null && isShipped(named));
  return isElsewhere ? named : movedPath(named, folder, cwd);
}

const isShipped = (named: string): boolean => shippedNames().includes(named);

/** @throws AssayError (exit 2) naming the line when the data that is about to be read is not there */
export function checkData({ args, origins }: Typed, cwd: string): void {
  const origin = origins.get(DATA);
  const [path] = args;
  if (origin?.kind !== 'file' || path === '-' || findFile(path) !== null) return;
  throw usageError(
    'ASSAY_NO_FILE',
    `${shownFrom(cwd, origin.path)}:${origin.line}: data: no file "${path}"`,
    'a path in a project file is relative to the folder of the file; type DATA for another',
  );
}
