/**
 * A lock for the moment of a change that reads before it writes. Whoever finds it taken waits; that of a dead process is
 * taken away. Two that find the same dead lock must not both do so, or the second removes the lock that the first has
 * made meanwhile: so a dead lock is itself removed under a lock, named after its holder.
 */
import { createHash } from 'node:crypto';
import { runtimeError } from '../core/errors.js';
import { diskError, isErrno } from './disk-error.js';
import { placeHeld, readHeld, removeHeld } from './held-folder.js';
import { isHolderAlive, thisHolder } from './holder.js';

const LONGEST_WAIT_MS = 20_000;
const PAUSE_MS = 5;

const sleeper = new Int32Array(new SharedArrayBuffer(4));
const sleep = (milliseconds: number) => Atomics.wait(sleeper, 0, 0, milliseconds);

/** Who holds the lock, as text; null when nobody does. */
function holderOf(path: string): string | null {
  try {
    return readHeld(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw diskError(error, 'cannot read', path);
  }
}

function take(path: string): boolean {
  try {
    return placeHeld(path, { ...thisHolder(), heartbeat: new Date().toISOString() });
  } catch (error) {
    throw diskError(error, 'cannot lock', path);
  }
}

/** A lock that went away with its folder, which was moved meanwhile, is dead there from now on. */
function release(path: string): void {
  try {
    removeHeld(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw diskError(error, 'cannot remove', path);
  }
}

/** What a power cut left empty belongs to nobody that lives. */
function isAlive(holder: string): boolean {
  try {
    return isHolderAlive(JSON.parse(holder), Date.now());
  } catch {
    return false;
  }
}

function removeDead(path: string, dead: string): void {
  const name = createHash('sha256').update(dead).digest('hex').slice(0, 8);
  withLock(`${path}-${name}`, () => {
    if (holderOf(path) === dead) release(path);
  });
}

function stillHeld(path: string, holder: string | null) {
  const { pid, host } = holder === null ? {} : JSON.parse(holder);
  const by = pid === undefined ? '' : `: process ${pid} on ${host} holds it`;
  const hint = 'let that end and run again; if there is no such process, remove that folder';
  return runtimeError('ASSAY_LOCKED', `cannot lock ${path}${by}`, hint);
}

/**
 * Runs `change` while no other process holds the lock. Not for what takes long: others wait 20 s at most.
 * @param path of the lock, in a folder that exists; nothing is left there
 * @throws AssayError (exit 1) when another process keeps it, or the disk refuses; what `change` throws
 */
export function withLock<T>(path: string, change: () => T): T {
  const began = Date.now();
  while (!take(path)) {
    const holder = holderOf(path);
    if (holder !== null && !isAlive(holder)) removeDead(path, holder);
    else if (Date.now() - began < LONGEST_WAIT_MS) sleep(PAUSE_MS);
    else throw stillHeld(path, holder);
  }
  try {
    return change();
  } finally {
    release(path);
  }
}
