/** New rows among real ones, on the two principal components of the real ones. */
import type { Projection } from '../../core/sampling-quality/projection.js';
import { percent } from '../../core/shown-numbers.js';
import { clean, clip } from '../screens/text.js';
import { dot, label, line, svgFile } from './svg.js';

const SIZE = 520;
const MARGIN = 44;
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

const titleOf = (explained: Projection['explained']) =>
  `new rows among real ones, two principal components: ${explained.map((share) => percent(share)).join(' and ')} of the variance`;

const colorOf = (place: number, side: 'real' | 'new') => COLORS[place % COLORS.length][side];

/** From the smallest value to the largest, onto the pixels of an axis. */
function scaleOf(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const span = high > low ? high - low : 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

/** The plot as an SVG file. @param classes names by index */
export function projectionSvg({ rows, explained }: Projection, classes: readonly string[]): string {
  const x = scaleOf(
    rows.map((row) => row.x),
    MARGIN,
    SIZE - MARGIN,
  );
  const y = scaleOf(
    rows.map((row) => row.y),
    SIZE - MARGIN,
    MARGIN,
  );
  const labels = [...new Set(rows.map((row) => row.label))].sort((a, b) => a - b);
  const dots = rows.map((row) =>
    dot(x(row.x), y(row.y), colorOf(labels.indexOf(row.label), row.side), RADIUS[row.side]),
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
    label(MARGIN, 20, 'start', titleOf(explained)),
    line([MARGIN, SIZE - MARGIN], [SIZE - MARGIN, SIZE - MARGIN], { color: GRID }),
    line([MARGIN, MARGIN], [MARGIN, SIZE - MARGIN], { color: GRID }),
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
    title: `component ${n + 1} (${percent(explained[n])})`,
  });
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: titleOf(explained),
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
