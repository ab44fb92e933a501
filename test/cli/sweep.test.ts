/** Sweeps by the real binary: lists in one line, what fails among them, -p, output forms, a bash loop. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { BINARY, plainEnv } from './run-assay.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

interface Versions {
  readonly schema: string;
  readonly versions: readonly {
    readonly version: string;
    readonly path: string;
    readonly model: string;
    readonly sampler: string;
    readonly seed: number;
    readonly class_weight: string | null;
    readonly threshold: number;
    readonly params: Record<string, unknown>;
    readonly sampler_params: Record<string, unknown>;
    readonly split: { readonly sha256: string };
    readonly reused?: true;
  }[];
}

const T = ['-t', 'default'];
const lines = (text: string) => text.trimEnd().split('\n');

/** The last stderr line that is JSON: the error. */
const errorOf = (stderr: string) => JSON.parse(lines(stderr).at(-1) as string).error;

before(async () => {
  await scratch.run('data', 'generate', 'loans', '--rows', '240', '--seed', '5', '-o', 'small.csv');
});

describe('lists', () => {
  let printed: Versions;
  before(async () => {
    const lists = ['-m', 'dummy,logistic', '--sampler', 'none,random-over', '--seed', '1..2'];
    printed = await scratch.json<Versions>('cv', 'small.csv', ...T, ...lists, '-x', 'lists');
  });

  test('the product runs, a version each, the last list varying fastest', () => {
    assertKind('versions', printed);
    assert.deepEqual(
      printed.versions.map(({ version, model, sampler, seed }) => [version, model, sampler, seed]),
      [
        ['lists/v0001', 'dummy', 'none', 1],
        ['lists/v0002', 'dummy', 'none', 2],
        ['lists/v0003', 'dummy', 'random-over', 1],
        ['lists/v0004', 'dummy', 'random-over', 2],
        ['lists/v0005', 'logistic', 'none', 1],
        ['lists/v0006', 'logistic', 'none', 2],
        ['lists/v0007', 'logistic', 'random-over', 1],
        ['lists/v0008', 'logistic', 'random-over', 2],
      ],
    );
    assert.equal(new Set(printed.versions.map(({ split }) => split.sha256)).size, 1);
  });

  test('a version of a sweep has the bytes of the same run alone', async () => {
    const { path } = printed.versions[6];
    const alone = await scratch.json<{ path: string }>(
      ...[
        'cv',
        'small.csv',
        ...T,
        '-m',
        'logistic',
        '--sampler',
        'random-over',
        '--seed',
        '1',
        '-x',
        'alone',
      ],
    );
    for (const file of ['results.json', 'predictions.csv', 'options.json']) {
      assert.equal(scratch.text(path, file), scratch.text(alone.path, file), file);
    }
  });

  test('class weights, thresholds; the word none', async () => {
    const { versions } = await scratch.json<Versions>(
      ...['cv', 'small.csv', ...T, '-m', 'logistic', '--class-weight', 'none,balanced'],
      ...['--threshold', '0.3,0.5'],
    );
    assert.deepEqual(
      versions.map(({ class_weight, threshold }) => [class_weight, threshold]),
      [
        [null, 0.3],
        [null, 0.5],
        ['balanced', 0.3],
        ['balanced', 0.5],
      ],
    );
  });

  test('train and tune take lists too; a list of one is one version', async () => {
    const train = await scratch.json<Versions>('train', 'small.csv', ...T, '-m', 'dummy,logistic');
    assert.equal(train.versions.length, 2);
    assertKind('versions', train);
    const tune = ['tune', 'small.csv', ...T, '-m', 'tree,logistic', '--trials', '2'];
    assertKind('versions', await scratch.json<Versions>(...tune));
    const one = await scratch.json('cv', 'small.csv', ...T, '-m', 'dummy,DUMMY', '--seed', '3,3');
    assert.equal(one.schema, 'assay/results-cv/1');
  });

  test('one line a version on stderr, the ranking of just these on stdout; -v adds their folds', async () => {
    const { code, stdout, stderr } = await scratch.run('cv', 'small.csv', ...T, '-m', 'dummy,logistic', '-v');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^\[1\/2\] small\/v\d{4} · dummy · f1 0\.\d{3}/m);
    assert.match(stderr, /^\[2\/2\] small\/v\d{4} · logistic · f1 0\.\d{3}/m);
    assert.match(stdout, /higher f1 is better/);
    assert.match(stdout, /^small\/v\d{4} · logistic\nfold +train/m);
    assert.equal(stdout.match(/^ *\d+[ ?*]? +v\d{4} /gm)?.length, 2);
  });
});

describe('parameters of a sweep', () => {
  test('ID.NAME goes to that model or sampler, NAME to every model', async () => {
    const { versions } = await scratch.json<Versions>(
      ...['cv', 'small.csv', ...T, '-m', 'tree,ml-cart', '--sampler', 'none,smote'],
      ...['-p', 'max_depth=3', '-p', 'tree.min_samples_leaf=9', '-p', 'smote.k_neighbors=2'],
    );
    assert.deepEqual(
      versions.map(({ model, params, sampler_params }) => [
        model,
        params.max_depth,
        params.min_samples_leaf === 9,
        sampler_params.k_neighbors ?? null,
      ]),
      [
        ['tree', 3, true, null],
        ['tree', 3, true, 2],
        ['ml-cart', 3, false, null],
        ['ml-cart', 3, false, 2],
      ],
    );
  });

  test('all is checked before anything runs: nothing is written', async () => {
    const cv = ['cv', 'small.csv', ...T, '-x', 'never'];
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['-m', 'dummy,svm'], /unknown model "svm"/],
      [['-m', 'tree,logistic', '-p', 'max_depth=3'], /unknown parameter of logistic "max_depth"/],
      [['-m', 'tree,logistic', '-p', 'forest.max_depth=3'], /forest is no model of this run/],
      [['-m', 'dummy', '--seed', '1,x'], /got "x"/],
      [['-m', 'knn,ml-cart', '--class-weight', 'balanced'], /knn takes no weights/],
      [['-m', 'logistic,ml-cart', '--features', 'nothing'], /nothing/],
      [['-m', 'dummy,logistic', '--tag', 'a b'], /"a b" cannot be a tag/],
    ];
    for (const [words, pattern] of wrong) {
      const { message } = await scratch.refused(2, ...cv, ...words);
      assert.match(message, pattern);
    }
    assert.ok(!existsSync(scratch.path('experiments', 'never')));
  });
});

describe('a sweep that does not end well', () => {
  before(() => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${(i * 7919) % 61},${(i * 104729) % 53},${i % 10 === 0 ? 1 : 0}`,
    );
    writeFileSync(scratch.path('few.csv'), ['a,b,y', ...rows].join('\n'));
    // One positive row is trained on when fold 0 is tested: too few for smote.
    const fold = rows.map((_, i) => (i % 10 === 0 ? Number(i === 0) : i % 2));
    writeFileSync(scratch.path('folds.csv'), ['fold', ...fold].join('\n'));
  });
  const few = ['cv', 'few.csv', '-t', 'y', '-m', 'dummy', '--splits', 'folds.csv'];

  test('one failure: the others run, it is named on stderr, exit 6', async () => {
    const { code, stdout, stderr } = await scratch.run(...few, '--sampler', 'smote,none', '--json');
    assert.equal(code, 6, stderr);
    const { versions } = JSON.parse(stdout) as Versions;
    assert.deepEqual(
      versions.map(({ version, sampler }) => [version, sampler]),
      [['few/v0002', 'none']],
    );
    assert.match(stderr, /\[1\/2\] smote failed: /);
    assert.match(errorOf(stderr).message, /^1 of 2 failed: smote: /);
    assert.equal(JSON.parse(scratch.text('experiments/few/v0001-cv-dummy/manifest.json')).status, 'failed');
  });

  test('all fail: the exit code of the first failure, nothing on stdout', async () => {
    const { code, stdout } = await scratch.run(...few, '--sampler', 'smote', '--seed', '1,2', '--json');
    assert.equal(code, 3);
    assert.equal(stdout, '');
  });

  test('a combination that cannot run keeps none of the others: exit 6, nothing of it is written', async () => {
    const own = ['cv', 'small.csv', ...T, '--class-weight', 'balanced', '-x', 'able'];
    const sweep = [...own, '-m', 'ml-cart,logistic'];
    const plan = await scratch.run(...sweep, '--dry-run', '--json');
    assert.equal(plan.code, 6, plan.stderr);
    const planned = JSON.parse(plan.stdout);
    assertKind('plan', planned);
    assert.deepEqual(
      planned.failures.map(({ what, error }: { what: string; error: { code: string } }) => [
        what,
        error.code,
      ]),
      [['ml-cart', 'ASSAY_MODEL_WEIGHTS']],
    );
    const screen = await scratch.run(...sweep, '--dry-run');
    assert.match(screen.stdout, /^✗ {2}ml-cart cannot run: ml-cart takes no weights/m);
    assert.match(screen.stdout, /1 version would be written · 1 combination cannot run/);
    const { code, stdout, stderr } = await scratch.run(...sweep, '--json');
    assert.equal(code, 6, stderr);
    const { versions } = JSON.parse(stdout) as Versions;
    assert.deepEqual(
      versions.map(({ version, model }) => [version, model]),
      [['able/v0001', 'logistic']],
    );
    assert.match(stderr, /\[1\/2\] ml-cart failed: ml-cart takes no weights/);
    assert.match(errorOf(stderr).message, /^1 of 2 failed: ml-cart: /);
    assert.equal(scratch.folders('able').length, 1);
  });

  test('a failed gate comes before a failed run: exit 3', async () => {
    const gate = ['--require', 'f1 > 0.9'];
    const { code, stderr } = await scratch.run(...few, '--sampler', 'smote,none', ...gate, '--json');
    assert.equal(code, 3);
    assert.equal(errorOf(stderr).code, 'ASSAY_GATE_FAILED');
  });

  test('the first Ctrl-C ends the run in hand and starts no other: exit 130, what was done stays', async () => {
    const { child, ended } = scratch.start(
      'cv',
      'small.csv',
      ...T,
      '-m',
      'dummy',
      '--seed',
      '1..500',
      '-x',
      'long',
    );
    child.stderr?.on('data', (chunk: string) => {
      if (chunk.includes('[3/500]')) child.kill('SIGINT');
    });
    const { code, stdout, stderr } = await ended;
    assert.equal(code, 130, stderr);
    assert.equal(stdout, '');
    const [, nDone] = /(\d+) of 500 versions are done/.exec(stderr) ?? [];
    const done = scratch
      .folders('long')
      .filter(
        (folder) => JSON.parse(scratch.text('experiments/long', folder, 'manifest.json')).status === 'done',
      );
    assert.equal(done.length, Number(nDone));
    assert.ok(done.length >= 3 && done.length < 50);
    assert.match(stderr, /--skip-done/);
  });
});

describe('what a sweep prints for scripts', () => {
  test('--format ids: the versions, one a line; a rerun, list and compare likewise', async () => {
    const { stdout } = await scratch.run(
      'cv',
      'small.csv',
      ...T,
      '-m',
      'dummy,logistic',
      '-x',
      'ids',
      '--format',
      'ids',
    );
    assert.equal(stdout, 'ids/v0001\nids/v0002\n');
    assert.equal((await scratch.run('list', 'ids', '--format', 'ids')).stdout, stdout);
    assert.equal((await scratch.run('compare', 'ids', '--format', 'ids')).stdout, 'ids/v0002\nids/v0001\n');
    assert.equal((await scratch.run('rerun', 'ids/v1', '--format', 'ids')).stdout, 'ids/v0003\n');
    assert.equal(
      (await scratch.run('eda', 'small.csv', '-x', 'ids', '--format', 'ids')).stdout,
      'ids/v0004\n',
    );
    const { stdout: elsewhere } = await scratch.run(
      ...['list', scratch.path('experiments', 'ids'), '-E', 'other', '--format', 'ids'],
    );
    assert.equal(lines(elsewhere)[0], scratch.path('experiments', 'ids', 'v0001-cv-dummy'));
    const none = await scratch.run('data', 'list', '--format', 'ids');
    assert.equal(none.code, 2);
    assert.match(none.stderr, /prints no versions/);
  });

  test('--format csv and jsonl: a row a version, a column a metric', async () => {
    const { stdout } = await scratch.run(
      'cv',
      'small.csv',
      ...T,
      '-m',
      'dummy,logistic',
      '--format',
      'jsonl',
    );
    const rows = lines(stdout).map((line) => JSON.parse(line));
    assert.deepEqual(
      rows.map(({ model, sampler, seed, f1 }) => [model, sampler, seed, typeof f1]),
      [
        ['dummy', 'none', 42, 'number'],
        ['logistic', 'none', 42, 'number'],
      ],
    );
    const { stdout: csv } = await scratch.run('cv', 'small.csv', ...T, '-m', 'dummy', '--format', 'csv');
    assert.match(lines(csv)[0], /^version,step,model,sampler,.*,f1,/);
  });

  test('--save-splits writes the shared folds once', async () => {
    const save = ['--save-splits', 'kept.csv'];
    await scratch.json('cv', 'small.csv', ...T, '-m', 'dummy,logistic', ...save);
    assert.equal(lines(scratch.text('kept.csv')).length, 241);
  });

  test('--tag and --note label every version of the sweep, and a rerun', async () => {
    const label = ['--tag', 'board', '--tag', '@nightly', '--note', 'of tonight'];
    const { versions } = await scratch.json<Versions>(
      'cv',
      'small.csv',
      ...T,
      '-m',
      'dummy,logistic',
      ...label,
    );
    for (const { path } of versions) {
      const labels = JSON.parse(scratch.text(path, 'labels.json'));
      assert.deepEqual([labels.tags, labels.note], [['board', 'nightly'], 'of tonight']);
    }
    const again = await scratch.json<{ path: string }>('rerun', versions[0].version, '--tag', 'again');
    assert.deepEqual(JSON.parse(scratch.text(again.path, 'labels.json')).tags, ['again']);
  });
});

describe('two dozen runs from bash', () => {
  const MODELS = ['dummy', 'logistic', 'tree', 'ml-cart'];
  const SAMPLERS = ['none', 'random-over', 'random-under'];
  const bash = (script: string) => {
    const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: scratch.dir,
      encoding: 'utf8',
      env: plainEnv({ ASSAY: `${process.execPath} ${BINARY}`, ASSAY_EXPERIMENT: '', ASSAY_STORE: '' }),
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const hasJq = spawnSync('jq', ['--version']).status === 0;
  const line = `$ASSAY cv small.csv -t default -k 2 -q -x grid -m ${MODELS} --sampler ${SAMPLERS}`;

  test('4 models x 3 samplers x 2 seeds are one line, picked by jq', { skip: !hasJq }, () => {
    const best = bash(`${line} --seed 1..2 --json | jq -r '.versions | max_by(.metrics.f1.value).version'`);
    assert.match(best, /^grid\/v00\d\d\n$/);
    assert.equal(scratch.folders('grid').length, 24);
  });

  test('as a loop with --skip-done it goes on from what is there and ends where it is', {
    skip: !hasJq,
  }, () => {
    const out = bash(`for model in ${MODELS.join(' ')}; do
      $ASSAY cv small.csv -t default -k 2 -q -x grid -m $model --sampler ${SAMPLERS} --seed 1..3 \\
        --skip-done --json | jq -r '.versions[] | [.version, .reused == true] | @tsv'
    done`);
    const rows = lines(out).map((row) => row.split('\t'));
    assert.equal(rows.length, 36);
    assert.equal(rows.filter(([, reused]) => reused === 'true').length, 24);
    assert.equal(scratch.folders('grid').length, 36);
    const manifest = readFileSync(
      scratch.path('experiments/grid', scratch.folders('grid')[35], 'manifest.json'),
      'utf8',
    );
    assert.equal(JSON.parse(manifest).seed, 3);
  });
});
