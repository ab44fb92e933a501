/** A chart of a few lines of characters: one or two series over points at equal distances. */

import { score } from './numbers.js';
import { niceScale, type Scale, scaleHead } from './plots.js';

export interface Series {
  /** One sign, what a point is drawn with. */
  readonly mark: string;
  /** One a point; null is not drawn. */
  readonly values: readonly (number | null)[];
}

const HEIGHT = 10;
const MOST_WIDE = 72;

const rowOf = (value: number, { low, high }: Scale): number =>
  Math.min(HEIGHT - 1, Math.max(0, Math.round(((high - value) / (high - low)) * (HEIGHT - 1))));

/**
 * The first series is drawn last, over the others.
 * @param range of the values: the scale does not go beyond it
 * @param ends names of the first and the last point  @param title of the axis below  @param width of the screen
 */
export function lineChart(
  series: readonly Series[],
  range: readonly [number, number],
  ends: readonly [string, string],
  title: string,
  width: number,
): string[] {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  if (known.length === 0) return [];
  const scale = niceScale(known, range);
  const [top, bottom] = [score(scale.high, scale.digits), score(scale.low, scale.digits)];
  const margin = Math.max(top.length, bottom.length);
  const nPoints = series[0].values.length;
  const wide = Math.max(nPoints, Math.min(MOST_WIDE, width - margin - 3));
  const cells = Array.from({ length: HEIGHT }, () => new Array<string>(wide).fill(' '));
  for (const { mark, values } of series.toReversed()) {
    values.forEach((value, i) => {
      const column = nPoints === 1 ? 0 : Math.round((i / (nPoints - 1)) * (wide - 1));
      if (value !== null) cells[rowOf(value, scale)][column] = mark;
    });
  }
  const label = (row: number) => (row === 0 ? top : row === HEIGHT - 1 ? bottom : '');
  return [
    ...cells.map((row, i) => `${label(i).padStart(margin)} ┤${row.join('')}`.trimEnd()),
    `${' '.repeat(margin)} └${'─'.repeat(wide)}`,
    `${' '.repeat(margin + 2)}${scaleHead(ends[0], ends[1], wide, title)}`,
  ];
}
