/** A schema that a table meets, loose enough for the next file of the same kind. */
import { idClause } from '../left-out.js';
import type { ColumnRule, TableSchema } from '../schemas/validate.js';
import {
  type CodedColumn,
  type Column,
  countMissing,
  isNumeric,
  type NumericColumn,
  type Table,
} from '../table.js';

/** More levels than this, or fewer rows for each, and the next file will bring new ones. */
const MAX_LEVELS = 50;
const ROWS_PER_LEVEL = 20;

/** The missing share allowed: none stays none, else the next whole percent. */
function allowedMissing(column: Column, nRows: number): number {
  return nRows === 0 ? 1 : Math.ceil((100 * countMissing(column)) / nRows) / 100;
}

/** Codes have both bounds; of other numbers only "never below 0" is taken for a rule. */
function rangeOf({ type, values, integer }: NumericColumn): Pick<ColumnRule, 'min' | 'max'> {
  const present = values.filter((value) => !Number.isNaN(value));
  if (type === 'date' || present.length === 0) return {};
  const least = present.reduce((a, b) => Math.min(a, b));
  const greatest = present.reduce((a, b) => Math.max(a, b));
  const nDistinct = new Set(present).size;
  const isCoded = integer && nDistinct <= MAX_LEVELS && present.length >= ROWS_PER_LEVEL * nDistinct;
  if (isCoded) return { min: least, max: greatest };
  return least >= 0 ? { min: 0 } : {};
}

/** The levels, where each is frequent enough to be all there are. */
function levelsOf({ levels, codes }: CodedColumn): Pick<ColumnRule, 'levels'> {
  const nPresent = codes.reduce((n, code) => n + Number(code >= 0), 0);
  const isClosed =
    levels.length > 0 && levels.length <= MAX_LEVELS && nPresent >= ROWS_PER_LEVEL * levels.length;
  return isClosed ? { levels: [...levels] } : {};
}

/** Types, missing shares, uniqueness of id-like columns, ranges of codes, closed sets of levels, at least one row. */
export function inferRules(table: Table): TableSchema {
  const ruleOf = (column: Column): ColumnRule => ({
    type: column.type,
    required: true,
    max_missing: allowedMissing(column, table.nRows),
    unique: idClause(column, table.nRows) !== null,
    ...(isNumeric(column) ? rangeOf(column) : levelsOf(column)),
  });
  return {
    schema: 'assay/table-schema/1',
    columns: Object.fromEntries(table.columns.map((column) => [column.name, ruleOf(column)])),
    min_rows: 1,
    other_columns: true,
  };
}
