/** What commands that use a saved model on rows have in common: which model, and how the rows are read. */
import type { ArgumentSpec, OptionSpec } from './command.js';
import { versionArgument } from './step-options.js';

/** The version whose model is used. */
export const modelArgument: ArgumentSpec = {
  ...versionArgument,
  completes: 'saved-model',
  help: 'a train or tune version: loans/v0003, v3, last:train, best:f1, @tag, or the path of its folder',
};

/** The model decides what type a column has. */
const THE_MODELS = new Set(['types']);

const HELP: Readonly<Record<string, string>> = {
  header: 'whether the first row names the columns; default: as in the file that the model was trained on',
  na: 'cells that mean missing, in place of those of the file that the model was trained on',
  experiment: "the line of work; a new version goes by default to the model's",
};

/** What a step takes, less what the model decides. */
export const forNewRows = (options: readonly OptionSpec[]): OptionSpec[] =>
  options
    .filter(({ name }) => !THE_MODELS.has(name))
    .map((option) => ({ ...option, help: HELP[option.name] ?? option.help }));
