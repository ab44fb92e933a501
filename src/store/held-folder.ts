/**
 * A folder that says who holds it, as claims and locks need: it appears whole, by a rename that fails where another
 * stands, so that nobody ever sees one without its holder.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toJsonText } from '../core/json-text.js';
import { temporaryPath } from './atomic-file.js';
import { isErrno } from './disk-error.js';
import type { Heartbeat } from './holder.js';

const HOLDER = 'holder.json';

/**
 * Puts a held folder in its place; the folder above it is there.
 * @returns whether the place was free
 * @throws the file system's error
 */
export function placeHeld(path: string, holder: Heartbeat): boolean {
  const temporary = temporaryPath(path);
  mkdirSync(temporary);
  try {
    writeFileSync(join(temporary, HOLDER), toJsonText(holder));
    renameSync(temporary, path);
    return true;
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    // Which of the three depends on the system.
    if (isErrno(error, 'ENOTEMPTY', 'EEXIST', 'EPERM')) return false;
    throw error;
  }
}

/** The text of the holder's document, a `Heartbeat`. @throws the file system's error, ENOENT when nobody holds it */
export const readHeld = (path: string): string => readFileSync(join(path, HOLDER), 'utf8');

/**
 * Takes a held folder away, whole: emptied in its place it would let another in before it is gone.
 * @throws the file system's error
 */
export function removeHeld(path: string): void {
  const hidden = temporaryPath(path);
  renameSync(path, hidden);
  rmSync(hidden, { recursive: true, force: true });
}
