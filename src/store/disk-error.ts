/** What the file system says, in words with a next step. Every write of the store goes through here. */

import { type AssayError, runtimeError } from '../core/errors.js';
import { whyFailed } from '../core/system-words.js';

const errnoOf = (error: unknown): string => String((error as NodeJS.ErrnoException | null)?.code ?? '');

/** Is this error the file system's `code`, e.g. ENOENT? */
export const isErrno = (error: unknown, ...codes: string[]): boolean => codes.includes(errnoOf(error));

/** Exit 1 for a failed read or write: what was tried, on which path, what to do next. */
export function diskError(error: unknown, action: string, path: string): AssayError {
  const errno = errnoOf(error);
  const text = `${action} ${path}: ${whyFailed(error)}`;
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return runtimeError(
      'ASSAY_DISK_FULL',
      `${action} ${path}: the disk is full`,
      'free some space, or put the store elsewhere with --store DIR; what was written before is kept',
      error,
    );
  }
  if (errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS') {
    const why = errno === 'EROFS' ? 'the file system is read-only' : 'permission denied';
    return runtimeError(
      'ASSAY_NOT_WRITABLE',
      `${action} ${path}: ${why}`,
      'choose a store that can be written with --store DIR',
      error,
    );
  }
  if (errno === 'ENOTDIR' || errno === 'EEXIST') {
    return runtimeError(
      'ASSAY_STORE_PATH',
      `${action} ${path}: a file stands where a folder should`,
      'name a folder with --store DIR',
      error,
    );
  }
  return runtimeError('ASSAY_STORE_IO', text, 'check the path and run again', error);
}
