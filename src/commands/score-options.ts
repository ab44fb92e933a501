/** The options of `score`, as data: which columns hold what, and how it is scored. */
import type { OptionSpec } from './command.js';
import { byOption, slicesOption } from './modelling-options.js';

const column = (name: string, help: string) =>
  ({
    name,
    type: 'text',
    value: 'COL',
    group: 'columns',
    completes: 'column',
    help,
  }) as const satisfies OptionSpec;

/** Columns of the file of predictions, and the data that the truth may come from. */
export const outsideColumnOptions: readonly OptionSpec[] = [
  column('truth', 'what is true'),
  column('pred', 'what was predicted: a label, or a number'),
  {
    name: 'proba',
    type: 'list',
    value: 'COL[,COL]',
    group: 'columns',
    completes: 'column',
    help: 'probabilities: of the positive class, or one column a class in class order',
  },
  {
    name: 'classes',
    type: 'list',
    value: 'A,B',
    group: 'columns',
    help: 'all classes in their order; default: the labels of truth and predictions, sorted',
  },
  column('weights', 'weigh the rows by it in every metric, from 0'),
  column('groups', 'rows of one group belong together: intervals draw whole groups'),
  column('row', 'the row of the data, from 0'),
  column('fold', 'the fold that the row was tested in, from 0'),
  column('repeat', 'the repeat that the fold is of, from 0'),
  {
    name: 'data',
    type: 'text',
    value: 'DATA',
    group: 'columns',
    completes: 'data',
    help: 'the data whose target is the truth, in place of --truth: with -t and --on or --row',
  },
  column('on', 'the column that FILE and --data have in common, different in every row of the data'),
];

/** How it is scored, and what it is called. */
export const outsideScoringOptions: readonly OptionSpec[] = [
  {
    name: 'threshold',
    type: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    group: 'evaluation',
    help: 'a row is positive from this probability on, where --pred is not given',
  },
  {
    name: 'cost',
    type: 'list',
    value: 'FP=1,FN=5',
    group: 'evaluation',
    help: "what answers cost, for the metric cost: fp=1,fn=5, 'TRUTH>ANSWER=3', or a column of amounts: fn=COLUMN",
  },
  {
    name: 'metrics',
    type: 'list',
    group: 'evaluation',
    completes: 'metric',
    help: 'metrics with a parameter or of one class too (fbeta@2, f1:yes): assay help metrics',
  },
  byOption,
  {
    ...slicesOption,
    help: '--by for each level of these columns of FILE, or of --data; auto searches for weak slices: assay help slices',
  },
  {
    name: 'against',
    type: 'text',
    value: 'COL|VERSION',
    group: 'evaluation',
    completes: 'version',
    help: 'other predictions of the same rows, held against these: a column of FILE, or a version',
  },
  {
    name: 'against-proba',
    type: 'list',
    value: 'COL[,COL]',
    group: 'evaluation',
    completes: 'column',
    help: 'other probabilities in FILE, held against these; with --against COL they go with its answers',
  },
  {
    name: 'name',
    type: 'text',
    value: 'NAME',
    group: 'experiment',
    help: 'what made the predictions: the model that compare shows; default: the name of FILE',
  },
];
