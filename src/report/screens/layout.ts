/** Tables that fit: columns go from the right when the terminal is narrow, and no line is ever wrapped. */
import Table from 'cli-table3';
import { clip, displayWidth, hang } from './text.js';

export interface TableColumn {
  readonly head: string;
  /** Numbers right, names left. */
  readonly align: 'left' | 'right';
  readonly cells: readonly string[];
}

/** A column of numbers. */
export const right = (head: string, cells: readonly string[]): TableColumn => ({
  head,
  align: 'right',
  cells,
});

export interface FitTable {
  readonly head: string;
  /** One line a row. */
  readonly rows: readonly string[];
  /** Columns that found no room. */
  readonly hidden: number;
}

const widthOf = (column: TableColumn): number =>
  Math.max(displayWidth(column.head), ...column.cells.map(displayWidth));

/** How wide columns stand side by side. @param gap spaces between them */
export const tableWidth = (columns: readonly TableColumn[], gap: number): number =>
  columns.reduce((sum, column) => sum + widthOf(column) + gap, -gap);

const hasContent = ({ cells }: TableColumn) => cells.some((cell) => cell !== '');

/** Columns that say something in at least one row. */
export const withContent = (columns: readonly TableColumn[]): TableColumn[] => columns.filter(hasContent);

/** How many columns from the left fit; the first always stays. */
function fitting(columns: readonly TableColumn[], width: number, gap: number): number {
  let used = 0;
  for (let i = 0; i < columns.length; i++) {
    used += widthOf(columns[i]) + (i === 0 ? 0 : gap);
    if (used > width) return Math.max(1, i);
  }
  return columns.length;
}

const NO_BORDER = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
} as const;

/**
 * Sets columns side by side without borders.
 * @param columns at least one, with equal numbers of cells; cells on one line, colours allowed
 * @param gap spaces between columns
 */
export function fitTable(columns: readonly TableColumn[], width: number, gap = 2): FitTable {
  const shown = columns.slice(0, fitting(columns, width, gap));
  const table = new Table({
    chars: { ...NO_BORDER, middle: ' '.repeat(gap) },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: shown.map(({ align }) => align),
  });
  table.push(shown.map(({ head }) => head));
  for (let row = 0; row < columns[0].cells.length; row++) table.push(shown.map(({ cells }) => cells[row]));
  const [head, ...rows] = table
    .toString()
    .split('\n')
    .map((line) => {
      const text = line.trimEnd();
      return shown.length === 1 ? clip(text, width) : text;
    });
  return { head, rows, hidden: columns.length - shown.length };
}

const LEAST_BESIDE = 36;
const BELOW = '      ';

/** A label and a text of some length beside it; below it when there is little room. Plain text only. */
export function labelledLines(label: string, text: string, width: number): string[] {
  if (width - displayWidth(label) >= LEAST_BESIDE) return hang(label, text, width);
  return [clip(label.trimEnd(), width), ...hang(BELOW, text, width)];
}

/** A heading with a rule to the right end: `── group 1 ─────`. */
export function rule(title: string, width: number): string {
  const text = clip(`── ${title} `, width);
  return text + '─'.repeat(Math.max(0, width - displayWidth(text)));
}
