/** What reading a file gives. */
import type { ColumnReading } from '../core/column-reading.js';
import type { DataFormat } from '../core/data-format.js';
import type { ColumnType, Table } from '../core/table.js';

export interface ReadOptions {
  /** Path as typed; a bare name that is no file is a shipped data set; `-` is standard input. */
  readonly path: string;
  /** What `-` reads. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly delimiter: string | null;
  /** null: decided from the first row. */
  readonly header: boolean | null;
  /** Whether a CSV has one when `header` is null; absent: decided from the first row. */
  readonly headerOtherwise?: boolean;
  /** `--na` values as typed: `A,B` for every column or `COL=A,B`; empty: the default list. */
  readonly na: readonly string[];
  /** `--types` values as typed: `COL=number`. */
  readonly types: readonly string[];
  /**
   * By name: columns that are read as they were in another file, cell by cell, whatever the other cells suggest. `types`
   * says nothing of them; `na` does.
   */
  readonly like?: ReadonlyMap<string, ColumnReading>;
  /** `--encoding`; absent or null: found from the bytes. */
  readonly encoding?: string | null;
  /**
   * How an earlier run found the same bytes to be written: neither the name of the file nor its first rows decide. The
   * encoding alone is found again, from the bytes, and said again.
   */
  readonly format?: DataFormat;
  /** Columns that are read; absent: all. */
  readonly only?: ReadonlySet<string>;
  /** Threads that DuckDB may use; absent: the cores. */
  readonly threads?: number;
  /** Stops unpacking a large file, and looking it over. */
  readonly signal?: AbortSignal;
}

/** Something said while reading: to be shown, and kept in results.warnings when it is a warning. */
export interface ReadNote {
  /** Stable: `header-guessed`, `quotes-stripped`, `unparsable-cells`, `infinities`, `short-rows`, `encoding-guessed`, … */
  readonly id: string;
  readonly severity: 'note' | 'warning';
  readonly columns: readonly string[];
  readonly message: string;
  /** Of a note that counts cells of a column. */
  readonly tally?: CellTally;
}

/** What a note about cells is made of, so that the notes of a file's pieces can be added up. */
export interface CellTally {
  readonly type: ColumnType;
  readonly nCells: number;
  /** Cells of the column that are no missing ones. */
  readonly nPresent: number;
  readonly examples: readonly string[];
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
  /** By column: how its cells were read. */
  readonly readings: ReadonlyMap<string, ColumnReading>;
  /** By column that has some: cells present that its type could not hold, now missing. Infinities are none. */
  readonly unparsable: ReadonlyMap<string, number>;
  readonly notes: readonly ReadNote[];
  /** By column: cells that are no missing ones, whether they fit its type or not. */
  readonly present: ReadonlyMap<string, number>;
}
