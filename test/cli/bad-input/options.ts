/** Options, commands and arguments that are misspelt, of the wrong type, out of range, in conflict, or empty. */
import type { Row } from './row.js';
import { rowsOf } from './row.js';
import { lines, table } from './tables.js';

const values = rowsOf('cv good.csv -t y -m tree', [
  ['folds of letters', '-k abc', 2, /-k\/--folds takes a whole number from 2, got "abc"/, /default is 5/],
  ['one fold', '-k 1', 2, /-k\/--folds .*got "1"/, /default is 5/],
  ['folds without a number', '-k', 2, /-k\/--folds needs a value/, /a whole number from 2/],
  ['an empty number', '--folds=', 2, /got ""/, /default is 5/],
  ['an option as a value', '-k --seed', 2, /got the option --seed/, /./],
  ['more folds than rows', '-k 61', 3, /class "yes" of y has 20 rows.*61 folds/, /-k 20/],
  ['no repeats', '--repeats 0', 2, /--repeats takes a whole number from 1, got "0"/, /./],
  ['a seed below zero', '--seed -1', 2, /--seed takes .* from 0 to 4294967295, got "-1"/, /42/],
  ['a broken seed', '--seed 1.5', 2, /--seed .*got "1\.5"/, /42/],
  ['a seed too large', '--seed 99999999999', 2, /--seed .*got "99999999999"/, /42/],
  ['seeds that run backwards', '--seed 5..1', 2, /--seed .*got "5\.\.1"/, /1\.\.5/],
  ['a split seed too large', '--split-seed 99999999999999999999', 2, /--split-seed .*got "9{20}"/, /42/],
  ['no threads', '-j 0', 2, /-j\/--jobs takes a whole number from 1 to 1024, got "0"/],
  [
    'a threshold above one',
    '--threshold 2',
    2,
    /--threshold takes a number from 0 to 1 or a metric, got "2"/,
    /0\.5/,
  ],
  [
    'a class weight that is none',
    '--class-weight heavy',
    2,
    /one of balanced, balanced_subsample, none, got "heavy"/,
  ],
  ['a task that is none', '--task nope', 2, /--task takes one of binary, .*got "nope"/],
  ['a format that is none', '--format xml', 2, /--format takes one of table, json, .*got "xml"/],
  ['a colour that is none', '--color pink', 2, /--color takes one of auto, .*got "pink"/],
  ['a flag with a value', '--skip-done=1', 2, /--skip-done takes no value, got "1"/],
  ['two delimiters', '--delimiter ab', 2, /--delimiter .*got "ab"/, /--delimiter/],
  ['an experiment of two', '-x a/b', 2, /"a\/b" cannot be the name of an experiment/, /letters/],
  ['an experiment outside', '-x ../up', 2, /"\.\.\/up" cannot be/, /no `\/`/],
  ['a tag of two words', `--tag 'a b'`, 2, /"a b" cannot be a tag/, /letters/],
  ['a store that is a file', '-E good.csv', 2, /the store .*good\.csv is a file/, /--store/],
  ['an empty experiment', `-x ''`, 2, /-x\/--experiment takes a value, got ""/, /line of work/],
  ['an empty store', `-E ''`, 2, /-E\/--store takes a value, got ""/, /folder/],
  ['an empty list', `--metrics ''`, 2, /--metrics takes a list.*got ""/, /no item may be empty/],
  ['an empty item', '-m tree,', 2, /-m\/--model takes a value, got "tree,"/, /no item may be empty/],
  ['an empty configuration', `--config ''`, 2, /--config takes a value, got ""/, /./],
  ['an empty file to write', `-o ''`, 2, /-o\/--output takes a value, got ""/, /./],
]);

const names = rowsOf('cv good.csv -t y', [
  ['a model by synonym', '-m rf', 2, /unknown model "rf"/, /did you mean "forest"/],
  ['another', '-m xgb', 2, /unknown model "xgb"/, /did you mean "boost"/],
  ['a model by spelling', '-m forst', 2, /unknown model "forst"/, /did you mean "forest"/],
  ['one of several', '-m dummy,forst', 2, /unknown model "forst"/, /did you mean "forest"/],
  ['a model far from all', '-m qqqqqq', 2, /unknown model "qqqqqq"/, /^(hint: {2})?known: dummy/],
  ['a sampler by spelling', '--sampler SMOTEE', 2, /unknown sampler "SMOTEE"/, /did you mean "smote"/],
  ['by synonym', '--sampler oversample', 2, /sampler "oversample"/, /did you mean "random-over"/],
  ['a splitter by synonym', '--splitter timeseries', 2, /splitter "timeseries"/, /did you mean "time"/],
  ['groups for nobody', '--splitter group', 2, /group needs groups/, /--groups COL/],
  ['a gap for nobody', '--gap 7d', 2, /--gap stands between/, /--time COL/],
  ['a repeated splitter', '--splitter RepeatedKFold', 2, /kfold with --repeats/, /--repeats 10/],
  ['a metric by spelling', '--by acuracy', 2, /unknown metric "acuracy"/, /did you mean "accuracy"/],
  ['a metric of another task', '--by rmse', 2, /rmse is not a metric of a binary task/, /f1, /],
  ['one that is none', '--metrics nope', 2, /unknown metric "nope"/, /known: f1/],
  ['an option by spelling', '--flods 3', 2, /cv: unknown option --flods/, /did you mean -k\/--folds/],
  ['an option near', '--sed 1', 2, /unknown option --sed/, /did you mean --seed/],
  ['by synonym', '--random-state 3', 2, /unknown option --random-state/, /did you mean --seed/],
  ['far from all', '--zzzzzzzz v3', 2, /unknown option --zzzzzzzz/, /^(hint: {2})?assay cv --help/],
  ['a short one', '--bad', 2, /unknown option --bad/, /^(hint: {2})?assay cv --help/],
  ['a letter', '-z', 2, /unknown option -z/, /assay cv --help/],
  ['two data sets', 'good.csv', 2, /unexpected "good\.csv"/, /usage: assay cv DATA/],
  ['a parameter without -p', 'max_depth=3', 2, /unexpected "max_depth=3"/, /-p max_depth=3/],
]);

const conflicts = rowsOf('', [
  ['two formats', 'list --json --format csv', 2, /--json.*--format csv/, /leave one/],
  ['a metric of two classes', 'cv good.csv -t town --by f1', 2, /f1 is of two classes.*3/, /f1_macro/],
  ['one of numbers', 'cv good.csv -t income --by f1', 2, /f1 is not a metric of a regression/, /rmse/],
  ['a model of classes', 'cv good.csv -t income -m logistic', 2, /logistic cannot do regression/, /ridge/],
  ['weights', 'cv good.csv -t income --class-weight balanced', 2, /--class-weight needs classes/, /leave/],
  [
    'a cut of numbers',
    'cv good.csv -t income --threshold 0.3',
    2,
    /--threshold 0\.3 needs a binary/,
    /leave/,
  ],
  ['a cut of three', 'cv good.csv -t town --threshold 0.3', 2, /--threshold 0\.3 needs a binary/, /leave/],
  ['a cut of none', 'cv good.csv -t y -m ridge --threshold 0.4', 2, /ridge gives none/, /logistic/],
  ['a sampler of numbers', 'cv good.csv -t income --sampler smote', 2, /smote needs classes/, /leave/],
  ['data beside --resume', 'tune good.csv -t y --resume v9', 2, /no experiment|no version/, /./],
  ['rows of a table', 'demo --format csv', 2, /prints no rows, so --format csv/, /--format table/],
  ['versions of none', 'data list --format ids', 2, /prints no versions/, /--format table/],
]);

const commands = rowsOf('', [
  ['leaderboard', 'leaderboard', 2, /unknown command "leaderboard"/, /did you mean assay compare/],
  ['ls', 'ls', 2, /unknown command "ls"/, /did you mean assay list/],
  ['benchmark', 'benchmark good.csv', 2, /unknown command "benchmark"/, /did you mean assay cv/],
  ['a misspelling', 'comapre', 2, /unknown command "comapre"/, /did you mean assay compare/],
  ['a file', 'good.csv', 2, /unknown command "good\.csv"/, /assay eda good\.csv/],
  ['a word far from all', 'qqqqqq', 2, /unknown command "qqqqqq"/, /commands: init/],
  ['no data', 'cv', 2, /DATA is missing/, /usage: assay cv DATA/],
  ['a group', 'data', 2, /assay data needs a command/, /generate/],
  ['in a group', 'data haed', 2, /"haed"/, /did you mean "head"/],
  ['a topic', 'help modles', 2, /unknown help topic "modles"/, /did you mean "models"/],
  ['a schema', 'schema manifst', 2, /unknown schema "manifst"/, /did you mean "manifest"/],
  ['no schema', 'schema', 2, /KIND is missing/, /one of manifest, options, /],
  ['a recipe', 'data generate laons', 2, /unknown recipe "laons"/, /did you mean "loans"/],
  ['no rows', 'data generate loans --rows 0', 2, /--rows takes a whole number from 1 .*got "0"/],
  ['no first rows', 'data head good.csv -n 0', 2, /-n\/--rows .*got "0"/, /default is 5/],
  ['all rows held out', 'train good.csv -t y --test-size 1', 2, /from 0 to 0\.99, got "1"/, /0\.2/],
  ['no trials', 'tune good.csv -t y --trials 0', 2, /--trials .*got "0"/],
  ['a search', 'tune good.csv -t y --search grd', 2, /unknown search "grd"/, /did you mean "grid"/],
  ['a missing word', 'predict', 2, /VERSION is missing/, /usage: assay predict VERSION DATA/],
]);

const FOLDS = {
  'two.csv': lines('fold', '0', '1'),
  'repeats.csv': lines('repeat,fold', '0,0', ',1'),
  'no-fold.csv': lines('x', '0', '1'),
  'words.csv': table('fold', 60, () => 'a'),
};

const given = rowsOf(
  'cv good.csv -t y -m dummy',
  [
    ['folds of two rows', '--splits two.csv', 2, /2 lines for repeat 0, the data has 60 rows/, /in order/],
    ['folds without folds', '--splits no-fold.csv', 2, /no-fold\.csv has no column fold/, /columns are x/],
    ['folds of words', '--splits words.csv', 2, /words\.csv: the column fold holds more/, /0, 1, 2/],
    [
      'folds without a repeat',
      '--splits repeats.csv',
      2,
      /data row 1 has fold 1 and repeat blank/,
      /every line/,
    ],
    ['folds and -k', '--splits two.csv -k 7', 2, /--splits gives the folds, and --folds/, /leave one/],
    [
      'folds and a splitter',
      '--splits two.csv --splitter kfold',
      2,
      /and --splitter would deal/,
      /leave one/,
    ],
    ['no such folds', '--splits none.csv', 2, /--splits: no file "none\.csv"/, /--save-splits/],
    ['folds in a folder', '--splits .', 2, /"\." is a folder/, /./],
    ['to no folder', '--save-splits no/x.csv', 2, /--save-splits no\/x\.csv: there is no folder/, /make it/],
    ['over the data', '--save-splits good.csv', 2, /--save-splits good\.csv: the file exists/, /-y/],
    ['to a folder', '--save-splits .', 2, /--save-splits \.: that is a folder/, /file in it/],
    ['-o of a file', '-o good.csv', 2, /-o good\.csv: the file exists/, /-y/],
    ['-o of a folder', '-o .', 2, /-o \.: that is a folder/, /name a file/],
    ['-o in no folder', '-o no/x', 2, /-o no\/x: there is no folder/, /make it/],
    ['no operator', '--require f1', 2, /--require "f1": there is no operator/, /quote it/],
    ['no metric', `--require 'nope > 1'`, 2, /unknown metric "nope"/, /known/],
    ['no number', `--require 'f1 > x'`, 2, /"x" is no number and no @tag/, /e\.g\./],
    ['no tag', `--require 'f1 > @none'`, 2, /@none/, /./],
  ],
  { files: FOLDS },
);

const RULES = { 'broken.json': '{', 'other.json': '{"schema": "x"}' };
const schemas = rowsOf(
  'validate good.csv',
  [
    ['no such rules', '--schema none.json', 2, /no schema file "none\.json"/, /--infer/],
    ['broken rules', '--schema broken.json', 2, /broken\.json: .*line 1/, /table-schema/],
    ['rules of another kind', '--schema other.json', 2, /other\.json: schema/, /table-schema/],
    ['rules in a folder', '--schema .', 2, /cannot read the schema \.: that is a folder/, /--infer/],
    ['rules of rows', '--schema good.csv', 2, /good\.csv: the document/, /table-schema/],
    ['no folder for them', '--infer -o no/x.json', 2, /there is no folder/, /make it/],
  ],
  { files: RULES },
);

export const options: readonly Row[] = [...values, ...names, ...conflicts, ...commands, ...given, ...schemas];
