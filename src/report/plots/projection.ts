/** New rows among real ones, on the two principal components of the real ones. */
import type { Projection } from '../../core/sampling-quality/projection.js';
import { percent } from '../../core/shown-numbers.js';
import { score } from '../screens/numbers.js';
import { niceScale, type RoundScale, ticksOf } from '../screens/plots.js';
import { clean, clip } from '../screens/text.js';
import { dot, label, line, svgFile } from './svg.js';

const SIZE = 520;
const MARGIN = 64;
const TICK = 5;
const LEGEND_WIDTH = 200;
const RADIUS = { real: 2.6, new: 1.8 } as const;
const GRID = '#ddd';
/** Of each class, real rows light and new ones dark; more classes begin again. */
const COLORS = [
  { real: '#9ec5e8', new: '#1f5fa8' },
  { real: '#f3c08a', new: '#b35900' },
  { real: '#a8d5a2', new: '#2b7a2b' },
  { real: '#d3b5e5', new: '#7a3fa0' },
] as const;
const MOST_NAME = 24;

const SIDES = ['real', 'new'] as const;

const TITLE = 'new rows among real ones, on the two principal components of the real ones';

const colorOf = (place: number, side: 'real' | 'new') => COLORS[place % COLORS.length][side];

const axisName = (explained: Projection['explained'], n: 0 | 1) =>
  `component ${n + 1}, ${percent(explained[n])} of the variance`;

/** An axis that begins and ends at round numbers, a little beyond the values. */
interface Axis {
  readonly scale: RoundScale;
  /** Pixels of a value. */
  readonly at: (value: number) => number;
}

function axisOf(values: readonly number[], from: number, to: number): Axis {
  const scale = niceScale(values);
  return { scale, at: (value) => from + ((value - scale.low) / (scale.high - scale.low)) * (to - from) };
}

/** Both axes with their numbers and names. */
function frame(x: Axis, y: Axis, explained: Projection['explained']): string[] {
  const [left, right, top, bottom] = [MARGIN, SIZE - MARGIN / 2, MARGIN, SIZE - MARGIN];
  const across = ticksOf(x.scale).flatMap((value) => [
    line([x.at(value), bottom], [x.at(value), bottom + TICK], { color: GRID }),
    label(x.at(value), bottom + TICK + 13, 'middle', score(value, x.scale.digits)),
  ]);
  const up = ticksOf(y.scale).flatMap((value) => [
    line([left - TICK, y.at(value)], [left, y.at(value)], { color: GRID }),
    label(left - TICK - 4, y.at(value) + 4, 'end', score(value, y.scale.digits)),
  ]);
  return [
    line([left, bottom], [right, bottom], { color: GRID }),
    line([left, top], [left, bottom], { color: GRID }),
    ...across,
    ...up,
    label((left + right) / 2, SIZE - MARGIN / 4, 'middle', axisName(explained, 0)),
    label(MARGIN / 4, top - 16, 'start', axisName(explained, 1)),
  ];
}

/** The plot as an SVG file. @param classes names by index */
export function projectionSvg({ rows, explained }: Projection, classes: readonly string[]): string {
  const x = axisOf(
    rows.map((row) => row.x),
    MARGIN,
    SIZE - MARGIN / 2,
  );
  const y = axisOf(
    rows.map((row) => row.y),
    SIZE - MARGIN,
    MARGIN,
  );
  const labels = [...new Set(rows.map((row) => row.label))].sort((a, b) => a - b);
  const dots = rows.map((row) =>
    dot(x.at(row.x), y.at(row.y), colorOf(labels.indexOf(row.label), row.side), RADIUS[row.side]),
  );
  const legend = labels.flatMap((of, place) =>
    SIDES.flatMap((side, at) => {
      const top = MARGIN + 20 * (2 * place + at);
      return [
        dot(SIZE, top, colorOf(place, side), 4),
        label(SIZE + 12, top + 4, 'start', `${clip(clean(classes[of]), MOST_NAME)}, ${side}`),
      ];
    }),
  );
  return svgFile(SIZE + LEGEND_WIDTH, SIZE, [
    label(MARGIN / 4, 20, 'start', TITLE),
    ...frame(x, y, explained),
    ...dots,
    ...legend,
  ]);
}

/** The same as a Vega-Lite chart. */
export function projectionSpec({ rows, explained }: Projection, classes: readonly string[]): object {
  const values = rows.map(({ x, y, side, label: of }) => ({ x, y, row: side, class: classes[of] }));
  const axis = (field: 'x' | 'y', n: 0 | 1) => ({
    field,
    type: 'quantitative',
    title: axisName(explained, n),
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: TITLE,
    data: { values },
    mark: { type: 'point', filled: true, opacity: 0.6, size: 14 },
    encoding: {
      x: axis('x', 0),
      y: axis('y', 1),
      color: { field: 'class', type: 'nominal' },
      shape: { field: 'row', type: 'nominal' },
    },
  };
}
