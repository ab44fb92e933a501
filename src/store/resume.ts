/**
 * Taking over a version whose holder is gone. A claim is named after the dead manifest itself, so that each dead state
 * is taken over once: `.claims/v0007-3f9a1c2b` by exclusive create. The winner's manifest is another state.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runtimeError, usageError } from '../core/errors.js';
import { toJsonText } from '../core/json-text.js';
import type { Manifest } from '../core/schemas/manifest.js';
import { makeFolder, writeFileAtomic } from './atomic-file.js';
import { CLAIMS } from './claim.js';
import { diskError, isErrno } from './disk-error.js';
import type { Holder } from './holder.js';
import { dropTornLine } from './json-lines.js';
import { versionName } from './names.js';
import type { Version } from './version.js';
import { VersionWriter, type WriterClock } from './version-writer.js';

/** A claim whose winner has not put its manifest down after this long is a dead one's. */
const STALE_CLAIM_MS = 60_000;

/** @throws AssayError (exit 2 or 1) unless it may be resumed */
function checkResumable({ id, state, manifest, problem }: Version): Manifest {
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

function claimDeadState(version: Version, manifest: Manifest, nowMs: number): void {
  const claimsDir = join(dirname(version.dir), CLAIMS);
  const state = createHash('sha256').update(JSON.stringify(manifest)).digest('hex').slice(0, 8);
  for (let attempt = 1; ; attempt++) {
    const path = join(claimsDir, `${versionName(version.number)}-${state}-${attempt}`);
    try {
      makeFolder(claimsDir);
      closeSync(openSync(path, 'wx'));
      return;
    } catch (error) {
      if (!isErrno(error, 'EEXIST')) throw diskError(error, 'cannot claim', version.dir);
      if (nowMs - statSync(path).mtimeMs > STALE_CLAIM_MS) continue;
      throw usageError(
        'ASSAY_NOT_RESUMABLE',
        `${version.id} cannot be resumed: another process is just doing so`,
        'see `assay list` for its state',
      );
    }
  }
}

/** @throws AssayError; see `Store.resume` */
export function resumeVersion(
  version: Version,
  command: readonly string[],
  clock: WriterClock,
  holder: Holder,
): VersionWriter {
  const before = checkResumable(version);
  const now = clock.now();
  claimDeadState(version, before, now.getTime());
  const { error: _error, finished: _finished, ...kept } = before;
  const manifest: Manifest = { ...kept, ...holder, status: 'running', heartbeat: now.toISOString() };
  const lineFiles = readdirSync(version.dir).filter((name) => name.endsWith('.jsonl'));
  for (const name of lineFiles) dropTornLine(version.file(name));
  writeFileAtomic(version.file('manifest.json'), toJsonText(manifest));
  const writer = new VersionWriter(version.dir, manifest, clock, lineFiles);
  writer.log({ event: 'resumed', command: [...command] });
  return writer;
}
