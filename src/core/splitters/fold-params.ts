/** Parameters and refusals that splitters share. */
import { dataError, usageError } from '../errors.js';
import type { ParamSpecs, Params } from '../params.js';
import { counted } from '../shown-numbers.js';
import { type Fold, foldFromAssignment } from './splitter.js';

/** `-k` */
export const foldsParam = {
  folds: { type: 'int', default: 5, min: 2, help: 'number of folds' },
} as const satisfies ParamSpecs;

/** Of splitters whose number of folds comes from the data. */
export const mostFitsParam = {
  max_fits: { type: 'int', default: 5000, min: 1, help: 'more folds than this are refused' },
} as const satisfies ParamSpecs;

/** @throws AssayError exit 3 when there are fewer rows than folds. */
export function demandRows(nRows: number, folds: number, what = 'rows'): void {
  if (nRows >= folds) return;
  throw dataError(
    'ASSAY_FEW_ROWS',
    `${folds} folds need at least ${folds} ${what}, got ${nRows}`,
    `use -k ${Math.max(2, nRows)} or fewer`,
  );
}

/** @throws AssayError exit 2 when the data would make more fits than anyone wants without saying so */
export function demandFewFits(id: string, nFits: number, params: Params, instead: string): void {
  if (nFits <= Number(params.max_fits)) return;
  throw usageError(
    'ASSAY_MANY_FITS',
    `--splitter ${id} would make ${counted(nFits, 'fit')}, more than ${params.max_fits}`,
    `use ${instead}; if you mean it: -p ${id}.max_fits=${nFits}`,
  );
}

/** @throws AssayError exit 2 when the problem has none */
export function demandGroups(id: string, groups: Int32Array | null): Int32Array {
  if (groups) return groups;
  throw usageError(
    'ASSAY_NEEDS_GROUPS',
    `the splitter ${id} needs groups`,
    'name their column: --groups COL',
  );
}

/** @throws AssayError exit 3 when there are fewer groups than folds */
export function demandManyGroups(nGroups: number, folds: number): void {
  if (nGroups >= folds) return;
  throw dataError(
    'ASSAY_FEW_GROUPS',
    `${folds} folds need at least ${folds} groups, got ${nGroups}`,
    `use -k ${Math.max(2, nGroups)}`,
  );
}

/** Rows of each group. @param groups numbered from 0 without gaps */
export function groupSizes(groups: Int32Array): number[] {
  const sizes: number[] = [];
  for (const id of groups) sizes[id] = (sizes[id] ?? 0) + 1;
  return sizes;
}

export const foldsOf = (assignment: Int32Array, folds: number, repeat: number): Fold[] =>
  Array.from({ length: folds }, (_, fold) => foldFromAssignment(assignment, repeat, fold));
