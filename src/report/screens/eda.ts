/** What `eda` shows: the data, the target, what to look at first, the columns by what each says about the target. */
import type { EdaResults, TargetProfile } from '../../core/schemas/eda.js';
import { shellText } from '../../core/shell-text.js';
import { count, counted, percent } from '../../core/shown-numbers.js';
import { alertBlock } from './eda-alerts.js';
import { columnsBlock, quantileText } from './eda-columns.js';
import { brief, bytesText } from './numbers.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { sparkline } from './plots.js';
import { closingBlock, dataFact, type StepInput, warningLines } from './step-frame.js';
import { clean, clip, displayWidth, hang, padEnd } from './text.js';

const MAX_CLASSES = 12;
const LABEL_WIDTH = 32;
const BAR_WIDTH = 60;
/** Columns of ids that are named where repeated rows are counted. */
const IDS_NAMED = 3;
const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
};

export interface EdaScreenInput extends StepInput<EdaResults> {
  /** The file as it was read; absent when only its results are known. */
  readonly file?: {
    readonly bytes: number;
    readonly format: { readonly encoding: string; readonly delimiter: string; readonly header: boolean };
  };
  /** Every column, however many there are. */
  readonly all?: boolean;
}

/** `read as   utf-8, comma, header in row 1`. */
function readFact({ file }: EdaScreenInput, style: Style): string[] {
  if (!file) return [];
  const { encoding, delimiter, header } = file.format;
  const names = header ? 'header in row 1' : 'no header';
  return fact('read as', [encoding, DELIMITERS[delimiter] ?? `"${delimiter}"`, names].join(', '), style);
}

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

/** A line a class: rows, share, a bar. */
function classBars({ classes, positive }: TargetProfile, width: number): string[] {
  const shown = classes.slice(0, MAX_CLASSES);
  const labels = shown.map(({ label }) => clip(clean(label), LABEL_WIDTH));
  const labelWidth = Math.max(...labels.map(displayWidth));
  const countWidth = Math.max(...shown.map(({ rows }) => count(rows).length));
  const barWidth = Math.max(0, Math.min(BAR_WIDTH, width - labelWidth - countWidth - 26));
  const most = Math.max(...shown.map(({ share }) => share));
  const lines = shown.map(({ label, rows, share }, i) => {
    const bar = '█'.repeat(Math.max(1, Math.round((barWidth * share) / most)));
    const numbers = `${count(rows).padStart(countWidth)}  ${percent(share).padStart(7)}`;
    return `  ${padEnd(labels[i], labelWidth)}  ${numbers}  ${bar}${label === positive ? '  positive' : ''}`;
  });
  const rest = classes.length - shown.length;
  return rest > 0 ? [...lines, `  … ${counted(rest, 'more class', 'more classes')}`] : lines;
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
          ...classBars(target, style.width).map((line) => clip(line, style.width)),
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
