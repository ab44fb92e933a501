/** `assay help intervals` */
import type { HelpTopic } from './topic.js';

const TEXT = `INTERVALS, all of 95 %, and the tests of compare. How often each holds was counted in simulations: test/bench/coverage.txt and test/bench/nulls/rates.md of the source.

OVER FOLDS: ci95 of a metric
  Where the expected score of the learner lies, fitted on data of this size: the corrected resampled t (Nadeau & Bengio 2003). Folds share training rows, so their spread alone says too little; the variance of the mean is taken as s² (1/J + test/training rows), of J folds.
  Stratified folds all have the class shares of the data, so what the shares change cannot be seen between them: the interval is for data of these shares. f1, recall and others that the shares move, by what the learner takes from them too, vary more from one sample of rows to the next than it says. Simulated with naive-bayes, five folds twice: it held the expected f1 in 97 to 98 % of the data sets when all had half of their rows positive, in 91 % when each row was positive by chance, in 85 % with ten folds ten times on 200 rows (accuracy, roc_auc: 93 to 98 %).
  One hold-out has no such interval.

OVER ROWS: pooled.ci95
  What these fitted models, and no others, are worth on further rows of the kind: all test rows of the first repeat as one sample. roc_auc by DeLong (1988); all else by the BCa bootstrap (Efron 1987), rows drawn with replacement, whole groups with --groups. Metrics of labels: 2,000 resamples of the confusion matrix, which is the same as of rows. Others: 200 to 1,000 resamples of rows; of over 20,000 rows that many are resampled, and the interval is drawn in by the root of their share (resampled_rows).
  few events: a count that the metric is made of is under 20 rows; the interval may then hold too seldom.

BETWEEN LEARNERS: compare
  --test corrected-t, the default: the corrected resampled t of the differences by fold. Of two equal learners it tells apart what it should, 5 % or fewer; of ten, some pair as seldom with Holm, but on five repeats of two folds in 8 %.
  --test 5x2cv-f (Alpaydin 1999): five repeats of two folds. With few rows a fit on one half and its score on the other say nearly the same as the other way round, so that the spread comes out too small: of equal learners it told 10 % apart at 200 rows, 5 % at 1,000. Not for fewer than some 1,000 rows, and never chosen by assay itself.
  --correction holm, the default: over all pairs, the chance of any false difference stays at 5 % (family-wise error). bh: of the differences found, 5 % are false on average (false discovery rate); that one of them is false is more likely than 5 %.
  --test mcnemar and bootstrap look at rows: they are of these fitted models, as pooled is.`;

export const intervals: HelpTopic = {
  id: 'intervals',
  aliases: ['interval', 'statistics', 'tests', 'ci95', 'pooled'],
  summary: 'what intervals and tests say, how they are made, and where they do not hold',
  text: () => TEXT,
};
