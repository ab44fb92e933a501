/** The cells of a file as a DuckDB table: `cells(c0, c1, …)`, NULL = missing, rows in the file's order. */
import type { DataFormat } from '../core/data-format.js';
import type { ReadNote } from './data-file.js';
import { type Duck, literal } from './duckdb.js';

/** One column of `cells`. */
export interface CellColumn {
  /** SQL: the cell's text, NULL = missing. */
  readonly text: string;
  /** What the file itself says that the column is, and SQL for it: DOUBLE (days for a date), NULL = missing. */
  readonly native: { readonly type: 'number' | 'date'; readonly value: string } | null;
}

/** What is known of a file before its cells are read. */
export interface Shape {
  readonly names: readonly string[];
  readonly notes: readonly ReadNote[];
}

/** A file of some format, ready to be read. */
export interface CellSource {
  readonly format: DataFormat;
  shape(duck: Duck): Promise<Shape>;
  /**
   * Creates `cells`.
   * @param missing by column: the texts that mean missing, besides blank
   * @returns by column
   */
  load(duck: Duck, missing: readonly (readonly string[])[]): Promise<readonly CellColumn[]>;
}

/** The column of `cells` at a position. */
export const cellName = (index: number): string => `c${index}`;

/** A column of text. */
export const textCell = (_: unknown, index: number): CellColumn => ({ text: cellName(index), native: null });

/** `expression`, or NULL when it is one of `missing`. (Not `IN`: over many columns it costs a join each.) */
export function orMissing(expression: string, missing: readonly string[]): string {
  if (missing.length === 0) return expression;
  return `case when list_contains([${missing.map(literal).join(', ')}], ${expression}) then null else ${expression} end`;
}
