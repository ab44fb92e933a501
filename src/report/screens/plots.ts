/** One-line plots made of characters: a dot on a scale, an interval with its middle, a bar. */

export interface Scale {
  readonly low: number;
  readonly high: number;
}

export interface RoundScale extends Scale {
  /** Digits after the point that its ends need. */
  readonly digits: number;
}

/** The largest of 1, 2, 5 times a power of ten that is not above `value`. */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

/**
 * Round ends around the values, with a little room on both sides, but none beyond what the values can be.
 * @param values at least one
 */
export function niceScale(
  values: readonly number[],
  [least, greatest]: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): RoundScale {
  const min = Math.min(...values);
  const max = Math.max(...values);
  const span = max - min || Math.abs(max) * 0.02 || 0.1;
  const step = roundStep(span / 4);
  const low = Math.floor((min - span / 10) / step) * step;
  const high = Math.min(greatest, Math.ceil((max + span / 10) / step) * step);
  return {
    low: Math.max(least, min >= 0 ? Math.max(0, low) : low),
    high,
    digits: Math.max(0, -Math.floor(Math.log10(step))),
  };
}

const MOST_TICKS = 7;

/** Round numbers within the scale, for an axis. */
export function ticksOf({ low, high, digits }: RoundScale): number[] {
  const unit = 10 ** -digits;
  const steps = [1, 2, 5, 10, 20, 50].map((factor) => factor * unit);
  const step = steps.find((one) => (high - low) / one < MOST_TICKS) ?? high - low;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
}

/** Cell of a value on a scale of `width` cells; clamped to the ends. */
function cellOf(value: number, { low, high }: Scale, width: number): number {
  const cell = Math.round(((value - low) / (high - low)) * (width - 1));
  return Math.min(width - 1, Math.max(0, cell));
}

/** `·······●········`; dots alone when there is no value. */
export function dotPlot(value: number | null, scale: Scale, width: number): string {
  const cells = new Array<string>(width).fill('·');
  if (value !== null) cells[cellOf(value, scale, width)] = '●';
  return cells.join('');
}

/** `┊    ──●──`: an interval, its middle, and where the baseline is. */
export function whisker(
  {
    middle,
    interval,
    mark,
  }: { middle: number | null; interval: readonly [number, number] | null; mark: number | null },
  scale: Scale,
  width: number,
): string {
  const cells = new Array<string>(width).fill(' ');
  if (mark !== null) cells[cellOf(mark, scale, width)] = '┊';
  if (interval) {
    const from = cellOf(interval[0], scale, width);
    const to = cellOf(interval[1], scale, width);
    for (let cell = from; cell <= to; cell++) cells[cell] = '─';
  }
  if (middle !== null) cells[cellOf(middle, scale, width)] = '●';
  return cells.join('');
}

/** The ends of a scale over its plot, with a title between them when there is room. */
export function scaleHead(low: string, high: string, width: number, title = ''): string {
  const room = width - low.length - high.length;
  if (room < 1) return ' '.repeat(width);
  if (title.length + 2 > room) return low + ' '.repeat(room) + high;
  const left = Math.floor((room - title.length) / 2);
  return low + ' '.repeat(left) + title + ' '.repeat(room - title.length - left) + high;
}

const EIGHTHS = ' ▁▂▃▄▅▆▇█';

/** Bars of one line, heights from 0 to the greatest; what is above 0 shows. */
export function sparkline(heights: readonly number[], top = Math.max(...heights)): string {
  return heights
    .map((height) => {
      if (!(height > 0) || !(top > 0)) return ' ';
      return EIGHTHS[Math.max(1, Math.min(8, Math.round((8 * height) / top)))];
    })
    .join('');
}
