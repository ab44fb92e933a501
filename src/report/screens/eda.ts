/** The screen of `eda`: the target, what to look at first, the columns by what each says about the target. */
import pc from 'picocolors';
import type { Alert, Association, ColumnProfile, EdaResults, TargetProfile } from '../../core/schemas/eda.js';
import { brief, counted, grouped, share, sparkline } from './format.js';
import { cut, lengthOf, type ScreenStyle, type TextColumn, textTable } from './text-table.js';

const MAX_COLUMNS = 24;
const MAX_CLASSES = 12;
const MAX_LEADING = 100;
const NAME_WIDTH = 32;
/** Alerts whose message names its columns itself. */
const NAMES_COLUMNS = new Set(['correlated', 'target-copy', 'target-sum']);
const MARKS: Readonly<Record<Alert['severity'], string>> = { error: '!!', warning: '!', note: '·' };

type Colors = ReturnType<typeof pc.createColors>;

function header({ rows, columns, duplicates }: EdaResults): string[] {
  const types = new Map<string, number>();
  for (const { type } of columns) types.set(type, (types.get(type) ?? 0) + 1);
  const plural = (type: string, count: number) =>
    type === 'category' && count > 1 ? `${count} categories` : counted(count, type);
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  return [
    `${counted(rows, 'row')} × ${counted(columns.length, 'column')}`,
    [
      [...types].map(([type, count]) => plural(type, count)).join(', '),
      counted(missing, 'missing cell'),
      counted(duplicates.repeated_rows, 'repeated row'),
    ].join(' · '),
  ];
}

/** What the best answers that look at no column score. */
function constantAnswers({ classes, positive }: TargetProfile): string[] {
  const most = classes.reduce((best, one) => (one.rows > best.rows ? one : best));
  const always = `always "${most.label}" scores accuracy ${most.share.toFixed(3)}`;
  const p = classes.find(({ label }) => label === positive)?.share;
  if (p === undefined) return [`  no column needed: ${always}`];
  const f1 = ((2 * p) / (1 + p)).toFixed(3);
  return [`  no column needed: always "${positive}" scores f1 ${f1}, ${always}`];
}

function classBars({ classes, positive }: TargetProfile, width: number): string[] {
  const shown = classes.slice(0, MAX_CLASSES);
  const labelWidth = Math.min(NAME_WIDTH, Math.max(...shown.map(({ label }) => lengthOf(label))));
  const countWidth = Math.max(...shown.map(({ rows }) => grouped(rows).length));
  const barWidth = Math.max(0, Math.min(60, width - labelWidth - countWidth - 26));
  const most = Math.max(...shown.map((one) => one.share));
  const lines = shown.map((one) => {
    const label = cut(one.label, labelWidth);
    const bar = '█'.repeat(Math.max(1, Math.round((barWidth * one.share) / most)));
    const mark = one.label === positive ? '  positive' : '';
    const padded = `  ${label}${' '.repeat(labelWidth - lengthOf(label))}`;
    return `${padded}  ${grouped(one.rows).padStart(countWidth)}  ${share(one.share).padStart(7)}  ${bar}${mark}`;
  });
  const rest = classes.length - shown.length;
  return rest > 0 ? [...lines, `  … ${counted(rest, 'more class').replace(/classs$/, 'classes')}`] : lines;
}

function targetLines(results: EdaResults, { width }: ScreenStyle, colors: Colors): string[] {
  const { target } = results;
  if (target === null) return [];
  const parts = [target.column, target.task];
  if (target.positive !== null) parts.push(`positive ${target.positive}`);
  if (target.missing > 0) parts.push(`${counted(target.missing, 'row')} without it left out`);
  const title = `${colors.bold('TARGET')}  ${cut(parts.join(' · '), width - 8)}`;
  if (target.classes.length === 0) {
    const own = results.columns.find(({ name }) => name === target.column);
    return ['', title, `  ${quantileText(own)}`];
  }
  return ['', title, ...classBars(target, width), ...constantAnswers(target).map((line) => cut(line, width))];
}

const cellText = (value: number | string | undefined) =>
  value === undefined ? '·' : typeof value === 'number' ? brief(value) : value;

function quantileText(column: ColumnProfile | undefined): string {
  const q = column?.quantiles;
  return q ? `${cellText(q.min)} to ${cellText(q.max)}, median ${cellText(q.median)}` : '';
}

/** Alerts of one id as one line; several columns are named, and the first message speaks for them. */
function alertLines(alerts: readonly Alert[], { width }: ScreenStyle, colors: Colors): string[] {
  const byId = new Map<string, Alert[]>();
  for (const alert of alerts) byId.set(alert.id, [...(byId.get(alert.id) ?? []), alert]);
  const idWidth = Math.max(...[...byId.keys()].map((id) => id.length));
  const paint = { error: colors.red, warning: colors.yellow, note: colors.dim };
  return [...byId].map(([id, same]) => {
    const names = [...new Set(same.flatMap(({ columns }) => columns))];
    const more = names.length > 4 ? `, … (${names.length})` : '';
    const named = names.length === 0 || NAMES_COLUMNS.has(id);
    const who = named ? '' : `${names.slice(0, 4).join(', ')}${more}: `;
    const others = NAMES_COLUMNS.has(id) && same.length > 1 ? ` · and ${same.length - 1} more` : '';
    const mark = MARKS[same[0].severity].padStart(4);
    const line = `${mark}  ${id.padEnd(idWidth)}  ${who}${same[0].message}${others}`;
    return paint[same[0].severity](cut(line, width));
  });
}

const left = (head: string): TextColumn => ({ head, align: 'left' });
const right = (head: string): TextColumn => ({ head, align: 'right' });

const DESCRIBED: readonly TextColumn[] = [
  left('column'),
  left('type'),
  right('missing'),
  right('distinct'),
  right('min'),
  right('median'),
  right('max'),
  left('shape'),
];

function describedCells(column: ColumnProfile): string[] {
  const { quantiles, top, shape } = column;
  const most = top?.[0];
  return [
    cut(column.name, NAME_WIDTH),
    column.type,
    column.missing === 0 ? '·' : grouped(column.missing),
    grouped(column.distinct),
    cellText(quantiles?.min),
    quantiles ? cellText(quantiles.median) : most ? cut(most.value, 16) : '·',
    cellText(quantiles?.max),
    shape ? sparkline(shape) : top ? sparkline(top.slice(0, 8).map(({ count }) => count)) : '',
  ];
}

/** @param top the greatest rate of all columns: bars can be compared across them */
function associationCells({ value, rates }: Association, top: number): [string, string] {
  const alone = value === null ? '·' : value.toFixed(3);
  if (rates === null || rates.length === 0) return [alone, ''];
  const highest = Math.max(...rates.map(({ rate }) => rate));
  return [
    alone,
    `${sparkline(
      rates.map(({ rate }) => rate),
      top,
    ).padEnd(8)}  ${Math.round(100 * highest)} %`,
  ];
}

function featureTable(results: EdaResults, { width }: ScreenStyle, colors: Colors): string[] {
  const { associations, target } = results;
  const described = new Map(results.columns.map((column) => [column.name, column]));
  const features = associations.flatMap((association) => {
    const column = described.get(association.column);
    return column ? [{ column, association }] : [];
  });
  const shown = features.slice(0, MAX_COLUMNS);
  const measures = [...new Set(associations.map(({ measure }) => measure))].join(', ');
  const rates = target?.positive === null ? '' : `rate of "${target?.positive}"`;
  const top = Math.max(0, ...associations.flatMap((one) => one.rates?.map(({ rate }) => rate) ?? []));
  const rows = shown.map(({ column, association }) =>
    moveAlone(describedCells(column), associationCells(association, top)),
  );
  const head = moveAlone(DESCRIBED, [right('alone'), left(rates)]);
  const rest = features.length - shown.length;
  const title = `${counted(features.length, 'feature')}, by what each alone says about the target (${measures})`;
  return [
    '',
    `${colors.bold('COLUMNS')}  ${cut(title, width - 9)}`,
    ...textTable(head, rows, width),
    ...(rest > 0 ? [cut(`  … ${rest} more in results.json`, width)] : []),
  ];
}

/** What the table is sorted by stands before what narrow screens lose. */
function moveAlone<T>(described: readonly T[], [alone, rates]: readonly [T, T]): T[] {
  return [...described.slice(0, 2), alone, rates, ...described.slice(2)];
}

function plainTable(results: EdaResults, { width }: ScreenStyle, colors: Colors): string[] {
  const shown = results.columns.slice(0, MAX_LEADING);
  const rest = results.columns.length - shown.length;
  return [
    '',
    `${colors.bold('COLUMNS')}  ${cut('in file order; -t COL shows what each says about a target', width - 9)}`,
    ...textTable(DESCRIBED, shown.map(describedCells), width),
    ...(rest > 0 ? [cut(`  … ${rest} more in results.json`, width)] : []),
  ];
}

function leftOutLines({ columns }: EdaResults, { width }: ScreenStyle): string[] {
  const out = columns.filter(({ role }) => role === 'left-out');
  if (out.length === 0) return [];
  return ['', cut(`left out  ${out.map(({ name, left_out }) => `${name} (${left_out})`).join(', ')}`, width)];
}

/** The profile as text, at most `style.width` wide. */
export function edaScreen(results: EdaResults, style: ScreenStyle): string {
  const colors = pc.createColors(style.color);
  const alerts = results.alerts.length > 0 ? alertLines(results.alerts, style, colors) : ['     nothing'];
  return [
    ...header(results).map((line) => cut(line, style.width)),
    ...targetLines(results, style, colors),
    '',
    colors.bold('LOOK AT FIRST'),
    ...alerts,
    ...(results.target === null ? plainTable(results, style, colors) : featureTable(results, style, colors)),
    ...leftOutLines(results, style),
  ].join('\n');
}
