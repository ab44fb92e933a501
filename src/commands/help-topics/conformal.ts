/** `assay help conformal` */
import type { HelpTopic } from './topic.js';

const TEXT = `CONFORMAL: --conformal split or cv+, --coverage 0.9 or a list, of cv and train
  An interval of numbers, or a set of classes, for each row: it holds the answer as often as --coverage says, whatever the model, as long as rows that calibrate and rows that are asked about could have come in any order. That is a mean over rows and data sets: some kinds of rows are held more often, others less.

split
  A quarter of the training rows of each fit is held back (stratified; whole groups with --groups; the newest with --time), the pipeline is fitted on the others, and the rows held back say how far off it is: one fit, of fewer rows. The model that is scored, and that train saves, is that one. predict then adds low_90 and high_90, or set_90 (labels joined by |; a JSON list where labels hold one).
  With n such rows the interval reaches to the score of rank (n + 1) * coverage. Where n is too small for that (under 9 for 0.9, 19 for 0.95), it is unbounded, or a set of all classes, and a warning says so.

cv+ of cv
  Five folds inside the training rows, each predicted by a fit on the others; an interval is made of all of these fits. No row is held back, and six fits stand for one. What is proved is 2 * coverage - 1; in practice it is coverage. train refuses it: five models would have to be saved.

SCORES: how strange an answer is
  of numbers    the distance from the prediction: all intervals of split are equally wide
  lac           1 - p of the class, the default: the smallest sets; some are empty where nothing is likely
  aps           p of all likelier classes and a random share of its own (--conformal split:aps): sets grow where a row is hard
  Equal scores are told apart by a number that hangs on the row's cells and --seed, so that few distinct answers (trees) do not widen the sets, and equal rows have equal sets.

IN results.json AND ON THE SCREEN
  conformal.levels: coverage over the tested rows with its 95 % interval, mean width or mean number of classes, share of empty regions; and the same by fold. Those rows had no say in anything. predictions.csv has the regions of each row.

WHERE IT DOES NOT HOLD
  --time: later rows are no exchange for earlier ones. What is drifting is covered less than asked for; look at coverage by fold.
  --groups: whole groups calibrate, so that it holds for rows of new groups as far as groups are alike.
  --weights do not count here: every row calibrates alike, and rows of weight 0 not at all.

SOURCES
  Papadopoulos et al. 2002; Lei et al. 2018 (split); Sadinle et al. 2019 (lac); Romano et al. 2020 (aps, cv+ of classes); Barber et al. 2021 (cv+). MAPIE's numbers on the same data: npm run bench -- conformal.`;

export const conformal: HelpTopic = {
  id: 'conformal',
  aliases: ['coverage', 'prediction-intervals', 'prediction-sets'],
  summary: 'intervals and sets that hold the answer as often as asked, for --conformal',
  text: () => TEXT,
};
