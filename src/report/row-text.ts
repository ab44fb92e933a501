/** Small derived tables as text for other programs: CSV, Markdown, a JSON document a line. */
import { from } from 'arquero';

export type Cell = string | number | boolean | null;
/** One row; every row has the same keys. */
export type Row = Readonly<Record<string, Cell>>;
export type RowFormat = 'csv' | 'md' | 'jsonl';

const MARKDOWN_DECIMALS = 4;

/** Numbers at full precision, but in Markdown, which people read. */
export function rowText(rows: readonly Row[], format: RowFormat): string {
  if (rows.length === 0) return '';
  if (format === 'jsonl') return `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
  const shown = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? ''])),
  );
  const table = from(shown);
  const text =
    format === 'csv' ? table.toCSV() : table.toMarkdown({ maxdigits: MARKDOWN_DECIMALS, limit: rows.length });
  return text.endsWith('\n') ? text : `${text}\n`;
}
