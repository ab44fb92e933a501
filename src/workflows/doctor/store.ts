/** The store: may it be written, and is everything in it whole? */
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { count, counted } from '../../core/shown-numbers.js';
import { leftovers } from '../../store/leftovers.js';
import { openStore } from '../../store/store.js';
import { fail, ok, type Probe, warn } from './probe.js';

/** The folder itself, or the nearest one above it that is there. */
export function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const MOST_NAMED = 3;
const someOf = (ids: readonly string[]) =>
  ids.slice(0, MOST_NAMED).join(', ') + (ids.length > MOST_NAMED ? ', …' : '');

export const store: Probe = {
  id: 'store',
  broken: 'the store cannot be read',
  remedy: 'check the owner and the mode of its folders, or name another with -E DIR',
  run({ storeDir }) {
    const own = openStore(storeDir);
    const folder = nearestFolder(storeDir);
    if (!mayWrite(folder))
      return fail(`${folder} may not be written`, 'change its mode, or name another store with -E DIR');
    if (!existsSync(storeDir)) return ok(`${own.path} is not there yet; the first step makes it`);
    const versions = own.all();
    const idsOf = (wanted: string) => versions.filter(({ state }) => state === wanted).map(({ id }) => id);
    const [running, corrupt] = [idsOf('running'), idsOf('corrupt')];
    const left = leftovers(own).length;
    const message = `${own.path}/: ${counted(versions.length, 'version')}, ${count(running.length)} running`;
    if (corrupt.length > 0) {
      return warn(
        `${message}, ${count(corrupt.length)} corrupt (${someOf(corrupt)})`,
        `assay show ${corrupt[0]} says what is broken; assay rm ${corrupt[0]} removes it`,
      );
    }
    if (left > 0)
      return warn(`${message}, ${counted(left, 'temporary file')} of killed runs`, 'assay gc removes them');
    return ok(message);
  },
};
