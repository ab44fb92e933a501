/** The columns of `eda`: each described in a line, with what it alone says about the target. */
import type { Association, ColumnProfile, EdaResults, Quantiles } from '../../core/schemas/eda.js';
import { count, counted, fixed, percent } from '../../core/shown-numbers.js';
import { fitTable, right, type TableColumn, withContent } from './layout.js';
import { brief } from './numbers.js';
import { colorsOf, type Style } from './paint.js';
import { sparkline } from './plots.js';
import { clean, clip, hang } from './text.js';

/** As many as stand on a first page; one more is shown rather than counted. */
const MAX_COLUMNS = 12;
const WEAKEST_SHOWN = 3;
const NAME_WIDTH = 32;
const LEVEL_WIDTH = 16;
const TOP_SHOWN = 8;
/** From here on thousands are apart. */
const APART_FROM = 10_000;
/** Longer numbers are shown in six digits with a power of ten. */
const LONGEST_IN_DIGITS = 1e12;
const NOTHING = '·';
const INDENT = '  ';

const DAY = /^(\d{4,}-\d\d-\d\d)[T ](\d\d:\d\d)/;

/** A date to the day, and to the minute where all dates are of one day. */
function dateText(value: string, { min, max }: Quantiles): string {
  const [, day, minute] = DAY.exec(value) ?? [];
  if (day === undefined) return clean(value);
  const isOneDay = String(min).slice(0, day.length) === String(max).slice(0, day.length);
  return isOneDay ? `${day} ${minute}` : day;
}

/** A number as its column shows numbers: thousands apart in all of a column or in none, since years have none. */
function numberText(value: number, { min, max }: Quantiles): string {
  const largest = Math.max(Math.abs(Number(min)), Math.abs(Number(max)));
  if (largest < APART_FROM) return brief(value);
  const digits = Math.abs(value) >= APART_FROM || Number.isInteger(value) ? 0 : 1;
  return largest < LONGEST_IN_DIGITS ? fixed(value, digits) : brief(value);
}

/** A quantile of the data; · where there is none. */
export function quantileText(quantiles: Quantiles | null, at: keyof Quantiles): string {
  if (quantiles === null) return NOTHING;
  const value = quantiles[at];
  return typeof value === 'number' ? numberText(value, quantiles) : dateText(value, quantiles);
}

const left = (head: string, cells: readonly string[]): TableColumn => ({ head, align: 'left', cells });

/** The most frequent level with its share of the cells present. */
function topText({ top, missing }: ColumnProfile, nRows: number): string {
  if (!top?.[0]) return '';
  const { value, count: nCells } = top[0];
  return `${clip(clean(value), LEVEL_WIDTH)} ${percent(nCells / (nRows - missing), 0)}`;
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

const contentColumns = (columns: readonly ColumnProfile[], nRows: number): TableColumn[] => [
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
    columns.map(({ quantiles }) => quantileText(quantiles, 'min')),
  ),
  right(
    'median',
    columns.map(({ quantiles }) => quantileText(quantiles, 'median')),
  ),
  right(
    'max',
    columns.map(({ quantiles }) => quantileText(quantiles, 'max')),
  ),
  left(
    'most frequent',
    columns.map((column) => topText(column, nRows)),
  ),
  left('shape', columns.map(shapeText)),
];

/** Rare classes need a digit more. */
const rateText = (rate: number) => percent(rate, rate < 0.095 ? 1 : 0);

/** Rates in parts of the column, low to high, and the highest. @param top the greatest of all columns */
function ratesText({ rates }: Association, top: number): string {
  if (!rates?.length) return '';
  const heights = rates.map(({ rate }) => rate);
  return `${sparkline(heights, top).padEnd(8)} ${rateText(Math.max(...heights)).padStart(5)}`;
}

const rateHead = (positive: string) => `rate of "${clip(clean(positive), LEVEL_WIDTH)}"`;

/** What the table is sorted by stands before what narrow screens lose. */
function aloneColumns(associations: readonly Association[], positive: string | null): TableColumn[] {
  const top = Math.max(0, ...associations.flatMap(({ rates }) => rates?.map(({ rate }) => rate) ?? []));
  return [
    right(
      'alone',
      associations.map(({ value }) => (value === null ? NOTHING : value.toFixed(3))),
    ),
    left(
      positive === null ? '' : `${rateHead(positive)} ▸`,
      associations.map((association) => ratesText(association, top)),
    ),
  ];
}

interface Section {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  /** Lines below the table, not indented. */
  readonly notes: readonly string[];
}

function sectionLines({ title, columns, notes }: Section, style: Style): string[] {
  const colors = colorsOf(style);
  const { head, rows } = fitTable(withContent(columns), style.width - INDENT.length);
  const [first, ...rest] = hang('COLUMNS  ', clean(title), style.width);
  return [
    colors.bold(first.slice(0, 7)) + first.slice(7),
    ...rest,
    INDENT + colors.dim(head),
    ...rows.map((row) => INDENT + row),
    ...notes.flatMap((note) => hang(INDENT, clean(note), style.width)),
  ];
}

const MEASURES: Readonly<Record<Association['measure'], string>> = {
  roc_auc: 'roc_auc; 0.5 = nothing',
  uncertainty: 'uncertainty; 0 = nothing',
  spearman: 'spearman; 0 = nothing',
  rank_eta: 'rank_eta for categories',
};

/** `… 18 more: --all. Weakest: BILL_AMT6 0.500`. */
function hiddenNote(associations: readonly Association[], nShown: number): string[] {
  const hidden = associations.length - nShown;
  if (hidden === 0) return [];
  const weakest = associations
    .filter(({ value }) => value !== null)
    .slice(-WEAKEST_SHOWN)
    .toReversed()
    .map(({ column, value }) => `${clip(column, NAME_WIDTH)} ${value?.toFixed(3)}`);
  return [`… ${hidden} more: --all. Weakest: ${weakest.join(', ')}`];
}

/** The features, by what each alone says about the target. */
function featureTable({ columns, associations, target, rows }: EdaResults, style: Style, most: number) {
  const described = new Map(columns.map((column) => [column.name, column]));
  const shown = associations.slice(0, most);
  const profiles = shown.flatMap(({ column }) => described.get(column) ?? []);
  const measures = [...new Set(associations.map(({ measure }) => MEASURES[measure]))].join(', ');
  const positive = target?.positive ?? null;
  const caption = `▸ share of "${clip(positive ?? '', LEVEL_WIDTH)}" in eighths of the column, low to high (of a category: in its most frequent levels), and the highest`;
  const section = {
    title: `${counted(associations.length, 'feature')}, by what each alone says about the target (${measures})`,
    columns: [...nameColumns(profiles), ...aloneColumns(shown, positive), ...contentColumns(profiles, rows)],
    notes: [...hiddenNote(associations, shown.length), ...(positive === null ? [] : [caption])],
  };
  return sectionLines(section, style);
}

/** Without a target: all columns as they stand in the file. */
function plainTable({ columns, rows }: EdaResults, style: Style, most: number): string[] {
  const shown = columns.slice(0, most);
  const hidden = columns.length - shown.length;
  const section = {
    title: 'in file order; -t COL shows what each says about a target',
    columns: [...nameColumns(shown), ...contentColumns(shown, rows)],
    notes: hidden > 0 ? [`… ${hidden} more: --all`] : [],
  };
  return sectionLines(section, style);
}

/** The table of columns; empty when the file has none to show. @param all every one of them */
export function columnsBlock(results: EdaResults, style: Style, all: boolean): string[] {
  const nLines = results.target === null ? results.columns.length : results.associations.length;
  const most = all || nLines <= MAX_COLUMNS + 1 ? nLines : MAX_COLUMNS;
  if (results.target !== null) return results.associations.length ? featureTable(results, style, most) : [];
  return results.columns.length ? plainTable(results, style, most) : [];
}
