/**
 * A cursor over the objects of JSON text: one after the other (JSON Lines) or in an array. It finds where the value of
 * each key stands and makes no objects, so that big whole numbers keep their digits and millions of cells cost little.
 * RFC 8259, and `NaN`, `Infinity`, `-Infinity` as Python writes them.
 */
import { dataError } from '../core/errors.js';

/** What stands in a cell: nothing (or null), text without escapes, text with, a number or true or false, or more. */
export type JsonKind = 'missing' | 'text' | 'escaped' | 'literal' | 'nested';

const [LF, CR, SPACE, TAB] = [10, 13, 32, 9];
const [QUOTE, BACKSLASH, COMMA, COLON] = [34, 92, 44, 58];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [123, 125, 91, 93];
const [ZERO, NINE, MINUS, PLUS, DOT] = [48, 57, 45, 43, 46];

const WORDS: readonly (readonly [string, JsonKind])[] = [
  ['null', 'missing'],
  ['true', 'literal'],
  ['false', 'literal'],
  ['NaN', 'missing'],
  ['Infinity', 'literal'],
  ['-Infinity', 'literal'],
];
const words = WORDS.map(([word, kind]) => ({ bytes: Buffer.from(word), kind }));

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class JsonRows {
  /** Keys in order of first sight; grows while rows are read. */
  readonly names: string[];
  /** By column, of the row the cursor stands on: what its cell is and where its text stands, without quotes. */
  readonly kinds: JsonKind[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** The text is one array. */
  readonly inArray: boolean;

  readonly #bytes: Uint8Array;
  readonly #columnOf = new Map<string, number>();
  /** By place in the row before: its column, and where its key stands. Most rows have the same keys in the same order. */
  readonly #expected: { column: number; start: number; end: number }[] = [];
  #at: number;
  #line: number;
  #rowLine = 1;
  #nRows = 0;

  /**
   * @param start where the text begins: 3 after a byte-order mark
   * @param names keys that are known already, each with its column  @param line of the file on which the text begins
   */
  constructor(bytes: Uint8Array, start: number, names: readonly string[] = [], line = 1) {
    this.#bytes = bytes;
    this.#at = start;
    this.#line = line;
    this.names = [...names];
    names.forEach((name, column) => {
      this.#addColumn(name, column);
    });
    this.#skipBlanks();
    this.inArray = bytes[this.#at] === OPEN_ARRAY;
    if (this.inArray) this.#at++;
  }

  /** Behind the object that the cursor stands on: bytes of the text, and the line of the file. */
  get end(): { readonly position: number; readonly line: number } {
    return { position: this.#at, line: this.#line };
  }

  /** Moves to the next object; false when there is none: the cursor is done. @throws exit 3 for what is broken or no object, with its line */
  next(): boolean {
    this.#skipBlanks();
    if (this.inArray ? this.#arrayEnds() : this.#at >= this.#bytes.length) return false;
    this.#rowLine = this.#line;
    this.#nRows++;
    if (this.#bytes[this.#at] !== OPEN_OBJECT) {
      throw this.#broken(`a row must be an object such as {"age": 31}, not ${this.#found()}`);
    }
    this.kinds.fill('missing');
    this.#readObject();
    return true;
  }

  /** The end of the array, or the comma before its next object. */
  #arrayEnds(): boolean {
    const bytes = this.#bytes;
    if (this.#at >= bytes.length) {
      this.#rowLine = this.#line;
      throw this.#broken('the file ends inside the array: is it cut off?');
    }
    if (bytes[this.#at] === CLOSE_ARRAY) {
      this.#at++;
      this.#skipBlanks();
      this.#rowLine = this.#line;
      if (this.#at < bytes.length) throw this.#broken(`the array ends, and ${this.#found()} follows`);
      return true;
    }
    if (this.#nRows > 0) {
      this.#rowLine = this.#line;
      this.#expect(COMMA, 'a comma between two objects');
      this.#skipBlanks();
    }
    return false;
  }

  #readObject(): void {
    const bytes = this.#bytes;
    this.#at++;
    this.#skipBlanks();
    if (bytes[this.#at] === CLOSE_OBJECT) {
      this.#at++;
      return;
    }
    for (let place = 0; ; place++) {
      const column = this.#readKey(place);
      this.#skipBlanks();
      this.#expect(COLON, 'a colon after the name');
      this.#skipBlanks();
      this.#readValue(column);
      this.#skipBlanks();
      if (bytes[this.#at] === CLOSE_OBJECT) break;
      this.#expect(COMMA, 'a comma or }');
      this.#skipBlanks();
    }
    this.#at++;
  }

  /** The column of the key at the cursor. */
  #readKey(place: number): number {
    if (this.#bytes[this.#at] !== QUOTE)
      throw this.#broken(`a name in quotes is expected, not ${this.#found()}`);
    const start = this.#at + 1;
    const escaped = this.#skipString();
    const end = this.#at - 1;
    const expected = this.#expected[place];
    if (expected && this.#isSame(expected.start, expected.end, start, end)) return expected.column;
    const name = this.#text(start, end, escaped);
    let column = this.#columnOf.get(name);
    if (column === undefined) {
      column = this.names.push(name) - 1;
      this.#addColumn(name, column);
    }
    this.#expected[place] = { column, start, end };
    return column;
  }

  #addColumn(name: string, column: number): void {
    this.#columnOf.set(name, column);
    this.kinds.push('missing');
    this.starts.push(0);
    this.ends.push(0);
  }

  #isSame(start: number, end: number, otherStart: number, otherEnd: number): boolean {
    if (end - start !== otherEnd - otherStart) return false;
    const bytes = this.#bytes;
    for (let i = start, j = otherStart; i < end; i++, j++) if (bytes[i] !== bytes[j]) return false;
    return true;
  }

  #readValue(column: number): void {
    const first = this.#bytes[this.#at];
    let start = this.#at;
    let kind: JsonKind;
    if (first === QUOTE) {
      start++;
      kind = this.#skipString() ? 'escaped' : 'text';
    } else if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
      this.#skipNested();
      kind = 'nested';
    } else kind = this.#skipNumber() ? 'literal' : this.#skipWord();
    this.kinds[column] = kind;
    this.starts[column] = start;
    this.ends[column] = first === QUOTE ? this.#at - 1 : this.#at;
  }

  /** From the opening quote to behind the closing one; whether there are escapes. */
  #skipString(): boolean {
    const bytes = this.#bytes;
    let escaped = false;
    let at = this.#at + 1;
    for (; at < bytes.length && bytes[at] !== QUOTE; at++) {
      const byte = bytes[at];
      if (byte === BACKSLASH) {
        escaped = true;
        at++;
      } else if (byte < SPACE) break;
    }
    if (at >= bytes.length || bytes[at] !== QUOTE)
      throw this.#broken('a text is opened by a quote and never closed');
    this.#at = at + 1;
    return escaped;
  }

  /** From { or [ to behind its partner. */
  #skipNested(): void {
    const bytes = this.#bytes;
    let depth = 0;
    do {
      const byte = bytes[this.#at];
      if (byte === QUOTE) {
        this.#skipString();
        continue;
      }
      if (this.#at >= bytes.length) throw this.#broken('the file ends inside an object or an array');
      if (byte === LF) this.#line++;
      if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth++;
      if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth--;
      this.#at++;
    } while (depth > 0);
  }

  #skipDigits(from: number): number {
    let at = from;
    while (this.#bytes[at] >= ZERO && this.#bytes[at] <= NINE) at++;
    return at;
  }

  /** Behind the number at the cursor; false, and nothing happens, when there is none. */
  #skipNumber(): boolean {
    const bytes = this.#bytes;
    const first = bytes[this.#at] === MINUS ? this.#at + 1 : this.#at;
    let at = this.#skipDigits(first);
    if (at === first || (bytes[first] === ZERO && at > first + 1)) return false;
    if (bytes[at] === DOT) {
      const fraction = at + 1;
      at = this.#skipDigits(fraction);
      if (at === fraction) return false;
    }
    if (bytes[at] === 101 || bytes[at] === 69) {
      const exponent = bytes[at + 1] === MINUS || bytes[at + 1] === PLUS ? at + 2 : at + 1;
      at = this.#skipDigits(exponent);
      if (at === exponent) return false;
    }
    this.#at = at;
    return true;
  }

  #skipWord(): JsonKind {
    const bytes = this.#bytes;
    const word = words.find((one) => one.bytes.every((byte, i) => bytes[this.#at + i] === byte));
    if (!word) throw this.#broken(`a value is expected, not ${this.#found()}`);
    this.#at += word.bytes.length;
    return word.kind;
  }

  #skipBlanks(): void {
    const bytes = this.#bytes;
    for (;;) {
      const byte = bytes[this.#at];
      if (byte === LF) this.#line++;
      else if (byte !== SPACE && byte !== CR && byte !== TAB) return;
      this.#at++;
    }
  }

  #expect(byte: number, what: string): void {
    if (this.#bytes[this.#at] !== byte) throw this.#broken(`${what} is expected, not ${this.#found()}`);
    this.#at++;
  }

  /** The text of the cell of a column that is `text`, `escaped` or `nested`; of a nested one: compact JSON. */
  text(column: number): string {
    const [start, end] = [this.starts[column], this.ends[column]];
    if (this.kinds[column] !== 'nested') return this.#text(start, end, this.kinds[column] === 'escaped');
    return JSON.stringify(this.#parsed(decoder.decode(this.#bytes.subarray(start, end))));
  }

  #text(start: number, end: number, escaped: boolean): string {
    const text = decoder.decode(this.#bytes.subarray(start, end));
    return escaped ? (this.#parsed(`"${text}"`) as string) : text;
  }

  #parsed(json: string): unknown {
    try {
      return JSON.parse(json);
    } catch (cause) {
      throw this.#broken((cause as Error).message);
    }
  }

  /** What stands at the cursor, for an error. */
  #found(): string {
    if (this.#at >= this.#bytes.length) return 'the end of the file';
    const rest = decoder.decode(this.#bytes.subarray(this.#at, this.#at + 40));
    return JSON.stringify(rest.split(/[\s,:{}[\]]/, 1)[0].slice(0, 20) || rest[0]);
  }

  #broken(what: string): Error {
    return dataError(
      'ASSAY_JSON',
      `line ${this.#rowLine}: broken JSON: ${what}`,
      'each line must be one object such as {"age": 31, "city": "Bonn"}, or the file one array of such objects',
    );
  }
}
