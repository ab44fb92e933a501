/** What several formats refuse. */
import { dataError } from '../core/errors.js';

/** Exit 3 for a file without a row. */
export const emptyFile = (path: string, what = 'it holds nothing') =>
  dataError(
    'ASSAY_EMPTY',
    `${path === '-' ? 'standard input' : `"${path}"`} is empty: ${what}`,
    'a data set needs columns and rows',
  );
