/** `assay imbalance` through the real program: runs that are those of `cv`, groups that are those of `compare`. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { stream } from '../../src/core/rng.js';
import type { CompareDocument } from '../../src/core/schemas/compare.js';
import type { ImbalanceResults } from '../../src/core/schemas/imbalance.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

type Printed = ImbalanceResults & { version: string; path: string; timings: { runs: (number | null)[] } };

const LOANS = ['small.csv', '-t', 'default', '-k', '3'];
const TWO = ['-m', 'tree,logistic', '-p', 'tree.max_depth=3', '--samplers', 'smote,random-under'];

const resultsOf = ({ version: _v, path: _p, timings: _t, ...results }: Printed): ImbalanceResults => results;

const keyOf = (run: { model: string; sampler: string; class_weight: unknown; threshold: unknown }) =>
  [run.model, run.sampler, run.class_weight, run.threshold].map(String).join(' ');

/** Makes a done version one that was interrupted after its first run. */
function stopEarly(folder: string): void {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const manifest = JSON.parse(read('manifest.json')) as Record<string, unknown>;
  const stopped = { ...manifest, status: 'interrupted', files: {} };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(stopped));
  writeFileSync(join(folder, 'trials.jsonl'), `${read('trials.jsonl').split('\n')[0]}\n`);
  rmSync(join(folder, 'results.json'));
}

let whole: Printed;

before(async () => {
  const { code } = await scratch.run('data', 'generate', 'loans', '--rows', '400', '-o', 'small.csv');
  assert.equal(code, 0);
  whole = await scratch.json<Printed>('imbalance', ...LOANS, ...TWO, '-x', 'e', '-j', '2');
});

describe('assay imbalance', () => {
  test('every model plain, weighed, cut and sampled: a run each, in results.json as printed', () => {
    assertKind('results-imbalance', resultsOf(whole));
    const remedies = [
      'none null 0.5',
      'none balanced 0.5',
      'none null f1',
      'smote null 0.5',
      'random-under null 0.5',
    ];
    const wanted = ['tree', 'logistic'].flatMap((model) => remedies.map((remedy) => `${model} ${remedy}`));
    assert.deepEqual(whole.runs.map(keyOf).sort(), wanted.sort());
    assert.equal(whole.timings.runs.length, 10);
    assert.deepEqual(JSON.parse(scratch.text(whole.path, 'results.json')), resultsOf(whole));
    const cut = whole.runs.find(({ threshold }) => threshold === 'f1');
    assert.equal(cut?.thresholds?.length, 3);
    assert.deepEqual(whole.metrics, whole.runs[0].metrics);
  });

  test('a run has the scores of cv, and the groups are those that compare makes of such versions', async () => {
    const shared = [...LOANS, '-m', 'tree,logistic', '-p', 'tree.max_depth=3', '-x', 'cv'];
    for (const own of [
      [],
      ['--class-weight', 'balanced'],
      ['--threshold', 'f1'],
      ['--sampler', 'smote,random-under'],
    ])
      await scratch.json('cv', ...shared, ...own);
    const compared = await scratch.json<CompareDocument>('compare', 'cv', '-x', 'cv');
    assert.deepEqual(
      whole.runs.map(({ group, p, metrics }) => [group, p, metrics.f1.values]),
      compared.rows.map(({ group, p, metrics }) => [group, p, metrics.f1.values]),
    );
    assert.deepEqual(
      whole.runs.map(({ metrics }) => metrics.ece.value),
      compared.rows.map(({ metrics }) => metrics.ece.value),
    );
    assert.equal(whole.tests.comparisons, compared.tests.comparisons);
  });

  test('all is each sampler once; what did the same as another is told', async () => {
    const plan = ['imbalance', ...LOANS, '--samplers', 'all', '-x', 'dry', '--dry-run'];
    const { stdout } = await scratch.run(...plan);
    const each = /each +(.*)/.exec(stdout.replaceAll(/\n +/g, ' '))?.[1] ?? '';
    const named = each.split(/[\s,]+/);
    assert.ok(named.includes('smote') && named.includes('smote-n'), stdout);
    assert.ok(!named.includes('smote-nc'), stdout);
    const line = [...LOANS, '-m', 'tree', '--samplers', 'smote,smote-nc,random-under', '-x', 'twice'];
    const shown = await scratch.run('imbalance', ...line);
    assert.match(shown.stdout, /same +tree smote = smote-nc: the same scores in every fold/);
  });

  test('samplers and weights are marked as moving probabilities, unless a calibrator follows', async () => {
    assert.deepEqual(
      whole.runs
        .filter(({ shifted }) => shifted)
        .map(keyOf)
        .sort(),
      whole.runs
        .filter(({ sampler, class_weight: w }) => sampler !== 'none' || w !== null)
        .map(keyOf)
        .sort(),
    );
    const line = [
      ...LOANS,
      '-m',
      'logistic',
      '--samplers',
      'random-under',
      '--calibrate',
      'prior',
      '-x',
      'prior',
    ];
    const mended = await scratch.json<Printed>('imbalance', ...line);
    assert.ok(mended.runs.every(({ shifted }) => !shifted));
    const ece = ({ runs }: Printed) =>
      runs.find(({ model, sampler }) => model === 'logistic' && sampler === 'random-under')?.metrics.ece
        .value ?? 0;
    assert.ok(ece(mended) < ece(whole) - 0.05, `${ece(whole)} → ${ece(mended)}`);
  });

  test('the same bytes for any -j, by verify and by rerun, plots too', async () => {
    const verified = await scratch.json<{ same: boolean; files: { file: string }[] }>(
      'verify',
      'e/v1',
      '-j',
      '1',
    );
    assert.equal(verified.same, true);
    assert.deepEqual(
      verified.files.map(({ file }) => file),
      ['plots/calibration.json', 'plots/calibration.svg', 'results.json'],
    );
    assert.deepEqual(resultsOf(await scratch.json<Printed>('rerun', 'e/v1')), resultsOf(whole));
  });

  test('--like, --skip-done and --dry-run', async () => {
    const like = ['imbalance', '--like', 'e/v1', '-x', 'like'];
    const again = await scratch.json<Printed>(...like);
    assert.deepEqual(resultsOf(again), resultsOf(whole));
    const reused = await scratch.json<Printed & { reused?: boolean }>(...like, '--skip-done');
    assert.deepEqual([reused.reused, reused.version], [true, again.version]);
    const fewer = await scratch.json<Printed>(
      ...like,
      '-m',
      'tree',
      '--samplers',
      'smote',
      '--class-weight',
      'none',
    );
    assert.deepEqual(fewer.runs.map(keyOf).sort(), [
      'tree none null 0.5',
      'tree none null f1',
      'tree smote null 0.5',
    ]);
    const plan = await scratch.json('imbalance', ...LOANS, ...TWO, '-x', 'dry', '--dry-run');
    assertKind('plan', plan);
    const { stdout } = await scratch.run('imbalance', ...LOANS, ...TWO, '-x', 'dry', '--dry-run');
    assert.match(
      stdout,
      /models +tree, logistic\neach +plain, class_weight=balanced, threshold=f1 .*, smote, random-under/,
    );
  });

  test('one of the runs by cv and train --like', async () => {
    const own = ['--like', 'e/v1', '-m', 'logistic', '--sampler', 'random-under', '-x', 'own'];
    const cv = await scratch.json<{ metrics: { f1: { value: number } } }>('cv', ...own);
    const run = whole.runs.find((one) => keyOf(one) === 'logistic random-under null 0.5');
    assert.equal(cv.metrics.f1.value, run?.metrics.f1.value);
  });

  test('the screen: groups, the verdict, what comes next; show has the verdict too', async () => {
    const { stdout, stderr } = await scratch.run('imbalance', '--like', 'e/v1', '-x', 'screen');
    assert.match(stdout, /── group 1: not told apart from/);
    assert.match(stdout, /\nverdict +\S/);
    assert.match(stdout, /baseline always 1/);
    assert.match(stdout, /assay (train|show)/);
    assert.match(stderr, /10 runs of 3 folds: about .* by first fits of each model/);
    assert.match((await scratch.run('show', 'screen/v1')).stdout, /\nverdict +/);
    const csv = await scratch.run(
      'imbalance',
      '--like',
      'e/v1',
      '-x',
      'screen',
      '--skip-done',
      '--format',
      'csv',
    );
    assert.match(csv.stdout, /^rank,group,model,sampler,class_weight,threshold,shifted,/);
    assert.equal(csv.stdout.trim().split('\n').length, 11);
  });

  test('a gate is held against the best run', async () => {
    const failed = await scratch.run('imbalance', '--like', 'e/v1', '-x', 'gate', '--require', 'f1 >= 0.99');
    assert.equal(failed.code, 3);
    assert.match(failed.stderr, /f1 >= 0\.99 failed/);
  });

  test('compare ranks its runs: the same groups, or by another metric', async () => {
    const document = await scratch.json<CompareDocument>('compare', 'e/v1');
    assertKind('compare', document);
    assert.deepEqual(
      document.rows.map(({ version, rank, group, p, model }) => [version, rank, group, p, model]),
      whole.runs.map(({ rank, group, p, model }, at) => [`e/v0001#${at + 1}`, rank, group, p, model]),
    );
    assert.equal(document.tests.comparisons, whole.tests.comparisons);
    assert.equal(document.tests.split_sha256, whole.split.sha256);
    const other = await scratch.json<CompareDocument>('compare', 'e/v1', '--by', 'brier');
    const values = other.rows.map(({ metrics }) => metrics.brier.value ?? 1);
    assert.deepEqual(
      values,
      values.toSorted((a, b) => a - b),
    );
    const { stdout } = await scratch.run('compare', 'e/v1');
    assert.match(stdout, /v0001#1 .*\n/);
    assert.match(stdout, /assay train --like e\/v0001 -x e -m /);
    assert.deepEqual((await scratch.run('compare', 'e/v1', '--format', 'ids')).stdout, 'e/v0001\n');
  });

  test('beside versions it stands aside; its runs keep no rows, and are no versions', async () => {
    const beside = await scratch.run('compare', 'e/v1', 'cv/v1', 'cv/v2');
    assert.equal(beside.code, 0, beside.stderr);
    assert.match(beside.stderr, /e\/v0001 is of imbalance.*assay compare e\/v0001/);
    assert.doesNotMatch(beside.stdout, /#1 /);
    const rows = await scratch.refused(2, 'compare', 'e/v1', '--test', 'mcnemar');
    assert.match(rows.hint, /assay cv --like e\/v0001/);
    const best = await scratch.refused(2, 'show', 'best:f1', '-x', 'e');
    assert.match(best.hint, /assay compare e\/v0001 --by f1/);
  });
});

describe('tables of noise', () => {
  for (const seed of [1, 10, 12]) {
    test(`seed ${seed}: no run is taken, though one is above always 1, and a remedy shown to help`, async () => {
      const rng = stream(seed, 'noise');
      const row = () => [
        ...Array.from({ length: 5 }, () => rng.uniform().toFixed(4)),
        rng.uniform() < 0.15 ? 1 : 0,
      ];
      const rows = Array.from({ length: 300 }, () => row().join(','));
      writeFileSync(scratch.path(`noise${seed}.csv`), `a,b,c,d,e,y\n${rows.join('\n')}\n`);
      const line = [`noise${seed}.csv`, '-t', 'y', '-m', 'forest', '-p', 'n_estimators=30'];
      const { verdict, runs } = await scratch.json<Printed>(
        'imbalance',
        ...line,
        '--samplers',
        'random-under',
      );
      assert.deepEqual([verdict.rule, verdict.run], ['constant', null], verdict.text);
      assert.ok(!runs[0].worse_than_baseline && runs.some((run) => run.against_plain?.effect === 'helps'));
      assert.ok(runs.every(({ against_baseline: beside }) => beside?.better === false));
    });
  }
});

describe('what cannot be tried', () => {
  test('of several classes there is no cut; a model without weights has no such run', async () => {
    const rows = Array.from(
      { length: 90 },
      (_, i) => `${(i * 7) % 13},${(i * 5) % 11},${'abb'[i % 3]}${i % 9 === 0 ? 'c' : ''}`,
    );
    writeFileSync(scratch.path('three.csv'), `x,z,y\n${rows.join('\n')}\n`);
    const line = ['three.csv', '-t', 'y', '-k', '2', '-m', 'knn', '--samplers', 'random-over', '-x', 'three'];
    const { runs, by } = await scratch.json<Printed>('imbalance', ...line);
    assert.equal(by, 'f1_macro');
    assert.deepEqual(runs.map(keyOf).sort(), ['knn none null null', 'knn random-over null null']);
  });

  test('a run that fails is a row with its reason, the others run: exit 6', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 11},${i < 2 ? 'rare' : 'usual'}`);
    writeFileSync(scratch.path('rare.csv'), `x,z,y\n${rows.join('\n')}\n`);
    const line = [
      'rare.csv',
      '-t',
      'y',
      '-k',
      '2',
      '-m',
      'tree',
      '--samplers',
      'smote,random-over',
      '-x',
      'rare',
    ];
    const { code, stdout, stderr } = await scratch.run('imbalance', ...line, '--json');
    assert.equal(code, 6, stderr);
    const { runs, verdict } = JSON.parse(stdout) as Printed;
    const last = runs[runs.length - 1];
    assert.deepEqual([last.sampler, last.rank, last.group], ['smote', null, null]);
    assert.match(last.error?.message ?? '', /rare/);
    // Nor can a cut be chosen inside training rows that have one rare row.
    assert.equal(runs.filter(({ error }) => error === undefined).length, 3);
    assert.match(runs.find(({ threshold }) => threshold === 'f1')?.error?.hint ?? '', /^more folds \(-k\)/);
    assert.match(verdict.text, /2 of 5 runs failed/);
    assert.match(stderr, /ASSAY_PARTIAL/);
  });

  test('so it ends by rerun, by --skip-done, and resumed', async () => {
    const reused = await scratch.run('imbalance', '--like', 'rare/v1', '-x', 'rare', '--skip-done', '--json');
    assert.equal((JSON.parse(reused.stdout) as { reused?: true }).reused, true);
    assert.equal(reused.code, 6, reused.stderr);
    const again = await scratch.run('rerun', 'rare/v1', '--json');
    assert.equal(again.code, 6, again.stderr);
    assert.match(again.stderr, /2 of 5 runs failed/);
    assert.equal((JSON.parse(again.stdout) as Printed).runs.length, 5);
    stopEarly(scratch.path('experiments', 'rare', scratch.folders('rare')[1]));
    const resumed = await scratch.run('imbalance', '--resume', 'rare/v2', '--json');
    assert.equal(resumed.code, 6, resumed.stderr);
    assert.match(resumed.stderr, /2 of 5 runs failed/);
  });

  test('a target that is a number, unknown samplers, a cut for probabilities', async () => {
    const words = ['imbalance', 'small.csv', '-t'];
    assert.match((await scratch.refused(2, ...words, 'income')).message, /imbalance is of classes/);
    assert.match((await scratch.refused(2, ...words, 'default', '--samplers', 'smot')).hint, /smote/);
    const other = ['--samplers', 'smote', '-p', 'adasyn.n_neighbors=3'];
    assert.match(
      (await scratch.refused(2, ...words, 'default', ...other)).hint,
      /name adasyn in --samplers,/,
    );
    const cut = await scratch.refused(2, ...words, 'default', '--threshold', 'roc_auc');
    assert.match(cut.message, /no cut is better/);
  });
});
