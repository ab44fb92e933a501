/** `assay help models` */
import { modelsHelp } from '../registry-help.js';
import type { HelpTopic } from './topic.js';

export const models: HelpTopic = {
  id: 'models',
  aliases: ['model'],
  summary: 'every model and its parameters, for -m and -p',
  text: modelsHelp,
};
