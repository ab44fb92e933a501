/**
 * Random forest on binned columns (Breiman 2001): bootstrap rows, features drawn at every split, the mean of the trees'
 * class shares (as scikit-learn averages) or values.
 */
import { forestModel } from './forest-model.js';

export const forest = forestModel({
  id: 'forest',
  summary: 'random forest on binned columns',
  bootstrap: true,
  drawsCuts: false,
});
