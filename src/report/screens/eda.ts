/** What `eda` shows: the data, the target, what to look at first, the columns by what each says about the target. */
import type { Alert, EdaResults, TargetProfile } from '../../core/schemas/eda.js';
import { count, counted, percent } from '../../core/shown-numbers.js';
import { cellText, columnsBlock } from './eda-columns.js';
import { colorsOf, fact, joinFacts, type Style, stack } from './paint.js';
import { closingBlock, dataFact, type StepInput, warningLines } from './step-frame.js';
import { clean, clip, displayWidth, padEnd } from './text.js';

const MAX_CLASSES = 12;
const LABEL_WIDTH = 32;
const BAR_WIDTH = 60;
const NAMES_SHOWN = 4;
/** Alerts whose message names its columns itself. */
const NAMES_COLUMNS = new Set(['correlated', 'target-copy', 'target-sum']);
const MARKS: Readonly<Record<Alert['severity'], string>> = { error: '!!', warning: '!', note: '·' };

function header(input: StepInput<EdaResults>, style: Style): string[] {
  const { columns, duplicates } = input.results;
  const types = new Map<string, number>();
  for (const { type } of columns) types.set(type, (types.get(type) ?? 0) + 1);
  const typeText = [...types]
    .map(([type, n]) => counted(n, type, type === 'category' ? 'categories' : undefined))
    .join(', ');
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  const out = columns.filter(({ role }) => role === 'left-out');
  return [
    ...dataFact(input, style),
    ...fact(
      'columns',
      joinFacts([
        typeText,
        counted(missing, 'missing cell'),
        counted(duplicates.repeated_rows, 'repeated row'),
      ]),
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

/** The range of a target that is a number. */
function rangeText({ columns, target }: EdaResults): string {
  const q = columns.find(({ name }) => name === target?.column)?.quantiles;
  return q ? `${cellText(q.min)} to ${cellText(q.max)}, median ${cellText(q.median)}` : '';
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
  const about = clip(clean(joinFacts(parts)), style.width - 8);
  const body =
    target.classes.length === 0
      ? [`  ${rangeText(results)}`]
      : [...classBars(target, style.width), `  ${clean(constantAnswers(target))}`];
  return [`${colorsOf(style).bold('TARGET')}  ${about}`, ...body.map((line) => clip(line, style.width))];
}

/** `A, B, C, D, … (7): ` before a message that does not name its columns itself. */
function whoText(id: string, alerts: readonly Alert[]): string {
  const names = [...new Set(alerts.flatMap(({ columns }) => columns))];
  if (names.length === 0 || NAMES_COLUMNS.has(id)) return '';
  const more = names.length > NAMES_SHOWN ? `, … (${names.length})` : '';
  return `${names.slice(0, NAMES_SHOWN).join(', ')}${more}: `;
}

/** Alerts of one id as one line; several columns are named, and the first message speaks for them. */
function alertBlock({ alerts }: EdaResults, style: Style): string[] {
  const colors = colorsOf(style);
  const title = colors.bold('LOOK AT FIRST');
  if (alerts.length === 0) return [title, '     nothing'];
  const byId = new Map<string, Alert[]>();
  for (const alert of alerts) byId.set(alert.id, [...(byId.get(alert.id) ?? []), alert]);
  const idWidth = Math.max(...[...byId.keys()].map((id) => id.length));
  const paint = { error: colors.red, warning: colors.yellow, note: colors.dim };
  const lines = [...byId].map(([id, same]) => {
    const [{ severity, message }] = same;
    const others = NAMES_COLUMNS.has(id) && same.length > 1 ? ` · and ${same.length - 1} more` : '';
    const text = clean(`${whoText(id, same)}${message}${others}`);
    return paint[severity](
      clip(`${MARKS[severity].padStart(4)}  ${id.padEnd(idWidth)}  ${text}`, style.width),
    );
  });
  return [title, ...lines];
}

export const edaScreen = (input: StepInput<EdaResults>, style: Style): string =>
  stack([
    header(input, style),
    targetBlock(input.results, style),
    alertBlock(input.results, style),
    columnsBlock(input.results, style),
    warningLines(input, style),
    closingBlock(input, style),
  ]);
