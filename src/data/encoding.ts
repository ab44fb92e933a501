/** Bytes to UTF-8 text: by `--encoding`, else by what the bytes tell. */
import { isUtf8 } from 'node:buffer';
import { dataError, usageError } from '../core/errors.js';
import type { ReadNote } from './data-file.js';
import { startsWith, strangerOf } from './file-kind.js';

export interface DecodedText {
  /** UTF-8. */
  readonly text: Uint8Array;
  /** Where the text begins: 3 after a byte-order mark. */
  readonly start: number;
  /** Its name in the WHATWG standard: `utf-8`, `utf-16le`, `windows-1252`, …. */
  readonly encoding: string;
  readonly notes: readonly ReadNote[];
}

const UTF_8 = 'utf-8';
const WESTERN = 'windows-1252';
const DECODED_AT_ONCE = 1 << 20;
/** Bytes that are looked at for the pattern of UTF-16. */
const SAMPLED = 1 << 16;
/** Text in UTF-16 has a NUL in this share of its pairs at least: blanks, digits, separators. */
const NUL_SHARE = 0.3;

/** Windows-1252 from 0x80 on, where it differs from Latin-1; unassigned bytes are control characters. */
const WESTERN_POINTS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** By own table: Node 20's TextDecoder takes Windows-1252 for Latin-1. */
function westernToUtf8(bytes: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const encoded = Array.from({ length: 128 }, (_, index) =>
    encoder.encode(WESTERN_POINTS[index] ?? String.fromCharCode(index + 128)),
  );
  let length = 0;
  for (const byte of bytes) length += byte < 128 ? 1 : encoded[byte - 128].length;
  const out = Buffer.allocUnsafe(length);
  let at = 0;
  for (const byte of bytes) {
    if (byte < 128) out[at++] = byte;
    else for (const part of encoded[byte - 128]) out[at++] = part;
  }
  return out;
}

/** Piece by piece, so that no string holds the whole file. */
function decoderToUtf8(bytes: Uint8Array, decoder: TextDecoder): Uint8Array {
  const parts: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += DECODED_AT_ONCE) {
    const part = bytes.subarray(from, from + DECODED_AT_ONCE);
    parts.push(Buffer.from(decoder.decode(part, { stream: true })));
  }
  parts.push(Buffer.from(decoder.decode()));
  return Buffer.concat(parts);
}

/** `latin-1`, `utf_16_le`, `UTF8`: people write labels in more ways than the standard has. */
function decoderOf(typed: string): TextDecoder {
  for (const label of [typed, typed.replaceAll('_', '-'), typed.replace(/[-_ ]/g, '')]) {
    try {
      return new TextDecoder(label, { fatal: true });
    } catch {
      // The next way to write it.
    }
  }
  throw usageError(
    'ASSAY_ENCODING_NAME',
    `--encoding: no encoding is called "${typed}"`,
    'for example utf-8, latin1, windows-1252, utf-16le',
  );
}

const notIn = (path: string, encoding: string, cause?: unknown) =>
  dataError(
    'ASSAY_ENCODING',
    `"${path}" is not ${encoding} text`,
    'name another --encoding, or leave it out to have it found from the bytes',
    cause,
  );

function toUtf8(path: string, bytes: Uint8Array, decoder: TextDecoder): Uint8Array {
  if (decoder.encoding === WESTERN) return westernToUtf8(bytes);
  if (decoder.encoding === UTF_8) {
    if (isUtf8(bytes)) return bytes;
    throw notIn(path, UTF_8);
  }
  try {
    return decoderToUtf8(bytes, decoder);
  } catch (cause) {
    throw notIn(path, decoder.encoding, cause);
  }
}

/** UTF-16 without a byte-order mark: NULs in one place of the pairs and hardly in the other. */
function nulPattern(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(bytes.length, SAMPLED) & ~1;
  const nuls = [0, 0];
  for (let at = 0; at < end; at++) if (bytes[at] === 0) nuls[at & 1]++;
  const pairs = end / 2;
  const isRare = (n: number) => n <= pairs / 100;
  if (bytes.length % 2 !== 0 || pairs === 0) return null;
  if (nuls[1] >= NUL_SHARE * pairs && isRare(nuls[0])) return 'utf-16le';
  return nuls[0] >= NUL_SHARE * pairs && isRare(nuls[1]) ? 'utf-16be' : null;
}

/** The UTF-16 of a byte-order mark. (FF FE 00 00 would be UTF-32, which nobody writes.) */
function marked(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  return startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : null;
}

/** @throws exit 3 for what is no text: a NUL byte, or without UTF-8 any control character that no text holds */
function checkText(path: string, text: Uint8Array, isKnown: boolean): void {
  const at = isKnown
    ? text.indexOf(0)
    : text.findIndex((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27));
  if (at < 0) return;
  const found = text[at] === 0 ? 'a NUL byte' : `the byte ${text[at]}`;
  throw dataError(
    'ASSAY_BINARY',
    `"${path}" is binary (${found} at ${at}), not a CSV, TSV, JSON or Parquet file`,
    'convert it to CSV in UTF-8',
  );
}

const note = (severity: ReadNote['severity'], message: string): ReadNote => ({
  id: 'encoding-guessed',
  severity,
  columns: [],
  message,
});

/** Where the first letter beyond ASCII stands, with the word around it. */
function firstForeign(bytes: Uint8Array): { word: string; line: number } {
  const at = bytes.findIndex((byte) => byte >= 128);
  let line = 1;
  for (let before = 0; before < at; before++) if (bytes[before] === 10) line++;
  const isWord = (byte: number | undefined) =>
    byte !== undefined && (byte >= 128 || /\w/.test(String.fromCharCode(byte)));
  let [from, to] = [at, at + 1];
  while (from > at - 20 && isWord(bytes[from - 1])) from--;
  while (to < at + 20 && isWord(bytes[to])) to++;
  return { word: Buffer.from(westernToUtf8(bytes.subarray(from, to))).toString(), line };
}

function western(path: string, bytes: Uint8Array): DecodedText {
  checkText(path, bytes, false);
  const { word, line } = firstForeign(bytes);
  const message = `the text is not UTF-8, so it is read as ${WESTERN} (Latin-1), as in ${JSON.stringify(word)} in line ${line}; if letters are wrong, name its --encoding`;
  return { text: westernToUtf8(bytes), start: 0, encoding: WESTERN, notes: [note('warning', message)] };
}

function sniffed(path: string, bytes: Uint8Array): DecodedText {
  const found = marked(bytes) ?? nulPattern(bytes);
  if (found === null && isUtf8(bytes)) return decoded(path, bytes, UTF_8);
  if (found === null) return western(path, bytes);
  const why = marked(bytes) ? 'its byte-order mark' : 'its NUL bytes';
  const message = `read as ${found.toUpperCase()} by ${why}; --encoding if it is another`;
  return { ...decoded(path, bytes, found), notes: [note('note', message)] };
}

function decoded(path: string, bytes: Uint8Array, encoding: string): DecodedText {
  const decoder = decoderOf(encoding);
  const text = toUtf8(path, bytes, decoder);
  checkText(path, text, true);
  const start = startsWith(text, 0xef, 0xbb, 0xbf) ? 3 : 0;
  return { text, start, encoding: decoder.encoding, notes: [] };
}

/**
 * @param typed `--encoding`, or null: UTF-8 if it is, UTF-16 by its mark or its NULs, else Windows-1252
 * @throws exit 2 for an unknown encoding, exit 3 for bytes that are binary or not in the encoding
 */
export function decodeText(path: string, bytes: Uint8Array, typed: string | null): DecodedText {
  const stranger = strangerOf(bytes);
  if (stranger !== null) {
    throw dataError(
      'ASSAY_BINARY',
      `"${path}" is ${stranger.what}, not a CSV, TSV, JSON or Parquet file`,
      stranger.hint,
    );
  }
  return typed === null ? sniffed(path, bytes) : decoded(path, bytes, typed);
}
