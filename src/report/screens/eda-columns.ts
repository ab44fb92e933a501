/** The columns of `eda`: each described in a line, with what it alone says about the target. */
import type { Association, ColumnProfile, EdaResults } from '../../core/schemas/eda.js';
import { count, counted } from '../../core/shown-numbers.js';
import { fitTable, type TableColumn } from './layout.js';
import { brief } from './numbers.js';
import { colorsOf, type Style } from './paint.js';
import { sparkline } from './plots.js';
import { clean, clip } from './text.js';

const MAX_FEATURES = 24;
const MAX_COLUMNS = 100;
const NAME_WIDTH = 32;
const LEVEL_WIDTH = 16;
const TOP_SHOWN = 8;
const NOTHING = '·';
const INDENT = '  ';

/** A number or a date of the data; · where there is none. */
export const cellText = (value: number | string | undefined): string => {
  if (value === undefined) return NOTHING;
  return typeof value === 'number' ? brief(value) : clean(value);
};

const left = (head: string, cells: readonly string[]): TableColumn => ({ head, align: 'left', cells });
const right = (head: string, cells: readonly string[]): TableColumn => ({ head, align: 'right', cells });

/** The median, or the most frequent level. */
function middle({ quantiles, top }: ColumnProfile): string {
  if (quantiles) return cellText(quantiles.median);
  return top?.[0] ? clip(clean(top[0].value), LEVEL_WIDTH) : NOTHING;
}

function shapeText({ shape, top }: ColumnProfile): string {
  return sparkline(shape ?? top?.slice(0, TOP_SHOWN).map((level) => level.count) ?? []);
}

const nameColumns = (columns: readonly ColumnProfile[]): TableColumn[] => [
  left(
    'column',
    columns.map(({ name }) => clip(clean(name), NAME_WIDTH)),
  ),
  left(
    'type',
    columns.map(({ type }) => type),
  ),
];

const contentColumns = (columns: readonly ColumnProfile[]): TableColumn[] => [
  right(
    'missing',
    columns.map(({ missing }) => (missing === 0 ? NOTHING : count(missing))),
  ),
  right(
    'distinct',
    columns.map(({ distinct }) => count(distinct)),
  ),
  right(
    'min',
    columns.map(({ quantiles }) => cellText(quantiles?.min)),
  ),
  right('median', columns.map(middle)),
  right(
    'max',
    columns.map(({ quantiles }) => cellText(quantiles?.max)),
  ),
  left('shape', columns.map(shapeText)),
];

/** Rates in parts of the column, low to high, and the highest. @param top the greatest of all columns */
function ratesText({ rates }: Association, top: number): string {
  if (!rates?.length) return '';
  const heights = rates.map(({ rate }) => rate);
  return `${sparkline(heights, top).padEnd(8)}  ${Math.round(100 * Math.max(...heights))} %`;
}

/** What the table is sorted by stands before what narrow screens lose. */
function aloneColumns(associations: readonly Association[], positive: string | null): TableColumn[] {
  const top = Math.max(0, ...associations.flatMap(({ rates }) => rates?.map(({ rate }) => rate) ?? []));
  return [
    right(
      'alone',
      associations.map(({ value }) => (value === null ? NOTHING : value.toFixed(3))),
    ),
    left(
      positive === null ? '' : `rate of "${clip(clean(positive), LEVEL_WIDTH)}"`,
      associations.map((association) => ratesText(association, top)),
    ),
  ];
}

function section(title: string, columns: readonly TableColumn[], hidden: number, style: Style): string[] {
  const colors = colorsOf(style);
  const { head, rows } = fitTable(columns, style.width - INDENT.length);
  const heading = clip(`COLUMNS  ${clean(title)}`, style.width);
  return [
    colors.bold(heading.slice(0, 7)) + heading.slice(7),
    INDENT + colors.dim(head),
    ...rows.map((row) => INDENT + row),
    ...(hidden > 0 ? [clip(`${INDENT}… ${hidden} more in results.json`, style.width)] : []),
  ];
}

/** The features, by what each alone says about the target. */
function featureTable({ columns, associations, target }: EdaResults, style: Style): string[] {
  const described = new Map(columns.map((column) => [column.name, column]));
  const shown = associations.slice(0, MAX_FEATURES);
  const profiles = shown.flatMap(({ column }) => described.get(column) ?? []);
  const measures = [...new Set(associations.map(({ measure }) => measure))].join(', ');
  const title = `${counted(associations.length, 'feature')}, by what each alone says about the target (${measures})`;
  const alone = aloneColumns(shown, target?.positive ?? null);
  const table = [...nameColumns(profiles), ...alone, ...contentColumns(profiles)];
  return section(title, table, associations.length - shown.length, style);
}

/** Without a target: all columns as they stand in the file. */
function plainTable({ columns }: EdaResults, style: Style): string[] {
  const shown = columns.slice(0, MAX_COLUMNS);
  const title = 'in file order; -t COL shows what each says about a target';
  const table = [...nameColumns(shown), ...contentColumns(shown)];
  return section(title, table, columns.length - shown.length, style);
}

/** The table of columns; empty when the file has none to show. */
export function columnsBlock(results: EdaResults, style: Style): string[] {
  if (results.target !== null) return results.associations.length ? featureTable(results, style) : [];
  return results.columns.length ? plainTable(results, style) : [];
}
