/** `assay help verdict`, and what `assay imbalance --help` ends in. */
import type { HelpTopic } from './topic.js';

export const VERDICT_TEXT = `IMBALANCE: assay imbalance DATA -t TARGET [-m forest,boost] [--samplers A,B|all]
  Every model of -m is tried plain, with --class-weight balanced, with its cut chosen for f1 inside the training rows (two classes), and after each sampler, always on the same folds. Samplers see training rows alone. A run is what cv makes of its options, to the byte.
  All of it is one version. Its rows stand in results.json under runs, in the order and the groups of compare: corrected resampled t on the shared folds, Holm over all pairs.
  A run that fails is a row with its reason; the others run, and the command ends in exit 6. One that was interrupted goes on with --resume.
  How long it takes is said after a first fit of each model: that time for every fit by its rows, six for each choice inside the training rows, and what each sampler takes, tried on few rows.

THE VERDICT, by the first rule that applies
  constant      no run is shown to beat the best single answer for every row; a run that is not is never taken
  untested      the folds allow no test
  nothing       a plain model is the best run, or not told apart from it, and no remedy is shown to help that model
  threshold     a chosen cut is shown to help: no row is made, probabilities stay as they are
  class-weight  class weights are: no row is made
  resampling    only samplers are left
  Shown to beat that answer is each run beside it, fold by fold: one-sided corrected resampled t, Benjamini-Hochberg over all runs, 5 % (against_baseline in results.json). Where only other runs could be taken, it is the best that is shown to.
  Shown to help (▲) or to harm (▼) is each run beside the plain one of its model: corrected resampled t, Holm over all of these, which were fixed before anything was scored (against_plain in results.json). Not told apart from the best is its group, and the runs marked ? in the next one: of these the mildest remedy that is shown to help is taken, and of its runs the best. Not told apart is no proof of equal: --repeats 5 tells more.
  Then: what the best sampler did to ece, brier (how far p is from what happens) and to the order of rows (average_precision, roc_auc) of its own model.

PROBABILITIES
  Samplers, weights and models that draw rows by class (balanced-forest, easy-ensemble, rus-boost) move them: runs that met shares of classes over 5 % off are marked ! (shifted in results.json) unless --calibrate follows. plots/calibration shows what came true by what was claimed. A chosen cut moves nothing.`;

export const verdict: HelpTopic = {
  id: 'verdict',
  aliases: ['bake-off'],
  summary: 'how remedies for rare classes are tried, and what the verdict goes by',
  text: () => VERDICT_TEXT,
};
