/** Numbers and dates cut into slices: few values each on its own, dates by month or year, else quarters of the rows. */
import type { NumericColumn } from '../table.js';
import { calendarSpans } from './calendar.js';
import { cellText } from './condition-text.js';
import { type CutColumn, missingPart, type Part } from './part.js';
import type { Rule } from './rule.js';
import { shortCut } from './short-cut.js';

/** A column with no more values than this has a slice for each. */
const MOST_VALUES = 5;
const QUARTERS = 4;

type Kind = NumericColumn['type'];

function presentSorted({ values }: NumericColumn, rows: ArrayLike<number>): Float64Array {
  const present = new Float64Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (!Number.isNaN(value)) present[n++] = value;
  }
  return present.subarray(0, n).sort();
}

/** The values there are, ascending; one more than `most` when there are more. */
function distinctUpTo(sorted: Float64Array, most: number): number[] {
  const found: number[] = [];
  for (const value of sorted) {
    if (found.length > 0 && value === found[found.length - 1]) continue;
    found.push(value);
    if (found.length > most) break;
  }
  return found;
}

/**
 * Where quarters of the rows begin, equal values together, as short as they can be written. A cut's rows are those from the
 * value at that quarter on.
 */
function quarterCuts(sorted: Float64Array, type: Kind): number[] {
  const cuts: number[] = [];
  for (let quarter = 1; quarter < QUARTERS; quarter++) {
    const value = sorted[Math.floor((quarter * sorted.length) / QUARTERS)];
    const below = sorted.findLast((other) => other < value);
    if (below === undefined) continue;
    const cut = shortCut(below, value, type);
    if (cut !== cuts[cuts.length - 1]) cuts.push(cut);
  }
  return cuts;
}

/** Between cuts: below the first, from the last on. */
interface Span {
  readonly level: string;
  readonly from: number | null;
  readonly below: number | null;
}

/** In at most six figures. */
const short = (cut: number, type: Kind) => cellText(type === 'date' ? cut : Number(cut.toPrecision(6)), type);

function quarterSpans(cuts: readonly number[], type: Kind): Span[] {
  return Array.from({ length: cuts.length + 1 }, (_, i) => {
    const from = cuts[i - 1] ?? null;
    const below = cuts[i] ?? null;
    if (from === null) return { level: `under ${short(cuts[0], type)}`, from, below };
    if (below === null) return { level: `${short(from, type)} or more`, from, below };
    return { level: `${short(from, type)} to under ${short(below, type)}`, from, below };
  });
}

function spanPart(column: string, { level, from, below }: Span): Part {
  const rules: Rule[] = [];
  if (from !== null) rules.push({ column, is: 'from', cut: from, orMissing: false });
  if (below !== null) rules.push({ column, is: 'below', cut: below, orMissing: false });
  return { level, rules };
}

/** [rows] the last of ascending spans that begins at the value or before it; `nParts` where it is missing. */
function placeIn(starts: readonly number[], { values }: NumericColumn, rows: ArrayLike<number>): Int32Array {
  const partOf = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    let part = starts.length;
    if (!Number.isNaN(value)) while (part > 1 && value < starts[part - 1]) part--;
    partOf[i] = Number.isNaN(value) ? starts.length : part - 1;
  }
  return partOf;
}

/** Parts in order of their first values. */
function partsOf(column: NumericColumn, sorted: Float64Array): { parts: Part[]; starts: number[] } {
  const { name, type } = column;
  const values = distinctUpTo(sorted, MOST_VALUES);
  if (values.length <= MOST_VALUES) {
    const parts = values.map((value): Part => {
      const rules: Rule[] = [{ column: name, is: 'equal', value }];
      return { level: cellText(value, type), rules };
    });
    return { parts, starts: values };
  }
  const calendar = type === 'date' ? calendarSpans(sorted) : null;
  const spans = calendar ?? quarterSpans(quarterCuts(sorted, type), type);
  const starts = spans.map(({ from }) => from ?? Number.NEGATIVE_INFINITY);
  return { parts: spans.map((span) => spanPart(name, span)), starts };
}

/** @param rows of the column, repeats allowed */
export function cutNumbers(column: NumericColumn, rows: ArrayLike<number>): CutColumn {
  const sorted = presentSorted(column, rows);
  const { parts, starts } = partsOf(column, sorted);
  const hasMissing = sorted.length < rows.length;
  return {
    parts: hasMissing ? [...parts, missingPart(column.name)] : parts,
    partOf: placeIn(starts, column, rows),
  };
}
