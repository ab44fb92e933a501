/** The board of `compare` as a plot: a dot and its interval for each row, groups apart, the baseline as a line. */
import { metrics } from '../../core/metrics/list.js';
import type { CompareDocument, CompareRow } from '../../core/schemas/compare.js';
import { columnDigits, differsText, type Shortener, shortener } from '../screens/compare-view.js';
import { score } from '../screens/numbers.js';
import { niceScale, type RoundScale, ticksOf } from '../screens/plots.js';
import { clean, clip } from '../screens/text.js';
import { dot, LETTER_WIDTH, label, line, svgFile } from './svg.js';

/** Of many versions the best are drawn. */
const MOST_ROWS = 60;
const MOST_NAME = 56;
const AXIS_WIDTH = 420;
const TITLE_Y = 20;
const TICKS_Y = 48;
const FIRST_Y = 72;
const ROW_HEIGHT = 22;
const GROUP_GAP = 12;
/** Right of the axis: the value. */
const VALUE_WIDTH = 80;
const FIRST_GROUP = '#1f5fa8';
const LATER_GROUP = '#5f6b76';
const UNDER_BASELINE = '#b35900';
const GRID = '#ddd';

const drawn = ({ rows, by }: CompareDocument): CompareRow[] =>
  rows.filter(({ metrics: values }) => typeof values[by]?.value === 'number').slice(0, MOST_ROWS);

const nameOf = (row: CompareRow, short: Shortener): string =>
  clip(clean(`${short(row.version)} ${row.model} ${differsText(row)}`.replace(/ ·$/, '')), MOST_NAME);

const colorOf = ({ group, worse_than_baseline: isWorse }: CompareRow): string => {
  if (isWorse) return UNDER_BASELINE;
  return group === 1 ? FIRST_GROUP : LATER_GROUP;
};

/** Where things stand, in pixels. */
interface Layout {
  readonly margin: number;
  readonly scale: RoundScale;
  readonly x: (value: number) => number;
  /** Of each row that is drawn. */
  readonly ys: readonly number[];
}

function layoutOf(document: CompareDocument, rows: readonly CompareRow[], names: readonly string[]): Layout {
  const { by, baseline } = document;
  const ends = rows.flatMap(({ metrics: values }) => [values[by].value, ...(values[by].ci95 ?? [])]);
  const known = [...ends, baseline?.metrics[by]?.value].filter((value) => typeof value === 'number');
  const scale = niceScale(known, metrics.get(by).range);
  const margin = Math.ceil(Math.max(...names.map((name) => name.length)) * LETTER_WIDTH) + 24;
  const ys = rows.map(({ group }, at) => FIRST_Y + ROW_HEIGHT * at + GROUP_GAP * (group - rows[0].group));
  return {
    margin,
    scale,
    x: (value) => margin + ((value - scale.low) / (scale.high - scale.low)) * AXIS_WIDTH,
    ys,
  };
}

/** The title and the scale, with a light line down from each of its numbers. */
function axis({ by, direction, rows }: CompareDocument, { margin, scale, x, ys }: Layout): string[] {
  const better = `${direction === 'max' ? 'higher' : 'lower'} is better`;
  const some = rows.length > ys.length ? `, the first ${ys.length} of ${rows.length}` : '';
  const title = `${by}, 95 % intervals over the folds, ${better}${some}`;
  const bottom = ys[ys.length - 1] + ROW_HEIGHT / 2;
  const ticks = ticksOf(scale).map((value) => [
    line([x(value), TICKS_Y + 6], [x(value), bottom], { color: GRID }),
    label(x(value), TICKS_Y, 'middle', score(value, scale.digits)),
  ]);
  return [label(margin, TITLE_Y, 'start', title), ...ticks.flat()];
}

function rowShapes(
  row: CompareRow,
  name: string,
  by: string,
  digits: number,
  y: number,
  { margin, x }: Layout,
) {
  const { value, ci95 } = row.metrics[by];
  const color = colorOf(row);
  return [
    label(margin - 12, y + 4, 'end', name),
    ...(ci95 ? [line([x(ci95[0]), y], [x(ci95[1]), y], { width: 2, color })] : []),
    dot(x(value as number), y, color),
    label(margin + AXIS_WIDTH + 12, y + 4, 'start', score(value, digits), color),
  ];
}

function baselineShapes({ baseline, by }: CompareDocument, { x, ys }: Layout): string[] {
  const value = baseline?.metrics[by]?.value;
  if (typeof value !== 'number') return [];
  const bottom = ys[ys.length - 1] + ROW_HEIGHT / 2;
  return [
    line([x(value), TICKS_Y + 6], [x(value), bottom + 8], { color: UNDER_BASELINE, dashed: true }),
    label(x(value), bottom + 22, 'middle', `baseline: ${clean(baseline?.answer ?? '')}`, UNDER_BASELINE),
  ];
}

/** The plot as an SVG file; null when no row has a value. */
export function rankingSvg(document: CompareDocument): string | null {
  const rows = drawn(document);
  if (rows.length === 0) return null;
  const short = shortener(document);
  const names = rows.map((row) => nameOf(row, short));
  const layout = layoutOf(document, rows, names);
  const digits = columnDigits(document.by, document);
  const { margin, ys } = layout;
  const shapes = rows.flatMap((row, at) => rowShapes(row, names[at], document.by, digits, ys[at], layout));
  const height = ys[ys.length - 1] + ROW_HEIGHT + 24;
  return svgFile(margin + AXIS_WIDTH + VALUE_WIDTH, height, [
    ...axis(document, layout),
    ...baselineShapes(document, layout),
    ...shapes,
  ]);
}

/** The same data as a Vega-Lite chart. */
export function rankingSpec(document: CompareDocument): object {
  const { by, baseline } = document;
  const short = shortener(document);
  const rows = drawn(document);
  const values = rows.map((row) => ({
    version: nameOf(row, short),
    group: row.group,
    value: row.metrics[by].value,
    low: row.metrics[by].ci95?.[0] ?? null,
    high: row.metrics[by].ci95?.[1] ?? null,
  }));
  const y = { field: 'version', type: 'nominal', sort: values.map(({ version }) => version), title: null };
  const color = { field: 'group', type: 'ordinal' };
  const scale = { zero: false };
  const floor = baseline?.metrics[by]?.value;
  const mark = { type: 'rule', strokeDash: [4, 3] };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: `${by}, 95 % intervals over the folds`,
    data: { values },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: {
          y,
          x: { field: 'low', type: 'quantitative', title: by, scale },
          x2: { field: 'high' },
          color,
        },
      },
      {
        mark: { type: 'point', filled: true, size: 70 },
        encoding: { y, x: { field: 'value', type: 'quantitative', scale }, color },
      },
      ...(typeof floor === 'number' ? [{ mark, encoding: { x: { datum: floor } } }] : []),
    ],
  };
}
