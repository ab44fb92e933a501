/**
 * Claims: a version's number is taken by the exclusive create of `.claims/v0007`, before anything else is written.
 * Whoever loses the race takes the next number. Claims are never removed, so a number is never used again.
 */
import { closeSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './atomic-file.js';
import { diskError, isErrno } from './disk-error.js';
import { folderNumber, versionName } from './names.js';

export const CLAIMS = '.claims';

/** The highest number among the names in a folder; 0 when there is none or no folder. */
function highestNumber(dir: string): number {
  let highest = 0;
  try {
    for (const name of readdirSync(dir)) highest = Math.max(highest, folderNumber(name) ?? 0);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw diskError(error, 'cannot read', dir);
  }
  return highest;
}

/**
 * Makes sure that a number stays taken when its folder goes: a copied experiment may have come without its claims.
 * @throws AssayError (exit 1) when the folder cannot be written
 */
export function keepNumber(experimentDir: string, number: number): void {
  const claimsDir = join(experimentDir, CLAIMS);
  try {
    makeFolder(claimsDir);
    closeSync(openSync(join(claimsDir, versionName(number)), 'a'));
  } catch (error) {
    throw diskError(error, 'cannot write', claimsDir);
  }
}

/**
 * Takes the next free number of an experiment.
 * @param experimentDir made when absent
 * @throws AssayError (exit 1) when the folder cannot be made or written
 */
export function claimNumber(experimentDir: string): number {
  const claimsDir = join(experimentDir, CLAIMS);
  try {
    makeFolder(claimsDir);
  } catch (error) {
    throw diskError(error, 'cannot make', experimentDir);
  }
  // Folders count too: a copy of an experiment may have come without its hidden claims.
  let number = 1 + Math.max(highestNumber(claimsDir), highestNumber(experimentDir));
  for (;;) {
    try {
      closeSync(openSync(join(claimsDir, versionName(number)), 'wx'));
      return number;
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw diskError(error, 'cannot claim a version in', experimentDir);
      number++;
    }
  }
}
