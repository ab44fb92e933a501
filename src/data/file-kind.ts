/** What a file is, by its first bytes: a table that can be read, text that may be one, or something else. */
import { isUtf8 } from 'node:buffer';

export const startsWith = (bytes: Uint8Array, ...head: number[]) =>
  head.every((byte, index) => bytes[index] === byte);

export const isParquet = (bytes: Uint8Array) => startsWith(bytes, 0x50, 0x41, 0x52, 0x31);

/** [first bytes, what the file is, what to do with it] */
const STRANGERS: readonly (readonly [readonly number[], string, string])[] = [
  [[0x50, 0x4b, 3, 4], 'a zip archive or an Excel workbook', 'unpack it, or save the sheet as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel or Office file', 'save the sheet as CSV'],
  [[0x42, 0x5a, 0x68], 'a bzip2 archive', 'unpack it: bzcat FILE | assay … -'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], 'an xz archive', 'unpack it: xzcat FILE | assay … -'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive', 'unpack it'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', 'a table has to be taken out of it first'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], 'an SQLite database', 'export the table as CSV'],
  [[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], 'an Arrow or Feather file', 'write it as Parquet or CSV'],
  [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 'a NumPy array', 'write it as CSV'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file', 'write the table as Parquet or CSV'],
  [[0x4f, 0x52, 0x43], 'an ORC file', 'write it as Parquet or CSV'],
];

export interface Stranger {
  readonly what: string;
  readonly hint: string;
}

/** A text may begin with so few letters too. */
const FEW_BYTES = 3;

/** A well-known kind of file that is no table that can be read; null for all others. */
export function strangerOf(bytes: Uint8Array): Stranger | null {
  const found = STRANGERS.find(
    ([head]) => startsWith(bytes, ...head) && (head.length > FEW_BYTES || !isUtf8(bytes)),
  );
  return found ? { what: found[1], hint: found[2] } : null;
}

/** First bytes that are not blank, as text. */
function firstSigns(text: Uint8Array, start: number): string {
  const end = Math.min(text.length, start + 4096);
  const head = Buffer.from(text.buffer, text.byteOffset + start, end - start).toString('latin1');
  return head.replace(/\s+/g, '').slice(0, 2);
}

/**
 * Is the text JSON: objects, or an array of them?
 * @param text UTF-8  @param start behind a byte-order mark  @param name the file's name without `.gz` or `.zst`
 */
export function isJson(text: Uint8Array, start: number, name: string): boolean {
  return /^(\{["}]|\[[{\]])/.test(firstSigns(text, start)) || /\.(jsonl|ndjson|json)$/i.test(name);
}
