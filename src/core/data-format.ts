/** How a data set was written: what the reader found out and the screens show. */

/** What kind of file it is, and how it was read. */
export type DataFormat =
  | {
      readonly kind: 'csv';
      readonly encoding: string;
      readonly delimiter: string;
      /** `"` or `'`. */
      readonly quote: string;
      readonly header: boolean;
    }
  | { readonly kind: 'json'; readonly encoding: string; readonly shape: 'lines' | 'array' }
  | { readonly kind: 'parquet' };

/** Does the file itself name its columns? */
export const namesColumns = (format: DataFormat): boolean => format.kind !== 'csv' || format.header;
