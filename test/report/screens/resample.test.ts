import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ResampleResults, resampleResults } from '../../../src/core/schemas/resample.js';
import { resampleScreen } from '../../../src/report/screens/resample.js';

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

describe('the screen of resample', () => {
  test('at 80 columns, without colour', () => {
    assert.equal(
      resampleScreen(results, { width: 80, color: false }, { saved: 'default/v0001 · experiments/default' }),
      `target    default · binary
sampler   smote k_neighbors=5 · seed 42
columns   2 used · left out: ID

  class       before        after    share
  0           23,364       23,364   50.0 %  ████████████████████████████████████
  1            6,636       23,364   50.0 %  ██████████░░░░░░░░░░░░░░░░░░░░░░░░░░
  █ real rows, once each · ░ added · · taken away

quality   16,728 new rows (35.8 %) · 12 of them equal a real row
  new against real cells, furthest first:
  ! SEX in 1: levels 0.125
    AGE in 1: ks 0.040  mean -0.01 sd

!  class "1" has 4 training rows

!  train, cv and tune refuse this table, since its scores would flatter
   cv --sampler smote does the same inside each fold, on training rows alone

saved     default/v0001 · experiments/default`,
    );
  });

  test('never wider than the terminal, and coloured only when asked', () => {
    for (const width of [40, 60, 100]) {
      for (const line of resampleScreen(results, { width, color: false }).split('\n')) {
        assert.ok(line.length <= width, `${line.length} columns: ${line}`);
      }
    }
    assert.ok(!resampleScreen(results, { width: 80, color: false }).includes('\u001b'));
    assert.ok(resampleScreen(results, { width: 80, color: true }).includes('\u001b[1m'));
  });

  test('an under-sampler: what was taken away', () => {
    const under = {
      ...results,
      sampler: 'random-under',
      after: { 0: 6636, 1: 6636 },
      synthetic: 0,
      removed: 16728,
    };
    const screen = resampleScreen(under, { width: 100, color: false });
    assert.match(screen, /█·+\n/);
    assert.match(screen, /16,728 rows taken away/);
  });
});
