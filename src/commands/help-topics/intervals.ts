/** `assay help intervals` */
import type { HelpTopic } from './topic.js';

const TEXT = `INTERVALS AND TESTS: how well a score is known
OVER FOLDS: what the learner is expected to score, fitted anew
  The interval beside mean and ±std of cv, and the groups of compare. Folds share training rows, so the usual t is too sure of itself; the corrected resampled t (Nadeau & Bengio 2003) allows for that. Few folds leave it wide: --repeats 5 narrows it.
OVER ROWS: what these fitted models score
  pooled in cv, the interval of train (one hold-out) and of score: the metric over all test rows at once, with the BCa bootstrap (Efron 1987), for roc_auc DeLong's interval (1988). Whole groups are drawn with --groups.
  It knows nothing of another fit on other rows, and is narrower with many rows.
  few events: under 20 rows in a count that the metric is made of; few groups: under 20 groups. It may then cover too seldom.
TWO CONFIGURATIONS, OR MANY: assay compare
  The corrected t of their differences, fold by fold on equal folds, corrected over all pairs (--correction). A group ends before the first row that is told apart from its leader; not told apart is not the same as equal.
  --rope 0.01: how probable it is that a row is better, as good, or worse, where differences up to 0.01 are as good as none.
  --rule one-se: the simplest row within one standard error (the corrected one of the interval) of the best; simple is what stands early in assay help models.
TWO SETS OF PREDICTIONS: assay compare A B --explain, assay score --against
  McNemar's test of who is right alone, the paired bootstrap of the metric, DeLong's test of roc_auc. They are of these predictions: with many rows nearly any two differ. They make no groups.
AGAINST CHANCE: assay cv --permutations 100
  The share of permuted targets, each cross-validated anew, that score as well.
SEVERAL DATA SETS: assay compare A B C --across
  Mean ranks, Friedman's test, Nemenyi's critical difference (Demšar 2006).`;

export const intervals: HelpTopic = {
  id: 'intervals',
  aliases: ['interval', 'tests', 'statistics', 'uncertainty'],
  summary: 'what the intervals, groups and tests say, and what they do not',
  text: () => TEXT,
};
