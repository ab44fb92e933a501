/**
 * The board of `compare`: configurations in order of a metric, parted into groups that the folds can tell apart, above
 * the best answer that ignores every column.
 */
import { metrics } from '../../core/metrics/list.js';
import { leaderOf } from '../../core/ranking/leader.js';
import type { MetricValue } from '../../core/schemas/metric-value.js';
import { closingLines } from './compare-closing.js';
import { askedColumns, metricColumn } from './compare-columns.js';
import {
  type CompareRow,
  type CompareScreenInput,
  type CompareView,
  columnDigits,
  differsText,
  isUntested,
  PREFERENCE_HEAD,
  preferenceText,
  rankMarks,
  type Shortener,
  shortener,
} from './compare-view.js';
import { type FitTable, fitTable, rule, type TableColumn, withContent } from './layout.js';
import { score } from './numbers.js';
import { colorsOf, joinFacts, type Style, stack } from './paint.js';
import { niceScale, type RoundScale, scaleHead, whisker } from './plots.js';
import { tellingMetrics } from './score-tables.js';
import { clean, clip, hang } from './text.js';

/** What a narrow board clips, in order of trying. */
const LAYOUTS: readonly Layout[] = [
  { differs: 24, plot: 24, model: 24, spread: true },
  { differs: 18, plot: 16, model: 16, spread: true },
  { differs: 13, plot: 12, model: 9, spread: false },
];
/** Columns that must find room, or the next layout is tried: up to the interval, and one metric more. */
const WANTED_METRICS = 1;

/** Widths in columns of the terminal. */
interface Layout {
  readonly differs: number;
  readonly plot: number;
  readonly model: number;
  /** Is ±std shown? The interval says nearly the same. */
  readonly spread: boolean;
}

/** Beside the ranking metric, those shown before the duration; the other telling ones follow it. */
const FIRST = ['roc_auc', 'roc_auc_ovr', 'brier', 'log_loss', 'mae', 'r2'];
const MAX_FIRST = 2;
const MAX_LATER = 2;

/** The scale of all intervals and the baseline; null when there is no number at all. */
function boardScale({ rows, by, baseline }: CompareView): RoundScale | null {
  const all = rows.flatMap(({ metrics }) => [metrics[by]?.value, ...(metrics[by]?.ci95 ?? [])]);
  const known = [...all, baseline?.metrics[by]?.value].filter((value) => typeof value === 'number');
  return known.length ? niceScale(known, metrics.get(by).range) : null;
}

function intervalColumn(document: CompareView, width: number, style: Style): TableColumn[] {
  const { rows, by, baseline } = document;
  const scale = boardScale(document);
  if (!scale) return [];
  const mark = baseline?.metrics[by]?.value ?? null;
  const colors = colorsOf(style);
  const cell = (metric: MetricValue | undefined) =>
    whisker({ middle: metric?.value ?? null, interval: metric?.ci95 ?? null, mark }, scale, width)
      .replace('●', colors.cyan)
      .trimEnd();
  const title = rows.some(({ metrics }) => metrics[by]?.ci95) ? '95 % interval' : '';
  const ends = [scale.low, scale.high].map((end) => score(end, scale.digits));
  return [
    {
      head: scaleHead(ends[0], ends[1], width, title),
      align: 'left',
      cells: [...rows.map(({ metrics }) => cell(metrics[by])), ...(baseline ? [cell(undefined)] : [])],
    },
  ];
}

function spreadColumn(document: CompareView): TableColumn {
  const { rows, by, baseline } = document;
  const digits = columnDigits(by, document);
  const cells = rows.map(({ metrics }) => {
    const std = metrics[by]?.std ?? null;
    return std === null ? '' : score(std, digits);
  });
  return { head: '±std', align: 'right', cells: [...cells, ...(baseline ? [''] : [])] };
}

/** The columns that say which row it is. */
function nameColumns(document: CompareView, layout: Layout, short: Shortener): TableColumn[] {
  const { rows, by, baseline } = document;
  const end = (text: string) => (baseline ? [text] : []);
  const left = (head: string, cells: string[], last: string): TableColumn => ({
    head,
    align: 'left',
    cells: [...cells, ...end(last)],
  });
  const version = (row: CompareRow) =>
    `${clean(short(row.version))}${row.versions.length > 1 ? ` ×${row.versions.length}` : ''}`;
  const marks = rows.map(rankMarks);
  const widest = Math.max(1, ...marks.map(({ length }) => length));
  const rank = rows.map((row, at) => `${row.rank}${marks[at].padEnd(widest)}`);
  const models = rows.map(({ model }) => clip(model, layout.model));
  const differs = rows.map((row) => clip(differsText(row), layout.differs));
  return [
    { head: `#${' '.repeat(widest)}`, align: 'right', cells: [...rank, ...end('')] },
    left('version', rows.map(version), 'baseline'),
    left('model', models, ''),
    left('differs in', differs, clip(clean(baseline?.answers[by] ?? ''), layout.differs)),
  ];
}

function durationColumn({ rows, baseline }: CompareView): TableColumn {
  const cells = rows.map(({ seconds }) => (seconds === null ? '' : score(seconds, seconds < 10 ? 1 : 0)));
  return { head: 's', align: 'right', cells: [...cells, ...(baseline ? [''] : [])] };
}

function preferenceColumn({ rows, rope, baseline }: CompareView): TableColumn[] {
  if (rope === null) return [];
  return [
    {
      head: PREFERENCE_HEAD,
      align: 'right',
      cells: [...rows.map(preferenceText), ...(baseline ? [''] : [])],
    },
  ];
}

/** Beside the ranking metric, when no columns were asked for: those that tell most, and the duration. */
function usualColumns(document: CompareView): TableColumn[] {
  const [{ metrics: values, columns }] = document.rows;
  if (columns !== undefined) return [];
  const keys = document.then_by;
  const first = FIRST.filter((id) => id !== document.by && id in values).slice(0, MAX_FIRST);
  const telling = tellingMetrics(document.by, Object.keys(values));
  const later = telling.filter((id) => !first.includes(id)).slice(0, MAX_LATER);
  const columnsOf = (ids: readonly string[]) =>
    ids.filter((id) => !keys.includes(id)).map((id) => metricColumn(id, document));
  const duration = keys.includes('seconds') ? [] : [durationColumn(document)];
  return [...columnsOf(first), ...duration, ...columnsOf(later)];
}

interface Board {
  readonly table: FitTable;
  /** Is there room for all that is wanted? */
  readonly isComplete: boolean;
  /** What was asked for and is not shown. */
  readonly notes: readonly string[];
}

const headsText = (columns: readonly TableColumn[]) => columns.map(({ head }) => head).join(', ');

/** What was asked for stands before spread and interval, so that it is the last to go. */
function boardTable(document: CompareView, layout: Layout, short: Shortener, style: Style): Board {
  const all = askedColumns(document);
  const asked = withContent(all);
  const empty = all.filter((column) => !asked.includes(column));
  const uncertainty = [
    ...(layout.spread ? withContent([spreadColumn(document)]) : []),
    ...preferenceColumn(document),
    ...intervalColumn(document, layout.plot, style),
  ];
  const names = [...nameColumns(document, layout, short), metricColumn(document.by, document)];
  const usual = usualColumns(document);
  const columns = [...names, ...asked, ...uncertainty, ...usual];
  const table = fitTable(columns, style.width, 1);
  const lost = asked.slice(Math.max(0, columns.length - table.hidden - names.length));
  const notes = [
    lost.length > 0 ? `no room for ${headsText(lost)}: --format md shows all` : '',
    empty.length > 0 ? `empty: ${headsText(empty)}` : '',
  ];
  const isComplete = table.hidden <= Math.max(0, usual.length - WANTED_METRICS);
  return { table, isComplete, notes: notes.filter(Boolean) };
}

/** In the first layout that has room for what is wanted, else in the narrowest. */
function fittingBoard(document: CompareView, short: Shortener, style: Style): Board {
  const boards = LAYOUTS.map((layout) => boardTable(document, layout, short, style));
  return boards.find(({ isComplete }) => isComplete) ?? boards[boards.length - 1];
}

const NO_BETTER = 'no better than the same answer for every row';

/** What a group is, seen from the one above. */
function groupTitle(
  rows: readonly CompareRow[],
  above: CompareRow | null,
  document: CompareView,
  short: Shortener,
): string {
  const { by } = document;
  if (rows.every(({ metrics }) => typeof metrics[by]?.value !== 'number')) return `no ${by}`;
  const leader = leaderOf(rows, document);
  const name = `group ${leader.group}`;
  if (rows.every((row) => row.worse_than_baseline)) return `${name}: ${NO_BETTER}`;
  const apart = above ? `behind ${short(above.version)}` : '';
  const within = rows.length > 1 ? `not told apart from ${short(leader.version)}` : '';
  return `${name}: ${[apart, within].filter(Boolean).join(', ') || `${short(leader.version)} alone`}`;
}

interface Part {
  readonly title: string;
  readonly rows: readonly CompareRow[];
}

/** Groups; where nothing could be tested, the rows under the baseline apart from the others. */
function partsOf(document: CompareView, short: Shortener): Part[] {
  const { rows } = document;
  if (isUntested(document)) {
    return [
      { title: 'in order of the metric; not tested', rows: rows.filter((row) => !row.worse_than_baseline) },
      { title: NO_BETTER, rows: rows.filter((row) => row.worse_than_baseline) },
    ];
  }
  const groups = [...new Set(rows.map(({ group }) => group))].map((number) =>
    rows.filter(({ group }) => group === number),
  );
  return groups.map((members, i) => ({
    title: groupTitle(members, i > 0 ? leaderOf(groups[i - 1], document) : null, document, short),
    rows: members,
  }));
}

/** The table with a rule above every part, and the baseline at its foot. */
function boardBlock(document: CompareView, short: Shortener, style: Style): string[] {
  const { rows } = document;
  const colors = colorsOf(style);
  const { table, notes } = fittingBoard(document, short, style);
  const lineOf = (row: CompareRow) => {
    const line = table.rows[rows.indexOf(row)];
    return row.worse_than_baseline ? colors.yellow(line) : line;
  };
  const parts = partsOf(document, short).filter((part) => part.rows.length > 0);
  return [
    colors.dim(table.head),
    ...parts.flatMap((part) => [colors.dim(rule(part.title, style.width)), ...part.rows.map(lineOf)]),
    ...table.rows.slice(rows.length).map(colors.dim),
    ...notes.flatMap((note) => hang('', note, style.width)).map(colors.dim),
  ];
}

export function compareScreen(input: CompareScreenInput, style: Style): string {
  const { by, direction, rows } = input.document;
  const short = shortener(input.document);
  const better = `${direction === 'max' ? 'higher' : 'lower'} ${by} is better`;
  const board = rows.length ? boardBlock(input.document, short, style) : ['nothing that can be ranked'];
  return stack([
    hang('', clean(joinFacts([...input.about, better])), style.width),
    board,
    closingLines(input, short, style),
  ]);
}
