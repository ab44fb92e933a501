/** JSONL files that grow: a killed writer may leave the last line cut short; only whole lines count. */
import { readFileSync, truncateSync } from 'node:fs';
import { runtimeError } from '../core/errors.js';
import { diskError, isErrno } from './disk-error.js';

/** Bytes up to and with the last newline: what was written whole. */
function wholeLines(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    return bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return Buffer.alloc(0);
    throw diskError(error, 'cannot read', path);
  }
}

/** @throws AssayError (exit 1) naming the line that is no JSON */
export function readLines(path: string): unknown[] {
  const lines = wholeLines(path).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line, i) => {
    try {
      return JSON.parse(line);
    } catch (error) {
      throw runtimeError(
        'ASSAY_CORRUPT_LINE',
        `${path}: line ${i + 1} is no JSON`,
        'delete the line, or restore the file from a copy',
        error,
      );
    }
  });
}

/** Cuts off a last line that is not whole, so that the next one starts on a line of its own. @throws as the disk does */
export function dropTornLine(path: string): void {
  truncateSync(path, wholeLines(path).byteLength);
}
