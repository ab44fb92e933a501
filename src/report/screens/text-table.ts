/** Plain tables for the terminal: aligned columns without borders, never wider than the screen. */
import CliTable from 'cli-table3';

/** How a screen may look; the command layer's style fits it. */
export interface ScreenStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

export interface TextColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
}

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '  ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Characters of a line; combining marks and wide letters are not told apart. */
export const lengthOf = (line: string) => [...line].length;

/** The text cut to `width` characters, the last one `…` when anything is lost. */
export function cut(text: string, width: number): string {
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

function render(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const table = new CliTable({
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align }) => align),
  });
  for (const row of rows) table.push(row.slice(0, columns.length));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/**
 * Lines of a table with a head; columns are dropped from the right until it fits.
 * @param rows cells without colour or line breaks
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  for (let shown = columns.length; shown > 1; shown--) {
    const lines = render(columns.slice(0, shown), rows);
    if (lines.every((line) => lengthOf(line) <= width)) return lines;
  }
  return render(columns.slice(0, 1), rows).map((line) => cut(line, width));
}
