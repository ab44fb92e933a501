/** Room for versions, and for the temporary files of reading. */
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fail, ok, type Probe, warn } from './probe.js';
import { nearestFolder } from './store.js';

const GB = 1e9;
const TIGHT = GB;
const FULL = 0.02 * GB;

const freeBytes = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

const gigabytes = (bytes: number) => `${(bytes / GB).toFixed(1)} GB`;

export const disk: Probe = {
  id: 'disk',
  broken: 'the disk does not say what is free',
  remedy: 'see whether the folder of the store and the temporary folder (TMPDIR) are there',
  run({ storeDir }) {
    const [forStore, forTemporary] = [nearestFolder(storeDir), tmpdir()].map(freeBytes);
    const message = `${gigabytes(forStore)} free for the store, ${gigabytes(forTemporary)} in ${tmpdir()}`;
    const least = Math.min(forStore, forTemporary);
    const advice = 'make room; assay gc empties the trash; TMPDIR names another temporary folder';
    if (least < FULL) return fail(message, advice);
    return least < TIGHT ? warn(message, advice) : ok(message);
  },
};
