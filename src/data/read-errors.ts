/** What several formats refuse. */
import { dataError, refusedError } from '../core/errors.js';

/** Exit 3 for a file without a row. */
export const emptyFile = (path: string, what = 'it holds nothing') =>
  dataError(
    'ASSAY_EMPTY',
    `${path === '-' ? 'standard input' : `"${path}"`} is empty: ${what}`,
    'a data set needs columns and rows',
  );

/** Exit 4 for a file that was written to between two looks at it. */
export const changed = (path: string) =>
  refusedError(
    'ASSAY_CHANGED',
    `"${path}" changed while it was being read`,
    'run again when nothing writes to it any more, or on a copy',
  );
