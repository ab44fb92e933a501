/** Folds that a column of the data names (scikit-learn's PredefinedSplit); the column is no feature. */
import { dataError, usageError } from '../errors.js';
import type { ParamSpecs } from '../params.js';
import { columnForm } from './column-form.js';
import { foldFromTested, type Splitter } from './splitter.js';

const predefinedParams = {
  column: {
    type: 'text',
    default: null,
    form: columnForm,
    help: 'the column: each of its values is a fold; rows where it is missing or below 0 always train',
  },
} as const satisfies ParamSpecs;

export const predefined: Splitter = {
  id: 'predefined',
  aliases: ['PredefinedSplit'],
  summary: 'folds that a column of the data names: -p predefined.column=COL',
  protocol: 'given',
  tests: 'some',
  isRandom: false,
  params: predefinedParams,
  split({ foldOfRow }, _params, _rng, repeat) {
    if (!foldOfRow)
      throw usageError(
        'ASSAY_NEEDS_COLUMN',
        'the splitter predefined needs the column with the folds',
        'name it: -p predefined.column=COL',
      );
    const nFolds = foldOfRow.reduce((most, fold) => Math.max(most, fold + 1), 0);
    if (nFolds < 1 || (nFolds === 1 && foldOfRow.every((fold) => fold === 0)))
      throw dataError(
        'ASSAY_FEW_FOLDS',
        nFolds < 1
          ? 'no row is in a fold of predefined.column'
          : 'predefined.column has one value: nothing trains',
        'it needs two values, or one beside rows below 0',
      );
    return Array.from({ length: nFolds }, (_, fold) => foldFromTested(foldOfRow, repeat, fold));
  },
};
