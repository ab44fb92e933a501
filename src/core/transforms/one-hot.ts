/**
 * Coded columns become 0/1 columns named `column=level`, one for every level seen in the training rows, as
 * scikit-learn's OneHotEncoder(handle_unknown='ignore') makes them; other columns pass. Levels are matched by their
 * text; a missing cell and a level not seen in training are 0 in all of them.
 */
import { type CodedColumn, type Column, isNumeric, type NumericColumn } from '../table.js';
import type { Transform } from './transform.js';

/** One entry a column: the levels that got a column of their own, in level order; null for a column that passes. */
interface OneHotState {
  readonly [key: string]: unknown;
  readonly levels: readonly (readonly string[] | null)[];
}

function levelsSeen({ codes, levels }: CodedColumn): string[] {
  const seen = new Uint8Array(levels.length);
  for (const code of codes) if (code >= 0) seen[code] = 1;
  return levels.filter((_, code) => seen[code] === 1);
}

/** One pass over the rows writes every indicator. O(rows + levels * rows of zeros). */
function indicators(column: CodedColumn, kept: readonly string[]): NumericColumn[] {
  const made = kept.map((): Float64Array => new Float64Array(column.codes.length));
  const placeOfLevel = new Map(kept.map((level, place) => [level, place]));
  const placeOfCode = column.levels.map((level) => placeOfLevel.get(level) ?? -1);
  column.codes.forEach((code, row) => {
    const place = code < 0 ? -1 : placeOfCode[code];
    if (place >= 0) made[place][row] = 1;
  });
  return made.map((values, place) => ({
    name: `${column.name}=${kept[place]}`,
    type: 'number',
    values,
    integer: true,
  }));
}

export const oneHot: Transform = {
  id: 'one-hot',
  summary: 'categories become one 0/1 column for each level of the training rows',
  fit: (columns): OneHotState => ({
    levels: columns.map((column) => (isNumeric(column) ? null : levelsSeen(column))),
  }),
  apply(columns, state) {
    const { levels } = state as OneHotState;
    return columns.flatMap((column, i): Column[] =>
      isNumeric(column) ? [column] : indicators(column, levels[i] ?? []),
    );
  },
};
