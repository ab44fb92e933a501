/** `assay help config` */
import type { HelpTopic } from './topic.js';

const TEXT = `CONFIGURATION: where the value of an option comes from, the strongest first
  1  what is typed                --folds 10
  2  --set KEY=VALUE              as if it stood in assay.yaml: --set cv.folds=10
  3  --like VERSION               all options of that version
  4  variables                    ASSAY_FOLDS=10; ASSAY_DATA names the data set, ASSAY_CONFIG the file
  5  assay.yaml                   of --config FILE, else the nearest one in this folder or above it
  6  the default                  as --help shows it
  Typed several times, an option that takes a list, or is marked repeatable, joins its values; of others the last counts.

ASSAY.YAML: a key for each option, by its long name; assay init writes one with comments
  data: loans.csv
  target: default
  folds: 10
  types:
    zip: category
  params:
    forest:
      max_depth: 8
  cv:
    repeats: 3

  What stands under the name of a command is for that command alone. Paths are relative to the file.
  A key that means nothing is an error that names its line: a misspelt one never passes for the default.

SEE  assay config show --origin: every option in effect for a command, and where it comes from`;

export const configTopic: HelpTopic = {
  id: 'config',
  aliases: ['configuration', 'assay.yaml'],
  summary: 'assay.yaml, --set, --like and ASSAY_* variables, and which of them wins',
  text: () => TEXT,
};
