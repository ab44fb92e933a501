/**
 * Who holds a running version, and whether it still lives. A killed process cannot say that it is gone, so readers ask:
 * on the same host for the process, on another for its heartbeat.
 */
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';

export interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** A holder, and when it was last heard of: an ISO time. */
export interface Heartbeat extends Holder {
  readonly heartbeat: string;
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

/** Does the holder of a running manifest, or of a claim, still live? */
export function isHolderAlive(holder: Heartbeat, nowMs: number, host = hostname()): boolean {
  const silentMs = nowMs - Date.parse(holder.heartbeat);
  if (holder.host !== host) return silentMs <= STALE_OTHER_HOST_MS;
  return processExists(holder.pid) && silentMs <= STALE_SAME_HOST_MS;
}
