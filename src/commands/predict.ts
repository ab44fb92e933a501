/** `assay predict VERSION DATA` */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../core/errors.js';
import type { Command, OptionSpec } from './command.js';
import { dataArgument, experimentOptions, readingOptions, versionArgument } from './step-options.js';
import { number } from './typed-values.js';

/** The model decides these: what type a column has, and the seed it was fitted with. */
const THE_MODELS = new Set(['types', 'seed']);

const thresholdOption = {
  name: 'threshold',
  type: 'number',
  min: 0,
  max: 1,
  group: 'model',
  help: 'a row is positive from this probability on; default: the version’s',
} as const satisfies OptionSpec;

const readingHelp: Readonly<Record<string, string>> = {
  header: 'whether the first row names the columns; default: as in the file that the model was trained on',
  na: 'cells that mean missing, in place of those of the file that the model was trained on',
};

const readingOfRows = readingOptions
  .filter(({ name }) => !THE_MODELS.has(name))
  .map((option): OptionSpec => ({ ...option, help: readingHelp[option.name] ?? option.help }));

export const predict: Command = {
  id: 'predict',
  summary: 'predict new rows with the model that a version saved',
  examples: ['assay predict last:train loans', 'assay predict best:f1 loans -o predictions.csv'],
  args: [versionArgument, dataArgument],
  options: [
    ...readingOfRows,
    thresholdOption,
    ...experimentOptions.filter(({ name }) => !THE_MODELS.has(name)),
  ],
  hasRows: true,
  product: 'the predictions as CSV: row, prediction, p_<class>',
  details: () => DETAILS,
  async run(typed, term) {
    const started = performance.now();
    const { selectVersion } = await import('./selection.js');
    const { readingOf } = await import('./step-draft.js');
    const { runStep } = await import('./run-step.js');
    const { stemOf } = await import('../data/locate.js');
    const { preparePredict } = await import('../workflows/predict.js');
    const version = selectVersion(typed, term, {
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
    const { recorded } = await runStep(typed, term, started, (context) =>
      preparePredict(version, draft, context),
    );
    const { readPredictions } = await import('../workflows/predictions.js');
    const { PREVIEW_ROWS, predictScreen } = await import('../report/screens/predict.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { nextOnVersions } = await import('./next-command.js');
    const saved = join(recorded.path, 'predictions.csv');
    if (term.output !== null) copyFileSync(saved, term.output);
    const isLabel = recorded.results.counts !== null;
    const input = {
      ...stepInput(recorded, [nextOnVersions(typed, 'verify', recorded.id)]),
      modelVersion: version.id,
      predictions: term.output ?? saved,
    };
    term.result(
      stepDocument(recorded),
      (style) => predictScreen({ ...input, first: readPredictions(saved, isLabel, PREVIEW_ROWS) }, style),
      () => readPredictions(saved, isLabel),
    );
    return EXIT.done;
  },
};

const DETAILS = `New rows
  The model holds how its training file was read, and new rows are read alike: each column has the model's type, its
  missing cells and its levels, whatever the new file alone would suggest. Columns may stand in any order, others are
  not used, and the target may be there or not. One that is needed and not there is an error.
  A cell that is no value of its column's type is missing, and counted; a level that the model never saw is counted:
  encoded it is 0 in all columns of the category, trees take it as missing. Every row has a prediction.`;
