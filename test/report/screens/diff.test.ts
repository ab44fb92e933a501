import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DiffDocument, DiffSide } from '../../../src/core/schemas/diff.js';
import type { LineageDocument } from '../../../src/core/schemas/lineage.js';
import { diffScreen } from '../../../src/report/screens/diff.js';
import { lineageScreen } from '../../../src/report/screens/lineage.js';
import { displayWidth } from '../../../src/report/screens/text.js';

const plain = (width: number) => ({ width, color: false });

const side = (number: number, more: Partial<DiffSide> = {}): DiffSide => ({
  ...{
    version: `credit/v000${number}`,
    path: `experiments/credit/v000${number}-cv-tree`,
    state: 'done',
    step: 'cv',
  },
  ...{
    model: 'tree',
    sampler: 'none',
    data: { path: 'credit.csv', sha256: 'ab'.repeat(32), rows: 3000, columns: 25 },
  },
  ...more,
});

const document: DiffDocument = {
  schema: 'assay/diff/1',
  a: side(1),
  b: side(2, { sampler: 'smote' }),
  same_data: true,
  folds: 'same',
  options: [
    { name: 'sampler', a: 'none', b: 'smote' },
    { name: 'smote.k_neighbors', b: 5 },
  ],
  environment: [],
  metrics: [
    { name: 'f1', direction: 'max', a: 0.4, b: 0.45, difference: 0.05, ci95: [0.01, 0.09], p: 0.02 },
    { name: 'brier', direction: 'min', a: 0.14, b: 0.15, difference: 0.01, ci95: [0.005, 0.015], p: 0.02 },
    { name: 'recall', direction: 'max', a: 0.5, b: 0.51, difference: 0.01, ci95: [-0.1, 0.12], p: 0.8 },
    { name: 'r2', direction: 'max', a: null, b: 0.5, difference: null, ci95: null, p: null },
  ],
  files: [
    { file: 'predictions.csv', verdict: 'same' },
    { file: 'results.json', verdict: 'different' },
  ],
};

describe('the diff', () => {
  test('says what was asked differently and what came of it', () => {
    assert.equal(
      diffScreen(document, plain(100)),
      `A         credit/v0001 · cv tree · experiments/credit/v0001-cv-tree
B         credit/v0002 · cv tree with smote · experiments/credit/v0002-cv-tree
data      the same: credit.csv · 3,000 rows × 25 columns
folds     the same

option             A     B
sampler            none  smote
smote.k_neighbors  ·     5

metric      A      B   B - A    95 % interval
f1      0.400  0.450  +0.050  +0.010 … +0.090  B is better
brier   0.140  0.150  +0.010  +0.005 … +0.015  B is worse
recall  0.500  0.510  +0.010  -0.100 … +0.120  not told apart
r2          –  0.500       –
interval: corrected resampled t, paired by fold; each metric by itself

files     different: results.json
          the same bytes: predictions.csv
`,
    );
  });

  test('equal versions take a line a matter', () => {
    const metrics = document.metrics
      .slice(0, 1)
      .map((metric) => ({ ...metric, ci95: [0, 0] as [number, number] }));
    const drawn = diffScreen({ ...document, options: [], metrics }, plain(100));
    assert.match(drawn, /options {3}the same\n\nmetrics {3}the same, fold by fold \(1\)/);
  });

  test('options of another step are only counted, other data is named twice', () => {
    const options = [{ name: 'seed', a: 1, b: 2 }, ...document.options.slice(1)];
    const drawn = diffScreen(
      { ...document, b: side(2, { step: 'eda', model: null }), options, same_data: false },
      plain(100),
    );
    assert.match(drawn, /seed {4}1 +2\n +1 options? that only cv or only eda has/);
    assert.match(drawn, /data A .*abababababab\ndata B/);
  });

  test('fits any width, whatever stands in the cells', () => {
    const hostile = {
      name: '\u001b[31mx\n'.repeat(20),
      a: 'y'.repeat(300),
      b: { deep: ['日本'.repeat(60)] },
    };
    for (const width of [100, 60, 40, 30]) {
      for (const line of diffScreen({ ...document, options: [hostile] }, plain(width)).split('\n')) {
        assert.ok(displayWidth(line) <= width, `${width}: ${line}`);
        assert.ok(!line.includes('\u001b'));
      }
    }
  });
});

describe('the lineage', () => {
  const version = (number: number, state: LineageDocument['versions'][number]['state'] = 'done') => ({
    ...{ version: `a/v000${number}`, path: null, step: 'cv', state },
  });
  const link = (parent: number, child: number) => ({
    parent: `a/v000${parent}`,
    child: `a/v000${child}`,
    why: 'rerun',
  });

  test('is a tree; what was drawn is not opened again', () => {
    const lineage: LineageDocument = {
      schema: 'assay/lineage/1',
      version: 'a/v0002',
      versions: [version(1, 'removed'), version(2), version(3), version(4, 'failed')],
      links: [link(1, 2), link(2, 3), link(2, 4), link(3, 4)],
    };
    assert.equal(
      lineageScreen(lineage, plain(100)),
      `a/v0001 · cv · in the trash
└─ a/v0002 ◂ · cv (rerun)
   ├─ a/v0003 · cv (rerun)
   │  └─ a/v0004 · cv · failed (rerun)
   └─ a/v0004 · cv · failed (rerun) …
`,
    );
  });

  test('a circle, which only hands can make, ends', () => {
    const links = [link(1, 2), link(2, 1)];
    const versions = [version(1), version(2)];
    const drawn = lineageScreen(
      { schema: 'assay/lineage/1', version: 'a/v0001', versions, links },
      plain(80),
    );
    assert.ok(drawn.split('\n').length < 6);
  });
});
