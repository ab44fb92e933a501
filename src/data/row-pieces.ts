/** What reading a file a piece at a time gives. */
import type { DataFormat } from '../core/data-format.js';
import type { Table } from '../core/table.js';
import type { DataFile, ReadNote } from './data-file.js';

/** Some rows of a file, in its order. */
export interface RowPiece {
  /** The columns that are read. */
  readonly table: Table;
  readonly unparsable: DataFile['unparsable'];
  readonly present: DataFile['present'];
  /** About cells of the piece. */
  readonly notes: readonly ReadNote[];
}

/** What is known of a file when it was looked over. */
export interface RowFile extends Pick<DataFile, 'path' | 'resolved' | 'stem' | 'bytes' | 'sha256'> {
  readonly format: DataFormat;
  readonly names: readonly string[];
  readonly nRows: number;
  /** About the file as a whole. */
  readonly notes: readonly ReadNote[];
  /** All rows, in order. A piece that was handed out is not kept. */
  pieces(): AsyncGenerator<RowPiece>;
  /** Takes away what was stored for the pieces. */
  close(): Promise<void>;
}
