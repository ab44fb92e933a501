/** The file of -o: whole or not at all, and never over another without -y, however long the command ran. */
import {
  appendFileSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pid } from 'node:process';
import type { Product } from '../commands/command.js';
import { runtimeError, usageError } from '../core/errors.js';
import { whyFailed } from '../core/system-words.js';

/** The permission bits by which anyone may write. */
const ANY_WRITE = 0o222;

const existsError = (file: string) =>
  usageError(
    'ASSAY_OUTPUT_EXISTS',
    `-o ${file}: the file exists`,
    'add -y to overwrite it, or name another file',
  );

/** What stands where -o writes must be a file that may be replaced. */
function checkReplaced(output: string, yes: boolean): void {
  const stats = statSync(output);
  if (stats.isDirectory()) {
    throw usageError('ASSAY_OUTPUT_FOLDER', `-o ${output}: that is a folder`, 'name a file in it');
  }
  if (!stats.isFile()) {
    throw usageError('ASSAY_OUTPUT_KIND', `-o ${output}: that is a device or a pipe`, 'name a file');
  }
  if (!yes) throw existsError(output);
  // Renaming over it asks only whether the folder may be written.
  if ((stats.mode & ANY_WRITE) === 0) {
    throw usageError(
      'ASSAY_OUTPUT_READ_ONLY',
      `-o ${output}: the file is read-only`,
      'name another file, or let it be written first',
    );
  }
}

/** Before the command runs, so that hours of work do not end at a file that is in the way. */
export function checkOutput(output: string | null, yes: boolean): void {
  if (output === null) return;
  const folder = dirname(resolve(output));
  if (!existsSync(folder)) {
    throw usageError('ASSAY_OUTPUT_FOLDER', `-o ${output}: there is no folder ${folder}`, 'make it first');
  }
  if (existsSync(output)) checkReplaced(output, yes);
}

const isFile = (product: Product): product is { readonly file: string } =>
  typeof product === 'object' && 'file' in product;

function writeTo(path: string, product: Product): void {
  // Shared where the file system can, until one of them is changed: a hard link would change with the other.
  if (isFile(product)) copyFileSync(product.file, path, constants.COPYFILE_FICLONE);
  else {
    const descriptor = openSync(path, 'w');
    try {
      for (const chunk of typeof product === 'string' ? [product] : product)
        appendFileSync(descriptor, chunk);
    } finally {
      closeSync(descriptor);
    }
  }
}

/** What to do about it, by the code of the operating system. */
function writeHint(cause: unknown, file: string): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'free some space, or name a file on another disk';
  return `may files be made in ${dirname(resolve(file))}? Name a file in another folder`;
}

/**
 * Under a temporary name first: what fails leaves the old file.
 * @throws AssayError exit 2 when a file is there and `yes` is not said, or it may not be replaced; exit 1 when the disk refuses
 */
export function writeOutput(file: string, product: Product, yes: boolean): void {
  const temporary = join(dirname(resolve(file)), `.tmp-${pid}-output`);
  checkOutput(file, yes);
  try {
    writeTo(temporary, product);
    if (!yes) closeSync(openSync(file, 'wx'));
    renameSync(temporary, file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw existsError(file);
    throw runtimeError(
      'ASSAY_OUTPUT_WRITE',
      `cannot write ${file}: ${whyFailed(cause)}`,
      writeHint(cause, file),
      cause,
    );
  } finally {
    rmSync(temporary, { force: true });
  }
}
