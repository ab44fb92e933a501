/**
 * The board of `compare`: configurations in order of a metric, parted into groups that the folds can tell apart, above
 * the best answer that ignores every column.
 */
import type { MetricValue } from '../../core/schemas/metric-value.js';
import { closingLines } from './compare-closing.js';
import {
  type CompareRow,
  type CompareScreenInput,
  type CompareView,
  differsText,
  type Shortener,
  shortener,
} from './compare-view.js';
import { fitTable, rule, type TableColumn } from './layout.js';
import { digitsFor, score } from './numbers.js';
import { colorsOf, joinFacts, type Style, stack } from './paint.js';
import { niceScale, type RoundScale, scaleHead, whisker } from './plots.js';
import { tellingMetrics } from './score-tables.js';
import { clean, clip, hang } from './text.js';

const PLOT_WIDTH = 24;
const DIFFERS_WIDTH = 24;
const MAX_OTHER_METRICS = 3;

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

function boardColumns(document: CompareView, short: Shortener, style: Style): TableColumn[] {
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
  const rank = rows.map((row) => `${row.rank}${row.unsure ? '?' : row.folds === 'other' ? '*' : ' '}`);
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
function groupTitle(rows: readonly CompareRow[], above: CompareRow | null, short: Shortener): string {
  const [leader] = rows;
  const name = `group ${leader.group}`;
  if (rows.every((row) => row.worse_than_baseline))
    return `${name}: no better than the same answer for every row`;
  const apart = above ? `behind ${short(above.version)}` : '';
  const within = rows.length > 1 ? `not told apart from ${short(leader.version)}` : '';
  return `${name}: ${[apart, within].filter(Boolean).join(', ') || `${short(leader.version)} alone`}`;
}

/** The table with a rule above every group, and the baseline at its foot. */
function boardBlock(document: CompareView, short: Shortener, style: Style): string[] {
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
