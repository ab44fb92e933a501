/** `assay help intervals` */
import type { HelpTopic } from './topic.js';

const TEXT = `INTERVALS, all of 95 %, AND TESTS: how well a score is known. How often each holds was counted in simulations: test/bench/coverage.txt and test/bench/nulls/rates.md of the source.

OVER FOLDS: what the learner is expected to score, fitted anew on data of this size
  ci95 of a metric in cv, and the groups of compare. Folds share training rows, so the usual t is too sure of itself: the corrected resampled t (Nadeau & Bengio 2003) takes the variance of the mean as s² (1/J + test/training rows), of J folds. Few folds leave it wide: --repeats 5 narrows it. One hold-out has no such interval.
  In classification ci95 has a second part. Folds have about the class shares of their data set, so their spread shows little of what the shares of the next data set change: f1, recall and others, and the prior of the model. That is added in squares to the standard error (share_se in results.json; the groups of compare are of differences by fold and go without it, and so do the bands of assay curve). It is found by the delta method: tested rows weighed as if a class were more frequent or less, and p moved with them, where it follows the shares of the training rows (not after a sampler or class weights; score takes all p to follow). A little is left out: what other shares do to a cut that is chosen inside, and to labels of models without p. And the interval is wider than it need be where folds differ in their shares (kfold, group), or where you chose how many rows of each class there are. Simulated with naive-bayes, five and ten folds, once and twice to ten times, 200 and 1,000 rows, classes by chance: it held the expected accuracy, f1, roc_auc and log_loss in 93 to 99.7 % of the data sets; of two folds five times roc_auc in 92 %.

OVER ROWS: what these fitted models, and no others, are worth on further rows of the kind
  pooled in cv, the interval of train (one hold-out) and of score: all test rows of the first repeat as one sample. roc_auc by DeLong (1988); all else by the BCa bootstrap (Efron 1987), rows drawn with replacement, whole groups with --groups. Metrics of labels: 2,000 resamples of the confusion matrix, which is the same as of rows. Others: 200 to 1,000 resamples of rows; of over 20,000 rows that many are resampled, and the interval is drawn in by the root of their share (resampled_rows).
  few events: under 20 rows in a count that the metric is made of; few groups: under 20 groups. It may then hold too seldom.

TWO CONFIGURATIONS, OR MANY: assay compare
  --test corrected-t, the default: the corrected resampled t of the differences by fold, on equal folds. Of two equal learners it tells apart what it should, 5 % or fewer; of ten, some pair as seldom with Holm, but on five repeats of two folds in 8 %. A group ends before the first row that is told apart from its leader; not told apart is not the same as equal.
  --test 5x2cv-f (Alpaydin 1999): five repeats of two folds. With few rows a fit on one half and its score on the other say nearly the same as the other way round, so that the spread comes out too small: of equal learners it told 10 % apart at 200 rows, 5 % at 1,000. Not for fewer than some 1,000 rows, and never chosen by assay itself.
  --correction holm, the default: over all pairs, the chance of any false difference stays at 5 % (family-wise error). bh: of the differences found, 5 % are false on average (false discovery rate); that one of them is false is more likely than 5 %.
  --rope 0.01: how probable it is that a row is better, as good, or worse, where differences up to 0.01 are as good as none (Benavoli et al. 2017).
  --rule one-se: the simplest row within one standard error (the corrected one of the interval) of the best; simple is what stands early in assay help models.

TWO SETS OF PREDICTIONS: assay compare A B --explain, assay score --against, --test mcnemar and bootstrap
  McNemar's test of who is right alone, the paired bootstrap of the metric, DeLong's test of roc_auc. They are of these predictions: with many rows nearly any two differ. They make no groups. Where rows come in groups the bootstrap draws them whole; McNemar's test counts rows one by one all the same, and says so (ignores_groups).

AGAINST CHANCE: assay cv --permutations 100
  The share of permuted targets, each cross-validated anew, that score as well. After a Ctrl-C of those that were done, from 19 on: of fewer p is above 0.05 whatever they score.

SEVERAL DATA SETS: assay compare A B C --across
  Mean ranks, Friedman's test, Nemenyi's critical difference (Demšar 2006).`;

export const intervals: HelpTopic = {
  id: 'intervals',
  aliases: ['interval', 'tests', 'statistics', 'uncertainty', 'ci95', 'pooled'],
  summary: 'what intervals, groups and tests say, how they are made, and where they do not hold',
  text: () => TEXT,
};
