/** `assay help slices` */
import type { HelpTopic } from './topic.js';

const TEXT = `SCORES OF PARTS OF THE ROWS: --slices COL[,COL] of cv, train, tune and score
  The metric that ranks for each level of the columns, with its interval and how far it is from the other rows. Columns that are no features may be named too: --drop sex --slices sex. score takes columns of FILE, and of --data. tune parts what its best trial predicted, which flatters as its score does; with --nested it does not.
  --slices auto searches all features for weak slices. Both together: --slices sex,age,auto.

HOW COLUMNS ARE CUT, here and by compare A B --explain
  Categories by level; of more than 20 levels the rarest are joined into "others". Missing cells are a level.
  Numbers of up to 5 values by value; others where quarters of the rows begin, equal values together.
  Dates by month, from three years on by year; as numbers where that makes one slice or more than 24.

WHAT IS TESTED
  p: how well the rows of the slice would lose so much more than the others by chance. A one-sided t test of mean losses, with Welch's variance or that of all rows, the larger one; by whole groups where there are --groups; Holm over all slices that are tested. Slices under 20 rows are not. A slice is weak when p is below 0.05 and its score is worse than that of the others.
  The loss of a row is -log p(truth), p taken as no less than 0.001; without probabilities wrong or not; of numbers the squared error, or the absolute one where --by counts errors so (mae, mape and their like).
  Both must agree since each alone may mislead: losses are high where nobody could be sure, f1 is low where positives are rare.

THE SEARCH
  Rows are dealt to two halves (by --seed, groups whole). A tree of depth 3 is grown on the losses of each half, its leaves of at least 30 rows and 1 % of the half; categories are split into one level and all others. Every node is a slice. The five that lose most in one half, of those that score worse there, are tested on the other half, which had no part in choosing them; of a found slice, score, interval and p are of that other half. Of slices that repeat each other the weakest stands.
  Where no slice is weak, at most 5 % of searches report one.

  All of it is about these fitted models. A weak slice need not be the model's fault: its rows may depend on what is not in the columns.`;

export const slices: HelpTopic = {
  id: 'slices',
  aliases: ['slice', 'subgroups'],
  summary: 'scores of parts of the rows, and weak ones that are searched for, for --slices',
  text: () => TEXT,
};
