/**
 * Taking over a version whose holder is gone. A claim is named after the dead manifest itself, so that each dead state
 * is taken over once: `.claims/v0007-3f9a1c2b-1`. The winner's manifest is another state.
 */
import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runtimeError, usageError } from '../core/errors.js';
import { toJsonText } from '../core/json-text.js';
import type { Manifest } from '../core/schemas/manifest.js';
import { isTemporary, makeFolder, writeFileAtomic } from './atomic-file.js';
import { CLAIMS } from './claim.js';
import { diskError } from './disk-error.js';
import { placeHeld, readHeld } from './held-folder.js';
import { type Heartbeat, type Holder, isHolderAlive } from './holder.js';
import { dropTornLine } from './json-lines.js';
import { versionName } from './names.js';
import { readVersion, type Version } from './version.js';
import { VersionWriter, type WriterClock } from './version-writer.js';

/** @throws AssayError (exit 2 or 1) unless it may be resumed */
export function checkResumable({ id, state, manifest, problem }: Version): Manifest {
  if (manifest === null) {
    throw runtimeError(
      'ASSAY_CORRUPT_VERSION',
      `${id} is corrupt: ${problem}`,
      'see `assay list` for others',
    );
  }
  if (state === 'interrupted' || state === 'failed') return manifest;
  const why = state === 'done' ? 'it is done' : `process ${manifest.pid} on ${manifest.host} is running it`;
  throw usageError('ASSAY_NOT_RESUMABLE', `${id} cannot be resumed: ${why}`, 'see `assay list` for others');
}

const isBeingResumed = (id: string) =>
  usageError(
    'ASSAY_NOT_RESUMABLE',
    `${id} cannot be resumed: another process is just doing so`,
    'see `assay list` for its state',
  );

const stateOf = (manifest: Manifest) =>
  createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 8);

/** Did the process that made a claim die before it put its manifest down? */
function isClaimDead(path: string, nowMs: number): boolean {
  try {
    return !isHolderAlive(JSON.parse(readHeld(path)), nowMs);
  } catch (error) {
    throw diskError(error, 'cannot read', path);
  }
}

/** @throws AssayError (exit 2) when another process was first */
function claimDeadState({ id, dir, number }: Version, manifest: Manifest, claimant: Heartbeat): void {
  const nowMs = Date.parse(claimant.heartbeat);
  const state = stateOf(manifest);
  const claimsDir = join(dirname(dir), CLAIMS);
  for (let attempt = 1; ; attempt++) {
    const path = join(claimsDir, `${versionName(number)}-${state}-${attempt}`);
    try {
      makeFolder(claimsDir);
      if (placeHeld(path, claimant)) break;
    } catch (error) {
      throw diskError(error, 'cannot claim', dir);
    }
    if (!isClaimDead(path, nowMs)) throw isBeingResumed(id);
  }
  // Who came before may have put its manifest down and died since this one was read.
  const { manifest: now } = readVersion(dir, nowMs);
  if (now === null || stateOf(now) !== state) throw isBeingResumed(id);
}

/** What a killed process leaves: a last line cut short, files under temporary names. @returns the files of lines */
function cleanUp(version: Version): string[] {
  const names = readdirSync(version.dir);
  for (const name of names.filter(isTemporary)) rmSync(version.file(name), { recursive: true, force: true });
  const lineFiles = names.filter((name) => name.endsWith('.jsonl') && !isTemporary(name));
  for (const name of lineFiles) dropTornLine(version.file(name));
  return lineFiles;
}

/** @throws AssayError; see `Store.resume` */
export function resumeVersion(
  { dir }: Version,
  command: readonly string[],
  clock: WriterClock,
  holder: Holder,
): VersionWriter {
  const now = clock.now();
  const version = readVersion(dir, now.getTime());
  const before = checkResumable(version);
  const claimant = { ...holder, heartbeat: now.toISOString() };
  claimDeadState(version, before, claimant);
  const { error: _error, finished: _finished, ...kept } = before;
  const manifest: Manifest = { ...kept, ...claimant, status: 'running' };
  const lineFiles = cleanUp(version);
  writeFileAtomic(version.file('manifest.json'), toJsonText(manifest));
  const writer = new VersionWriter(version.dir, manifest, clock, lineFiles);
  writer.log({ event: 'resumed', command: [...command] });
  return writer;
}
