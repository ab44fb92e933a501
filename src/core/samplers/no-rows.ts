/** Results of samplers that make no new row. */
import { isNumeric, sharedFloats, sharedInts, Table } from '../table.js';
import type { Resampled } from './sampler.js';

/** No rows of the same columns. */
const noRows = (table: Table): Table =>
  new Table(
    0,
    table.columns.map((column) =>
      isNumeric(column) ? { ...column, values: sharedFloats(0) } : { ...column, codes: sharedInts(0) },
    ),
  );

/** The rows `keep` of `table` and nothing new. */
export const onlyKeep = (table: Table, keep: Uint32Array): Resampled => ({
  keep,
  synthetic: noRows(table),
  syntheticY: new Float64Array(0),
  origin: new Uint32Array(0),
  warnings: [],
});
