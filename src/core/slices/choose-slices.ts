/** What `--slices` asks for: columns by name, and `auto`. */
import { isGlob, resolveColumns } from '../columns.js';
import { usageError } from '../errors.js';

/** Asks for a search, unless a column is called so. */
const AUTO = 'auto';

export interface ChosenSlices {
  /** Columns whose levels are scored. */
  readonly columns: readonly string[];
  /** Are weak slices searched for as well? */
  readonly isSearched: boolean;
}

/**
 * @param names all columns of the file
 * @throws AssayError (exit 2) for a name that is no column
 */
export function chooseSlices(typed: readonly string[], names: readonly string[]): ChosenSlices {
  const isAuto = (one: string) => one === AUTO && !names.includes(AUTO);
  return {
    columns: resolveColumns(
      typed.filter((one) => !isAuto(one)),
      names,
      '--slices',
    ),
    isSearched: typed.some(isAuto),
  };
}

/** As they would be typed. */
export const slicesText = ({ columns, isSearched }: ChosenSlices): string[] => [
  ...columns,
  ...(isSearched ? [AUTO] : []),
];

/**
 * The same for a step that has a target, which a glob leaves out.
 * @throws AssayError (exit 2) also where the target is named
 */
export function chooseSlicesBut(
  target: string,
  typed: readonly string[],
  names: readonly string[],
): ChosenSlices {
  const chosen = chooseSlices(typed, names);
  if (chosen.columns.includes(target) && !typed.some(isGlob)) {
    throw usageError(
      'ASSAY_TARGET_ROLE',
      `--slices names the target "${target}"`,
      'scores by class are metrics of one: --metrics f1:LABEL; the confusion matrix has the rest',
    );
  }
  return { ...chosen, columns: chosen.columns.filter((name) => name !== target) };
}
