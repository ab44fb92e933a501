/** `assay predict VERSION DATA` */
import { join } from 'node:path';
import { EXIT } from '../core/errors.js';
import type { Command, OptionSpec } from './command.js';
import { forNewRows, modelArgument } from './new-rows-options.js';
import { dataArgument, experimentOptions, filterOption, readingOptions } from './step-options.js';
import { number } from './typed-values.js';

const thresholdOption = {
  name: 'threshold',
  type: 'number',
  min: 0,
  max: 1,
  group: 'model',
  help: "a row is positive from this probability on; default: the model's",
} as const satisfies OptionSpec;

export const predict: Command = {
  id: 'predict',
  summary: 'predict new rows with the model that a version saved',
  examples: ['assay predict last:train loans', 'assay predict best:f1 loans -o predictions.csv'],
  args: [modelArgument, dataArgument],
  options: [
    filterOption,
    ...forNewRows(readingOptions),
    thresholdOption,
    // The seed is the one that the model was fitted with.
    ...forNewRows(experimentOptions).filter(({ name }) => name !== 'seed'),
  ],
  hasRows: true,
  hasIds: true,
  product:
    'the predictions as CSV: row, prediction, p_<class>; of train --conformal low_90, high_90 or set_90',
  details: () => DETAILS,
  async run(typed, term) {
    const started = performance.now();
    const { selectVersion } = await import('./selection.js');
    const { readingOf } = await import('./step-draft.js');
    const { runStep } = await import('./run-step.js');
    const { stemOf } = await import('../data/locate.js');
    const { preparePredict } = await import('../workflows/predict.js');
    const version = selectVersion(typed, term, typed.args[0], {
      doneOnly: true,
      dataStem: stemOf(typed.args[1]),
    });
    const draft = {
      schema: 'assay/options/1',
      step: 'predict',
      data: typed.args[1],
      reading: readingOf(typed),
      threshold: number(typed, 'threshold'),
    } as const;
    const ran = await runStep(typed, term, started, (context) => preparePredict(version, draft, context));
    if (!ran) return EXIT.done;
    const { recorded } = ran;
    const { firstPredictions, readPredictions } = await import('../workflows/predictions.js');
    const { PREVIEW_ROWS, predictScreen } = await import('../report/screens/predict.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { nextOnVersions } = await import('./next-command.js');
    const saved = join(recorded.path, 'predictions.csv');
    if (term.output !== null) term.product({ file: saved });
    const isLabel = recorded.results.counts !== null;
    const input = {
      ...stepInput(recorded, [nextOnVersions(typed, 'verify', recorded.id)]),
      modelVersion: version.id,
      predictions: term.output ?? saved,
    };
    term.result(
      stepDocument(recorded),
      (style) => predictScreen({ ...input, first: firstPredictions(saved, isLabel, PREVIEW_ROWS) }, style),
      () => readPredictions(saved, isLabel),
      () => [recorded.id],
    );
    return EXIT.done;
  },
};

const DETAILS = `NEW ROWS
  are read as the file that the model was trained on: with its types, missing cells and levels.
  Columns may stand in any order; others are not used; the target may be there or not.
  A missing column is an error. A cell that does not fit its column's type is missing, and counted.
  A level that the model never saw is counted: encoded it is 0 everywhere, to trees it is missing.
  Every row has a prediction.
  CSV, JSON Lines and Parquet of any size are read, predicted and written piece by piece; text that is not UTF-8 and a
  JSON array are held as a whole. Packed files and standard input stand unpacked in the temporary folder meanwhile.`;
