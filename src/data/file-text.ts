/** The bytes of a file as UTF-8 text that can be scanned: decompressed, decoded, and known to be text at all. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { dataError, runtimeError, usageError } from '../core/errors.js';
import type { Located } from './locate.js';

const inflate = promisify(gunzip);

export interface FileText {
  /** Size of the file on disk. */
  readonly bytes: number;
  /** Of the file's bytes on disk. */
  readonly sha256: string;
  readonly isGzip: boolean;
  /** `utf-8`, or what `--encoding` named. */
  readonly encoding: string;
  /** UTF-8. */
  readonly text: Uint8Array;
  /** Where the text begins: 3 after a byte-order mark. */
  readonly start: number;
}

const startsWith = (bytes: Uint8Array, ...head: number[]) =>
  head.every((byte, index) => bytes[index] === byte);

async function onDisk({ path, resolved }: Located): Promise<Buffer> {
  try {
    return await readFile(resolved);
  } catch (cause) {
    throw runtimeError(
      'ASSAY_READ',
      `cannot read "${path}": ${(cause as Error).message}`,
      'check its permissions',
      cause,
    );
  }
}

async function unpacked(path: string, raw: Buffer): Promise<Buffer> {
  try {
    return await inflate(raw);
  } catch (cause) {
    const message = `"${path}" is a damaged gzip file: ${(cause as Error).message}`;
    throw dataError('ASSAY_GZIP', message, 'copy or download it again', cause);
  }
}

/** Kinds of files that are no text, by their first bytes. */
function kindOf(bytes: Uint8Array): string {
  if (startsWith(bytes, 0x50, 0x41, 0x52, 0x31)) return 'a Parquet file';
  if (startsWith(bytes, 0x50, 0x4b, 3, 4)) return 'a zip archive or an Excel workbook';
  if (startsWith(bytes, 0x28, 0xb5, 0x2f, 0xfd)) return 'a zstd archive';
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return 'a PDF';
  return 'binary';
}

function decoded(path: string, bytes: Buffer, encoding: string): Buffer {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    const message = `--encoding: no encoding is called "${encoding}"`;
    throw usageError(
      'ASSAY_ENCODING_NAME',
      message,
      'for example utf-8, latin1, windows-1252, utf-16le',
      cause,
    );
  }
  try {
    return Buffer.from(decoder.decode(bytes));
  } catch (cause) {
    const message = `"${path}" is not ${encoding} text`;
    throw dataError(
      'ASSAY_ENCODING',
      message,
      'name another --encoding, or convert the file to UTF-8',
      cause,
    );
  }
}

/** @throws exit 3 when the bytes are no UTF-8 text */
function checkText(path: string, bytes: Buffer): void {
  const [isLittle, isBig] = [startsWith(bytes, 0xff, 0xfe), startsWith(bytes, 0xfe, 0xff)];
  if (isLittle || isBig) {
    const encoding = isLittle ? 'utf-16le' : 'utf-16be';
    throw dataError(
      'ASSAY_ENCODING',
      `"${path}" is ${encoding.toUpperCase()} text`,
      `add --encoding ${encoding}`,
    );
  }
  const nul = bytes.indexOf(0);
  const kind = kindOf(bytes);
  if (nul >= 0 || kind !== 'binary') {
    const found = kind === 'binary' ? `binary (a NUL byte at ${nul})` : kind;
    throw dataError(
      'ASSAY_BINARY',
      `"${path}" is ${found}, not CSV or TSV text`,
      'convert it to CSV in UTF-8',
    );
  }
  if (isUtf8(bytes)) return;
  throw dataError(
    'ASSAY_ENCODING',
    `"${path}" is not UTF-8 text`,
    'name its encoding, e.g. --encoding windows-1252',
  );
}

/**
 * @param encoding `--encoding`, or null for UTF-8
 * @throws exit 1 when it cannot be read, exit 3 when it is empty, binary, damaged or of another encoding
 */
export async function readText(file: Located, encoding: string | null): Promise<FileText> {
  const raw = await onDisk(file);
  const isGzip = startsWith(raw, 0x1f, 0x8b);
  const bytes = isGzip ? await unpacked(file.path, raw) : raw;
  if (bytes.length === 0) throw emptyFile(file.path);
  const isUtf = encoding === null || /^utf-?8$/i.test(encoding);
  const text = isUtf ? bytes : decoded(file.path, bytes, encoding);
  checkText(file.path, text);
  return {
    bytes: raw.length,
    sha256: createHash('sha256').update(raw).digest('hex'),
    isGzip,
    encoding: isUtf ? 'utf-8' : encoding.toLowerCase(),
    text,
    start: startsWith(text, 0xef, 0xbb, 0xbf) ? 3 : 0,
  };
}

/** Exit 3 for a file without a row. */
export const emptyFile = (path: string, what = 'it holds nothing') =>
  dataError('ASSAY_EMPTY', `"${path}" is empty: ${what}`, 'a data set needs a header and rows');
