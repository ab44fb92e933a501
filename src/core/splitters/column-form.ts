/** A parameter that names a column of the data. */
import type { TextForm } from '../params.js';

/** Which columns there are is only known with the data: any text but none is a name. */
export const columnForm: TextForm = {
  shape: 'a column',
  columns: (text) => (text.trim() === '' ? null : [text]),
  rename: (text, namesOf) => namesOf(text)[0],
};
