/** How many rows a sampler may make. */
import { usageError } from '../errors.js';
import { count } from '../shown-numbers.js';

/** What the kernels' memory holds too. */
const MOST_BYTES = 2 ** 32;

/** A cell, and what is drawn for a new row (its base, its neighbours, its label) counted in cells. */
const CELL_BYTES = 8;
const DRAWN_CELLS = 8;

/** The most rows of so many columns that fit into 4 GB with what is drawn for them. */
export const mostNewRows = (nColumns: number): number =>
  Math.floor(MOST_BYTES / (CELL_BYTES * (nColumns + DRAWN_CELLS)));

/** @throws AssayError exit 2 for more new rows than memory holds, before any is made */
export function checkNewRows(samplerId: string, nNew: number, nColumns: number): void {
  const most = mostNewRows(nColumns);
  if (nNew <= most) return;
  throw usageError(
    'ASSAY_STRATEGY_MEMORY',
    `${samplerId}: sampling_strategy asks for ${count(nNew)} new rows, and 4 GB hold ${count(most)} of ${nColumns} columns`,
    'ask for fewer rows',
  );
}
