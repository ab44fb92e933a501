/** `assay help samplers` */
import { samplersHelp } from '../registry-help.js';
import type { HelpTopic } from './topic.js';

const WRONG_WAY = `BEFORE OR AFTER THE SPLIT: assay cv … --sampler smote --leak-gap
  A sampler sees the training rows of each fold alone. Sampling the whole table first puts copies or neighbours of tested rows among those that train: --leak-gap does that too, and shows by how much each metric is inflated (leak_gap in results.json); of a sampler that only takes rows away it is the gap of other tested rows, fewer and in other shares of the classes. Rows made there have group, time, weight and costs of the row they were grown from. Nothing ranks or gates by it.
  A file that resample wrote, or a large part of it, is refused as data to be scored on (exit 4), shuffled, converted or with columns renamed too. Not recognised is a copy that is rounded, re-typed or extended, that another tool cut a column out of (but for that of --synthetic-flag), or whose labels were renamed.`;

const RECIPE = `AS A RESAMPLE DID: assay cv … --recipe loans/v0001
  The sampler of that version and its parameters, on the training rows of each fold, as --sampler ID -p ID.NAME=VALUE would; the version that runs keeps them itself. VERSION is any selector (last: the last resample), the folder, or a recipe.json. A typed -p ID.NAME=VALUE overrides one parameter; --sampler beside it is an error. A recipe made for another target or from other columns is used as it is, and told.`;

export const samplers: HelpTopic = {
  id: 'samplers',
  aliases: ['sampler'],
  summary: 'every sampler and its parameters, for --sampler',
  text: async () => `${await samplersHelp()}\n\n${RECIPE}\n\n${WRONG_WAY}`,
};
