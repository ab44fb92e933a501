/** Every failure ends here: a line with what was wrong, a line with what to do next, an exit code. */

import pc from 'picocolors';
import { AssayError, EXIT, type ExitCode, interruptedError, runtimeError } from '../core/errors.js';
import { systemWords } from '../core/system-words.js';
import type { Interrupts } from './interrupts.js';
import type { Settings } from './settings.js';
import { hasColor, labelled, type Streams } from './streams.js';

/** What a person can do about what the operating system refuses. */
const NEXT_STEP: Readonly<Record<string, string>> = {
  ENOSPC: 'make room and run again; what was finished is kept',
  EDQUOT: 'make room and run again; what was finished is kept',
  EACCES: 'check the owner and the mode of the file or folder',
  EPERM: 'check the owner and the mode of the file or folder',
  EROFS: 'choose another folder',
  EMFILE: 'raise the limit (ulimit -n) or lower -j',
  EISDIR: 'name a file',
  EIO: 'check the disk',
};

function fromSystem(error: NodeJS.ErrnoException): AssayError | null {
  const words = systemWords(error);
  const { code = '', syscall, path } = error;
  if (words === null || syscall === undefined) return null;
  const subject = path ? `${path}: ` : '';
  return runtimeError(
    `ASSAY_${code}`,
    `${subject}${words} (${syscall})`,
    NEXT_STEP[code] ?? 'check the path',
    error,
  );
}

/** Any thrown thing as an AssayError; the unknown is called a bug and never passes as a usage error. */
function asAssayError(thrown: unknown, interrupted: boolean): AssayError {
  if (thrown instanceof AssayError) return thrown;
  if (interrupted) return interruptedError('stopped');
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return (
    fromSystem(error) ??
    runtimeError(
      'ASSAY_BUG',
      `${error.message || error.name} (a bug in assay)`,
      'run it again with --debug and report the stack that it prints',
      error,
    )
  );
}

const oneLine = (text: string) => text.trim().replace(/\s*\n\s*/g, ' ');

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${stackOf(thrown.cause)}`;
  return `${thrown.stack ?? thrown.message}${cause}`;
}

/** Prints a failure on stderr. @returns the exit code */
export function fail(
  thrown: unknown,
  settings: Settings,
  streams: Streams,
  interrupts: Interrupts,
): ExitCode {
  const received = interrupts.exitCode();
  const error = asAssayError(thrown, received !== null);
  const { code, message, hint } = error;
  const { stderr, env } = streams;
  if (settings.json) stderr.write(`${JSON.stringify({ error: { code, message, hint } })}\n`);
  else {
    const colors = pc.createColors(hasColor(stderr, settings.color, env));
    stderr.write(`${labelled(`${colors.red('error:')} `, oneLine(message), stderr)}\n`);
    if (hint) stderr.write(`${labelled(`${colors.cyan('hint:')}  `, oneLine(hint), stderr)}\n`);
  }
  if (settings.debug && !settings.json) stderr.write(`${stackOf(thrown)}\n`);
  return error.exitCode === EXIT.interrupted ? (received ?? EXIT.interrupted) : error.exitCode;
}
