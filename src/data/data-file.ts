/** What reading a file gives. */
import type { ColumnReading } from '../core/column-reading.js';
import type { Table } from '../core/table.js';

export interface ReadOptions {
  /** Path as typed; a bare name that is no file is a shipped data set. */
  readonly path: string;
  readonly delimiter: string | null;
  /** null: decided from the first row. */
  readonly header: boolean | null;
  /** `--na` values as typed: `A,B` for every column or `COL=A,B`; empty: the default list. */
  readonly na: readonly string[];
  /** `--types` values as typed: `COL=number`. */
  readonly types: readonly string[];
  /** `--encoding`; absent or null: UTF-8. */
  readonly encoding?: string | null;
  /**
   * By name: columns that are read as they were in another file, cell by cell, whatever the other cells suggest. `types`
   * says nothing of them; `na` does.
   */
  readonly like?: ReadonlyMap<string, ColumnReading>;
  /** Threads that DuckDB may use; absent: the cores. */
  readonly threads?: number;
}

/** Something said while reading: to be shown, and kept in results.warnings when it is a warning. */
export interface ReadNote {
  /** Stable: `header-guessed`, `quotes-stripped`, `unparsable-cells`, `infinities`, `short-rows`, … */
  readonly id: string;
  readonly severity: 'note' | 'warning';
  readonly columns: readonly string[];
  readonly message: string;
}

export interface DataFile {
  /** As typed. */
  readonly path: string;
  /** Absolute path that was read. */
  readonly resolved: string;
  /** Default name of an experiment: the file's stem without `.csv`, `.gz`, …. */
  readonly stem: string;
  readonly bytes: number;
  /** Of the file's bytes. */
  readonly sha256: string;
  /** Every column and row of the file. */
  readonly table: Table;
  /** For number columns with up to 100 distinct values: the text of the first cell that has the value. */
  readonly spellings: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** By column: how its cells were read. */
  readonly readings: ReadonlyMap<string, ColumnReading>;
  /** By column that has some: cells present that its type could not hold, now missing. Infinities are none. */
  readonly unparsable: ReadonlyMap<string, number>;
  readonly format: { readonly encoding: string; readonly delimiter: string; readonly header: boolean };
  readonly notes: readonly ReadNote[];
}
