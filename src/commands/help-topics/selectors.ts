/** `assay help selectors` */
import type { HelpTopic } from './topic.js';

const TEXT = `SELECTORS: how versions are named, the same in every command
  loans/v0003     the version 3 of the experiment loans; loans/v3 will do
  v3              the version 3 of the current experiment
  v3:v9           the versions 3 to 9
  last            the newest version; last:cv the newest of that step
  best:f1         the one that compare chooses by that metric
  @champion       the versions with the tag champion
  loans           every version of an experiment
  ./old/v0003-cv  a path: a folder of a version or of an experiment, of any store

THE CURRENT EXPERIMENT is, in this order
  -x NAME; ASSAY_EXPERIMENT; experiment in assay.yaml; the name of the data set, where there is one on the line; the experiment written last, which is then named on stderr.

FILTERS narrow what was selected, in commands that take several
  --filter 'model in (forest, logistic) and f1 > 0.5'
  --filter 'state = failed'
  --filter 'tags contains champion and not sampler contains smote'
  --filter 'calibrate = isotonic or threshold = f1'
  Names: what list shows, options, parameters (max_depth), metrics; a name that no version has is answered with those known.

A command that needs one version names the candidates when a selector means several.`;

export const selectors: HelpTopic = {
  id: 'selectors',
  aliases: ['selector', 'versions'],
  summary: 'how versions are named: v3, last:cv, best:f1, @tag, v3:v9, paths; filters',
  text: () => TEXT,
};
