/**
 * Who holds a running version, and whether it still lives. A killed process cannot say that it is gone, so readers ask:
 * on the same host for the process, on another for its heartbeat.
 */
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';
import type { Manifest } from '../core/schemas/manifest.js';

export interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** The process that runs this code. */
export const thisHolder = (): Holder => ({ pid, host: hostname() });

/** A heartbeat from another host older than this is a dead one's. */
const STALE_OTHER_HOST_MS = 60_000;
/** On the same host the process id is asked; but ids are used again, so that a very old heartbeat counts as dead. */
const STALE_SAME_HOST_MS = 600_000;

/** Does a process of this number live on this host? */
export function processExists(processId: number): boolean {
  try {
    kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Does the holder of a running manifest still live? */
export function isHolderAlive(manifest: Manifest, nowMs: number, host = hostname()): boolean {
  const silentMs = nowMs - Date.parse(manifest.heartbeat);
  if (manifest.host !== host) return silentMs <= STALE_OTHER_HOST_MS;
  return processExists(manifest.pid) && silentMs <= STALE_SAME_HOST_MS;
}
