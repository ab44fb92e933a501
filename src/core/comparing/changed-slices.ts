/**
 * Where two learners differ: for the levels of every column, and the quarters of those of numbers, which of the two is
 * right (or closer) more often. McNemar's test of each slice, Holm over all of them: the search is paid for.
 */
import type { SliceChange } from '../schemas/compare-explain.js';
import { holm } from '../statistics/holm.js';
import { type Column, isNumeric, type Table } from '../table.js';
import { mcnemar } from './mcnemar.js';
import { tally } from './paired-rows.js';

const LEAST_ROWS = 20;
const QUARTERS = 4;
const ALPHA = 0.05;
/** Shown though none is told apart. */
const NEAREST = 3;
const MISSING = 'missing';

/** Slice of each row and the slices' names. */
interface Sliced {
  /** [nRows] index into `names`. */
  readonly sliceOf: Int32Array;
  readonly names: readonly string[];
}

const short = (value: number) => String(Number(value.toPrecision(6)));

/** Cuts between quarters of the values present, each once. */
function quartileCuts(values: Float64Array): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const cuts = Array.from({ length: QUARTERS - 1 }, (_, i) =>
    sorted.length ? sorted[Math.floor((sorted.length * (i + 1)) / QUARTERS)] : Number.NaN,
  );
  return [...new Set(cuts)].filter((cut) => cut > sorted[0]);
}

function rangeNames(cuts: readonly number[]): string[] {
  if (cuts.length === 0) return ['present'];
  const between = cuts.slice(1).map((cut, i) => `${short(cuts[i])} to under ${short(cut)}`);
  return [`under ${short(cuts[0])}`, ...between, `${short(cuts[cuts.length - 1])} or more`];
}

function slicesOf(column: Column, nRows: number): Sliced {
  if (!isNumeric(column)) {
    const { codes, levels } = column;
    const sliceOf = Int32Array.from({ length: nRows }, (_, row) =>
      codes[row] < 0 ? levels.length : codes[row],
    );
    return { sliceOf, names: [...levels, MISSING] };
  }
  const { values } = column;
  const cuts = quartileCuts(values);
  const names = [...rangeNames(cuts), MISSING];
  const sliceOf = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? names.length - 1 : cuts.filter((cut) => value >= cut).length,
  );
  return { sliceOf, names };
}

function changesOf(column: Column, ahead: Int8Array): Omit<SliceChange, 'p'>[] {
  const { sliceOf, names } = slicesOf(column, ahead.length);
  const rows = names.map((): number[] => []);
  for (let row = 0; row < ahead.length; row++) rows[sliceOf[row]].push(ahead[row]);
  return names.flatMap((slice, at) => {
    const nRows = rows[at].length;
    if (nRows < LEAST_ROWS || nRows === ahead.length) return [];
    const { a, b } = tally(rows[at]);
    return [{ column: column.name, slice, rows: nRows, only_a: a, only_b: b, gain: (b - a) / nRows }];
  });
}

/**
 * Slices of 20 rows or more that are told apart, those of the largest gain first; else the three nearest to it.
 * @param table of the rows that were answered, in their order  @param ahead [nRows] 1 for b, -1 for a, 0 for neither
 */
export function changedSlices(table: Table, ahead: Int8Array): SliceChange[] {
  const all = table.columns.flatMap((column) => changesOf(column, ahead));
  const adjusted = holm(all.map((slice) => mcnemar(slice.only_b, slice.only_a).p));
  const tested = all.map((slice, at) => ({ ...slice, p: adjusted[at] }));
  tested.sort((x, y) => x.p - y.p || Math.abs(y.gain) - Math.abs(x.gain));
  const bySize = (x: SliceChange, y: SliceChange) => Math.abs(y.gain) - Math.abs(x.gain);
  const apart = tested.filter(({ p }) => p < ALPHA).sort(bySize);
  return apart.length > 0 ? apart : tested.slice(0, NEAREST);
}
