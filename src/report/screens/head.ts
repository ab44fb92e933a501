/** `assay data head`: the first rows as assay reads them, types below the names. */
import type { CellValue } from '../../core/cell-value.js';
import { fitTable } from './layout.js';
import type { Style } from './paint.js';
import { clean, clip } from './text.js';

const MAX_CELL = 30;

export function headScreen(
  columns: readonly { readonly name: string; readonly type: string }[],
  rows: readonly Readonly<Record<string, CellValue>>[],
  style: Style,
): string {
  const shown = (value: CellValue) => (value === null ? '·' : clip(clean(String(value)), MAX_CELL));
  const table = fitTable(
    columns.map(({ name, type }) => ({
      head: clip(clean(name), MAX_CELL),
      align: type === 'number' ? 'right' : 'left',
      cells: [type, ...rows.map((row) => shown(row[name]))],
    })),
    style.width,
  );
  const hidden = table.hidden > 0 ? [`… ${table.hidden} more columns: a wider terminal, or --json`] : [];
  return `${[table.head, ...table.rows, ...hidden].join('\n')}\n`;
}
