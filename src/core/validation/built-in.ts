/** The checks of a table that has no schema: what is broken for certain is an error, what looks odd a warning. */
import { labelNumber } from '../labels.js';
import { idClause, isConstant } from '../left-out.js';
import { equalRowSets, repeatedRows } from '../row-hash.js';
import { percent } from '../shown-numbers.js';
import { type CodedColumn, type Column, countMissing, isMissing, isNumeric, type Table } from '../table.js';
import { type Broken, cellFailure, columnFailure, type Failure, rowFailure, rowsWhere } from './failure.js';

const MANY_MISSING = 0.5;
const MOSTLY_NUMBERS = 0.5;

const warn = (rule: string, message: string): Broken => ({ rule, severity: 'warning', message });
const fail = (rule: string, message: string): Broken => ({ rule, severity: 'error', message });

function emptiness(column: Column, nRows: number): Failure[] {
  const missing = countMissing(column);
  if (missing === nRows) return [columnFailure(fail('all-missing', 'no cell is filled'), column.name)];
  if (isConstant(column, nRows) && nRows > 1) {
    return [columnFailure(warn('constant', 'one value in all rows'), column.name)];
  }
  if (missing <= MANY_MISSING * nRows) return [];
  const message = `${percent(missing / nRows)} of the cells are missing`;
  return [
    cellFailure(
      warn('mostly-missing', message),
      column,
      rowsWhere(nRows, (row) => isMissing(column, row)),
    ),
  ];
}

/** Texts among cells that are mostly numbers. */
function strayTexts(column: CodedColumn): Failure[] {
  const isNumber = column.levels.map((level) => !Number.isNaN(labelNumber(level)));
  const stray = rowsWhere(
    column.codes.length,
    (row) => column.codes[row] >= 0 && !isNumber[column.codes[row]],
  );
  const present = column.codes.length - countMissing(column);
  if (stray.length === 0 || stray.length >= (1 - MOSTLY_NUMBERS) * present) return [];
  const message = `texts among numbers: --types ${column.name}=number makes them missing`;
  return [cellFailure(warn('mixed-types', message), column, stray)];
}

/** Levels that differ in case or blanks alone from one that more rows have. */
function spellings(column: CodedColumn): Failure[] {
  const counts = new Uint32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]++;
  const usual = new Map<string, number>();
  const keyOf = column.levels.map((level) => level.trim().replace(/\s+/g, ' ').toLowerCase());
  keyOf.forEach((key, level) => {
    const best = usual.get(key);
    if (best === undefined || counts[level] > counts[best]) usual.set(key, level);
  });
  const isOdd = keyOf.map((key, level) => usual.get(key) !== level);
  const odd = rowsWhere(column.codes.length, (row) => column.codes[row] >= 0 && isOdd[column.codes[row]]);
  if (odd.length === 0) return [];
  const message = 'texts that differ from a more frequent one in case or blanks alone';
  return [cellFailure(warn('inconsistent-spelling', message), column, odd)];
}

function duplicates(table: Table): Failure[] {
  const columns = table.columns.filter((column) => idClause(column, table.nRows) === null);
  const rows = repeatedRows(equalRowSets(columns, table.nRows));
  if (rows.length === 0) return [];
  return [rowFailure(warn('duplicate-rows', 'rows that equal an earlier one, id-like columns aside'), rows)];
}

/** Every built-in check that fails. */
export function checkWithoutSchema(table: Table): Failure[] {
  if (table.nRows === 0) return [columnFailure(fail('no-rows', 'the data has a header and no rows'), null)];
  const ofColumn = (column: Column): Failure[] => [
    ...emptiness(column, table.nRows),
    ...(isNumeric(column) || column.type === 'text' ? [] : [...strayTexts(column), ...spellings(column)]),
  ];
  return [...table.columns.flatMap(ofColumn), ...duplicates(table)];
}
