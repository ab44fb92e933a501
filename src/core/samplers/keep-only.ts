/** Results of samplers that make no new row. */
import type { WorkWarning } from '../schemas/metric-value.js';
import { isNumeric, sharedFloats, sharedInts, Table } from '../table.js';
import type { Resampled, SampleInput } from './sampler.js';

/** No rows of the same columns. */
const noRows = (table: Table): Table =>
  new Table(
    0,
    table.columns.map((column) =>
      isNumeric(column) ? { ...column, values: sharedFloats(0) } : { ...column, codes: sharedInts(0) },
    ),
  );

/** The rows `keep` of `table` and nothing new. @param keep as of `Resampled` */
export const onlyKeep = (
  table: Table,
  keep: Uint32Array,
  warnings: readonly WorkWarning[] = [],
): Resampled => ({
  keep,
  synthetic: noRows(table),
  syntheticY: new Float64Array(0),
  origin: new Uint32Array(0),
  warnings,
});

/** Training rows without some of them, and nothing new. @param dropped rows of the table; all their repeats go too */
export function dropRows(
  { table, rows }: SampleInput,
  dropped: Iterable<number>,
  warnings: readonly WorkWarning[] = [],
): Resampled {
  const isDropped = new Uint8Array(table.nRows);
  for (const row of dropped) isDropped[row] = 1;
  return onlyKeep(
    table,
    Uint32Array.from(rows).filter((row) => isDropped[row] === 0),
    warnings,
  );
}

/** The training rows that are among some, and nothing new. @param kept rows of the table; all their repeats stay too */
export function keepOnly(
  input: SampleInput,
  kept: Iterable<number>,
  warnings: readonly WorkWarning[] = [],
): Resampled {
  const isKept = new Uint8Array(input.table.nRows);
  for (const row of kept) isKept[row] = 1;
  return dropRows(
    input,
    input.rows.filter((row) => isKept[row] === 0),
    warnings,
  );
}
