/** Every id of an alert, finding or warning: what it means, and what to do about it. A test finds ids without a line. */

export interface AlertMeaning {
  readonly about: 'leaks' | 'columns' | 'target' | 'reading' | 'fitting';
  /** For an id of a check: what it means for the score; the check's summary says what it finds. */
  readonly means: string;
  readonly advice: string;
}

/** By id, in the order in which help shows them. */
export const ALERT_MEANINGS: Readonly<Record<string, AlertMeaning>> = {
  'target-copy': {
    about: 'leaks',
    means: 'the score will be near perfect and worth nothing on new rows',
    advice: 'leave the column out with --drop, unless it is known before the answer is',
  },
  'target-sum': {
    about: 'leaks',
    means: 'together they are the answer',
    advice: 'leave at least one of them out with --drop',
  },
  'duplicates-across-folds': {
    about: 'leaks',
    means: 'a model can remember the row that it is tested on',
    advice: 'remove repeats from the data, or keep equal rows together with --groups',
  },
  'gate-folds': {
    about: 'fitting',
    means: 'the version of the tag was scored on other folds: some of the difference is the luck of the deal',
    advice: 'score both on the same folds (--split-seed, -k), or allow a margin: @tag-0.01',
  },
  'groups-across-folds': {
    about: 'leaks',
    means: 'a model can recognise the group instead of learning the rule',
    advice: 'use --groups COL, so that a group stays in one fold',
  },
  'time-ordered': {
    about: 'leaks',
    means: 'the score tells of filling gaps, not of forecasting',
    advice: 'use --time COL if new rows will be later ones',
  },
  'time-backwards': {
    about: 'leaks',
    means: 'rows are tested that are older than some of those trained on',
    advice: 'use --time COL, so that the rows are sorted first',
  },
  'classes-missing': {
    about: 'leaks',
    means: 'a class cannot be predicted, or its metrics are undefined, in some folds',
    advice: 'use fewer folds, a stratified splitter, or leave the class out',
  },
  'id-like': {
    about: 'leaks',
    means: 'such a column names rows and says nothing about new ones',
    advice: 'leave it out, as is the default; --keep uses it all the same',
  },
  'leaky-data': {
    about: 'leaks',
    means: 'the data holds rows that a sampler made or repeated, and --allow-leaky let it run',
    advice: 'run on the original data with --sampler, which resamples inside each fold',
  },
  'unreadable-recipe': {
    about: 'leaks',
    means: 'a resampled version cannot be read, so its rows are not recognised',
    advice: 'restore or remove that version',
  },
  'other-recipe': {
    about: 'fitting',
    means: 'the sampler of --recipe was chosen for another target or other columns, and runs as it is',
    advice: 'name the columns as then (--drop), or choose with --sampler and -p ID.NAME=VALUE',
  },
  constant: {
    about: 'columns',
    means: 'one value in all rows: it cannot help; models leave it out',
    advice: 'nothing, or remove it from the data',
  },
  'all-missing': {
    about: 'columns',
    means: 'no cell is filled; models leave it out',
    advice: 'see whether the export lost it, and whether --na names too much',
  },
  'mostly-missing': {
    about: 'columns',
    means: 'more than half of the cells are missing, so most of what a model sees is filled in',
    advice: 'ask why; that a cell is missing can itself be the signal, or a leak',
  },
  'many-levels': {
    about: 'columns',
    means: 'a text with very many different values, more like a name than a category; models leave it out',
    advice: 'shorten it to what matters (a domain, a prefix), or --keep it',
  },
  'code-like': {
    about: 'columns',
    means: 'a few whole numbers that may be codes, whose order would mean nothing',
    advice: 'if they are codes: --types COL=category',
  },
  skewed: {
    about: 'columns',
    means: 'a few values are far larger than the others; it matters to logistic and knn, not to trees',
    advice: 'try its logarithm in the data, or a model of trees',
  },
  correlated: {
    about: 'columns',
    means: 'two neighbouring columns tell nearly the same',
    advice: 'keep one if you want to read importances; for scores it seldom matters',
  },
  duplicates: {
    about: 'columns',
    means: 'rows that equal an earlier one; equal rows with different targets set a limit to any score',
    advice: 'find out whether they are real; see duplicates-across-folds',
  },
  'duplicate-rows': {
    about: 'columns',
    means: 'the same, said by validate: rows that equal an earlier one, id-like columns aside',
    advice: 'find out whether they are real; -o FILE writes them',
  },
  'mixed-types': {
    about: 'columns',
    means: 'texts among cells that are mostly numbers, so the column is read as a category',
    advice: '--types COL=number makes the texts missing; --na COL=LIST names them as missing',
  },
  'inconsistent-spelling': {
    about: 'columns',
    means: 'levels that differ in case or blanks alone, and so count as different',
    advice: 'write them alike in the data',
  },
  'no-rows': {
    about: 'columns',
    means: 'the file has a header and nothing else',
    advice: 'see whether the export was cut off',
  },
  imbalance: {
    about: 'target',
    means: 'one class is rare, so that accuracy is high for a model that never finds it',
    advice: 'rank by f1 or average_precision; try --class-weight balanced, --threshold, --sampler',
  },
  'rare-class': {
    about: 'target',
    means: 'a class has fewer than 10 rows: folds may hold one of it, or none',
    advice: 'use fewer folds (-k), join it with another class, or collect more rows',
  },
  'missing-target': {
    about: 'target',
    means: 'rows without an answer were left out',
    advice: 'nothing, if they are the rows to predict; else see why',
  },
  'only-predicted': {
    about: 'target',
    means: 'a label that no row of the truth has counts as a class: averages over classes run over it too',
    advice: 'check its spelling; --classes names the classes and their order',
  },
  'probability-sums': {
    about: 'target',
    means: 'probabilities of a row that should sum to 1 do so but for rounding: they are scored as they are',
    advice: 'write more digits where log_loss or brier must be exact',
  },
  'numbers-as-classes': {
    about: 'target',
    means: 'a target of a few whole numbers is taken for classes',
    advice: '--task regression if they are amounts',
  },
  'header-guessed': {
    about: 'reading',
    means: 'the first row holds a number, so it was read as data',
    advice: '--header if it names the columns; --no-header to say that it does not',
  },
  'short-rows': {
    about: 'reading',
    means: 'some rows have fewer fields than the first; the rest of each is missing',
    advice: 'look at the line that is named; a wrong --delimiter does this too',
  },
  'quotes-guessed': {
    about: 'reading',
    means: 'cells stand in single quotes: only so are all rows equally long',
    advice: 'nothing, if the columns look right in assay data head',
  },
  'quotes-stripped': {
    about: 'reading',
    means: 'every value of a column stood inside the same quotes, which are no part of it',
    advice: 'nothing',
  },
  'unparsable-cells': {
    about: 'reading',
    means: 'some cells do not fit the type of their column and count as missing',
    advice: 'name them with --na COL=LIST, or read the column as text: --types COL=category',
  },
  infinities: {
    about: 'reading',
    means: 'infinite values count as missing',
    advice: 'see where they come from: mostly a division by zero',
  },
  'dates-guessed': {
    about: 'reading',
    means: 'dates that are not written as ISO 8601 were recognised by their spelling',
    advice: 'nothing, if the example is right; --types COL=date:dmy or date:mdy decides',
  },
  'dates-ambiguous': {
    about: 'reading',
    means: 'day or month may come first, so the column stays a category',
    advice: '--types COL=date:dmy or COL=date:mdy',
  },
  'encoding-guessed': {
    about: 'reading',
    means: 'the text is not UTF-8 and was read in another encoding',
    advice: 'see whether names and accents are right; --encoding NAME decides',
  },
  'nested-values': {
    about: 'reading',
    means: 'lists and structures are kept as JSON text, which is no feature',
    advice: 'take what matters out into columns of their own',
  },
  'text-not-kept': {
    about: 'reading',
    means: '--keep names a text column, and text is never a feature',
    advice: '--types COL=category makes it one',
  },
  'poor-cut': {
    about: 'fitting',
    means: 'by its probabilities the model tells the classes apart, and the threshold wastes that',
    advice: '--threshold METRIC chooses the cut inside the training rows',
  },
  'free-answer': {
    about: 'fitting',
    means: 'by --cost one answer costs nothing whatever is true, so that no model can cost less',
    advice: 'say what its mistakes cost too: --cost fp=1,fn=5',
  },
  'fits-for-each-point': {
    about: 'fitting',
    means: 'the smaller values of the curve are no stages of one fit with these parameters',
    advice: 'leave out what the message names, and one fit a fold gives all points',
  },
  'not-converged': {
    about: 'fitting',
    means: 'the solver ended before it was done',
    advice: 'give it more: -p max_iter=NUMBER',
  },
  'no-splits': {
    about: 'fitting',
    means:
      'boost needs more rows in each leaf than half of those a tree sees: every row is predicted the same',
    advice: 'lower -p min_samples_leaf',
  },
  'no-vote': {
    about: 'fitting',
    means:
      'rus-boost or easy-ensemble grew no tree that is better than chance: every class is predicted to be as likely',
    advice: 'raise -p max_depth, try another -p sampling_strategy, or take -m balanced-forest',
  },
  'few-rounds': {
    about: 'fitting',
    means:
      'rus-boost ends before a tree that is no better than chance on all rows, as imbalanced-learn does: of a few trees the answers hang on the seed',
    advice: 'lower -p learning_rate, raise -p max_depth, or take -m easy-ensemble or balanced-forest',
  },
  'no-early-stopping': {
    about: 'fitting',
    means:
      'no group, time or row of the training rows could be held out to tell when to stop: all rounds were grown',
    advice: 'use fewer folds, or leave early stopping out',
  },
  'few-neighbours': {
    about: 'fitting',
    means: 'knn was asked for more neighbours than there are training rows: all of them answer',
    advice: 'lower -p n_neighbors',
  },
  'run-failed': {
    about: 'fitting',
    means: 'a model with one remedy of imbalance could not be fitted on a fold: its row has the reason',
    advice: 'its message says what is missing, often rows of a class; the other runs stand',
  },
  'class-lost': {
    about: 'fitting',
    means:
      'a sampler, or a model that draws rows by class, left no row of a class that the training rows have: it is never predicted',
    advice:
      'take another --sampler, or let sampling_strategy spare the class; rules that clean take rare rows among others first',
  },
  'shifted-probabilities': {
    about: 'fitting',
    means:
      'a sampler, --class-weight or a model that draws rows by class moved the share of a class by more than 5 % of it: p is of those shares, not a chance of the rows',
    advice: 'where chances matter add --calibrate prior (or another calibrator); the order of rows stands',
  },
  'fewer-neighbours': {
    about: 'fitting',
    means: 'a class has too few training rows for the neighbours that a sampler was asked for: it took fewer',
    advice: 'lower -p ID.k_neighbors or ID.n_neighbors, or use --sampler random-over or random-under',
  },
  'no-row-in-danger': {
    about: 'fitting',
    means:
      'no row of a class has others around it (for borderline-smote: mostly others): its new rows were made as smote does',
    advice: 'none is needed; --sampler smote is the same',
  },
  'weightless-rows': {
    about: 'columns',
    means:
      'rows weigh 0 in the column of resample --weights: the sampler did not see them, and its table lacks them',
    advice: 'none is needed where 0 says that a row does not count; else leave --weights out',
  },
  'numbers-cut': {
    about: 'fitting',
    means:
      'smote-n compares categories: it cut numbers at the deciles of the training rows, for its distance alone',
    advice: 'use --sampler smote, which compares numbers as they are, and categories too',
  },
  'no-safe-vector': {
    about: 'fitting',
    means:
      'no support vector of a class has another of its rows near: svm-smote made its new rows as smote does',
    advice: 'none is needed; --sampler smote is the same',
  },
  'sampled-fit': {
    about: 'fitting',
    means:
      'a sampler fits a model whose work grows with the square of the rows: it took some of them, by the seed',
    advice: 'none is needed; another --seed takes other rows',
  },
  'no-fit-cluster': {
    about: 'fitting',
    means:
      'a class has its share of the rows in no cluster, or too few rows there: kmeans-smote made its new rows as smote does',
    advice:
      'lower -p kmeans-smote.cluster_balance_threshold, or give more clusters (-p kmeans-smote.kmeans_estimator)',
  },
  'no-safe-row': {
    about: 'fitting',
    means:
      'no two rows of a class are near each other, as safe-level-smote asks: its new rows were made as smote does',
    advice: 'raise -p safe-level-smote.k_neighbors, or use --sampler random-over',
  },
  'ties-kept': {
    about: 'fitting',
    means:
      'instance-hardness-threshold keeps rows that are equally hard to tell together, so the classes stay uneven: easy rows are many',
    advice: 'nothing; random-under or near-miss keep as many as are asked for',
  },
  'fewer-rows-kept': {
    about: 'fitting',
    means:
      'near-miss 3 keeps rows that some row of the smallest class brings in, and these were fewer than asked for',
    advice: 'raise -p near-miss.n_neighbors_ver3, or take version 1',
  },
  'few-calibration-rows': {
    about: 'fitting',
    means: 'fewer rows calibrate than --coverage takes: intervals are unbounded, sets hold every class',
    advice: 'lower --coverage, or give more rows; --conformal cv+ holds none back',
  },
  'unused-parameter': {
    about: 'fitting',
    means: 'a parameter has no effect on this task',
    advice: 'leave it out',
  },
  'unseen-levels': {
    about: 'fitting',
    means:
      'predict met texts that the model never saw; to trees they are missing, encoded they are 0 everywhere',
    advice: 'check their spelling; train again when there are many',
  },
};
