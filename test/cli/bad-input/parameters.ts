/** `-p` of every wrong kind, in `cv` one value, in `tune` a range. */
import type { Row } from './row.js';
import { rowsOf } from './row.js';

const fixed = rowsOf('cv good.csv -t y -m tree', [
  ['no value', '-p max_depth', 2, /-p takes NAME=VALUE, got "max_depth"/, /-p max_depth=8/],
  ['an empty value', '-p max_depth=', 2, /tree: max_depth takes .*got ""/, /default is none/],
  ['letters', '-p max_depth=abc', 2, /max_depth takes a whole number from 1, or none, got "abc"/, /none/],
  ['out of range', '-p max_depth=-2', 2, /max_depth takes .*got "-2"/, /./],
  ['a broken number', '-p max_depth=1.5', 2, /max_depth takes .*got "1\.5"/, /./],
  ['a number of programmers', '-p max_depth=0x10', 2, /max_depth takes .*got "0x10"/, /./],
  ['a name by spelling', '-p max_dpeth=3', 2, /unknown parameter of tree "max_dpeth"/, /"max_depth"/],
  ['no name', '-p =3', 2, /-p takes NAME=VALUE, got "=3"/, /./],
  ['nothing', `-p ''`, 2, /-p.*got ""/, /./],
  ["what --seed's is", '-p random_state=1', 2, /tree takes no parameter random_state/, /--seed/],
  ["what -j's is", '-p n_jobs=1', 2, /tree takes no parameter n_jobs/, /-j\/--jobs/],
  ['of a model that does not run', '-p forest.max_depth=3', 2, /forest is no model of this run/, /-m forest/],
  ['of a sampler that does not run', '-p smote.k_neighbors=3', 2, /smote is no sampler/, /--sampler smote/],
  ['of nothing', '-p fores.max_depth=3', 2, /unknown model, sampler or splitter .*"fores"/, /tree/],
  ['a range', '-p max_depth=2..5', 2, /max_depth=2\.\.5 is a range/, /assay tune/],
  ['a list', '-p max_depth=2,5', 2, /max_depth=2,5 is a range/, /assay tune/],
  ['that one of the models lacks', '-m tree,logistic -p max_depth=3', 2, /of logistic "max_depth"/, /C, /],
  [
    'below its least',
    '-m logistic -p C=-1',
    2,
    /logistic: C takes a number above 0, got "-1"/,
    /default is 1/,
  ],
  ['no number', '-m logistic -p C=nan', 2, /C takes .*got "nan"/, /./],
  ['of a sampler', '--sampler smote -p smote.k_neighbors=0', 2, /smote: k_neighbors .*got "0"/, /5/],
  ['a word that is none', '--sampler smote -p smote.sampling_strategy=foo', 2, /got "foo"/, /auto/],
]);

/** What only the task, the columns or the answers tell. */
const boosted = rowsOf('cv good.csv -t y -m boost', [
  ['a count of no class', '--sampler smote -p smote.sampling_strategy=nope:9', 2, /"nope"/, /known/],
  ['a loss of numbers', '-p loss=poisson', 2, /loss=poisson is not for binary/, /log_loss/],
  [
    'a direction of no column',
    '-p monotonic_cst=nope:1',
    2,
    /unknown feature in monotonic_cst "nope"/,
    /age/,
  ],
  ['a direction of a category', '-p monotonic_cst=town:1', 2, /town, which is a category/, /leave it out/],
  [
    'a direction that is none',
    '-p monotonic_cst=age:2',
    2,
    /monotonic_cst takes COLUMN:1 .*got "age:2"/,
    /none/,
  ],
  [
    'a group of no column',
    '-p interaction_cst=age+nope',
    2,
    /unknown feature in interaction_cst "nope"/,
    /age/,
  ],
  [
    'a group without a name',
    '-p interaction_cst=age+',
    2,
    /interaction_cst takes groups A\+B .*got "age\+"/,
    /none/,
  ],
]);

const ranges = rowsOf('tune good.csv -t y -m tree --trials 2', [
  ['a range that runs backwards', '-p max_depth=5..2', 2, /max_depth=5\.\.2 runs backwards/, /2\.\.5/],
  ['a range to letters', '-p max_depth=2..abc', 2, /max_depth .*got "abc"/, /./],
  ['a range from too little', '-p max_depth=0..3', 2, /max_depth .*got "0"/, /./],
  ['a range of another kind', '-p max_depth=2..5:lgo', 2, /max_depth .*got "5:lgo"/, /./],
  ['a range to 0x10', '-p min_samples_leaf=1..0x10', 2, /got "0x10"/, /./],
  ['a range of seeds', '-p random_state=1..3', 2, /no parameter random_state/, /--seed/],
  ['a range of no parameter', '-p nope=1..3', 2, /unknown parameter of tree "nope"/, /max_depth/],
  ['nothing to search', '-m dummy', 2, /dummy has no parameter left to search/, /another model/],
]);

/** Known from the training rows of the folds, before a version is claimed. */
const inFolds = [
  ...rowsOf('cv good.csv -t y -m tree --sampler smote', [
    [
      'a ratio there is already',
      '-p smote.sampling_strategy=0.1',
      2,
      /=0\.1 is below .* 16:32 in a fold/,
      /0\.5 or more/,
    ],
    [
      'a count below that of a fold',
      '-p smote.sampling_strategy=no:20',
      2,
      /20 rows of class no, which has 32/,
      /32 or more/,
    ],
    [
      "a ratio below that of a chain's first",
      '--sampler random-over+random-under -p random-under.sampling_strategy=0.9 -p random-over.sampling_strategy=1',
      2,
      /random-under: .*=0\.9 is below .* 32:32/,
      /./,
    ],
  ]),
  ...rowsOf('train good.csv -t y -m tree --sampler random-under', [
    [
      'a count above that of the hold-out',
      '-p random-under.sampling_strategy=yes:40',
      2,
      /40 rows of class yes, which has 16/,
      /16 or fewer/,
    ],
  ]),
  ...rowsOf('tune good.csv -t y -m tree --trials 2 --sampler smote', [
    [
      'a count that the last fit cannot have',
      '-p smote.sampling_strategy=no:32',
      2,
      /32 rows of class no, which has 40/,
      /40 or more/,
    ],
  ]),
  ...rowsOf('curve good.csv -t y -m tree -p train_size=0.5,1 --sampler random-under', [
    [
      'a count above that of a part',
      '-p random-under.sampling_strategy=yes:16',
      2,
      /16 rows of class yes, which has 8 training rows/,
      /8 or fewer/,
    ],
  ]),
  ...rowsOf('imbalance good.csv -t y -m tree --samplers smote,random-under', [
    [
      'one of the samplers',
      '-p smote.sampling_strategy=0.1',
      2,
      /smote: sampling_strategy=0\.1 is below/,
      /or more/,
    ],
    ['a class that there is not', '-p smote.sampling_strategy=nope:9', 2, /"nope"/, /known: no, yes/],
  ]),
  ...rowsOf('cv good.csv -t y -m balanced-forest', [
    [
      "a model's own count",
      '-p sampling_strategy=yes:40',
      2,
      /balanced-forest: .* 40 rows of class yes, which has 16/,
      /16 or fewer/,
    ],
  ]),
];

/** Only folds inside the training rows tell: the version is kept as failed. */
const inside = rowsOf(
  'cv good.csv -t y -m tree --sampler random-under --threshold f1',
  [
    [
      'a count that there is outside',
      '-p random-under.sampling_strategy=yes:16',
      2,
      /16 rows of class yes, which has 1[23]/,
    ],
  ],
  { fails: 'good/v0001-cv-tree' },
);

export const parameters: readonly Row[] = [...fixed, ...boosted, ...ranges, ...inFolds, ...inside];
