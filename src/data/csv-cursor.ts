/**
 * A cursor over the fields of delimited text, for what DuckDB does not tell: where a record begins, whether a cell
 * stands in quotes, how many fields a record has. RFC 4180, and kind to what is met in the wild: blanks around
 * quotes, text after a closing quote, quotes inside an unquoted cell, LF, CRLF and CR.
 *
 * The cursor is one object that moves, so that a file of millions of cells allocates nothing.
 */
import { dataError } from '../core/errors.js';

const LF = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

export interface CsvText {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** Where the text begins: 3 after a byte-order mark. */
  readonly start: number;
  /** One byte. */
  readonly delimiter: number;
  /** One byte: `"` or `'`. */
  readonly quote: number;
  /** Line of the file on which the text begins; absent: 1. */
  readonly line?: number;
}

export type Newline = 'none' | 'lf' | 'crlf' | 'cr';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class CsvCursor {
  /** Line of the file (from 1) on which the field begins. */
  line = 1;
  /** The cell's bytes: inside its quotes, or without surrounding blanks. `start === end` is a blank cell. */
  start = 0;
  end = 0;
  /** What stands after the closing quote, as in `"a"b`; empty when `start === end`. */
  tailStart = 0;
  tailEnd = 0;
  quoted = false;
  /** The bytes hold a quote: doubled when `quoted`, literal when not. */
  holdsQuote = false;
  /** DuckDB, told the delimiter alone, would read the cell as something else, or would have to read it alone. */
  irregular = false;
  /** The field ends its record. */
  last = false;
  /** What ended the record; meaningful when `last`. */
  newline: Newline = 'none';

  readonly #bytes: Uint8Array;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #stops = new Uint8Array(256);
  #position: number;
  #lines: number;
  #afterDelimiter = false;

  constructor({ bytes, start, delimiter, quote, line = 1 }: CsvText) {
    this.#lines = line;
    this.#bytes = bytes;
    this.#delimiter = delimiter;
    this.#quote = quote;
    this.#position = start;
    for (const stop of [delimiter, quote, LF, CR]) this.#stops[stop] = 1;
  }

  /** Moves to the next field; false when there is none. @throws exit 3 when a quote is never closed */
  next(): boolean {
    if (this.#position >= this.#bytes.length && !this.#afterDelimiter) return false;
    this.line = this.#lines;
    this.holdsQuote = false;
    this.irregular = false;
    const begin = this.#position;
    const first = this.#skipBlanks(begin);
    if (first !== begin) this.irregular = true;
    this.quoted = this.#bytes[first] === this.#quote;
    this.#finish(this.quoted ? this.#readQuoted(first + 1) : this.#readPlain(first));
    return true;
  }

  /** Where the next field begins: the number of bytes behind the cursor. */
  get position(): number {
    return this.#position;
  }

  /** Line of the file on which the next field begins. */
  get nextLine(): number {
    return this.#lines;
  }

  /** The line holds nothing but blanks, when the field is the first and last of its record. */
  get blankLine(): boolean {
    return this.last && !this.quoted && this.start === this.end;
  }

  /** The cell's text. */
  text(): string {
    const head = decoder.decode(this.#bytes.subarray(this.start, this.end));
    if (!this.quoted) return head;
    const tail = decoder.decode(this.#bytes.subarray(this.tailStart, this.tailEnd));
    const quote = String.fromCharCode(this.#quote);
    return (this.holdsQuote ? head.replaceAll(quote + quote, quote) : head) + tail;
  }

  #isBlank(byte: number): boolean {
    return (byte === SPACE || byte === TAB) && byte !== this.#delimiter;
  }

  #skipBlanks(from: number): number {
    let at = from;
    while (this.#isBlank(this.#bytes[at])) at++;
    return at;
  }

  #skipBlanksBack(from: number, to: number): number {
    let at = from;
    while (at > to && this.#isBlank(this.#bytes[at - 1])) at--;
    return at;
  }

  /** From the first byte of an unquoted cell to the byte that ends it. */
  #readPlain(first: number): number {
    const bytes = this.#bytes;
    const stops = this.#stops;
    let at = first;
    for (;;) {
      while (at < bytes.length && stops[bytes[at]] === 0) at++;
      if (bytes[at] !== this.#quote) break;
      this.holdsQuote = true;
      this.irregular = true;
      at++;
    }
    this.start = first;
    this.end = this.#skipBlanksBack(at, first);
    this.tailStart = this.end;
    this.tailEnd = this.end;
    if (this.end !== at) this.irregular = true;
    return at;
  }

  /** From behind the opening quote to the byte that ends the field. */
  #readQuoted(first: number): number {
    const close = this.#closingQuote(first);
    this.start = first;
    // A quoted cell keeps its blanks, but nothing other than blanks is a blank cell all the same.
    this.end = this.#holdsBlanks(first, close) ? first : close;
    let at = close + 1;
    const quote = this.#quote;
    while (at < this.#bytes.length && (this.#stops[this.#bytes[at]] === 0 || this.#bytes[at] === quote)) at++;
    this.tailStart = close + 1;
    this.tailEnd = this.#skipBlanksBack(at, close + 1);
    if (this.end !== close || at !== close + 1) this.irregular = true;
    return at;
  }

  /** Nothing but blanks, and some; the delimiter may be one of them. */
  #holdsBlanks(from: number, to: number): boolean {
    let at = from;
    while (this.#bytes[at] === SPACE || this.#bytes[at] === TAB) at++;
    return at === to && from !== to;
  }

  #closingQuote(first: number): number {
    const bytes = this.#bytes;
    const quote = this.#quote;
    for (let at = first; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === quote) {
        if (bytes[at + 1] !== quote) return at;
        this.holdsQuote = true;
        at++;
      } else if (byte === LF || byte === CR) {
        this.irregular = true;
        if (byte === LF) this.#lines++;
      }
    }
    throw dataError(
      'ASSAY_UNCLOSED_QUOTE',
      `line ${this.line}: a quote (") is opened and never closed`,
      'close it, or double it if it belongs to the cell: ""',
    );
  }

  /** `at` is behind the field: on a delimiter, a line end or the end of the text. */
  #finish(at: number): void {
    const bytes = this.#bytes;
    this.#afterDelimiter = at < bytes.length && bytes[at] === this.#delimiter;
    this.last = !this.#afterDelimiter;
    this.#position = at + 1;
    this.newline = 'none';
    if (this.#afterDelimiter || at >= bytes.length) return;
    this.#lines++;
    this.newline = bytes[at] === LF ? 'lf' : bytes[at + 1] === LF ? 'crlf' : 'cr';
    if (this.newline === 'crlf') this.#position++;
  }
}
