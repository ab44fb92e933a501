import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ColumnFacts } from '../../src/wizard/sheet.js';
import { guessTargets } from '../../src/wizard/target-guesses.js';

const N_ROWS = 1000;

/** `name` is a number of many values; `name:2` has two; `name:900:category` is text-like. */
const columns = (text: string): ColumnFacts[] =>
  text.split(' ').map((spec) => {
    const [name, distinct = '500', type = 'number'] = spec.split(':');
    return { name, type: type as ColumnFacts['type'], distinct: Number(distinct), missing: 0, examples: [] };
  });

const guessed = (text: string) => guessTargets(columns(text), N_ROWS).map(({ name }) => name);

/** The columns of well-known tables, and the one that is predicted. */
const KNOWN: readonly (readonly [columns: string, target: string])[] = [
  ['PassengerId Survived:2 Pclass:3 Name:990:category Sex:2:category Age Embarked:3:category', 'Survived'],
  [
    'ID LIMIT_BAL SEX:2 EDUCATION:7 MARRIAGE:4 AGE:60 default.payment.next.month:2',
    'default.payment.next.month',
  ],
  ['customerID:1000:category gender:2:category SeniorCitizen:2 TotalCharges Churn:2:category', 'Churn'],
  ['Id MSSubClass:15 LotArea SaleType:9:category SaleCondition:6:category SalePrice', 'SalePrice'],
  ['instant dteday:700:date season:4 holiday:2 temp casual registered cnt', 'cnt'],
  ['age workclass:8:category sex:2:category hours-per-week:90 salary:2:category', 'salary'],
  [
    'credit_history:5:category amount age existing_credits:4 default:2 dependents:2 job:4:category',
    'default',
  ],
  [
    'longitude latitude population median_income median_house_value ocean_proximity:5:category',
    'median_house_value',
  ],
  ['SeriousDlqin2yrs:2 RevolvingUtilization age DebtRatio MonthlyIncome Dependents:12', 'SeriousDlqin2yrs'],
  ['att1 att2:2 att3:2 label:3', 'label'],
  ['y:2 x1 x2 x3', 'y'],
  ['c1 c2 c3:2', 'c3'],
];

describe('which column is the target', () => {
  for (const [text, target] of KNOWN) {
    test(target, () => assert.equal(guessed(text)[0], target));
  }

  test('what cannot be predicted comes last: one value, dates, texts that all differ', () => {
    assert.deepEqual(guessed('target:1 when:900:date label:900:text name:990:category x1').slice(0, 1), [
      'x1',
    ]);
  });

  test('every column once; equal ones in the order of the file', () => {
    assert.deepEqual(guessed('b a d c target:2'), ['target', 'b', 'a', 'd', 'c']);
  });
});
