/** `assay help metrics` */
import { metricsHelp } from '../registry-help.js';
import type { HelpTopic } from './topic.js';

export const metrics: HelpTopic = {
  id: 'metrics',
  aliases: ['metric'],
  summary: 'every metric, its range and direction, for --by and --metrics',
  text: metricsHelp,
};
