/** One column described: missing, distinct, quantiles and moments, or its most frequent levels. */
import { isoDate } from '../dates.js';
import type { ColumnProfile, Quantiles } from '../schemas/eda.js';
import { type CodedColumn, type Column, countMissing, isNumeric, type NumericColumn } from '../table.js';

const TOP_LEVELS = 10;
const EIGHTHS = 8;

type Description = Omit<ColumnProfile, 'role' | 'left_out'>;

/** Quantile by linear interpolation, numpy's default. @param order present rows ascending by value, not empty */
function quantile(values: Float64Array, order: Uint32Array, share: number): number {
  const at = (order.length - 1) * share;
  const below = Math.floor(at);
  const low = values[order[below]];
  const high = values[order[Math.min(below + 1, order.length - 1)]];
  return low + (high - low) * (at - below);
}

function describeQuantiles({ type, values }: NumericColumn, order: Uint32Array): Quantiles | null {
  if (order.length === 0) return null;
  const at = (share: number) => {
    const value = quantile(values, order, share) + 0;
    return type === 'date' ? isoDate(value) : value;
  };
  return {
    min: at(0),
    q05: at(0.05),
    q25: at(0.25),
    median: at(0.5),
    q75: at(0.75),
    q95: at(0.95),
    max: at(1),
  };
}

interface Moments {
  readonly mean: number | null;
  readonly std: number | null;
  readonly skewness: number | null;
}

/** Two passes, in row order. Skewness: adjusted Fisher-Pearson G1 (Joanes & Gill 1998), as pandas has it. */
function moments(values: Float64Array, n: number): Moments {
  if (n === 0) return { mean: null, std: null, skewness: null };
  let sum = 0;
  for (const value of values) if (!Number.isNaN(value)) sum += value;
  const mean = sum / n;
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const apart = value - mean;
    squares += apart * apart;
    cubes += apart * apart * apart;
  }
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  const variance = squares / n;
  const g1 = cubes / n / (variance * Math.sqrt(variance));
  return {
    mean: finite(mean),
    std: n > 1 ? finite(Math.sqrt(squares / (n - 1))) : null,
    skewness: n > 2 && squares > 0 ? finite((g1 * Math.sqrt(n * (n - 1))) / (n - 2)) : null,
  };
}

/** Rows in each eighth of the range. */
function describeShape(values: Float64Array, order: Uint32Array): number[] | null {
  if (order.length === 0) return null;
  const low = values[order[0]];
  const range = values[order[order.length - 1]] - low;
  const counts = new Array<number>(EIGHTHS).fill(0);
  for (const row of order) {
    const share = range > 0 ? (values[row] - low) / range : 0;
    counts[Math.min(EIGHTHS - 1, Math.floor(share * EIGHTHS))]++;
  }
  return counts;
}

function countDistinct(values: Float64Array, order: Uint32Array): number {
  let distinct = order.length > 0 ? 1 : 0;
  for (let i = 1; i < order.length; i++) if (values[order[i]] !== values[order[i - 1]]) distinct++;
  return distinct;
}

function describeNumbers(column: NumericColumn, order: Uint32Array): Description {
  const { name, type, values } = column;
  const none: Moments = { mean: null, std: null, skewness: null };
  return {
    name,
    type,
    missing: values.length - order.length,
    distinct: countDistinct(values, order),
    quantiles: describeQuantiles(column, order),
    ...(type === 'number' ? moments(values, order.length) : none),
    shape: describeShape(values, order),
    top: null,
  };
}

/** Rows of each level. @returns [levels] */
export function levelCounts({ codes, levels }: CodedColumn): Uint32Array {
  const counts = new Uint32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  return counts;
}

/** The most frequent levels, at most `most`; equal counts in level order. @returns level indices */
export function topLevels(counts: Uint32Array, most: number): number[] {
  return [...counts.keys()]
    .filter((level) => counts[level] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, most);
}

function describeLevels(column: CodedColumn): Description {
  const counts = levelCounts(column);
  return {
    name: column.name,
    type: column.type,
    missing: countMissing(column),
    distinct: counts.reduce((distinct, count) => distinct + (count > 0 ? 1 : 0), 0),
    quantiles: null,
    mean: null,
    std: null,
    skewness: null,
    shape: null,
    top: topLevels(counts, TOP_LEVELS).map((level) => ({
      value: column.levels[level],
      count: counts[level],
    })),
  };
}

/** @param orderOf present rows of a numeric column, ascending by value */
export const describeColumn = (
  column: Column,
  orderOf: (values: Float64Array) => Uint32Array,
): Description =>
  isNumeric(column) ? describeNumbers(column, orderOf(column.values)) : describeLevels(column);
