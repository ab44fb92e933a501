/** What reading a file gives. */
import type { DataFormat } from '../core/data-format.js';
import type { Table } from '../core/table.js';
import type { Declared } from './column-options.js';

export interface ReadOptions {
  /** Path as typed; a bare name that is no file is a shipped data set; `-` is standard input. */
  readonly path: string;
  /** What `-` reads. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly delimiter: string | null;
  /** null: decided from the first row. */
  readonly header: boolean | null;
  /** `--na` values as typed: `A,B` for every column or `COL=A,B`; empty: the default list. */
  readonly na: readonly string[];
  /** `--types` values as typed: `COL=number`. */
  readonly types: readonly string[];
  /** By name: columns are read as those of another file were (its `reading`); `types` win. Other names do not count. */
  readonly like?: ReadonlyMap<string, Declared>;
  /** `--encoding`; absent or null: found from the bytes. */
  readonly encoding?: string | null;
  /** Threads that DuckDB may use; absent: the cores. */
  readonly threads?: number;
}

/** Something said while reading: to be shown, and kept in results.warnings when it is a warning. */
export interface ReadNote {
  /** Stable: `header-guessed`, `quotes-stripped`, `unparsable-cells`, `infinities`, `short-rows`, `encoding-guessed`, … */
  readonly id: string;
  readonly severity: 'note' | 'warning';
  readonly columns: readonly string[];
  readonly message: string;
}

export interface DataFile {
  /** As typed. */
  readonly path: string;
  /** Absolute path that was read; `-` for standard input. */
  readonly resolved: string;
  /** Default name of an experiment: the file's stem without `.csv`, `.gz`, …; `stdin` for standard input. */
  readonly stem: string;
  readonly bytes: number;
  /** Of the bytes that were read, before any unpacking. */
  readonly sha256: string;
  /** Every column and row of the file. */
  readonly table: Table;
  /** For number columns with up to 100 distinct values: the text of the first cell that has the value. */
  readonly spellings: ReadonlyMap<string, ReadonlyMap<number, string>>;
  readonly format: DataFormat;
  /** By name: how each column was read, so that another file can be read alike. */
  readonly reading: ReadonlyMap<string, Declared>;
  readonly notes: readonly ReadNote[];
}
