import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ResampleResults, resampleResults } from '../../../src/core/schemas/resample.js';
import { type ResampleInput, resampleScreen } from '../../../src/report/screens/resample.js';
import { displayWidth } from '../../../src/report/screens/text.js';

const results: ResampleResults = resampleResults.parse({
  schema: 'assay/results-resample/1',
  step: 'resample',
  seed: 42,
  warnings: [{ id: 'fewer-neighbours', columns: [], message: 'class "1" has 4 training rows' }],
  task: 'binary',
  target: 'default',
  classes: ['0', '1'],
  positive: '1',
  rows: 30000,
  features: ['AGE', 'SEX'],
  left_out: [{ column: 'ID', why: 'id-like' }],
  sampler: 'smote',
  params: { k_neighbors: 5 },
  before: { 0: 23364, 1: 6636 },
  after: { 0: 23364, 1: 23364 },
  synthetic: 16728,
  repeated: 0,
  removed: 0,
  quality: {
    synthetic_share: 16728 / 46728,
    repeated_share: 0,
    exact_copies: 12,
    columns: [
      { column: 'AGE', class: '1', mean_shift: -0.012, ks: 0.04, total_variation: null },
      { column: 'SEX', class: '1', mean_shift: null, ks: null, total_variation: 0.125 },
    ],
  },
});

const input: ResampleInput = {
  results,
  version: 'default/v0001',
  path: 'experiments/default/v0001-resample-smote',
  seconds: 1.23,
  data: { name: 'default.csv', rows: 30000, columns: 4 },
  next: ['assay cv default.csv -t default --sampler smote'],
  table: 'balanced.csv',
};

describe('the screen of resample', () => {
  test('at 80 columns, without colour', () => {
    assert.equal(
      resampleScreen(input, { width: 80, color: false }),
      `data      default.csv · 30,000 rows × 4 columns
target    default · binary
sampler   smote k_neighbors=5 · seed 42
columns   2 used · left out: ID

class  before   after   share
0      23,364  23,364  50.0 %  ████████████████████████████████████████
1       6,636  23,364  50.0 %  ███████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
█ real rows, once each · ░ added · · taken away

quality   16,728 new rows (35.8 %) · 12 of them equal a real row

   new against real  in class     ks  levels      mean
!  SEX               1                 0.125
   AGE               1         0.040          -0.01 sd

!  class "1" has 4 training rows
!  train, cv and tune refuse this table, since its scores would flatter;
   --sampler smote does the same inside each fold, on training rows alone

table     balanced.csv
saved     default/v0001 · 1.2 s · experiments/default/v0001-resample-smote
next      assay cv default.csv -t default --sampler smote
`,
    );
  });

  test('never wider than the terminal, and coloured only when asked', () => {
    for (const width of [40, 60, 100]) {
      for (const line of resampleScreen(input, { width, color: false }).split('\n')) {
        assert.ok(displayWidth(line) <= width, `${displayWidth(line)} columns: ${line}`);
      }
    }
    assert.ok(!resampleScreen(input, { width: 80, color: false }).includes('\u001b'));
    assert.ok(resampleScreen(input, { width: 80, color: true }).includes('\u001b['));
  });

  test('what was said on the same terminal is not repeated', () => {
    const said = new Set(['class "1" has 4 training rows']);
    const screen = resampleScreen(input, { width: 80, color: false, said });
    assert.doesNotMatch(screen, /has 4 training rows/);
    assert.match(screen, /! {2}train, cv and tune refuse this table/);
  });

  test('an under-sampler: what was taken away', () => {
    const under = {
      ...results,
      sampler: 'random-under',
      after: { 0: 6636, 1: 6636 },
      synthetic: 0,
      removed: 16728,
    };
    const screen = resampleScreen({ ...input, results: under }, { width: 100, color: false });
    assert.match(screen, /█·+\n/);
    assert.match(screen, /16,728 rows taken away/);
  });
});
