/** Columns of the board of `compare`: metrics, and what `--columns` and the later keys of `--by` asked for. */
import {
  type CompareView,
  columnDigits,
  columnValues,
  shownNames,
  shownValue,
  valueText,
} from './compare-view.js';
import type { TableColumn } from './layout.js';
import { digitsFor, score } from './numbers.js';
import { clean } from './text.js';

/** A metric's column; the last cell is the baseline's. */
export function metricColumn(id: string, document: CompareView): TableColumn {
  const values = columnValues(id, document);
  const digits = columnDigits(id, document);
  return { head: id, align: 'right', cells: values.map((value) => score(value, digits)) };
}

const listText = (value: unknown): string =>
  value === null ? '' : clean(Array.isArray(value) ? value.join(' ') : valueText(value));

/** Metrics and measures in the digits of their column, options as they are typed. */
function askedColumn(name: string, document: CompareView): TableColumn {
  const { rows, baseline } = document;
  if (rows.some((row) => name in row.metrics)) return metricColumn(name, document);
  const values = rows.map((row) => shownValue(row, name));
  const last = baseline ? [''] : [];
  if (!values.every((value) => value === null || typeof value === 'number')) {
    return { head: name, align: 'left', cells: [...values.map(listText), ...last] };
  }
  const digits = digitsFor(values);
  const isWhole = values.every((value) => value === null || Number.isInteger(value));
  const cells = values.map((value) => (value === null ? '' : score(value, isWhole ? 0 : digits)));
  return { head: name, align: 'right', cells: [...cells, ...last] };
}

/** A column for each name that was asked for, in that order; the cells of some are all empty. */
export const askedColumns = (document: CompareView): TableColumn[] =>
  shownNames(document).map((name) => askedColumn(name, document));
