/**
 * Columns as the search for slices sees them: numbers in bins, and of categories each frequent level against all others, so
 * that a split is a rule which can be said in a few words.
 */
import { MISSING_BIN } from '../../kernels/exports.js';
import type { Engine } from '../arena.js';
import { type CodedColumn, isNumeric, type NumericColumn, type Table } from '../table.js';
import type { BinnedColumns } from '../trees/binned-columns.js';
import { binTraining, codeRange } from '../trees/binning.js';
import type { Rule } from './rule.js';
import { shortCut } from './short-cut.js';

/** Levels of a column that are looked at, the most frequent ones. */
const MOST_LEVELS = 20;

/** The rules of both sides of a split: bins up to `cut`, and those above. */
export type SplitRules = (cut: number, missingLeft: boolean) => readonly [left: Rule, right: Rule];

export interface SearchColumns {
  readonly binned: BinnedColumns;
  /** [features] */
  readonly rules: readonly SplitRules[];
}

/** A level and the column it is of; null: missing. */
interface Indicator {
  readonly column: CodedColumn;
  readonly code: number;
}

/** Levels that leave enough rows on both sides, the most frequent first. */
function indicatorsOf(column: CodedColumn, rows: Uint32Array, leastRows: number): Indicator[] {
  const counts = new Uint32Array(column.levels.length + 1);
  for (const row of rows) counts[column.codes[row] + 1]++;
  const present = [...counts.keys()].filter((at) => counts[at] > 0);
  const usable = present.filter((at) => counts[at] >= leastRows && rows.length - counts[at] >= leastRows);
  const bySize = usable.sort((a, b) => counts[b] - counts[a] || a - b);
  // Of two levels one tells both.
  const told = bySize.slice(0, present.length === 2 ? 1 : MOST_LEVELS);
  return told.map((at) => ({ column, code: at - 1 }));
}

function fillIndicator({ column, code }: Indicator, rows: Uint32Array, bins: Uint8Array): void {
  const { codes } = column;
  for (let i = 0; i < rows.length; i++) bins[i] = codes[rows[i]] === code ? 1 : 0;
}

function indicatorRules({ column, code }: Indicator): SplitRules {
  const rule = { column: column.name, value: code < 0 ? null : column.levels[code] };
  return () => [
    { ...rule, is: 'unequal' },
    { ...rule, is: 'equal' },
  ];
}

type Range = BinnedColumns['ranges'][number];

function numberRules({ name, type }: NumericColumn, { low, high }: Range, hasMissing: boolean): SplitRules {
  return (cut, missingLeft) => {
    const last = high.length - 1;
    // Above the last bin there is nothing but missing cells.
    if (cut >= last)
      return [
        { column: name, is: 'unequal', value: null },
        { column: name, is: 'equal', value: null },
      ];
    const at = shortCut(high[cut], low[cut + 1], type);
    const rule = (is: 'below' | 'from', withMissing: boolean): Rule => ({
      column: name,
      is,
      cut: at,
      orMissing: hasMissing && withMissing,
    });
    return [rule('below', missingLeft), rule('from', !missingLeft)];
  };
}

/** @param rows of the table, repeats allowed  @param leastRows on either side of a split */
export function searchColumns(
  table: Table,
  rows: Uint32Array,
  leastRows: number,
  engine: Engine,
): SearchColumns {
  const nRows = rows.length;
  const numbers = table.columns.filter(isNumeric);
  const indicators = table.columns.flatMap((column) =>
    isNumeric(column) ? [] : indicatorsOf(column, rows, leastRows),
  );
  const nFeatures = numbers.length + indicators.length;
  const bins = new Uint8Array(new SharedArrayBuffer(nRows * nFeatures));
  const ofNumbers = bins.subarray(0, nRows * numbers.length);
  const fitted = binTraining({ columns: numbers, nRows }, engine, rows, ofNumbers);
  const binsOf = (f: number) => bins.subarray(f * nRows, (f + 1) * nRows);
  indicators.forEach((indicator, i) => {
    fillIndicator(indicator, rows, binsOf(numbers.length + i));
  });
  const flags = indicators.map(({ column }) => ({
    kind: 'category' as const,
    name: column.name,
    nBins: 2,
    binOfCode: new Uint8Array(0),
  }));
  const numberRulesOf = (at: number, f: number) =>
    numberRules(numbers[at], fitted.ranges[f], binsOf(f).includes(MISSING_BIN));
  return {
    binned: {
      nRows,
      features: [...fitted.features, ...flags],
      columns: Array.from({ length: nFeatures }, (_, f) => f),
      bins,
      ranges: [...fitted.ranges, ...indicators.map(() => codeRange(2))],
    },
    rules: [...fitted.columns.map(numberRulesOf), ...indicators.map(indicatorRules)],
  };
}
