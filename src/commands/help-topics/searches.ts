/** `assay help searches` */
import { searchesHelp } from '../registry-help.js';
import type { HelpTopic } from './topic.js';

export const searches: HelpTopic = {
  id: 'searches',
  aliases: ['search'],
  summary: 'how tune looks for parameters, and how ranges are written',
  text: searchesHelp,
};
