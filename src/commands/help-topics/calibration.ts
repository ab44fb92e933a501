/** `assay help calibration` */
import { calibrationHelp } from '../registry-help.js';
import type { HelpTopic } from './topic.js';

export const calibration: HelpTopic = {
  id: 'calibration',
  aliases: ['calibrate', 'calibrators'],
  summary: 'how probabilities are mended, for --calibrate',
  text: calibrationHelp,
};
