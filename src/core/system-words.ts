/** What the operating system refuses, in words: the one list of them. */

const WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many open files',
  ENOENT: 'no such file or folder',
  EISDIR: 'that is a folder',
  ENOTDIR: 'part of the path is no folder',
  ELOOP: 'a link that leads to itself',
  EIO: 'the device reports an error',
};

/** The words for an error of the operating system, e.g. `the disk is full`; null for any other error. */
export function systemWords(error: unknown): string | null {
  return WORDS[(error as NodeJS.ErrnoException | null)?.code ?? ''] ?? null;
}

/** Why something failed: the words for an error of the operating system, else what the error itself says. */
export const whyFailed = (error: unknown): string =>
  systemWords(error) ?? (error instanceof Error ? error.message : String(error));
