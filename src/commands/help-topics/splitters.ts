/** `assay help splitters` */
import { splittersHelp } from '../registry-help.js';
import type { HelpTopic } from './topic.js';

export const splitters: HelpTopic = {
  id: 'splitters',
  aliases: ['splitter'],
  summary: 'how rows are dealt to folds, for --splitter',
  text: splittersHelp,
};
