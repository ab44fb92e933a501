import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Manifest } from '../../../src/core/schemas/manifest.js';
import type { MetricValue } from '../../../src/core/schemas/metric-value.js';
import { options as optionsSchema } from '../../../src/core/schemas/options.js';
import type { VersionSummary } from '../../../src/core/schemas/version-list.js';
import { listScreen } from '../../../src/report/screens/list.js';
import { showScreen } from '../../../src/report/screens/show.js';
import { displayWidth } from '../../../src/report/screens/text.js';
import { cvBinary } from '../screen-fixtures.js';

process.env.TZ = 'UTC';

const row = (number: number, more: Partial<VersionSummary> = {}): VersionSummary => ({
  version: `credit/v000${number}`,
  path: `experiments/credit/v000${number}-cv-forest`,
  state: 'done',
  step: 'cv',
  model: 'forest',
  sampler: 'none',
  calibrate: null,
  threshold: 0.5,
  metric: { name: 'f1', value: 0.487, std: 0.011 },
  leaky: false,
  started: '2026-01-02T03:04:05.000Z',
  seconds: 9.8,
  tags: [],
  note: '',
  ...more,
});

const rows = [
  row(1, { step: 'eda', model: null, sampler: null, threshold: null, metric: null, seconds: 0.6 }),
  row(2, { sampler: 'smote', tags: ['baseline', 'champion'], note: 'before the new columns' }),
  row(3, { state: 'interrupted', metric: null, model: 'boost', seconds: 1800 }),
  row(4, { metric: { name: 'f1', value: 0.5213, std: null }, leaky: true }),
  row(5, {
    state: 'corrupt',
    step: null,
    model: null,
    sampler: null,
    threshold: null,
    metric: null,
    started: null,
    seconds: null,
    problem: 'manifest.json is missing',
  }),
];

const lines = (text: string) => text.trimEnd().split('\n');
const fits = (text: string, width: number) => {
  for (const line of lines(text)) assert.ok(displayWidth(line) <= width, `${displayWidth(line)}: ${line}`);
};

describe('the list', () => {
  test('is a line a version', () => {
    assert.equal(
      listScreen(rows, 'experiments', { width: 100, color: false }),
      `credit · 5 versions · experiments

version  state        step  model   sampler            f1  when                took
v0001    done         eda   ·       ·                   ·  2026-01-02 03:04   0.6 s
v0002    done         cv    forest  smote    0.487 ±0.011  2026-01-02 03:04   9.8 s
v0003    interrupted  cv    boost   ·                   ·  2026-01-02 03:04  30 min
v0004    done         cv    forest  ·         0.521 leaky  2026-01-02 03:04   9.8 s
v0005    corrupt      ·     ·       ·                   ·  –                      –

v0002  @baseline @champion · before the new columns

!  credit/v0005 is corrupt: manifest.json is missing
`,
    );
  });

  test('shows calibrators and cuts where some version has one', () => {
    const text = listScreen(
      [row(1), row(2, { calibrate: 'isotonic' }), row(3, { threshold: 'f1' }), row(4, { threshold: 0.3 })],
      'experiments',
      { width: 100, color: false },
    );
    assert.match(
      text,
      /took {2}calibrate {2}threshold\n.* s {2}· {10}·\n.* s {2}isotonic {3}·\n.* s {2}· {10}f1\n.* 0\.3\n/,
    );
  });

  test('loses columns from the right, never wraps, whatever stands in the cells', () => {
    const hostile = row(6, {
      version: 'ž日本/v0006',
      tags: ['x'.repeat(80)],
      model: '\u001b[31mred\n'.repeat(9),
      metric: { name: 'rmse', value: 123456.7, std: 10 },
    });
    for (const width of [100, 80, 60, 40, 20]) {
      const text = listScreen([...rows, hostile], 'experiments', { width, color: false });
      fits(text, width);
      assert.equal(lines(text)[2].startsWith('version'), true);
    }
    assert.doesNotMatch(listScreen(rows, 's', { width: 60, color: false }), /took/);
    assert.match(
      listScreen(rows, 's', { width: 140, color: false }),
      /took {2}tags · note\n.*\n.*9\.8 s {2}@baseline @champion · before the new columns\n/,
    );
    assert.match(
      listScreen([...rows, hostile], 's', { width: 200, color: false }),
      /credit\/v0001.*metric|f1 0\.487/,
    );
  });

  test('the digits of a value are those of its metric in its experiment', () => {
    const rmse = (version: string, value: number) =>
      row(1, { version, metric: { name: 'rmse', value, std: value / 10 } });
    const text = listScreen([rmse('bike/v0001', 5.5), rmse('houses/v0001', 49_135.2)], 's', {
      width: 100,
      color: false,
    });
    assert.match(text, /5\.500 ±0\.550/);
    assert.match(text, /49,135 ±4,914/);
  });

  test('colours only when asked', () => {
    assert.match(listScreen(rows, 's', { width: 100, color: true }), /\[32mdone/);
    assert.ok(!listScreen(rows, 's', { width: 100, color: false }).includes('\u001b'));
  });

  test('an empty store says what to do', () => {
    assert.match(
      listScreen([], 'experiments', { width: 100, color: false }),
      /no version in experiments.*assay cv/,
    );
  });
});

const manifest: Manifest = {
  schema: 'assay/manifest/1',
  id: 'credit/v0002',
  step: 'cv',
  status: 'done',
  command: ['cv', 'credit.csv', '--require', 'f1 >= 0.4'],
  seed: 42,
  data: { path: 'credit.csv', sha256: 'a41f09b3c2d1e0ff', rows: 30000, columns: 25 },
  parents: [{ id: 'credit/v0001', why: 'recipe' }],
  environment: { assay: '0.1.0', node: '20.20.2', platform: 'linux', arch: 'x64' },
  started: '2026-01-02T03:04:05.000Z',
  pid: 7,
  host: 'here',
  heartbeat: '2026-01-02T03:04:05.000Z',
  files: { 'results.json': { bytes: 12345, sha256: 'ffee00112233445566' } },
};

const value = (mean: number, direction: 'max' | 'min'): MetricValue => ({
  value: mean,
  estimate: 'fold-mean',
  direction,
  std: 0.011,
  ci95: [mean - 0.02, mean + 0.02],
  values: [mean],
  undefined: [],
});

const input = {
  summary: rows[1],
  manifest,
  options: null,
  results: {
    ...cvBinary.results,
    metrics: { f1: value(0.487, 'max'), brier: value(0.141, 'min') },
    baseline: { f1: value(0.362, 'max'), brier: value(0.172, 'min') },
  },
  children: [],
};

describe('one version', () => {
  test('shows facts, metrics, files and the next step', () => {
    assert.equal(
      showScreen(input, { width: 100, color: false }, ['rerun']),
      `credit/v0002 · done · cv · 9.8 s

path      experiments/credit/v0002-cv-forest
command   assay cv credit.csv --require 'f1 >= 0.4'
data      credit.csv · 30,000 rows × 25 columns · a41f09b3c2d1
seed      42
from      credit/v0001 (recipe)
started   2026-01-02 03:04 · on here
made by   assay 0.1.0 · Node 20.20.2 · linux x64
tags      @baseline @champion
note      before the new columns

metric  value   ±std  95 % interval  baseline
f1      0.487  0.011  0.467 … 0.507     0.362  ◂ ranks
brier   0.141  0.011  0.121 … 0.161     0.172  lower is better

file             size  sha256
results.json  12.3 kB  ffee00112233

next      assay rerun credit/v0002
`,
    );
  });

  test('options: no threshold where nothing is cut, no folds for a hold-out', () => {
    const modelling = {
      ...{ target: 'price', positive: null, task: 'regression', model: 'tree', params: {}, sampler: 'none' },
      ...{ sampler_params: {}, class_weight: null, threshold: 0.5, features: null, drop: [], keep: [] },
      ...{ groups: null, time: null, splitter: 'hold-out', splitter_params: {}, folds: 5, repeats: 1 },
      ...{ test_size: 0.2, split_seed: 42, splits: null, metrics: [], by: 'rmse', allow_leaky: false },
    };
    const options = optionsSchema.parse({
      ...{ schema: 'assay/options/1', step: 'train', data: 'x.csv', seed: 42, modelling },
      reading: { delimiter: null, header: null, na: [], types: [] },
    });
    const drawn = showScreen({ ...input, options }, { width: 100, color: false });
    assert.match(drawn, /options {3}target=price task=regression model=tree .*test_size=0\.2/);
    assert.doesNotMatch(drawn, /threshold|folds=|repeats=/);
  });

  test('fits any width and says what is wrong', () => {
    for (const width of [100, 60, 30]) fits(showScreen(input, { width, color: false }), width);
    const failed = {
      ...manifest,
      status: 'failed' as const,
      error: { code: 'ASSAY_X', message: 'no', hint: 'yes' },
    };
    assert.match(
      showScreen({ ...input, manifest: failed }, { width: 100, color: false }),
      /! {2}no · yes · ASSAY_X/,
    );
    const corrupt = { summary: rows[4], manifest: null, options: null, results: null, children: [] };
    assert.match(showScreen(corrupt, { width: 100, color: false }), /manifest.json is missing/);
  });
});
