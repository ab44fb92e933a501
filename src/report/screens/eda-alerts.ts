/** LOOK AT FIRST of `eda`: the alerts, those that say the same of several columns as one. */
import { alertAdvice } from '../../core/profile/alert-advice.js';
import type { Alert, EdaResults } from '../../core/schemas/eda.js';
import { labelledLines } from './layout.js';
import { colorsOf, type Style } from './paint.js';
import { clean } from './text.js';

const NAMES_SHOWN = 4;
/** Lines that one id may take. */
const MAX_LINES = 5;
/** Alerts whose message names its columns itself. */
const NAMES_COLUMNS = new Set(['target-copy', 'target-sum', 'time-ordered', 'imbalance', 'rare-class']);
const MARKS: Readonly<Record<Alert['severity'], string>> = { error: '!!', warning: '!', note: '·' };
const NUMBER = /-?\d[\d,]*(\.\d+)?/;
const SPEARMAN = /Spearman (-?[\d.]+)/;

interface Line {
  readonly id: string;
  readonly severity: Alert['severity'];
  readonly text: string;
}

const numeric = (text: string) => Number(text.replaceAll(',', ''));

/** `7`, `10.6 to 30.5`: the least and the greatest, as they are written. */
function rangeText(numbers: readonly string[]): string {
  const ordered = numbers.toSorted((a, b) => numeric(a) - numeric(b));
  const [low, high] = [ordered[0], ordered[ordered.length - 1]];
  return low === high ? low : `${low} to ${high}`;
}

/** The message without its advice: what was found in this column. */
function findingOf({ id, columns, message }: Alert): string {
  const advice = alertAdvice(id, columns.slice(0, 1));
  return advice !== '' && message.endsWith(advice) ? message.slice(0, -advice.length) : message;
}

/** Alerts of columns whose findings are equal but for a number. */
function joined(alerts: readonly Alert[]): Line {
  const [{ id, severity }] = alerts;
  const names = alerts.flatMap(({ columns }) => columns.slice(0, 1));
  const more = names.length > NAMES_SHOWN ? `, … (${names.length})` : '';
  const findings = alerts.map(findingOf);
  const numbers = findings.flatMap((finding) => NUMBER.exec(finding)?.[0] ?? []);
  const finding = numbers.length > 0 ? findings[0].replace(NUMBER, rangeText(numbers)) : findings[0];
  const who = names.length > 0 ? `${names.slice(0, NAMES_SHOWN).join(', ')}${more}: ` : '';
  return { id, severity, text: `${who}${finding}${alertAdvice(id, names)}` };
}

/** Lists of alerts that have a key in common, in order of their first. */
function groupBy(alerts: readonly Alert[], keyOf: (alert: Alert) => string): Alert[][] {
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts) groups.set(keyOf(alert), [...(groups.get(keyOf(alert)) ?? []), alert]);
  return [...groups.values()];
}

/** Neighbours that tell nearly the same, in chains: each pair begins with the column that the one before ended with. */
function chains(pairs: readonly Alert[]): Alert[][] {
  const found: Alert[][] = [];
  for (const pair of pairs) {
    const last = found.at(-1);
    if (last?.at(-1)?.columns[1] === pair.columns[0]) last?.push(pair);
    else found.push([pair]);
  }
  return found;
}

function chainLine(pairs: readonly Alert[]): Line {
  const [{ id, severity, columns, message }] = pairs;
  if (pairs.length === 1) return { id, severity, text: message };
  const rho = rangeText(pairs.flatMap((pair) => SPEARMAN.exec(pair.message)?.[1] ?? []));
  const ends = `${columns[0]} … ${pairs[pairs.length - 1].columns[1]}`;
  return {
    id,
    severity,
    text: `${ends}: ${pairs.length + 1} neighbours tell nearly the same: Spearman ${rho}`,
  };
}

/** Lines of alerts of one id. */
function sameIdLines(same: readonly Alert[]): Line[] {
  const [{ id, severity }] = same;
  if (id === 'correlated') return chains(same).map(chainLine);
  if (NAMES_COLUMNS.has(id)) return same.map(({ message }) => ({ id, severity, text: message }));
  return groupBy(same, (alert) => findingOf(alert).replace(NUMBER, '#')).map(joined);
}

function linesOf(alerts: readonly Alert[]): Line[] {
  return groupBy(alerts, ({ id }) => id).flatMap((same) => {
    const lines = sameIdLines(same);
    const hidden = lines.length - MAX_LINES;
    if (hidden < 2) return lines;
    return [...lines.slice(0, MAX_LINES), { ...lines[0], text: `and ${hidden} more in results.json` }];
  });
}

/** Title and lines; hints are never cut. */
export function alertBlock({ alerts }: EdaResults, style: Style): string[] {
  const colors = colorsOf(style);
  const title = colors.bold('LOOK AT FIRST');
  if (alerts.length === 0) return [title, '     nothing'];
  const lines = linesOf(alerts);
  const idWidth = Math.max(...lines.map(({ id }) => id.length));
  const paint = { error: colors.red, warning: colors.yellow, note: colors.dim };
  return [
    title,
    ...lines.flatMap(({ id, severity, text }) => {
      const label = `${MARKS[severity].padStart(4)}  ${id.padEnd(idWidth)}  `;
      return labelledLines(label, clean(text), style.width).map(paint[severity]);
    }),
  ];
}
