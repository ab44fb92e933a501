/** `assay help thresholds` */
import type { HelpTopic } from './topic.js';

const TEXT = `THRESHOLDS: --threshold P or METRIC, of a binary target
  A row is positive when the probability of the positive class is P or more; 0.5 by default.

CHOSEN FOR A METRIC: --threshold f1, fbeta@2, balanced_accuracy, matthews_corrcoef, cost …
  The cut is chosen inside the training rows of each fit: they are dealt to five folds (stratified; whole groups with --groups; in time with --time), each fold is predicted by a fit on the others, sampler and encoders included, and the cut that is best for the metric over all these predictions is taken. Then the model is fitted on all training rows. No tested row has a say.
  Six fits stand for one.
  Every cut that parts the rows differently is tried. The middle of the best plateau is taken; of equally good plateaus the widest.
  results.json has the cut of each fold under folds[].threshold. train and tune save the chosen cut with the model: predict uses it, unless its own --threshold says otherwise.
  Metrics of probabilities (roc_auc, log_loss, brier) do not change with the cut, and are refused.

WHAT MISTAKES COST: --threshold cost --cost fp=1,fn=5
  The cut with the least mean cost. Amounts may be columns: --cost fn=AMOUNT.

BESIDE TunedThresholdClassifierCV of scikit-learn
  It tries 100 cuts and takes the best mean over the folds; here all predictions are scored at once, at every cut.`;

export const thresholds: HelpTopic = {
  id: 'thresholds',
  aliases: ['threshold', 'cut'],
  summary: 'where answers are cut, and how a cut is chosen, for --threshold',
  text: () => TEXT,
};
