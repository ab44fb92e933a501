/**
 * The board of `compare`: configurations in order of a metric, parted into groups that the folds can tell apart, above
 * the best answer that ignores every column.
 */
import type { MetricValue, MetricValues } from '../../core/schemas/metric-value.js';
import { fitTable, rule, type TableColumn } from './layout.js';
import { digitsFor, paramValue, score } from './numbers.js';
import { colorsOf, fact, joinFacts, nextLines, type Style, stack } from './paint.js';
import { niceScale, type RoundScale, scaleHead, whisker } from './plots.js';
import { tellingMetrics } from './score-tables.js';
import { clean, clip, hang } from './text.js';

export interface CompareRow {
  readonly rank: number;
  readonly group: number;
  /** Full id of the lowest-numbered version. */
  readonly version: string;
  readonly versions: readonly string[];
  readonly model: string;
  readonly sampler: string;
  /** What varies over the selection, and how here; empty for the plain one. */
  readonly differs: Readonly<Record<string, unknown>>;
  readonly metrics: MetricValues;
  readonly seconds: number | null;
  /** Not told apart from the leader of a group above. */
  readonly unsure?: boolean;
  readonly worse_than_baseline: boolean;
}

/** The part of the `assay/compare/1` document that the screen shows. */
export interface CompareView {
  readonly by: string;
  readonly direction: 'max' | 'min';
  readonly rows: readonly CompareRow[];
  readonly baseline: {
    readonly metrics: MetricValues;
    readonly answers: Readonly<Record<string, string>>;
  } | null;
  readonly chosen: {
    readonly version: string;
    readonly versions: readonly string[];
    readonly rule: string;
    readonly why: string;
  } | null;
  readonly blocks: readonly {
    readonly why: string;
    readonly rows: readonly { readonly version: string }[];
  }[];
}

export interface CompareScreenInput {
  readonly document: CompareView;
  /** What all rows share, for the first line: experiment, task, rows, folds. */
  readonly about: readonly string[];
  readonly next?: readonly string[];
}

const PLOT_WIDTH = 24;
const DIFFERS_WIDTH = 24;
const MAX_OTHER_METRICS = 3;
const MAX_APART = 4;

const experimentOf = (version: string) => version.slice(0, version.lastIndexOf('/') + 1);

/** Ids without their experiment when all are of one. */
function shortener({ rows, blocks }: CompareView): (version: string) => string {
  const all = [...rows, ...blocks.flatMap((block) => block.rows)].map(({ version }) => experimentOf(version));
  return new Set(all).size === 1 ? (version) => version.slice(all[0].length) : (version) => version;
}

const valueText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : paramValue(value ?? null);

/** `sampler=smote max_depth=3`, or `·` for the plain one. */
function differsText(row: CompareRow): string {
  const parts = Object.entries(row.differs).map(([name, value]) => `${name}=${valueText(value)}`);
  return parts.length ? clean(parts.join(' ')) : '·';
}

/** The scale of all intervals and the baseline; null when there is no number at all. */
function boardScale({ rows, by, baseline }: CompareView): RoundScale | null {
  const all = rows.flatMap(({ metrics }) => [metrics[by]?.value, ...(metrics[by]?.ci95 ?? [])]);
  const known = [...all, baseline?.metrics[by]?.value].filter((value) => typeof value === 'number');
  return known.length ? niceScale(known) : null;
}

function intervalColumn(document: CompareView, style: Style): TableColumn[] {
  const { rows, by, baseline } = document;
  const scale = boardScale(document);
  if (!scale) return [];
  const mark = baseline?.metrics[by]?.value ?? null;
  const colors = colorsOf(style);
  const cell = (metric: MetricValue | undefined) =>
    whisker({ middle: metric?.value ?? null, interval: metric?.ci95 ?? null, mark }, scale, PLOT_WIDTH)
      .replace('●', colors.cyan)
      .trimEnd();
  const ends = [scale.low, scale.high].map((end) => score(end, scale.digits));
  return [
    {
      head: scaleHead(ends[0], ends[1], PLOT_WIDTH, '95 % interval'),
      align: 'left',
      cells: [...rows.map(({ metrics }) => cell(metrics[by])), ...(baseline ? [cell(undefined)] : [])],
    },
  ];
}

/** A metric's column; the last cell is the baseline's. */
function metricColumn(id: string, { rows, baseline }: CompareView): TableColumn {
  const values = rows.map(({ metrics }) => metrics[id]?.value ?? null);
  const last = baseline ? [baseline.metrics[id]?.value ?? null] : [];
  const digits = digitsFor([...values, ...last]);
  return { head: id, align: 'right', cells: [...values, ...last].map((value) => score(value, digits)) };
}

function spreadColumn({ rows, by, baseline }: CompareView): TableColumn {
  const digits = digitsFor([
    ...rows.map(({ metrics }) => metrics[by]?.value ?? null),
    baseline?.metrics[by]?.value ?? null,
  ]);
  const cells = rows.map(({ metrics }) => score(metrics[by]?.std, digits));
  return { head: '±std', align: 'right', cells: [...cells, ...(baseline ? [''] : [])] };
}

function boardColumns(
  document: CompareView,
  short: (version: string) => string,
  style: Style,
): TableColumn[] {
  const { rows, by, baseline } = document;
  const end = (text: string) => (baseline ? [text] : []);
  const left = (head: string, cells: string[], last: string): TableColumn => ({
    head,
    align: 'left',
    cells: [...cells, ...end(last)],
  });
  const others = tellingMetrics(by, Object.keys(rows[0].metrics)).slice(0, MAX_OTHER_METRICS);
  const version = (row: CompareRow) =>
    `${clean(short(row.version))}${row.versions.length > 1 ? ` ×${row.versions.length}` : ''}`;
  const differs = rows.map((row) => clip(differsText(row), DIFFERS_WIDTH));
  const rank = rows.map((row) => `${row.rank}${row.unsure ? '?' : ' '}`);
  const duration = rows.map((row) =>
    row.seconds === null ? '' : score(row.seconds, row.seconds < 10 ? 1 : 0),
  );
  return [
    { head: '# ', align: 'right', cells: [...rank, ...end('')] },
    left('version', rows.map(version), 'baseline'),
    left(
      'model',
      rows.map(({ model }) => model),
      '',
    ),
    left('differs in', differs, clip(clean(baseline?.answers[by] ?? ''), DIFFERS_WIDTH)),
    metricColumn(by, document),
    spreadColumn(document),
    ...intervalColumn(document, style),
    ...others.map((id) => metricColumn(id, document)),
    { head: 's', align: 'right', cells: [...duration, ...end('')] },
  ];
}

/** What a group is, seen from the one above. */
function groupTitle(
  rows: readonly CompareRow[],
  above: CompareRow | null,
  short: (version: string) => string,
): string {
  const [leader] = rows;
  const name = `group ${leader.group}`;
  if (rows.every((row) => row.worse_than_baseline))
    return `${name}: no better than the same answer for every row`;
  const apart = above ? `behind ${short(above.version)}` : '';
  const within = rows.length > 1 ? `not told apart from ${short(leader.version)}` : '';
  return `${name}: ${[apart, within].filter(Boolean).join(', ') || `${short(leader.version)} alone`}`;
}

/** The table with a rule above every group, and the baseline at its foot. */
function boardBlock(document: CompareView, short: (version: string) => string, style: Style): string[] {
  const { rows } = document;
  const colors = colorsOf(style);
  const table = fitTable(boardColumns(document, short, style), style.width, 1);
  const lines: string[] = [colors.dim(table.head)];
  let above: CompareRow | null = null;
  rows.forEach((row, i) => {
    if (i === 0 || rows[i - 1].group !== row.group) {
      const members = rows.filter(({ group }) => group === row.group);
      lines.push(colors.dim(rule(groupTitle(members, above, short), style.width)));
      above = row;
    }
    lines.push(row.worse_than_baseline ? colors.yellow(table.rows[i]) : table.rows[i]);
  });
  return [...lines, ...table.rows.slice(rows.length).map(colors.dim)];
}

function closing(
  { document, next = [] }: CompareScreenInput,
  short: (version: string) => string,
  style: Style,
) {
  const { chosen, rows, blocks } = document;
  const row = rows.find(({ version }) => version === chosen?.version);
  const what = row ? `${row.model} ${differsText(row)}`.replace(/ ·$/, '') : '';
  const lines = chosen
    ? fact(
        'chosen',
        joinFacts([`${short(chosen.version)} ${what}`.trim(), `${chosen.rule}: ${chosen.why}`]),
        style,
      )
    : [];
  const method = 'corrected resampled t, Holm over the comparisons of one leader, 5 %';
  if (rows.length > 1) lines.push(...fact('groups', method, style));
  if (rows.some(({ unsure }) => unsure)) {
    lines.push(...fact('', '? not told apart from the leader of the group above either', style));
  }
  blocks.forEach((block, i) => {
    const ids = block.rows.slice(0, MAX_APART).map(({ version }) => short(version));
    const more = block.rows.length > MAX_APART ? ` and ${block.rows.length - MAX_APART} more` : '';
    lines.push(...fact(i === 0 ? 'apart' : '', `${ids.join(', ')}${more}: ${block.why}`, style));
  });
  return [...lines, ...nextLines(next, style)];
}

export function compareScreen(input: CompareScreenInput, style: Style): string {
  const { by, direction, rows } = input.document;
  const short = shortener(input.document);
  const better = `${direction === 'max' ? 'higher' : 'lower'} ${by} is better`;
  const board = rows.length ? boardBlock(input.document, short, style) : ['nothing that can be ranked'];
  return stack([
    hang('', clean(joinFacts([...input.about, better])), style.width),
    board,
    closing(input, short, style),
  ]);
}
