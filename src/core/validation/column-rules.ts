/** The rules of one column: type, missing share, uniqueness, range, levels, pattern. */
import { argsort } from '../argsort.js';
import { daysOfIso } from '../dates.js';
import { labelNumber } from '../labels.js';
import type { ColumnRule } from '../schemas/validate.js';
import {
  type CodedColumn,
  type Column,
  type ColumnType,
  countMissing,
  isMissing,
  isNumeric,
  type NumericColumn,
} from '../table.js';
import { type Broken, cellFailure, columnFailure, type Failure, rowsWhere } from './failure.js';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}/;

const broken = (rule: string, message: string): Broken => ({ rule, severity: 'error', message });

/** Coded types differ in what models do with them, not in what cells may hold. */
const family = (type: ColumnType) => (type === 'number' || type === 'date' ? type : 'text');

/** Cells of a text column that keep it from being a number or date column. */
function strayCells(column: CodedColumn, wanted: 'number' | 'date'): Uint32Array {
  const fits = column.levels.map((level) =>
    wanted === 'number' ? !Number.isNaN(labelNumber(level)) : ISO_DATE.test(level.trim()),
  );
  return rowsWhere(column.codes.length, (row) => column.codes[row] >= 0 && !fits[column.codes[row]]);
}

function checkType(column: Column, nRows: number, wanted: ColumnType | undefined): Failure[] {
  if (wanted === undefined || family(wanted) === family(column.type)) return [];
  if (countMissing(column) === nRows) return [];
  const failure = broken('type', `expected ${wanted}, read as ${column.type}`);
  if (!isNumeric(column) && (wanted === 'number' || wanted === 'date')) {
    const stray = strayCells(column, wanted);
    if (stray.length > 0) return [cellFailure(failure, column, stray)];
  }
  return [columnFailure(failure, column.name)];
}

function checkMissing(column: Column, nRows: number, maxShare: number): Failure[] {
  const missing = countMissing(column);
  if (nRows === 0 || missing <= maxShare * nRows) return [];
  const percent = (share: number) => `${Number((100 * share).toFixed(2))} %`;
  const message = `${percent(missing / nRows)} of the cells are missing, at most ${percent(maxShare)} may be`;
  const bad = rowsWhere(nRows, (row) => isMissing(column, row));
  return [cellFailure(broken('max_missing', message), column, bad)];
}

/** Rows whose value stands in an earlier row. */
function repeatedRows(column: Column, nRows: number): Uint32Array {
  const values = isNumeric(column)
    ? column.values
    : Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code));
  const order = argsort(values);
  const isRepeat = new Uint8Array(nRows);
  for (let i = 1; i < order.length; i++) {
    if (values[order[i]] === values[order[i - 1]]) isRepeat[order[i]] = 1;
  }
  return rowsWhere(nRows, (row) => isRepeat[row] === 1);
}

function checkUnique(column: Column, nRows: number, wanted: boolean): Failure[] {
  const bad = wanted ? repeatedRows(column, nRows) : new Uint32Array(0);
  if (bad.length === 0) return [];
  return [cellFailure(broken('unique', 'values that stand in an earlier row'), column, bad)];
}

/** A bound as the column counts: a number, or days. NaN: not of the column's kind. */
const boundOf = (column: NumericColumn, bound: number | string): number =>
  column.type === 'date' ? (typeof bound === 'string' ? daysOfIso(bound) : bound) : Number(bound);

function checkRange(column: Column, { min, max }: ColumnRule): Failure[] {
  if (!isNumeric(column)) return [];
  const { values } = column;
  const outside = (rule: string, message: string, isBad: (value: number) => boolean): Failure[] => {
    const bad = rowsWhere(values.length, (row) => isBad(values[row]));
    return bad.length === 0 ? [] : [cellFailure(broken(rule, message), column, bad)];
  };
  const [least, greatest] = [min, max].map((bound) =>
    bound === undefined ? Number.NaN : boundOf(column, bound),
  );
  return [
    ...outside('min', `values below ${min}`, (value) => value < least),
    ...outside('max', `values above ${max}`, (value) => value > greatest),
  ];
}

const LEVELS_SHOWN = 8;

/** Cells that are present and whose value does not fit. */
function unfitting(column: Column, fits: (value: number | string) => boolean): Uint32Array {
  if (isNumeric(column)) {
    const { values } = column;
    return rowsWhere(values.length, (row) => !Number.isNaN(values[row]) && !fits(values[row]));
  }
  const fitting = column.levels.map(fits);
  return rowsWhere(column.codes.length, (row) => column.codes[row] >= 0 && !fitting[column.codes[row]]);
}

function checkLevels(column: Column, allowed: ColumnRule['levels']): Failure[] {
  if (allowed === undefined || column.type === 'date') return [];
  const known = new Set<number | string>(
    allowed.map((value) => (isNumeric(column) ? Number(value) : String(value))),
  );
  const bad = unfitting(column, (value) => known.has(value));
  if (bad.length === 0) return [];
  const shown = allowed.slice(0, LEVELS_SHOWN).join(', ') + (allowed.length > LEVELS_SHOWN ? ', …' : '');
  return [cellFailure(broken('levels', `values other than ${shown}`), column, bad)];
}

function checkPattern(column: Column, pattern: string | undefined): Failure[] {
  if (pattern === undefined || isNumeric(column)) return [];
  const expression = new RegExp(pattern, 'u');
  const bad = unfitting(column, (value) => expression.test(String(value)));
  return bad.length === 0
    ? []
    : [cellFailure(broken('pattern', `texts that do not match ${pattern}`), column, bad)];
}

/** Every rule of the column that fails. O(rows) each. */
export const checkColumn = (column: Column, nRows: number, rule: ColumnRule): Failure[] => [
  ...checkType(column, nRows, rule.type),
  ...checkMissing(column, nRows, rule.max_missing),
  ...checkUnique(column, nRows, rule.unique),
  ...checkRange(column, rule),
  ...checkLevels(column, rule.levels),
  ...checkPattern(column, rule.pattern),
];
