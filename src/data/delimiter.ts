/** Which byte parts the fields: named, known by the file's ending, or seen in the first records. */
import { usageError } from '../core/errors.js';
import { CsvCursor } from './csv-cursor.js';

const CANDIDATES = [',', '\t', ';', '|'];
const SNIFFED_RECORDS = 100;

/** Fields of each of the first records, blank lines left out; empty when a quote is never closed. */
function widths(bytes: Uint8Array, start: number, delimiter: string): number[] {
  const cursor = new CsvCursor(bytes, delimiter.charCodeAt(0), start);
  const found: number[] = [];
  let nFields = 0;
  try {
    while (found.length < SNIFFED_RECORDS && cursor.next()) {
      nFields++;
      if (!cursor.last) continue;
      if (nFields > 1 || !cursor.blankLine) found.push(nFields);
      nFields = 0;
    }
  } catch {
    return [];
  }
  return found;
}

/**
 * The candidate by which most of the first records are as wide as the first one, at least 2; among equals the one
 * that makes the table wider, then the order , tab ; |. A table of one column is read by commas.
 */
function sniff(bytes: Uint8Array, start: number): string {
  let best = { delimiter: ',', agreement: 0, width: 1 };
  for (const delimiter of CANDIDATES) {
    const found = widths(bytes, start, delimiter);
    const width = found[0] ?? 0;
    if (width < 2) continue;
    const agreement = found.filter((other) => other === width).length / found.length;
    const better = agreement > best.agreement || (agreement === best.agreement && width > best.width);
    if (better) best = { delimiter, agreement, width };
  }
  return best.delimiter;
}

const SPOKEN: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
};

/** @throws exit 2 when `typed` is no single character that can part fields */
function checked(typed: string): string {
  const delimiter = SPOKEN[typed] ?? typed;
  if (/^[\t\x20-\x7e]$/.test(delimiter) && !/[A-Za-z0-9"]/.test(delimiter)) return delimiter;
  throw usageError(
    'ASSAY_DELIMITER',
    `--delimiter must be one character that is no letter, digit or quote, got "${typed}"`,
    'for example --delimiter ";" or --delimiter tab',
  );
}

/** @param typed `--delimiter`, or null  @param name the file's name, lower case, without `.gz` */
export function chooseDelimiter(
  typed: string | null,
  name: string,
  bytes: Uint8Array,
  start: number,
): string {
  if (typed !== null) return checked(typed);
  return /\.(tsv|tab)$/.test(name) ? '\t' : sniff(bytes, start);
}
