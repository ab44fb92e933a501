/**
 * Where two learners differ: for the slices that every column is cut into, as for `--slices`, which of the two is right (or
 * closer) more often. McNemar's test of each slice, Holm over all of them: the search is paid for.
 */
import type { SliceChange } from '../schemas/compare-explain.js';
import { cutColumn } from '../slices/cut-column.js';
import { holm } from '../statistics/holm.js';
import type { Column, Table } from '../table.js';
import { mcnemar } from './mcnemar.js';
import { tally } from './paired-rows.js';

const LEAST_ROWS = 20;
const ALPHA = 0.05;
/** Shown though none is told apart. */
const NEAREST = 3;

function changesOf(column: Column, ahead: Int8Array): Omit<SliceChange, 'p'>[] {
  const { parts, partOf } = cutColumn(column, [...ahead.keys()]);
  const aheadIn = parts.map((): number[] => []);
  for (let row = 0; row < ahead.length; row++) aheadIn[partOf[row]].push(ahead[row]);
  return parts.flatMap(({ level }, part) => {
    const nRows = aheadIn[part].length;
    if (nRows < LEAST_ROWS || nRows === ahead.length) return [];
    const { a, b } = tally(aheadIn[part]);
    return [{ column: column.name, slice: level, rows: nRows, only_a: a, only_b: b, gain: (b - a) / nRows }];
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
