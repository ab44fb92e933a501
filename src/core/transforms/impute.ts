/**
 * Fills missing cells: numbers and dates with the mean of the training rows, categories with their most frequent level.
 * The mean of a date may be any moment; a filled cell is never told apart from a present one afterwards.
 */
import { type CodedColumn, type Column, isNumeric, type NumericColumn } from '../table.js';
import type { Transform } from './transform.js';

/** One entry a column: the mean, the level's text, or null when a coded column has no level at all. */
interface ImputeState {
  readonly [key: string]: unknown;
  readonly fill: readonly (number | string | null)[];
}

/** Mean of the cells present, in row order; 0 when there are none. */
function meanPresent(values: Float64Array): number {
  let sum = 0;
  let present = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    present++;
  }
  return present === 0 ? 0 : sum / present;
}

/** The most frequent level, ties to the first; the first level when every cell is missing. */
function modalLevel({ codes, levels }: CodedColumn): string | null {
  const counts = new Uint32Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  let best = 0;
  for (let level = 1; level < counts.length; level++) if (counts[level] > counts[best]) best = level;
  return levels[best] ?? null;
}

function fillNumbers(column: NumericColumn, mean: number): NumericColumn {
  if (!column.values.some(Number.isNaN)) return column;
  const values = column.values.map((value) => (Number.isNaN(value) ? mean : value));
  return { ...column, values, integer: column.integer && Number.isInteger(mean) };
}

function fillCodes(column: CodedColumn, level: string | null): CodedColumn {
  const fill = level === null ? -1 : column.levels.indexOf(level);
  if (fill < 0) return column;
  return { ...column, codes: column.codes.map((code) => (code < 0 ? fill : code)) };
}

const fillColumn = (column: Column, fill: number | string | null): Column =>
  isNumeric(column) ? fillNumbers(column, fill as number) : fillCodes(column, fill as string | null);

export const impute: Transform = {
  id: 'impute',
  summary: 'missing numbers become the training mean, missing categories the most frequent level',
  fit: (columns): ImputeState => ({
    fill: columns.map((column) => (isNumeric(column) ? meanPresent(column.values) : modalLevel(column))),
  }),
  apply(columns, state) {
    const { fill } = state as ImputeState;
    return columns.map((column, i) => fillColumn(column, fill[i]));
  },
};
