/** `assay config show`: a line an option, with its value and where that comes from. */
import { fitTable, type TableColumn } from './layout.js';
import { colorsOf, fact, type Style, stack } from './paint.js';
import { clean, clip } from './text.js';

export interface ConfigView {
  readonly command: string;
  readonly file: string | null;
  readonly lines: readonly {
    readonly name: string;
    readonly value: string | number | boolean | readonly string[] | null;
    /** In words. */
    readonly origin: string;
    readonly isSet: boolean;
  }[];
  readonly withOrigin: boolean;
}

const MAX_CELL = 40;
const NOT_SET = '·';

function valueText(value: ConfigView['lines'][number]['value']): string {
  if (value === null) return NOT_SET;
  const text = typeof value === 'object' ? value.join(', ') : String(value);
  return clip(clean(text), MAX_CELL);
}

/** What somebody set stands out from what is so by default. */
export function configScreen({ command, file, lines, withOrigin }: ConfigView, style: Style): string {
  const left = (head: string, cells: string[]): TableColumn => ({ head, align: 'left', cells });
  const { bold, dim } = colorsOf(style);
  const origins = left(
    'from',
    lines.map(({ origin }) => clean(origin)),
  );
  const table = fitTable(
    [
      left(
        'option',
        lines.map(({ name }) => clip(clean(name), MAX_CELL)),
      ),
      left(
        'value',
        lines.map(({ value }) => valueText(value)),
      ),
      ...(withOrigin ? [origins] : []),
    ],
    style.width,
  );
  const rows = table.rows.map((row, i) => (lines[i].isSet ? bold(row) : row));
  return stack([
    [
      ...fact('command', `assay ${command}`, style),
      ...fact('file', file ?? 'no assay.yaml here or above; assay init writes one', style),
    ],
    [dim(table.head), ...rows],
  ]);
}
