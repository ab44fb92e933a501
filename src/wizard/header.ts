/** What stands above every question: the data, the target with its classes, the command line so far. */
import { shellText } from '../core/shell-text.js';
import { count } from '../core/shown-numbers.js';
import { classBars } from '../report/screens/class-bars.js';
import { brief } from '../report/screens/numbers.js';
import { colorsOf, type Style } from '../report/screens/paint.js';
import { sparkline } from '../report/screens/plots.js';
import { clean, clip, hang } from '../report/screens/text.js';
import type { Sheet, TargetFacts } from './sheet.js';

const MAX_CLASSES = 4;
const CLASS_BOUNDS = { label: 24, bar: 40 };
const HISTOGRAM_BINS = 32;
/** Below so many rows the questions need the room. */
const ROOMY = 20;

const sheetLine = ({ path, file }: Sheet): string =>
  `${path} · ${count(file.table.nRows)} rows × ${count(file.table.columns.length)} columns`;

/** One line is for what is left out. */
const linesFor = ({ classes }: TargetFacts): number =>
  classes.length > MAX_CLASSES ? MAX_CLASSES - 1 : MAX_CLASSES;

/** Rows in equal parts of the range. */
function histogram(sorted: Float64Array): number[] {
  const low = sorted[0];
  const range = sorted[sorted.length - 1] - low;
  const bins = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const value of sorted) {
    bins[Math.min(HISTOGRAM_BINS - 1, Math.floor(((value - low) / range) * HISTOGRAM_BINS))]++;
  }
  return bins;
}

function valueLines(values: Float64Array): string[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const [min, median, max] = [0, 0.5, 1].map((share) => sorted[Math.floor((sorted.length - 1) * share)]);
  return [`  ${sparkline(histogram(sorted))}  ${brief(min)} to ${brief(max)}, median ${brief(median)}`];
}

/** `default · binary · positive 1`, then a line a class, or a histogram. */
export function targetLines(target: TargetFacts, width: number): string[] {
  const positive = target.positive === null ? '' : ` · positive ${target.positive}`;
  const about = clean(`${target.name} · ${target.kind}${positive}`);
  const body = target.values
    ? valueLines(target.values)
    : classBars(target, width, { ...CLASS_BOUNDS, lines: linesFor(target) });
  return [about, ...body].map((line) => clip(line, width));
}

export interface HeaderInput {
  readonly sheet: Sheet | null;
  readonly target: TargetFacts | null;
  /** After `assay`. */
  readonly words: readonly string[];
}

/** `assay cv loans`: quoted as a shell wants it, but for the place that is still open. @param words after `assay` */
export const commandText = (words: readonly string[]): string =>
  ['assay', ...words].map((word) => (word === '…' ? word : shellText([word]))).join(' ');

/** @param rows of the terminal: a low one has the command line alone */
export function header({ sheet, target, words }: HeaderInput, style: Style, rows: number): string[] {
  const { dim, bold } = colorsOf(style);
  const facts = rows < ROOMY ? [] : [...(sheet ? [clip(sheetLine(sheet), style.width)] : [])];
  if (rows >= ROOMY && target) facts.push(...targetLines(target, style.width));
  const command = hang('$ ', commandText(words), style.width - 1).map((line) => bold(line));
  return ['', ...facts.map((line) => dim(line)), ...command];
}
