/** Which bytes part the fields and stand around them: named, known by the file's ending, or seen in the first records. */
import { usageError } from '../core/errors.js';
import { looksLikeData } from './column-names.js';
import { CsvCursor } from './csv-cursor.js';
import { isNumberText } from './number-text.js';

const CANDIDATES = [',', '\t', ';', '|'];
/** These stand in texts and times as well: only a table that is clearly parted by them is. */
const SHY_CANDIDATES = [':', ' '];
const SHY_RECORDS = 3;
const SHY_WIDTH = 3;
const SNIFFED_RECORDS = 100;
const QUOTES = ['"', "'"];

export interface Dialect {
  readonly delimiter: string;
  /** `"` or `'`. */
  readonly quote: string;
}

interface FirstRecords {
  /** Blank lines left out; none when a quote is never closed. */
  readonly records: readonly (readonly string[])[];
  /** A cell stands in quotes. */
  readonly quotes: boolean;
}

function firstRecords(bytes: Uint8Array, start: number, { delimiter, quote }: Dialect): FirstRecords {
  const text = { bytes, start, delimiter: delimiter.charCodeAt(0), quote: quote.charCodeAt(0) };
  const cursor = new CsvCursor(text);
  const records: string[][] = [];
  let record: string[] = [];
  let quotes = false;
  try {
    while (records.length < SNIFFED_RECORDS && cursor.next()) {
      record.push(cursor.text());
      quotes ||= cursor.quoted;
      if (!cursor.last) continue;
      if (record.length > 1 || !cursor.blankLine) records.push(record);
      record = [];
    }
  } catch {
    return { records: [], quotes };
  }
  return { records, quotes };
}

interface Trial extends Dialect, FirstRecords {
  /** Share of the first records that are as wide as the first one. */
  readonly agreement: number;
  readonly width: number;
}

function tryOut(bytes: Uint8Array, start: number, dialect: Dialect): Trial {
  const { records, quotes } = firstRecords(bytes, start, dialect);
  const width = records[0]?.length ?? 0;
  const agreement = records.filter((record) => record.length === width).length / Math.max(1, records.length);
  return { ...dialect, agreement, width, records, quotes };
}

/** Every record agrees, the first names the columns, and one of these holds numbers alone. */
function isClear({ agreement, width, records: [header, ...rows] }: Trial): boolean {
  if (agreement < 1 || width < SHY_WIDTH || rows.length + 1 < SHY_RECORDS || looksLikeData(header))
    return false;
  const isName = (cell: string) => cell.trim() !== '';
  return header.every(isName) && header.some((_, index) => rows.every((row) => isNumberText(row[index])));
}

/**
 * The candidate by which most of the first records are as wide as the first one, at least 2; among equals the one
 * that makes the table wider, then the order , tab ; |. A table of one column is read by commas.
 */
function bestOf(
  bytes: Uint8Array,
  start: number,
  delimiters: readonly string[],
  quote: string,
): Trial | null {
  let best: Trial | null = null;
  for (const delimiter of delimiters) {
    const trial = tryOut(bytes, start, { delimiter, quote });
    if (trial.width < 2) continue;
    const { agreement, width } = best ?? { agreement: 0, width: 0 };
    if (trial.agreement > agreement || (trial.agreement === agreement && trial.width > width)) best = trial;
  }
  return best;
}

/** Cells stand in ' only where that, and not ", makes all records equally wide. */
function sniff(bytes: Uint8Array, start: number, delimiters: readonly string[]): Dialect {
  const [usual, single] = QUOTES;
  const best = bestOf(bytes, start, delimiters, usual);
  if (best?.agreement !== 1) {
    const other = bestOf(bytes, start, delimiters, single);
    if (other?.agreement === 1 && other.quotes && other.records.length > 1) return other;
  }
  if (best) return best;
  const shy = delimiters === CANDIDATES ? SHY_CANDIDATES : [];
  const clear = shy
    .map((delimiter) => tryOut(bytes, start, { delimiter, quote: usual }))
    .find((trial) => isClear(trial));
  return clear ?? { delimiter: delimiters[0], quote: usual };
}

const SPOKEN: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  colon: ':',
  space: ' ',
};

/** @throws exit 2 when `typed` is no single character that can part fields */
function checked(typed: string): string {
  const delimiter = SPOKEN[typed] ?? typed;
  if (/^[\t\x20-\x7e]$/.test(delimiter) && !/[A-Za-z0-9"']/.test(delimiter)) return delimiter;
  throw usageError(
    'ASSAY_DELIMITER',
    `--delimiter must be one character that is no letter, digit or quote, got "${typed}"`,
    'for example --delimiter ";" or --delimiter tab',
  );
}

/** @param typed `--delimiter`, or null  @param name the file's name, lower case, without `.gz` or `.zst` */
export function chooseDialect(typed: string | null, name: string, bytes: Uint8Array, start: number): Dialect {
  if (typed !== null) return sniff(bytes, start, [checked(typed)]);
  return sniff(bytes, start, /\.(tsv|tab)$/.test(name) ? ['\t'] : CANDIDATES);
}
