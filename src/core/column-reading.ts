/** How the cells of a file were read: what a saved model keeps, so that new rows are read alike. */
import type { ColumnType } from './table.js';

export interface ColumnReading {
  readonly type: ColumnType;
  /** The type was declared by `--types`, not found from the cells: numbers may have leading zeros. */
  readonly declared: boolean;
  /** The texts that meant missing, besides a blank cell. */
  readonly missing: readonly string[];
  /** The quote that stood around every value and was stripped, or null. */
  readonly quote: string | null;
}

/** How the file of a model was read. */
export interface SavedReading {
  /** The first row named the columns; else they are c1, c2, …. */
  readonly header: boolean;
  /** Of each feature, in the model's order. */
  readonly columns: readonly ColumnReading[];
}
