/** Tables that can be read and are no problem to learn: targets, classes, columns that are not there. */
import type { Row } from './row.js';
import { rowsOf } from './row.js';
import { table } from './tables.js';

const files = {
  'one-class.csv': table('a,y', 30, (i) => `${i % 7},no`),
  'no-target.csv': table('a,y', 30, (i) => `${i % 7},`),
  'few.csv': table('a,y', 30, (i) => `${i % 7},${i < 3 ? 'yes' : 'no'}`),
  'one-row.csv': 'a,y\n1,no\n',
  'one-column.csv': table('y', 40, (i) => (i % 2 ? 'yes' : 'no')),
  'constant.csv': table('a,y', 40, (i) => `1,${i % 3 ? 'yes' : 'no'}`),
  'repeated.csv': table('a,a,y', 40, (i) => `${i % 7},${i % 5},${i % 3 ? 'yes' : 'no'}`),
  'weights.csv': table(
    'a,low,gaps,none,y',
    40,
    (i) => `${i % 7},${i === 7 ? -1 : 2},${i % 9 ? i : ''},0,${i % 3 ? 'yes' : 'no'}`,
  ),
  'names.csv': table('a,y', 60, (i) => `${i % 7},name${i}`),
};

const all = rowsOf(
  'cv',
  [
    ['one class', 'one-class.csv -t y', 3, /"y" has one value in all its rows: no/, /another target/],
    ['a target that is missing in every row', 'no-target.csv -t y', 3, /"y" is missing in every row/, /--na/],
    ['fewer rows of a class than folds', 'few.csv -t y', 3, /class "yes" of y has 3 rows.*5 folds/, /-k 3/],
    ['one row', 'one-row.csv -t y', 3, /one value/, /another target/],
    ['one column', 'one-column.csv -t y', 3, /no usable column.*"y"/, /no other column/],
    ['a constant column', 'constant.csv -t y', 3, /no usable column/, /a \(constant\).*--keep/],
    ['a class for every row', 'names.csv -t y', 3, /class "name0" of y has 1 row/, /./],
    ['a repeated name', 'repeated.csv -t b', 2, /no column "b"/, /a, a_2, y/],
    ['no such target', 'good.csv -t nope', 2, /--target: no column "nope"/, /age, income, town, y/],
    ['one near', 'good.csv -t incmoe', 2, /no column "incmoe"/, /did you mean "income"/],
    ['a position beyond the last', 'good.csv -t 9', 2, /position 9/, /from 1 to 4/],
    ['an empty target', `good.csv -t ''`, 2, /-t\/--target.*""/],
    ['no target', 'good.csv', 2, /-t\/--target is missing/, /-t COL/],
    ['no header where there is one', 'good.csv -t y --no-header', 2, /no column "y"/, /c1, c2, c3, c4/],
    ['no such class', 'good.csv -t y --positive maybe', 2, /--positive "maybe"/, /no, yes/],
    ['a class of numbers', 'good.csv -t income --positive 3', 2, /--positive "3" needs a binary/, /leave/],
    ['numbers of words', 'good.csv -t y --task regression', 2, /regression needs numbers; "y"/, /--types/],
    ['two classes of many', 'good.csv -t income --task binary', 2, /two classes; "income" has \d+/, /multi/],
    ['no such feature', 'good.csv -t y --features nope', 2, /--features: no column "nope"/, /age/],
    ['no such column to drop', 'good.csv -t y --drop nope', 2, /--drop: no column "nope"/, /age/],
    ['no such column to keep', 'good.csv -t y --keep nope', 2, /--keep: no column "nope"/, /age/],
    ['a glob of nothing', `good.csv -t y --drop 'z*'`, 2, /--drop: no column matches "z\*"/, /age/],
    ['all columns dropped', 'good.csv -t y --drop age,income,town', 3, /no usable column/, /age \(--drop\)/],
    ['the target a feature', 'good.csv -t y --features y', 2, /--features names the target "y"/, /./],
    ['the target a group', 'good.csv -t y --groups y', 2, /--groups names the target "y"/, /./],
    ['no such group', 'good.csv -t y --groups nope', 2, /--groups: no column "nope"/, /town/],
    ['more folds than groups', 'good.csv -t y --groups town', 3, /at least 5 groups, got 3/, /-k 3/],
    ['no such time', 'good.csv -t y --time nope', 2, /--time: no column "nope"/, /./],
    ['a time of words', 'good.csv -t y --time town', 2, /--time town needs dates or numbers/, /town=date/],
    ['no such weights', 'good.csv -t y --weights nope', 2, /--weights: no column "nope"/, /age/],
    ['weights of words', 'good.csv -t y --weights town', 2, /--weights town needs numbers/, /town=number/],
    ['the target as weights', 'good.csv -t y --weights y', 2, /--weights names the target "y"/, /./],
    ['weights below 0', 'weights.csv -t y --weights low', 3, /--weights low is -1 in row 7/, /0/],
    ['weights missing', 'weights.csv -t y --weights gaps', 3, /--weights gaps is missing.*row 0/, /fill/],
    ['weights of nothing', 'weights.csv -t y --weights none', 3, /--weights none is 0 in every row/, /./],
    ['weights for no model', 'good.csv -t y -m knn --weights age', 2, /knn takes no weights/, /forest/],
    ['a type of no column', 'good.csv -t y --types nope=number', 2, /"nope"/, /age/],
    ['a type that is none', 'good.csv -t y --types age=nummer', 2, /type "nummer"/, /"number"/],
    ['a column without a type', 'good.csv -t y --types age', 2, /COL=TYPE, got "age"/, /number, category/],
    ['a missing word of no column', 'good.csv -t y --na nope=1', 2, /"nope"/, /age/],
  ],
  { files },
);

const steps = rowsOf(
  '',
  [
    ['one class, train', 'train one-class.csv -t y', 3, /one value/, /./],
    ['one class, resample', 'resample one-class.csv -t y --sampler smote', 3, /one value/, /./],
    ['one class, tune', 'tune one-class.csv -t y --trials 2', 3, /one value/, /./],
    ['one column, train', 'train one-column.csv -t y', 3, /no usable column/, /./],
    ['too few rows, tune', 'tune few.csv -t y --trials 2', 3, /3 rows, fewer than 5 folds/, /-k 3/],
    ['no target, resample', 'resample good.csv --sampler smote', 2, /--target is missing/, /-t COL/],
    ['numbers, resample', 'resample good.csv -t income --sampler smote', 2, /income is a number/, /classes/],
    ['no such target, eda', 'eda good.csv -t nope', 2, /no column "nope"/, /age/],
    ['no such target, init', 'init good.csv -t nope', 2, /no column "nope"/, /age/],
    ['no target, init', 'init good.csv', 2, /--target is missing/, /-t COL/],
  ],
  { files },
);

export const columnsAndTarget: readonly Row[] = [...all, ...steps];
