/** `score` on the real binary: out-of-fold predictions of a cv are scored as cv did; truth from data; what is kept. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { CompareDocument } from '../../src/core/schemas/compare.js';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import type { ScoreResults } from '../../src/core/schemas/score.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

type Kept<R> = R & { readonly version: string; readonly path: string };

let fitted: Kept<CvResults>;
/** predictions.csv of it. */
let file = '';

const score = (...typed: string[]) => scratch.json<Kept<ScoreResults>>('score', ...typed);
const PROBA = ['--proba', 'p_0,p_1'];
const PLACED = ['--row', 'row', '--fold', 'fold', '--repeat', 'repeat'];

before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', '400', '-o', 'loans.csv');
  const line = ['loans.csv', '-t', 'default', '-m', 'tree', '-p', 'max_depth=3', '-k', '3', '--repeats', '2'];
  fitted = await scratch.json<Kept<CvResults>>('cv', ...line, '-x', 'e');
  file = `${fitted.path}/predictions.csv`;
});

describe('score', () => {
  test('scores the predictions of a cv as cv did, and compare ranks both on the same folds', async () => {
    const kept = await score(
      file,
      '--truth',
      'truth',
      '--pred',
      'prediction',
      ...PROBA,
      ...PLACED,
      '-x',
      'e',
    );
    assert.equal(kept.split?.sha256, fitted.split.sha256);
    assert.equal(kept.rows_sha256, fitted.rows_sha256);
    for (const [id, metric] of Object.entries(fitted.metrics)) {
      assert.deepEqual(kept.metrics[id], metric, id);
      assert.deepEqual(kept.baseline[id], fitted.baseline[id], id);
    }
    const written = readFileSync(scratch.path(kept.path, 'predictions.csv'), 'utf8');
    assert.equal(written, scratch.text(file));
    assertKind('results-score', JSON.parse(scratch.text(kept.path, 'results.json')));
    const ranked = await scratch.json<CompareDocument>('compare', 'e', '--by', 'f1');
    assert.deepEqual(
      new Set(ranked.rows.map(({ version }) => version)),
      new Set([fitted.version, kept.version]),
    );
    assert.deepEqual(ranked.blocks, []);
    assert.equal((await scratch.run('verify', kept.version)).code, 0);
  });

  test('scores that differ in what they score, by what or with which weights are rows of their own', async () => {
    const lines = Array.from(
      { length: 40 },
      (_, row) => `${row % 2},${row % 5 ? row % 2 : 0},1,${1 + (row % 3)}`,
    );
    writeFileSync(scratch.path('cols.csv'), `${['y,good,bad,w', ...lines].join('\n')}\n`);
    const pred = (column: string, ...more: string[]) =>
      score('cols.csv', '--truth', 'y', '--pred', column, '-x', 'cols', '--name', 'm', ...more);
    const good = await pred('good');
    const bad = await pred('bad');
    const weighted = await pred('good', '--weights', 'w');
    const { rows, blocks } = await scratch.json<CompareDocument>('compare', 'cols', '--by', 'f1');
    assert.deepEqual(
      new Map(rows.map(({ version, metrics }) => [version, metrics.f1.value])),
      new Map([good, bad].map(({ version, metrics }) => [version, metrics.f1.value])),
    );
    assert.deepEqual(
      blocks.map(({ why, rows: own }) => [why, own[0].version]),
      [['weighted metrics (--weights w)', weighted.version]],
    );
  });

  test('a gate may name a score without folds, of the same rows and weights', async () => {
    const truths = Array.from(
      { length: 40 },
      (_, row) => `${row % 2},${row % 5 ? row % 2 : 0},${1 + (row % 3)}`,
    );
    writeFileSync(scratch.path('g1.csv'), `${['y,z,w', ...truths].join('\n')}\n`);
    writeFileSync(scratch.path('g2.csv'), `${['y,z,w', ...truths, ''].join('\r\n')}`);
    const typed = ['--truth', 'y', '--pred', 'z', '-x', 'gated'];
    const base = await score('g1.csv', ...typed, '--tag', 'base');
    for (const name of ['g1.csv', 'g2.csv']) {
      const { gates } = await score(name, ...typed, '--require', 'f1 >= @base');
      assert.deepEqual([gates[0].than, gates[0].passed], [base.metrics.f1.value, true]);
    }
    const gate = ['--require', 'f1 >= @base'];
    const { message } = await scratch.refused(2, 'score', 'g1.csv', ...typed, ...gate, '--weights', 'w');
    assert.match(message, /its column of weights is none, here w/);
  });

  test('lists of a fixed length, folds that repeats have unequally many of, costs that one answer escapes', async () => {
    const [head, ...lines] = readFileSync(scratch.path(file), 'utf8').trimEnd().split('\n');
    const uneven = lines.map((line) => line.replace(/^(\d+),1,2,/, '$1,1,1,'));
    writeFileSync(scratch.path('uneven.csv'), `${[head, ...uneven].join('\n')}\n`);
    const line = ['uneven.csv', '--truth', 'truth', '--proba', 'p_1', ...PLACED];
    const { stdout } = await scratch.run('score', ...line, '--metrics', 'precision@50', '--cost', 'fp=5');
    assert.match(stdout, /^folds +5 in 2 repeats of 2 to 3 · /m);
    const said = stdout.replace(/\s+/g, ' ');
    assert.match(said, /precision@50: the mean is of a list in each fold, pooled of one list of all rows/);
    assert.match(said, /! by --cost the answer 0 costs nothing, whatever is true/);
    const { split, warnings } = await score(...line, '--cost', 'fp=5,fn=1');
    assert.deepEqual([split?.folds, split?.repeats, warnings], [3, 2, []]);
  });

  test('rows that are named are drawn alike in any order of the file', async () => {
    const [head, ...lines] = readFileSync(scratch.path(file), 'utf8').trimEnd().split('\n');
    const once = lines.filter((line) => line.split(',')[1] === '0');
    writeFileSync(scratch.path('ordered.csv'), `${[head, ...once].join('\n')}\n`);
    writeFileSync(scratch.path('reversed.csv'), `${[head, ...once.reverse()].join('\n')}\n`);
    const typed = ['--truth', 'truth', '--proba', 'p_1', '--row', 'row'];
    const [first, second] = [await score('ordered.csv', ...typed), await score('reversed.csv', ...typed)];
    assert.deepEqual(first.metrics, second.metrics);
  });

  test('without folds it stands in a block of its own', async () => {
    writeFileSync(scratch.path('single.csv'), 'y,z\n0,0\n1,1\n1,0\n0,0\n');
    const single = await score('single.csv', '--truth', 'y', '--pred', 'z', '-x', 'e', '--name', 'alone');
    assert.equal(single.metrics.f1.estimate, 'single');
    assert.equal(single.split, null);
    const ranked = await scratch.json<CompareDocument>('compare', fitted.version, single.version);
    assert.equal(ranked.blocks.length, 1);
  });

  test('takes the truth from the data, by row number and by key', async () => {
    const rows = scratch
      .text(file)
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const first = rows.filter(([, repeat]) => repeat === '0');
    writeFileSync(
      scratch.path('p.csv'),
      ['row,p', ...first.map((cells) => `${cells[0]},${cells[6]}`), ''].join('\n'),
    );
    const data = ['--proba', 'p', '--data', 'loans.csv', '-t', 'default'];
    const byRow = await score('p.csv', ...data, '--row', 'row');
    assert.equal(byRow.rows_sha256, fitted.rows_sha256);
    assert.equal(byRow.target, 'default');
    assert.equal(byRow.metrics.f1.value, fitted.metrics.f1.pooled?.value);
    assert.deepEqual(byRow.metrics.roc_auc.ci95, fitted.metrics.roc_auc.pooled?.ci95);
    const lines = scratch.text('loans.csv').trimEnd().split('\n');
    const keyed = lines.map((line, at) => (at === 0 ? `row,${line}` : `${at - 1},${line}`));
    writeFileSync(scratch.path('keyed.csv'), `${keyed.join('\n')}\n`);
    const byKey = await score('p.csv', '--proba', 'p', '--data', 'keyed.csv', '-t', 'default', '--on', 'row');
    assert.deepEqual(byKey.metrics, byRow.metrics);
  });

  test('a row of weight 2 counts as two such rows; nothing is written without -x', async () => {
    writeFileSync(scratch.path('w.csv'), 'y,p,w\nno,0.2,1\nyes,0.7,2\nno,0.6,1\nyes,0.4,1\nno,0.1,3\n');
    const repeated = 'y,p\nno,0.2\nyes,0.7\nyes,0.7\nno,0.6\nyes,0.4\nno,0.1\nno,0.1\nno,0.1\n';
    writeFileSync(scratch.path('r.csv'), repeated);
    const weighted = await score('w.csv', '--truth', 'y', '--proba', 'p', '--weights', 'w');
    const plain = await score('r.csv', '--truth', 'y', '--proba', 'p');
    for (const [id, { value }] of Object.entries(plain.metrics)) {
      const other = weighted.metrics[id].value;
      assert.ok(Math.abs((value ?? 0) - (other ?? 0)) < 1e-12, `${id}: ${value} and ${other}`);
    }
    assert.equal(weighted.version, undefined);
    assert.equal(weighted.positive, 'yes');
  });

  test('a label that is only predicted is a class; a missing truth is counted; rounded sums are said', async () => {
    writeFileSync(
      scratch.path('m.csv'),
      'y,z,a,b,c\na,a,0.7,0.2,0.1\nb,c,0.2,0.4,0.4\na,a,0.333,0.333,0.333\n,a,1,0,0\n',
    );
    const { classes, task, missing_truth, warnings, metrics } = await score(
      ...['m.csv', '--truth', 'y', '--pred', 'z', '--proba', 'a,b,c'],
    );
    assert.deepEqual([classes, task, missing_truth], [['a', 'b', 'c'], 'multiclass', 1]);
    assert.deepEqual(
      warnings.map(({ id }) => id),
      ['missing-target', 'only-predicted', 'probability-sums'],
    );
    // scikit-learn 1.9.1: f1_score(['a','b','a'], ['a','c','a'], average='macro', zero_division=nan)
    assert.ok(Math.abs((metrics.f1_macro.value as number) - 1 / 3) < 1e-15);
  });

  test('whole numbers that are predicted with fractions are quantities', async () => {
    writeFileSync(scratch.path('q.csv'), 'y,z\n1,1.5\n2,2.5\n3,2.5\n4,4.5\n');
    const { task, metrics } = await score('q.csv', '--truth', 'y', '--pred', 'z');
    assert.equal(task, 'regression');
    assert.equal(metrics.rmse.value, 0.5);
  });

  test('a gate that fails is exit 3 after the result', async () => {
    const { code, stdout, stderr } = await scratch.run(
      ...['score', 'q.csv', '--truth', 'y', '--pred', 'z', '--require', 'rmse <= 0.1', '--json'],
    );
    assert.equal(code, 3);
    assert.equal(JSON.parse(stdout).gates[0].passed, false);
    assert.match(stderr, /rmse is 0.5/);
  });
});

/** Of the file below, by test/golden/make_score_against.py: statsmodels 0.14's mcnemar; DeLong's formula over all pairs. */
const MCNEMAR = { counts: [8, 27], p: 0.0023457869795667934 };
const DELONG_P = 0.8097885318451473;

describe('score --slices', () => {
  test('scores each level as its rows alone are scored', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, row) => `${row % 2},${row % 7 === 0 ? 1 - (row % 2) : row % 2},${'ab'[row % 3 ? 1 : 0]}`,
    );
    const lines = (kept: readonly string[]) => `${['y,z,town', ...kept].join('\n')}\n`;
    writeFileSync(scratch.path('all.csv'), lines(rows));
    writeFileSync(scratch.path('a.csv'), lines(rows.filter((line) => line.endsWith('a'))));
    const typed = ['--truth', 'y', '--pred', 'z'];
    const { slices } = await score('all.csv', ...typed, '--slices', 'town');
    const alone = await score('a.csv', ...typed);
    assert.deepEqual(
      slices?.list.map(({ column, level, rows: n }) => [column, level, n]),
      [
        ['town', 'a', 20],
        ['town', 'b', 40],
      ],
    );
    assert.deepEqual(
      [slices?.list[0].value, slices?.list[0].ci95],
      [alone.metrics.f1.value, alone.metrics.f1.ci95],
    );
  });
});

describe('score --against', () => {
  test('holds a column against another, as statsmodels and the published test do', async () => {
    const rows = Array.from({ length: 120 }, (_, row) => {
      const truth = row % 3 === 0 ? 1 : 0;
      const right = (every: number) => (row % every === 0 ? 1 - truth : truth);
      const p = (shift: number) => (0.2 * truth + ((row * 37 + shift) % 100) / 125).toFixed(3);
      return [truth, right(4), right(11), p(0), p(41)].join(',');
    });
    writeFileSync(scratch.path('two.csv'), ['y,a,b,pa,pb', ...rows, ''].join('\n'));
    const typed = ['two.csv', '--truth', 'y', '--pred', 'a', '--proba', 'pa'];
    const { against } = await score(...typed, '--against', 'b', '--against-proba', 'pb');
    assert.equal(against?.with, 'b');
    assert.deepEqual([against.mcnemar?.only_first, against.mcnemar?.only_second], MCNEMAR.counts);
    assert.ok(Math.abs((against.mcnemar?.p ?? 0) - MCNEMAR.p) < 1e-12);
    const { first, second, bootstrap } = against;
    assert.equal(bootstrap?.difference, (first as number) - (second as number));
    assert.ok((bootstrap?.ci95[0] as number) < (bootstrap?.difference as number));
    assert.ok(Math.abs((against.delong?.p ?? 0) - DELONG_P) < 1e-9);
  });

  test('of rows in groups it says what draws them whole and what does not', async () => {
    const lines = Array.from({ length: 60 }, (_, row) => `${row >> 2},${row % 2},${row % 3 && row % 2},1`);
    writeFileSync(scratch.path('wards.csv'), `${['ward,y,a,b', ...lines].join('\n')}\n`);
    const typed = ['wards.csv', '--truth', 'y', '--pred', 'a', '--against', 'b', '--groups', 'ward'];
    const kept = await score(...typed, '-x', 'wards');
    assertKind('results-score', JSON.parse(scratch.text(kept.path, 'results.json')));
    assert.equal(kept.against?.mcnemar?.ignores_groups, true);
    assert.equal(kept.against.bootstrap?.by_group, true);
    const said = (await scratch.run('score', ...typed)).stdout.replace(/\s+/g, ' ');
    assert.match(said, /McNemar \(row by row, not by group/);
    assert.match(said, /paired bootstrap of groups/);
  });

  test('a version of other answers is named as that', async () => {
    writeFileSync(scratch.path('ab.csv'), 't,p\na,a\nb,a\na,b\nb,b\n');
    const { message } = await scratch.refused(
      2,
      ...['score', 'ab.csv', '--truth', 't', '--pred', 'p', '--against', fitted.version],
    );
    assert.match(message, /predicts "default" with the classes 0, 1; .*are of "t" with the classes a, b/);
  });

  test('holds a version against, found by row numbers; against itself nothing differs', async () => {
    const typed = [file, '--truth', 'truth', '--pred', 'prediction', ...PROBA, ...PLACED];
    const { against, version } = await score(...typed, '--against', fitted.version, '-x', 'held');
    assert.equal(against?.bootstrap?.p, 1);
    assert.equal(against.mcnemar?.p, 1);
    assert.equal(against.delong?.p, 1);
    assert.equal((await scratch.run('verify', version)).code, 0);
  });
});
