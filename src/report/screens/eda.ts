/** What `eda` shows: the data, the target, what to look at first, the columns by what each says about the target. */
import type { DataFormat } from '../../core/data-format.js';
import type { EdaResults, TargetProfile } from '../../core/schemas/eda.js';
import { shellText } from '../../core/shell-text.js';
import { counted } from '../../core/shown-numbers.js';
import { classBars } from './class-bars.js';
import { alertBlock } from './eda-alerts.js';
import { columnsBlock, quantileText } from './eda-columns.js';
import { brief, bytesText } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { sparkline } from './plots.js';
import { closingBlock, dataFact, type StepInput, warningLines } from './step-frame.js';
import { clean, clip, hang } from './text.js';

const CLASS_BOUNDS = { lines: 12, label: 32, bar: 60 };
/** Columns of ids that are named where repeated rows are counted. */
const IDS_NAMED = 3;
const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
  ':': 'colon',
  ' ': 'space',
};

export interface EdaScreenInput extends StepInput<EdaResults> {
  /** The file as it was read; absent when only its results are known. */
  readonly file?: { readonly bytes: number; readonly format: DataFormat };
  /** Every column, however many there are. */
  readonly all?: boolean;
}

function formatText(format: DataFormat): string {
  if (format.kind === 'parquet') return 'Parquet';
  if (format.kind === 'json')
    return `${format.shape === 'lines' ? 'JSON Lines' : 'JSON'}, ${format.encoding}`;
  const { encoding, delimiter, quote, header } = format;
  const quotes = quote === '"' ? [] : ['single quotes'];
  const names = header ? 'header in row 1' : 'no header';
  return [encoding, DELIMITERS[delimiter] ?? `"${delimiter}"`, ...quotes, names].join(', ');
}

/** `read as   utf-8, comma, header in row 1`. */
const readFact = ({ file }: EdaScreenInput, style: Style): string[] =>
  file ? fact('read as', formatText(file.format), style) : [];

/** `35 repeated rows (ID aside)`. */
function repeatedText({ columns, duplicates }: EdaResults): string {
  const ids = columns.filter(({ left_out: why }) => why === 'id-like').map(({ name }) => name);
  const aside = ids.length > IDS_NAMED ? `${ids.length} id-like columns` : ids.join(', ');
  return counted(duplicates.repeated_rows, 'repeated row') + (ids.length > 0 ? ` (${aside} aside)` : '');
}

function header(input: EdaScreenInput, style: Style): string[] {
  const { columns } = input.results;
  const types = new Map<string, number>();
  for (const { type } of columns) types.set(type, (types.get(type) ?? 0) + 1);
  const typeText = [...types]
    .map(([type, n]) => counted(n, type, type === 'category' ? 'categories' : undefined))
    .join(', ');
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  const out = columns.filter(({ role }) => role === 'left-out');
  return [
    ...dataFact(input, style, input.file ? [bytesText(input.file.bytes)] : []),
    ...readFact(input, style),
    ...fact(
      'columns',
      joinFacts([typeText, counted(missing, 'missing cell'), repeatedText(input.results)]),
      style,
    ),
    ...(out.length > 0
      ? fact('left out', out.map(({ name, left_out }) => `${name} (${left_out})`).join(', '), style)
      : []),
  ];
}

/** What the best answers that look at no column score. */
function constantAnswers({ classes, positive }: TargetProfile): string {
  const most = classes.reduce((best, one) => (one.rows > best.rows ? one : best));
  const always = `always "${most.label}" scores accuracy ${most.share.toFixed(3)}`;
  const p = classes.find(({ label }) => label === positive)?.share;
  if (p === undefined) return `no column needed: ${always}`;
  const f1 = ((2 * p) / (1 + p)).toFixed(3);
  return `no column needed: always "${positive}" scores f1 ${f1}, ${always}`;
}

/** A target that is a number: its range, its shape, and the root mean squared error of its mean. */
function rangeText({ columns, target }: EdaResults): string {
  const profile = columns.find(({ name }) => name === target?.column);
  const { quantiles: q = null, shape = null, mean = null, std = null } = profile ?? {};
  if (!q || !target) return '';
  const [min, median, max] = (['min', 'median', 'max'] as const).map((at) => quantileText(q, at));
  const range = `${min} to ${max}, median ${median}${shape ? `  ${sparkline(shape)}` : ''}`;
  if (mean === null || std === null) return range;
  const rmse = std * Math.sqrt((target.rows - 1) / target.rows);
  return `${range}  · no column needed: always ${brief(mean)} scores rmse ${brief(rmse)}`;
}

/** How to make the other class the positive one. */
function turnText({ classes, positive }: TargetProfile): string {
  const other = classes.find(({ label }) => label !== positive);
  if (positive === null || other === undefined) return '';
  return `   (--positive ${shellText([other.label])} to turn it round)`;
}

function targetBlock(results: EdaResults, style: Style): string[] {
  const { target } = results;
  if (target === null) return [];
  const parts = [
    target.column,
    target.task,
    target.positive === null ? '' : `positive ${target.positive}`,
    target.missing > 0 ? `${counted(target.missing, 'row')} without it left out` : '',
  ];
  const about = clip(clean(joinFacts(parts) + turnText(target)), style.width - 8);
  const body =
    target.classes.length === 0
      ? hang('  ', rangeText(results), style.width)
      : [
          ...classBars(target, style.width, CLASS_BOUNDS).map((line) => clip(line, style.width)),
          ...hang('  ', clean(constantAnswers(target)), style.width),
        ];
  return [`${colorsOf(style).bold('TARGET')}  ${about}`, ...body];
}

export const edaScreen = (input: EdaScreenInput, style: Style): string =>
  stack([
    header(input, style),
    targetBlock(input.results, style),
    alertBlock(input.results, style),
    columnsBlock(input.results, style, input.all ?? false),
    warningLines(input, style),
    closingBlock(input, style),
  ]);
