/** How a data set was written: what the reader found out and the screens show. */
import type { z } from 'zod';
import type { dataFormat } from './schemas/pieces.js';

/** What kind of file it is, and how it was read. */
export type DataFormat = Readonly<z.infer<typeof dataFormat>>;

/** Does the file itself name its columns? */
export const namesColumns = (format: DataFormat): boolean => format.kind !== 'csv' || format.header;
