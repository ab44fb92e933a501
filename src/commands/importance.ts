/** `assay importance VERSION [DATA]` */
import { EXIT, usageError } from '../core/errors.js';
import type { Command, OptionSpec, Typed } from './command.js';
import { forNewRows, modelArgument } from './new-rows-options.js';
import { dataArgument, experimentOptions, filterOption, readingOptions } from './step-options.js';
import { numberOr, text } from './typed-values.js';

const ownOptions = [
  {
    name: 'by',
    type: 'text',
    value: 'METRIC',
    group: 'evaluation',
    completes: 'metric',
    help: 'the metric that gets worse; default: the one that the version ranks by',
  },
  {
    name: 'repeats',
    type: 'int',
    default: 5,
    min: 1,
    max: 1000,
    group: 'evaluation',
    help: 'how often the cells of each column are swapped anew',
  },
] as const satisfies readonly OptionSpec[];

/** How a file is read is asked of a file that is named: the model's own is read as it was. */
function checkReading({ args, given }: Typed): void {
  const alone = forNewRows(readingOptions).find(({ name }) => given.has(name));
  if (args[1] !== undefined || alone === undefined) return;
  throw usageError(
    'ASSAY_READING_OPTION',
    `--${alone.name} is of a DATA that is named; the data of the version is read as it was`,
    'leave it out, or name DATA: assay importance VERSION DATA',
  );
}

const seedHelp = (option: OptionSpec): OptionSpec =>
  option.name === 'seed' ? { ...option, help: 'the swaps depend on it; the model is what it is' } : option;

export const importance: Command = {
  id: 'importance',
  summary: 'what each column is worth to a saved model, with intervals',
  examples: [
    'assay importance last:train',
    'assay importance last:train --by roc_auc --repeats 20',
    'assay importance last:tune loans',
  ],
  args: [
    modelArgument,
    {
      ...dataArgument,
      required: false,
      help: 'rows to score on; default: those that the version held out, else all it was fitted on',
    },
  ],
  options: [
    filterOption,
    ...ownOptions,
    ...forNewRows(readingOptions),
    ...forNewRows(experimentOptions).map(seedHelp),
  ],
  hasRows: true,
  hasIds: true,
  details: () => DETAILS,
  async run(typed, term) {
    const started = performance.now();
    const { selectVersion } = await import('./selection.js');
    const { commonOptions } = await import('./step-draft.js');
    const { runStep } = await import('./run-step.js');
    const { stemOf } = await import('../data/locate.js');
    const { prepareImportance } = await import('../workflows/importance.js');
    checkReading(typed);
    const [selector, data = null] = typed.args;
    const select = { doneOnly: true, ...(data === null ? {} : { dataStem: stemOf(data) }) };
    const version = selectVersion(typed, term, selector, select);
    const own = { data, by: text(typed, 'by'), repeats: numberOr(typed, 'repeats', 5) };
    const draft = { ...commonOptions('importance', typed), ...own };
    const ran = await runStep(typed, term, started, (context) => prepareImportance(version, draft, context));
    if (!ran) return EXIT.done;
    const { recorded } = ran;
    const { importanceRows, importanceScreen } = await import('../report/screens/importance.js');
    const { stepDocument, stepInput } = await import('./step-result.js');
    const { nextOnVersions } = await import('./next-command.js');
    const input = {
      ...stepInput(recorded, [nextOnVersions(typed, 'verify', recorded.id)]),
      modelVersion: version.id,
      all: term.verbose,
    };
    term.result(
      stepDocument(recorded),
      (style) => importanceScreen(input, style),
      () => importanceRows(recorded.results),
      () => [recorded.id],
    );
    return EXIT.done;
  },
};

const DETAILS = `WHAT IS MEASURED
  value  how much worse the metric is, over all rows, when a column's cells are those of other rows (Breiman 2001), the
         mean over --repeats. A column is what the file has: all that is encoded from it moves with it.
         Columns that say the same share what they are worth: either one alone looks like little.
  interval  95 %, of the value for this model: rows are dealt to up to 20 blocks, cells swap within them, and Student's t
         stands on the jackknife over the blocks. It holds what other rows and other swaps would change, not what
         another fit would; it takes rows to be independent. Fewer than 20 rows have none.
  gain, splits  of models with trees: a column's share of what all splits gained in the fit, and the number of its
         splits. Both are of the training rows and favour columns with many values.
ON WHICH ROWS
  train: those held out. tune, and train --test-size 0: those of the fit, with a warning. DATA: all its rows that have
  the target.`;
