/** `assay help samplers` */
import { samplersHelp } from '../registry-help.js';
import type { HelpTopic } from './topic.js';

export const samplers: HelpTopic = {
  id: 'samplers',
  aliases: ['sampler'],
  summary: 'every sampler and its parameters, for --sampler',
  text: samplersHelp,
};
