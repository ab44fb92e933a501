/** What the rows of a slice have in common: rules on columns, all of which hold. */
import { type Column, isNumeric, type Table } from '../table.js';

/** Numbers and dates below a cut, or from it on. */
export interface RangeRule {
  readonly column: string;
  readonly is: 'below' | 'from';
  readonly cut: number;
  /** Missing cells satisfy it too. */
  readonly orMissing: boolean;
}

/** One level, or all but it. */
export interface LevelRule {
  readonly column: string;
  readonly is: 'equal' | 'unequal';
  /** A level, or a number; null: missing. */
  readonly value: string | number | null;
}

export type Rule = RangeRule | LevelRule;

export const isRange = (rule: Rule): rule is RangeRule => rule.is === 'below' || rule.is === 'from';

/** Of two rules that cut one column on the same side, the narrower. */
const narrower = (a: RangeRule, b: RangeRule): RangeRule => ({
  ...b,
  cut: b.is === 'below' ? Math.min(a.cut, b.cut) : Math.max(a.cut, b.cut),
  orMissing: a.orMissing && b.orMissing,
});

/** Rules with one more, which may make others of its column needless. */
export function withRule(rules: readonly Rule[], added: Rule): Rule[] {
  if (!isRange(added)) {
    const others = rules.filter(({ column }) => added.is === 'unequal' || column !== added.column);
    return [...others, added];
  }
  const known = rules.find((rule) => rule.column === added.column && rule.is === added.is);
  if (known === undefined) return [...rules, added];
  return rules.map((rule) => (rule === known && isRange(rule) ? narrower(rule, added) : rule));
}

type Holds = (row: number) => boolean;

function rangeHolds({ is, cut, orMissing }: RangeRule, column: Column): Holds {
  if (!isNumeric(column)) throw new Error(`column ${column.name} has no order`);
  const { values } = column;
  const isIn: Holds = is === 'below' ? (row) => values[row] < cut : (row) => values[row] >= cut;
  return orMissing ? (row) => isIn(row) || Number.isNaN(values[row]) : isIn;
}

function isEqual(value: LevelRule['value'], column: Column): Holds {
  if (isNumeric(column)) {
    const { values } = column;
    return value === null ? (row) => Number.isNaN(values[row]) : (row) => values[row] === value;
  }
  const { codes, levels } = column;
  const code = value === null ? -1 : levels.indexOf(String(value));
  // A level that the column does not have is no cell's, nor is it missing.
  return value !== null && code < 0 ? () => false : (row) => codes[row] === code;
}

function holdsOf(rule: Rule, column: Column): Holds {
  if (isRange(rule)) return rangeHolds(rule, column);
  const equal = isEqual(rule.value, column);
  return rule.is === 'equal' ? equal : (row) => !equal(row);
}

/** @param rows of the table, repeats allowed @returns [rows.length] 1 where every rule holds */
export function membersOf(rules: readonly Rule[], table: Table, rows: Uint32Array): Uint8Array {
  const inside = new Uint8Array(rows.length).fill(1);
  for (const rule of rules) {
    const holds = holdsOf(rule, table.column(rule.column));
    for (let i = 0; i < rows.length; i++) if (inside[i] === 1 && !holds(rows[i])) inside[i] = 0;
  }
  return inside;
}
