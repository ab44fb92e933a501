/** Rules as a person would write them, in the language of `--filter`: `age < 30 and job = "admin."`. */
import { isoDate } from '../dates.js';
import type { Column, Table } from '../table.js';
import { isRange, type RangeRule, type Rule } from './rule.js';

/** Words that a name must not be mistaken for. */
const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'contains']);
const PLAIN = /^[^\s"'=<>!(),]+$/;

const quoted = (text: string) => (text.includes('"') ? `'${text}'` : `"${text}"`);

const nameText = (name: string) =>
  PLAIN.test(name) && !RESERVED.has(name.toLowerCase()) ? name : quoted(name);

/** A number of a column, as exact as it is; a date as ISO text. */
export const cellText = (value: number, type: Column['type']): string =>
  type === 'date' ? isoDate(value) : String(value);

function valueText(value: string | number | null, type: Column['type']): string {
  if (value === null) return 'none';
  return typeof value === 'number' ? cellText(value, type) : quoted(value);
}

/** Both ends of a range, or one. */
function rangeText(name: string, rules: readonly RangeRule[], type: Column['type']): string {
  const ends = (wanted: RangeRule['is'], sign: string) =>
    rules.flatMap(({ is, cut }) => (is === wanted ? [`${name} ${sign} ${cellText(cut, type)}`] : []));
  const range = [...ends('from', '>='), ...ends('below', '<')].join(' and ');
  return rules.every(({ orMissing }) => orMissing) ? `(${range} or ${name} = none)` : range;
}

const unequalText = (name: string, [only, ...more]: readonly string[]): string =>
  more.length === 0 ? `${name} != ${only}` : `${name} not in (${[only, ...more].join(', ')})`;

/** @param rules of the column, at least one */
function columnText({ name: column, type }: Column, rules: readonly Rule[]): string {
  const name = nameText(column);
  const ranges = rules.filter(isRange);
  const levels = rules.flatMap((rule) => (isRange(rule) ? [] : [rule]));
  const equal = levels.find(({ is }) => is === 'equal');
  if (equal) return `${name} = ${valueText(equal.value, type)}`;
  const unequal = levels.map(({ value }) => valueText(value, type));
  return [
    ...(ranges.length > 0 ? [rangeText(name, ranges, type)] : []),
    ...(unequal.length > 0 ? [unequalText(name, unequal)] : []),
  ].join(' and ');
}

/** Columns in the order of the table. @param rules of its columns, at least one */
export function conditionText(rules: readonly Rule[], table: Table): string {
  const rulesOf = (column: Column) => rules.filter((rule) => rule.column === column.name);
  return table.columns
    .filter((column) => rulesOf(column).length > 0)
    .map((column) => columnText(column, rulesOf(column)))
    .join(' and ');
}
