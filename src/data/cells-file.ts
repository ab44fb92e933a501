/**
 * Cells as the plainest CSV, for DuckDB to read: LF, every row full, a quote in a cell doubled. It is written
 * in blocks, so that no copy of the data stands in memory.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

const BLOCK_BYTES = 1 << 20;
const QUOTE = 34;
const LF = 10;

export class CellsFile {
  readonly #file: number;
  readonly #delimiter: number;
  readonly #block = Buffer.allocUnsafe(BLOCK_BYTES);
  #at = 0;
  #firstOfRow = true;

  /** @param path a new file, readable by nobody else  @param delimiter one byte */
  constructor(path: string, delimiter: number) {
    this.#delimiter = delimiter;
    this.#file = openSync(path, 'wx', 0o600);
  }

  /** A missing cell. The quotes keep a row of one missing cell from being a blank line. */
  blank(): void {
    this.#separate();
    this.#byte(QUOTE);
    this.#byte(QUOTE);
  }

  /** A cell without delimiters, quotes and line ends: `from[start..end)`. */
  plain(from: Uint8Array, start: number, end: number): void {
    this.#separate();
    let first = start;
    while (first < end) {
      if (this.#at === BLOCK_BYTES) this.#flush();
      const count = Math.min(end - first, BLOCK_BYTES - this.#at);
      const block = this.#block;
      const shift = this.#at - first;
      for (let i = first; i < first + count; i++) block[i + shift] = from[i];
      this.#at += count;
      first += count;
    }
  }

  /** Begins a cell in quotes. */
  open(): void {
    this.#separate();
    this.#byte(QUOTE);
  }

  /** A part of a cell in quotes. @param doubled the byte of which two mean one in `from`; 0: none */
  quoted(from: Uint8Array, start: number, end: number, doubled: number): void {
    for (let i = start; i < end; i++) {
      const byte = from[i];
      if (byte === QUOTE) this.#byte(QUOTE);
      this.#byte(byte);
      if (byte === doubled) i++;
    }
  }

  close(): void {
    this.#byte(QUOTE);
  }

  endRow(): void {
    this.#byte(LF);
    this.#firstOfRow = true;
  }

  /** Call it whatever happened. */
  end(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#file);
    }
  }

  #separate(): void {
    if (!this.#firstOfRow) this.#byte(this.#delimiter);
    this.#firstOfRow = false;
  }

  #byte(byte: number): void {
    if (this.#at === BLOCK_BYTES) this.#flush();
    this.#block[this.#at++] = byte;
  }

  #flush(): void {
    for (let from = 0; from < this.#at; ) from += writeSync(this.#file, this.#block, from, this.#at - from);
    this.#at = 0;
  }
}
