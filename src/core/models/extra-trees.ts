/**
 * Extremely randomised trees on binned columns (Geurts, Ernst & Wehenkel 2006): of each feature that a split looks at one
 * cut is drawn, uniformly between the node's smallest and largest value; missing values go to a side that is drawn too.
 */
import { forestModel } from './forest-model.js';

export const extraTrees = forestModel({
  id: 'extra-trees',
  summary: 'trees whose cuts are drawn, on binned columns',
  aliases: ['extremely-randomised-trees'],
  bootstrap: false,
  drawsCuts: true,
});
