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
import { basename, dirname, join, resolve } from 'node:path';
import { pid } from 'node:process';
import type { Product } from '../commands/command.js';
import { runtimeError, usageError } from '../core/errors.js';
import { whyFailed } from '../core/system-words.js';

const existsError = (file: string) =>
  usageError(
    'ASSAY_OUTPUT_EXISTS',
    `-o ${file}: the file exists`,
    'add -y to overwrite it, or name another file',
  );

/** Before the command runs, so that hours of work do not end at a file that is in the way. */
export function checkOutput(output: string | null, yes: boolean): void {
  if (output === null) return;
  const folder = dirname(resolve(output));
  if (!existsSync(folder)) {
    throw usageError('ASSAY_OUTPUT_FOLDER', `-o ${output}: there is no folder ${folder}`, 'make it first');
  }
  if (!existsSync(output)) return;
  if (statSync(output).isDirectory()) {
    throw usageError('ASSAY_OUTPUT_FOLDER', `-o ${output}: that is a folder`, 'name a file in it');
  }
  if (!yes) throw existsError(output);
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

/** A device or a pipe cannot be replaced: it is written to. */
const isSpecial = (file: string) => existsSync(file) && !statSync(file).isFile();

/** @throws AssayError exit 2 when a file is there and `yes` is not said; exit 1 when the disk refuses */
export function writeOutput(file: string, product: Product, yes: boolean): void {
  const temporary = join(dirname(resolve(file)), `.tmp-${pid}-${basename(file)}`);
  try {
    if (isSpecial(file)) writeTo(file, product);
    else {
      writeTo(temporary, product);
      if (!yes) closeSync(openSync(file, 'wx'));
      renameSync(temporary, file);
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw existsError(file);
    throw runtimeError(
      'ASSAY_OUTPUT_WRITE',
      `cannot write ${file}: ${whyFailed(cause)}`,
      'is there room, and may you write?',
      cause,
    );
  } finally {
    rmSync(temporary, { force: true });
  }
}
