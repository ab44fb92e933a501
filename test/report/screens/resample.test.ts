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
    looked_at: { real: 6636, synthetic: 16728 },
    exact_copies: 12,
    copy_share: 12 / 16728,
    discriminator: {
      rows: 6636,
      roc_auc: {
        value: 0.7808,
        estimate: 'fold-mean',
        direction: 'max',
        std: 0.006,
        ci95: [0.77, 0.7916],
        values: [0.7885, 0.7739, 0.7811, 0.7765, 0.784],
        undefined: [],
      },
    },
    nearest: {
      synthetic: { q05: 0.013, median: 0.2098, q95: 0.982 },
      real: { q05: 0.232, median: 0.9868, q95: 2.865 },
    },
    unseen_categories: {
      columns: 2,
      pair_rows: 167,
      rows: 167,
      examples: [{ columns: ['SEX', 'MARRIAGE'], levels: ['2', '0'], rows: 167 }],
    },
    projection: { columns: 2, explained: [0.287, 0.185] },
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

quality   16,728 new rows (35.8 %)
forest    tells 6,636 new rows from as many real ones with roc_auc 0.781 (0.770
          … 0.792); 0.5: not at all
nearest   0.21 from a new row to the nearest real one, real rows 0.99 from each
          other · 12 new rows (0.1 %) equal a real one
levels    1.0 % of the new rows hold two that never stand together, as SEX 2 and
          MARRIAGE 0 · 1.0 % have all 2 as no real row has
plot      plots/projection.svg: two principal components, 47.2 % of the variance

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
