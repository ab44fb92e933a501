/** `assay help samplers` */
import { samplersHelp } from '../registry-help.js';
import type { HelpTopic } from './topic.js';

const WRONG_WAY = `BEFORE OR AFTER THE SPLIT: assay cv … --sampler smote --leak-gap
  A sampler sees the training rows of each fold alone. Sampling the whole table first puts copies or neighbours of tested rows among those that train: --leak-gap does that too, and shows by how much each metric is inflated (leak_gap in results.json). Rows made there have group, time, weight and costs of the row they were grown from. Nothing ranks or gates by it.`;

export const samplers: HelpTopic = {
  id: 'samplers',
  aliases: ['sampler'],
  summary: 'every sampler and its parameters, for --sampler',
  text: async () => `${await samplersHelp()}\n\n${WRONG_WAY}`,
};
