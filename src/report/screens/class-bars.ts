/** The classes of a target: a line each with its rows, its share and a bar. */
import { count, counted, percent } from '../../core/shown-numbers.js';
import { clean, clip, displayWidth, padEnd } from './text.js';

interface Classes {
  readonly classes: readonly { readonly label: string; readonly rows: number; readonly share: number }[];
  /** Label; null unless binary. */
  readonly positive: string | null;
}

/** How much room there is. */
interface Bounds {
  /** Lines of classes; more are counted in a line below. */
  readonly lines: number;
  readonly label: number;
  readonly bar: number;
}

/** Beside label, count and bar: indent, gaps, the share, the word `positive`. */
const OTHER_CELLS = 26;

/** @param width of the terminal  @param bounds the most that is used of it */
export function classBars({ classes, positive }: Classes, width: number, bounds: Bounds): string[] {
  const shown = classes.slice(0, bounds.lines);
  const labels = shown.map(({ label }) => clip(clean(label), bounds.label));
  const labelWidth = Math.max(...labels.map(displayWidth));
  const countWidth = Math.max(...shown.map(({ rows }) => count(rows).length));
  const barWidth = Math.max(0, Math.min(bounds.bar, width - labelWidth - countWidth - OTHER_CELLS));
  const most = Math.max(...shown.map(({ share }) => share));
  const lines = shown.map(({ label, rows, share }, i) => {
    const bar = '█'.repeat(Math.max(1, Math.round((barWidth * share) / most)));
    const numbers = `${count(rows).padStart(countWidth)}  ${percent(share).padStart(7)}`;
    return `  ${padEnd(labels[i], labelWidth)}  ${numbers}  ${bar}${label === positive ? '  positive' : ''}`;
  });
  const rest = classes.length - shown.length;
  return rest > 0 ? [...lines, `  … ${counted(rest, 'more class', 'more classes')}`] : lines;
}
