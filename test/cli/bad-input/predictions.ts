/** Predictions of other tools that cannot be scored. */
import { type Row, rowsOf } from './row.js';

const FILE = `id,y,yhat,p_no,p_yes,w,fold
0,no,no,0.9,0.1,1,0
1,yes,yes,0.2,0.8,2,1
2,no,yes,0.4,0.6,1,0
3,yes,no,0.7,0.3,1,1
`;

/** The file with other cells. */
const changed = (from: string, to: string) => ({ files: { 'p.csv': FILE.replace(from, to) } });

const asTyped = rowsOf(
  'score p.csv',
  [
    ['no truth', '--pred yhat', 2, /what is true\?/, /--truth COL.*--data FILE/],
    ['two truths', '--truth y --data p.csv -t y --row id --pred yhat', 2, /both are given/, /leave one/],
    ['slices of no column', '--truth y --pred yhat --slices what', 2, /--slices: no column "what"/, /id, y/],
    ['nothing predicted', '--truth y', 2, /nothing is predicted/, /--pred COL, --proba COL/],
    ['an unknown column', '--truth y --pred what', 2, /--pred: no column "what"/, /id, y, yhat/],
    ['probabilities as labels', '--truth id --pred p_yes --task multiclass', 2, /fractions/, /--proba p_yes/],
    [
      'one column for three classes',
      '--truth w --proba p_no --classes 1,2,3',
      2,
      /1, 2, 3 need 3 columns/,
      /./,
    ],
    [
      'probabilities in another order',
      '--truth y --proba p_yes,p_no',
      2,
      /class order/,
      /--proba p_no,p_yes/,
    ],
    [
      'classes that lack a label',
      '--truth y --pred yhat --classes no,maybe',
      2,
      /lacks the label "yes"/,
      /yes/,
    ],
    ['a positive class that is none', '--truth y --pred yhat --positive ja', 2, /"ja"/, /no, yes/],
    [
      'a metric of probabilities',
      '--truth y --pred yhat --by roc_auc',
      2,
      /roc_auc needs probabilities/,
      /./,
    ],
    ['a metric of costs', '--truth y --pred yhat --by cost', 2, /cost/, /--cost/],
    ['a cut and predictions', '--truth y --pred yhat --threshold 0.3', 2, /--threshold 0.3/, /leave one/],
    [
      'a regression of words',
      '--truth y --pred yhat --task regression',
      2,
      /--truth y is category/,
      /number/,
    ],
    ['repeats without folds', '--truth y --pred yhat --repeat fold', 2, /--repeat needs --fold/, /./],
    ['words as rows', '--truth y --pred yhat --row yhat', 2, /--row yhat needs whole numbers/, /./],
    [
      'a part for a row',
      '--truth y --pred yhat --row p_no',
      3,
      /--row p_no is 0.9 in row 0/,
      /whole numbers/,
    ],
    [
      'a row twice',
      '--truth y --pred yhat --row fold',
      3,
      /row 0 of the data is predicted twice/,
      /--repeat/,
    ],
    ['data without a key', '--pred yhat --data good.csv -t y', 2, /which row of the data/, /--on ID/],
    ['a key that the data lacks', '--pred yhat --data good.csv -t y --on w', 2, /no column "w"/, /it has/],
    ['a gate on an unknown metric', "--truth y --pred yhat --require 'f9>1'", 2, /unknown metric "f9"/, /./],
  ],
  { files: { 'p.csv': FILE } },
);

const asWritten: Row[] = [
  ...rowsOf(
    'score p.csv --truth y',
    [['a probability above 1', '--proba p_yes', 3, /--proba p_yes is 1.8 in row 1/, /percentages/]],
    changed('0.8', '1.8'),
  ),
  ...rowsOf(
    'score p.csv --truth y',
    [['probabilities that do not sum to 1', '--proba p_no,p_yes', 3, /row 1 sum to 0.9/, /each class/]],
    changed('0.8', '0.7'),
  ),
  ...rowsOf(
    'score p.csv --truth y',
    [
      [
        'a missing probability',
        '--proba p_yes',
        3,
        /--proba p_yes is missing in 1 row, the first is row 1/,
        /./,
      ],
    ],
    changed('0.8', ''),
  ),
  ...rowsOf(
    'score p.csv --truth y',
    [['a missing prediction', '--pred yhat', 3, /--pred yhat is missing in 1 row, the first is row 0/, /./]],
    changed('no,no', 'no,'),
  ),
  ...rowsOf(
    'score p.csv --truth y',
    [['a weight below 0', '--pred yhat --weights w', 3, /--weights w is -2 in row 1/, /./]],
    changed('0.8,2', '0.8,-2'),
  ),
  {
    name: 'one class in all rows',
    args: ['score', 'p.csv', '--truth', 'y', '--pred', 'z'],
    files: { 'p.csv': 'y,z\na,a\na,a\n' },
    exit: 3,
    says: /"y" has one label in all its rows: a/,
    hint: /--classes/,
  },
  {
    name: 'truth and predictions in other words',
    args: ['score', 'p.csv', '--truth', 'y', '--pred', 'z'],
    files: { 'p.csv': 'y,z\n0,no\n1,yes\n' },
    exit: 3,
    says: /no label that is predicted \(no, yes\) is a label of the truth \(0, 1\)/,
    hint: /same words/,
  },
];

export const predictions: readonly Row[] = [...asTyped, ...asWritten];
