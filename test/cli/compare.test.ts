/** `compare` on versions that the real binary made: ranks, blocks, the chosen one; and metrics that do not fit. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { log } from '../../src/core/numeric.js';
import { stream } from '../../src/core/rng.js';
import type { CompareDocument } from '../../src/core/schemas/compare.js';
import type { CompareAcrossDocument } from '../../src/core/schemas/compare-across.js';
import type { CompareExplainDocument } from '../../src/core/schemas/compare-explain.js';
import { assertKind, inPairs, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

/** Rows of numbers and a category with a class that the first number carries: three classes of 92, 5 and 3 % or so. */
function threeClasses(nRows: number): string {
  const rng = stream(9, 'three classes');
  const lines = ['tsh,t3,sex,diagnosis'];
  for (let row = 0; row < nRows; row++) {
    const tsh = rng.normal(log);
    const score = tsh + 0.3 * rng.normal(log);
    const diagnosis = score > 1.7 ? 'hyper' : score < -1.5 ? 'hypo' : 'normal';
    lines.push([tsh.toFixed(4), rng.normal(log).toFixed(4), 'fm'[rng.below(2)], diagnosis].join(','));
  }
  return `${lines.join('\n')}\n`;
}

const T = ['-t', 'default'];
const FIVE = ['small.csv', ...T, '-x', 'small'];
const made: Record<string, { version: string; metrics: { f1: { value: number } } }> = {};

const RUNS: Readonly<Record<string, readonly string[]>> = {
  dummy: ['cv', ...FIVE, '-m', 'dummy'],
  logistic: ['cv', ...FIVE, '-m', 'logistic'],
  'logistic, smote': ['cv', ...FIVE, '-m', 'logistic', '--sampler', 'smote'],
  'forest, seed 1': ['cv', ...FIVE, '-m', 'forest', '-p', 'n_estimators=20', '--seed', '1'],
  'forest, seed 2': ['cv', ...FIVE, '-m', 'forest', '-p', 'n_estimators=20', '--seed', '2'],
  'tree, other folds': ['cv', ...FIVE, '-m', 'tree', '--split-seed', '7'],
  'hold-out': ['train', ...FIVE, '-m', 'logistic'],
  tune: ['tune', ...FIVE, '-m', 'tree', '--trials', '3'],
  'other positive': ['cv', ...FIVE, '-m', 'dummy', '--positive', '0'],
  'other data': ['cv', 'other.csv', ...T, '-x', 'small', '-m', 'dummy'],
};

before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', '400', '--seed', '5', '-o', 'small.csv');
  await scratch.run('data', 'generate', 'loans', '--rows', '250', '--seed', '6', '-o', 'other.csv');
  writeFileSync(scratch.path('three.csv'), threeClasses(400));
  const names = Object.keys(RUNS);
  const printed = await inPairs(names, (name) => scratch.json(...RUNS[name]));
  names.forEach((name, i) => {
    made[name] = printed[i] as (typeof made)[string];
  });
});

const compare = async (...args: string[]) => {
  const document = await scratch.json<CompareDocument>('compare', '-x', 'small', ...args);
  assertKind('compare', document);
  return document;
};

const idsOf = (rows: readonly { version: string }[]) => rows.map(({ version }) => version).sort();
const versionsOf = (...names: string[]) => names.map((name) => made[name].version).sort();

describe('ranking', () => {
  test('rows of one block, in order of the metric, with ranks and groups that rise', async () => {
    const { rows, by, direction, baseline } = await compare('--by', 'f1');
    assert.equal(by, 'f1');
    assert.equal(direction, 'max');
    const values = rows.map(({ metrics }) => metrics.f1.value ?? -1);
    assert.deepEqual(
      values,
      [...values].sort((a, b) => b - a),
    );
    assert.deepEqual(
      rows.map(({ rank }) => rank),
      rows.map((_, i) => i + 1),
    );
    rows.forEach(({ group }, i) => {
      const before = i === 0 ? 1 : rows[i - 1].group;
      assert.ok(group === before || (i > 0 && group === before + 1));
    });
    assert.equal(rows[0].p, null);
    assert.ok(baseline?.metrics.f1.value !== undefined);
    const dummy = rows.find(({ model }) => model === 'dummy');
    assert.equal(dummy?.worse_than_baseline, true);
    assert.ok((dummy?.p ?? 0) < 0.2, 'far off, if not told apart over all pairs of 400 rows');
  });

  test('versions that differ in --seed alone are one row, each fold the mean; --group-by version parts them', async () => {
    const { rows } = await compare('--by', 'f1');
    const forest = rows.find(({ model }) => model === 'forest');
    const [one, two] = [made['forest, seed 1'], made['forest, seed 2']];
    assert.deepEqual([...(forest?.versions ?? [])].sort(), versionsOf('forest, seed 1', 'forest, seed 2'));
    assert.deepEqual(forest?.seeds, [1, 2]);
    const mean = (one.metrics.f1.value + two.metrics.f1.value) / 2;
    assert.ok(Math.abs((forest?.metrics.f1.value ?? 0) - mean) < 1e-12);
    const parted = await compare('--by', 'f1', '--group-by', 'version');
    assert.equal(parted.rows.length, rows.length + 1);
  });

  test('other folds of the same rows stay in the block and are marked', async () => {
    const { rows } = await compare('--by', 'f1');
    assert.deepEqual(
      rows.filter(({ folds }) => folds === 'other').map(({ version }) => version),
      versionsOf('tree, other folds'),
    );
    assert.equal(rows.length, 5);
  });

  test('other data, target, positive class, protocol and tuned versions stand in blocks, with why', async () => {
    const { rows, blocks } = await compare('--by', 'f1');
    const whyOf = (name: string) =>
      blocks.find((block) => block.rows.some(({ version }) => version === made[name].version))?.why ??
      'nowhere';
    assert.match(whyOf('hold-out'), /protocol.*hold-out/);
    assert.match(whyOf('tune'), /chosen on the folds it is scored on/);
    assert.match(whyOf('other positive'), /positive class: 0/);
    assert.match(whyOf('other data'), /other data/);
    const everywhere = [...rows, ...blocks.flatMap((block) => block.rows)].flatMap(
      ({ versions }) => versions,
    );
    assert.deepEqual(everywhere.sort(), versionsOf(...Object.keys(RUNS)));
  });

  test('best:METRIC is what compare chooses', async () => {
    for (const by of ['f1', 'roc_auc', 'log_loss']) {
      const { chosen, direction } = await compare('--by', by);
      assert.equal(direction, by === 'log_loss' ? 'min' : 'max');
      const shown = await scratch.json<{ version: string }>('show', `best:${by}`, '-x', 'small');
      assert.equal(shown.version, chosen?.version);
    }
  });

  test("scikit-learn's longer names are taken and shown as the short ones", async () => {
    assert.equal((await compare('--by', 'roc_auc_score')).by, 'roc_auc');
    assert.equal((await compare('--by', 'neg_log_loss')).by, 'log_loss');
  });

  test('a selection is ranked alone; the table names every row', async () => {
    const ids = versionsOf('dummy', 'logistic');
    assert.deepEqual(idsOf((await compare(...ids, '--by', 'f1')).rows), ids);
    const { code, stdout } = await scratch.run('compare', '-x', 'small', '--by', 'f1');
    assert.equal(code, 0);
    for (const model of ['dummy', 'logistic', 'forest', 'tree']) assert.ok(stdout.includes(model), model);
    assert.ok(stdout.split('\n').every((line) => line.length <= 100));
  });
});

describe('what a person asks for', () => {
  test('--by f1,fit_time orders inside groups; --columns and --rope add to rows; --rule pct-loss', async () => {
    const {
      rows,
      then_by: keys,
      chosen,
    } = await compare(
      ...['--by', 'f1,fit_time', '--columns', 'roc_auc,n_estimators,tags', '--rope', '0.01'],
      ...['--rule', 'pct-loss=100', '--correction', 'bh'],
    );
    assert.deepEqual(keys, ['fit_time']);
    rows.forEach(({ group, fit_time: time }, i) => {
      if (i > 0 && rows[i - 1].group === group) assert.ok((rows[i - 1].fit_time ?? 0) <= (time ?? 0));
    });
    const forest = rows.find(({ model }) => model === 'forest');
    assert.equal(forest?.columns?.n_estimators, 20);
    assert.ok(rows.some(({ probability }) => probability && probability.better + probability.worse <= 1));
    assert.equal(rows.find(({ version }) => version === chosen?.version)?.model, 'dummy');
    assert.match((await scratch.refused(2, 'compare', '-x', 'small', '--rule', 'two-se')).hint, /one-se/);
  });

  test('the board shows later keys, names the columns that it has no room for, and drops empty ones', async () => {
    const board = async (...args: string[]) =>
      (await scratch.run('compare', '-x', 'small', '--by', 'f1,fit_time', ...args)).stdout;
    const [head] = (await board()).split('\n').filter((line) => line.includes('differs in'));
    assert.match(head, /differs in +f1 +fit_time /);
    const asked = 'n_estimators,model_bytes,tags,f1,roc_auc,brier,log_loss,precision,recall,accuracy,started';
    const wide = await board('--columns', asked);
    assert.match(wide, /differs in +f1 +n_estimators +roc_auc +brier /);
    assert.match(wide, /^no room for .*started, fit_time: --format md shows all$/m);
    assert.match(wide, /^empty: model_bytes, tags$/m);
    assert.ok(wide.split('\n').every((line) => line.length <= 100));
    const table = await board('--columns', asked, '--format', 'md');
    assert.match(table, /\| started \| fit\\?_time \|$/m);
  });

  test('--filter contains; the first group by its rows', async () => {
    const { rows } = await compare('--by', 'f1', '--filter', 'sampler contains smo or model contains logis');
    assert.deepEqual([...new Set(rows.map(({ model }) => model))], ['logistic']);
    const { row_tests: tests } = await compare('--by', 'roc_auc', '--test', 'mcnemar');
    assert.equal(tests?.test, 'mcnemar');
    assert.ok(tests?.rows.every(({ p }) => p === null || (p >= 0 && p <= 1)));
  });

  test('--format md is a table with what is chosen under it', async () => {
    const { code, stdout } = await scratch.run('compare', '-x', 'small', '--by', 'f1', '--format', 'md');
    assert.equal(code, 0);
    const table = stdout.split('\n').filter((line) => line.startsWith('|'));
    assert.equal(table.length, 2 + 5 + 1);
    const widths = table.map((line) => line.split(/(?<!\\)\|/).length);
    assert.equal(new Set(widths).size, 1);
    assert.match(stdout, /^- \*\*chosen\*\*: /m);
  });
});

describe('--explain', () => {
  test('two versions on the same folds: rows, classes and slices add up', async () => {
    const pair = versionsOf('logistic', 'logistic, smote');
    const document = await scratch.json<CompareExplainDocument>(
      'compare',
      ...pair,
      '--explain',
      '--by',
      'f1',
    );
    assertKind('compare-explain', document);
    const { rows, effect, slices, options, not_comparable: why } = document;
    assert.equal(why, null);
    assert.ok(options.some(({ name }) => name === 'sampler'));
    assert.ok('ahead' in rows);
    const { ahead, both_right: right, both_wrong: wrong, classes } = rows;
    assert.equal(ahead.a + ahead.b + ahead.equal, 400);
    assert.equal((right ?? 0) + (wrong ?? 0), ahead.equal);
    assert.equal(
      classes.reduce((sum, { rows: n }) => sum + n, 0),
      400,
    );
    assert.equal(
      Object.values(effect.folds_won ?? {}).reduce((sum, n) => sum + n, 0),
      5,
    );
    assert.ok(Array.isArray(slices) && slices.length > 0);
    const csv = await scratch.run('compare', ...pair, '--explain', '--format', 'csv');
    assert.equal(csv.stdout.trim().split('\n').length, 1 + rows.answers_differ);
    const { code, stdout } = await scratch.run('compare', ...pair, '--explain');
    assert.equal(code, 0);
    assert.match(stdout, /right by A/);
  });

  test('other data: said, options and metrics still told; one version: exit 2', async () => {
    const pair = versionsOf('dummy', 'other data');
    const document = await scratch.json<CompareExplainDocument>(
      'compare',
      ...pair,
      '--explain',
      '--by',
      'f1',
    );
    assertKind('compare-explain', document);
    assert.match(document.not_comparable ?? '', /other data/);
    assert.ok('why' in document.rows && 'why' in document.slices);
    await scratch.refused(2, 'compare', pair[0], '--explain');
  });
});

test('--plots: the board as a picture, a dot a row, and the same data as Vega-Lite', async () => {
  const { rows } = await scratch.json<CompareDocument>('compare', 'small', '--plots', 'board');
  const svg = readFileSync(scratch.path('board/ranking.svg'), 'utf8');
  assert.match(svg, /^<svg/);
  assert.equal((svg.match(/<circle/g) ?? []).length, rows.length);
  for (const { model } of rows) assert.ok(svg.includes(model), model);
  const { data } = JSON.parse(readFileSync(scratch.path('board/ranking.json'), 'utf8'));
  assert.equal(data.values.length, rows.length);
  const { code, stderr } = await scratch.run('compare', 'small', '--plots', 'board');
  assert.equal(code, 2, stderr);
  const again = await scratch.run('compare', 'small', '--plots', 'board', '-y');
  assert.match(again.stdout, /plots +.*ranking\.json, .*ranking\.svg/);
});

describe('rows that come in groups', () => {
  test('the bootstrap draws whole groups; where they cannot be read nothing is drawn', async () => {
    const rng = stream(4, 'groups');
    const lines = Array.from({ length: 240 }, (_, row) => {
      const shift = Math.floor(row / 6) % 2;
      return `${Math.floor(row / 6)},${(rng.normal(log) + shift).toFixed(3)},${rng.normal(log).toFixed(3)},${rng.uniform() < 0.2 ? 1 - shift : shift}`;
    });
    writeFileSync(scratch.path('grouped.csv'), `${['site,a,b,y', ...lines].join('\n')}\n`);
    const line = ['grouped.csv', '-t', 'y', '-k', '4', '--groups', 'site', '-x', 'grouped'];
    const pair = await inPairs(['logistic', 'naive-bayes'], async (model) => {
      const { version } = await scratch.json<{ version: string }>('cv', ...line, '-m', model);
      return version;
    });
    const tested = () =>
      scratch.json<CompareDocument>('compare', 'grouped', '--by', 'accuracy', '--test', 'bootstrap');
    const explained = async () => {
      const typed = ['compare', ...pair, '--explain', '--by', 'accuracy'];
      const document = await scratch.json<CompareExplainDocument>(...typed);
      assertKind('compare-explain', document);
      assert.ok('bootstrap' in document.rows);
      assert.equal(document.rows.mcnemar.ignores_groups, true);
      return document.rows.bootstrap;
    };
    const { row_tests: tests, rows } = await tested();
    assert.equal(tests?.by_group, true);
    const drawn = await explained();
    assert.ok(drawn && 'by_group' in drawn && drawn.by_group);
    const [first, second] = pair.map((id) => rows.find(({ version }) => version === id));
    const pooled = (row: typeof first) => row?.metrics.accuracy.pooled?.value ?? Number.NaN;
    assert.ok(Math.abs(drawn.difference - (pooled(second) - pooled(first))) < 1e-12);
    assert.equal(Math.abs(tests.rows[0].difference ?? 0), Math.abs(drawn.difference));
    const byAnswers = ['compare', 'grouped', '--by', 'accuracy', '--test', 'mcnemar'];
    const answered = await scratch.json<CompareDocument>(...byAnswers);
    assert.equal(answered.row_tests?.ignores_groups, true);
    assert.match((await scratch.run(...byAnswers)).stdout, /McNemar \(row by row, not by group/);
    writeFileSync(scratch.path('grouped.csv'), 'site,a,b,y\n1,1,1,1\n');
    const lost = await tested();
    assertKind('compare', lost);
    assert.deepEqual(lost.row_tests?.rows, []);
    assert.match(lost.row_tests.why ?? '', /groups of site/);
    const none = await explained();
    assert.ok(none && 'why' in none);
  });

  test('groups that stand beside scored predictions alone are read from their file', async () => {
    const rng = stream(6, 'outside');
    const lines = Array.from({ length: 300 }, (_, row) => {
      const truth = Math.floor(row / 5) % 2;
      const answer = (wrong: number) => (rng.uniform() < wrong ? 1 - truth : truth);
      return `${row},${Math.floor(row / 5)},${row % 4},${truth},${answer(0.2)},${answer(0.21)}`;
    });
    writeFileSync(scratch.path('outside.csv'), `${['id,ward,fold,y,a,b', ...lines].join('\n')}\n`);
    const typed = ['score', 'outside.csv', '--truth', 'y', '--row', 'id', '--fold', 'fold', '-x', 'outside'];
    await scratch.json(...typed, '--pred', 'a', '--groups', 'ward', '--name', 'a');
    await scratch.json(...typed, '--pred', 'b', '--name', 'b');
    const tested = async () => {
      const line = ['compare', 'outside', '--by', 'accuracy', '--test', 'bootstrap'];
      return (await scratch.json<CompareDocument>(...line)).row_tests;
    };
    const drawn = await tested();
    assert.equal(drawn?.by_group, true);
    assert.equal(drawn.rows.length, 1);
    writeFileSync(scratch.path('outside.csv'), 'id,y\n1,1\n');
    const lost = await tested();
    assert.deepEqual(lost?.rows, []);
    assert.match(lost?.why ?? '', /groups of ward, and they cannot be read/);
  });
});

describe('options that a comparison has no use for', () => {
  test('are refused, each by its name', async () => {
    const refused = async (...typed: string[]) =>
      (await scratch.refused(2, 'compare', '-x', 'small', ...typed)).message;
    assert.match(await refused('--explain', '--plots', 'plots'), /--explain has no use for --plots/);
    for (const option of [
      ['--rule', 'one-se'],
      ['--test', 'mcnemar'],
      ['--rope', '0.1'],
      ['--columns', 'f1'],
    ]) {
      assert.match(await refused('--across', ...option), new RegExp(`--across has no use for ${option[0]}`));
    }
    assert.match(await refused('--explain', '--rule', 'one-se'), /--explain has no use for --rule/);
    assert.match(await refused('--across', '--by', 'f1,fit_time'), /names fit_time too/);
  });
});

describe('a leak that wins', () => {
  before(async () => {
    const rows = Array.from({ length: 60 }, (_, row) => [row % 7, (row * row) % 11]);
    const lines = rows.map(([a, b], row) => `${a},${b},${(row * 5) % 13},${a + b}`);
    writeFileSync(scratch.path('bikes.csv'), `casual,registered,wind,cnt\n${lines.join('\n')}\n`);
    const typed = ['bikes.csv', '-t', 'cnt', '--task', 'regression', '-m', 'ridge', '-x', 'bikes'];
    await scratch.json('cv', ...typed);
    await scratch.json('cv', ...typed, '--drop', 'casual');
  });

  const LEAK = '"casual" + "registered" equals the target "cnt" on all rows: --drop casual,registered';

  test('is marked and named under the board, in md and in the document', async () => {
    const { stdout, stderr } = await scratch.run('compare', 'bikes');
    assert.match(stdout, /^1! +v0001 /m);
    assert.ok(stdout.replace(/\s+/g, ' ').includes(`! leak v0001: ${LEAK}`), stdout);
    assert.equal(stderr.includes('equals the target'), false, 'said once');
    const markdown = (await scratch.run('compare', 'bikes', '--format', 'md')).stdout;
    assert.match(markdown, /^\| 1 \*\*!\*\* \|/m);
    assert.match(markdown, /^- \*\*! leak\*\*: bikes\/v0001: "casual" \+ "registered" equals/m);
    const { rows } = await scratch.json<CompareDocument>('compare', 'bikes');
    assert.deepEqual(
      rows.map(({ leaks }) => leaks),
      [[LEAK], undefined],
    );
    assert.match((await scratch.run('compare', 'bikes', '--format', 'ids')).stderr, /v0001: "casual"/);
  });

  test('plots stand in a folder that is made, or are refused where it cannot stand', async () => {
    const { message } = await scratch.refused(2, 'compare', 'bikes', '--plots', 'no/such/plots');
    assert.match(message, /--plots .*no folder .*no\/such$/);
    const { stderr } = await scratch.run('compare', 'bikes', '--plots', 'new', '--json');
    assert.match(stderr, /plots: new\/ranking\.json, new\/ranking\.svg/);
  });
});

describe('--across', () => {
  test('data sets apart, learners in common; plots are written once', async () => {
    await inPairs(['dummy', 'tree'], (model) =>
      scratch.json('cv', 'other.csv', ...T, '-x', 'second', '-m', model),
    );
    await inPairs(['tree'], (model) => scratch.json('cv', ...FIVE, '-m', model));
    const args = ['compare', 'small', 'second', '--across', '--by', 'roc_auc', '--plots', 'plots'];
    const document = await scratch.json<CompareAcrossDocument>(...args);
    assertKind('compare-across', document);
    assert.equal(document.data_sets.length, 2);
    assert.deepEqual(document.learners.map(({ model }) => model).sort(), ['dummy', 'tree']);
    assert.match(readFileSync(scratch.path('plots/critical-difference.svg'), 'utf8'), /^<svg/);
    await scratch.refused(2, ...args);
    const { code, stdout } = await scratch.run('compare', 'small', 'second', '--across', '--by', 'roc_auc');
    assert.equal(code, 0);
    assert.match(stdout, /mean rank/);
    assert.match(stdout, /^versions +small, stratified, 5 folds \(\w{6}\): .*tree v\d{4}/m);
  });
});

describe('three classes', () => {
  const NAMES = /f1_macro.*f1_micro.*f1_weighted/;

  test('--by f1 is refused with the three names, exit 2: cv, and compare on what cv made', async () => {
    const refused = await scratch.refused(2, 'cv', 'three.csv', '-t', 'diagnosis', '--by', 'f1');
    assert.match(`${refused.message} ${refused.hint}`, NAMES);
    await inPairs(['logistic', 'tree'], (model) =>
      scratch.json('cv', 'three.csv', '-t', 'diagnosis', '-m', model, '-x', 'three'),
    );
    const again = await scratch.refused(2, 'compare', '-x', 'three', '--by', 'f1');
    assert.match(`${again.message} ${again.hint}`, NAMES);
  });

  test('f1_macro ranks by default', async () => {
    const document = await scratch.json<CompareDocument>('compare', '-x', 'three');
    assertKind('compare', document);
    assert.equal(document.by, 'f1_macro');
    assert.equal(document.rows.length, 2);
  });
});

describe('nothing to compare', () => {
  test('an experiment of other steps is exit 2 and says what to do', async () => {
    await scratch.json('validate', 'small.csv', '-x', 'looked-at');
    const { hint } = await scratch.refused(2, 'compare', '-x', 'looked-at');
    assert.match(hint, /assay cv/);
  });

  test('a metric that the versions do not have is exit 2 and names those they have', async () => {
    const { message, hint } = await scratch.refused(2, 'compare', '-x', 'small', '--by', 'rmse');
    assert.match(`${message} ${hint}`, /rmse/);
    assert.match((await scratch.refused(2, 'compare', '-x', 'small', '--by', 'f11')).hint, /f1/);
  });
});
