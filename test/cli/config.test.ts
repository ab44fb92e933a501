/** Where options come from: flags, --set, --like, variables, assay.yaml, defaults, in that order; real processes. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { ConfigDocument } from '../../src/core/schemas/config.js';
import type { Options } from '../../src/core/schemas/options.js';
import { assertKind, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());
before(async () => {
  mkdirSync(scratch.path('a/b'), { recursive: true });
  await scratch.json('data', 'generate', 'loans', '--rows', '240', '--seed', '5', '-o', 'small.csv');
  await scratch.json(
    'cv',
    'small.csv',
    '-t',
    'default',
    '-m',
    'tree',
    '-p',
    'max_depth=2',
    '-k',
    '3',
    '-x',
    'old',
  );
});

const writeProject = (text: string) => writeFileSync(scratch.path('assay.yaml'), text);

interface Given {
  readonly yaml?: string;
  readonly env?: Record<string, string>;
  readonly folder?: string;
}

/** A command line in a folder with that project file. */
async function assay({ yaml, env, folder }: Given, ...args: string[]) {
  if (yaml === undefined) rmSync(scratch.path('assay.yaml'), { force: true });
  else writeProject(yaml);
  return scratch.runWith({ env, folder }, ...args);
}

async function document<T>(given: Given, ...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await assay(given, ...args, '--json');
  assert.equal(code, 0, `assay ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

async function options(given: Given, ...args: string[]): Promise<Options> {
  const { path } = await document<{ path: string }>(given, ...args);
  return JSON.parse(scratch.text(given.folder ?? '.', path, 'options.json'));
}

async function refused(given: Given, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await assay(given, ...args);
  assert.equal(code, 2, stderr);
  assert.equal(stdout, '');
  return stderr;
}

const BASE = 'data: small.csv\ntarget: default\nmodel: dummy\n';

describe('the stronger of two neighbours stands', () => {
  const steps = [
    { name: 'assay.yaml over the default', yaml: `${BASE}folds: 4`, env: {}, args: [], folds: 4 },
    {
      name: 'a key of the command over one of all',
      yaml: `${BASE}cv: {folds: 6}\nfolds: 4`,
      env: {},
      args: [],
      folds: 6,
    },
    {
      name: 'a variable over assay.yaml',
      yaml: `${BASE}cv: {folds: 6}`,
      env: { ASSAY_FOLDS: '7' },
      args: [],
      folds: 7,
    },
    {
      name: '--like over a variable',
      yaml: BASE,
      env: { ASSAY_FOLDS: '7' },
      args: ['--like', 'old/v1'],
      folds: 3,
    },
    {
      name: '--set over --like',
      yaml: BASE,
      env: {},
      args: ['--like', 'old/v1', '--set', 'cv.folds=2'],
      folds: 2,
    },
    { name: 'a flag over --set', yaml: BASE, env: {}, args: ['--set', 'folds=2', '-k', '8'], folds: 8 },
    {
      name: 'an empty variable is none',
      yaml: `${BASE}folds: 4`,
      env: { ASSAY_FOLDS: '' },
      args: [],
      folds: 4,
    },
  ] as const;
  for (const { name, yaml, env, args, folds } of steps) {
    test(name, async () => {
      const { modelling } = await options({ yaml, env }, 'cv', ...args);
      assert.equal(modelling?.folds, folds);
    });
  }

  test('options of every command too; a flag of another name for the same wins', async () => {
    const yaml = `${BASE}format: json\n`;
    const { stdout } = await assay({ yaml }, 'list');
    assert.equal(JSON.parse(stdout).schema, 'assay/list/1');
    assert.match((await assay({ yaml }, 'list', '--format', 'table')).stdout, /^old\/v0001/m);
    assert.equal((await assay({ env: { ASSAY_QUIET: 'yes' } }, 'show', 'last')).stderr, '');
    const { stderr } = await assay({ yaml }, 'show', 'nothing');
    assert.match(JSON.parse(stderr).error.message, /nothing/);
  });

  test('a format of rows does not stop a command without rows', async () => {
    const { code, stdout } = await assay({ yaml: `${BASE}format: csv\n` }, 'list');
    assert.equal(code, 0);
    assert.match(stdout, /^version,/);
    assert.equal((await assay({ yaml: `${BASE}format: csv\n` }, 'show', 'old/v1')).code, 0);
  });

  test('the experiment and the store', async () => {
    const yaml = `${BASE}experiment: mine\nstore: runs\n`;
    const { version, path } = await document<{ version: string; path: string }>({ yaml }, 'cv');
    assert.equal(version, 'mine/v0001');
    assert.match(path, /^runs/);
    const { version: other } = await document<{ version: string }>(
      { yaml, env: { ASSAY_EXPERIMENT: 'yours' } },
      'cv',
    );
    assert.equal(other, 'yours/v0001');
    assert.match((await assay({ yaml }, 'show', 'last')).stdout, /mine\/v0001/);
  });
});

describe('assay.yaml', () => {
  test('is found two folders up; its paths are relative to it, and the store is beside it', async () => {
    const given = { yaml: `${BASE}splits: folds.csv\n`, folder: 'a/b' };
    await assay({ yaml: BASE }, 'cv', '--save-splits', 'folds.csv', '-x', 'saved', '-y');
    const { path, data } = await document<{ path: string; data: string }>(given, 'cv', '-x', 'deep');
    assert.equal(data, undefined);
    assert.equal(path, scratch.path('experiments/deep/v0001-cv-dummy'));
    const { data: read, modelling } = JSON.parse(
      scratch.text('experiments/deep/v0001-cv-dummy/options.json'),
    ) as Options;
    assert.equal(read, '../../small.csv');
    const [lines] = modelling?.splits ?? [];
    assert.ok(Array.isArray(lines));
    assert.equal(lines.length, 240);
    assert.equal((await assay({ yaml: BASE }, 'rerun', 'deep/v1', '-q')).code, 0);
  });

  test('says nothing about the classes of another target', async () => {
    const { modelling } = await options({ yaml: `${BASE}positive: 1\nby: rmse\n` }, 'cv', '-t', 'age');
    assert.equal(modelling?.task, 'regression');
  });

  test('gives parameters to what runs, and only to that', async () => {
    const yaml = `${BASE}params:\n  tree: {max_depth: 3, min_samples_leaf: 2}\n  smote: {k_neighbors: 3}\n`;
    const tree = await options({ yaml }, 'cv', '-m', 'tree', '-p', 'max_depth=4');
    assert.equal(tree.modelling?.params.max_depth, 4);
    assert.equal(tree.modelling?.params.min_samples_leaf, 2);
    const smote = await options({ yaml }, 'cv', '--sampler', 'smote', '--set', 'params.smote.k_neighbors=2');
    assert.equal(smote.modelling?.sampler_params.k_neighbors, 2);
    const searched = await options(
      { yaml },
      'tune',
      '-m',
      'tree',
      '-p',
      'max_depth=2..5',
      '--trials',
      '2',
      '-k',
      '2',
    );
    assert.deepEqual(searched.tune?.fixed, ['min_samples_leaf']);
    assert.deepEqual(Object.keys(searched.tune?.space ?? {}), ['max_depth']);
  });

  test('takes lists and comma texts, and labels as they are written', async () => {
    const yaml = `${BASE}positive: 0\ndrop: [age, 'income']\nkeep: customer_id\ntypes: {term: category}\nprogress: no\n`;
    const { options: shown } = await document<ConfigDocument>({ yaml }, 'config', 'show');
    const shownValue = (name: string) => shown.find((one) => one.name === name)?.value;
    assert.deepEqual(shownValue('drop'), ['age', 'income']);
    assert.deepEqual(shownValue('keep'), ['customer_id']);
    assert.deepEqual(shownValue('types'), ['term=category']);
    assert.equal(shownValue('positive'), '0');
    assert.equal(shownValue('progress'), false);
  });

  const wrong: readonly (readonly [name: string, yaml: string, command: string, says: RegExp])[] = [
    ['an unknown key', `${BASE}flods: 3`, 'cv', /assay\.yaml:4: unknown key "flods"\n.*did you mean "folds"/],
    ['an unknown key, another command', `${BASE}flods: 3`, 'list', /assay\.yaml:4: unknown key "flods"/],
    ['of a command', 'cv:\n  flods: 3', 'list', /assay\.yaml:2: unknown key "flods" of assay cv\n.*"folds"/],
    ['a key that another command takes', 'eda: {folds: 3}', 'cv', /unknown key "folds" of assay eda/],
    ['a misspelt command', 'tnue: {folds: 3}', 'list', /unknown key "tnue.folds"\n.*did you mean "tune"/],
    ['a wrong type', `${BASE}\nfolds: many`, 'cv', /assay\.yaml:5: folds takes a whole number.*got "many"/],
    ['out of range', `${BASE}folds: 1`, 'cv', /assay\.yaml:4: folds takes a whole number from 2, got "1"/],
    ['a list where one is wanted', `${BASE}groups: [a, b]`, 'cv', /assay\.yaml:4: groups takes one value/],
    ['a flag', `${BASE}quiet: maybe`, 'cv', /assay\.yaml:4: quiet takes true or false, got "maybe"/],
    ['broken', 'target: [default\nfolds: 3', 'cv', /assay\.yaml:2:\d+: /],
    ['a key twice', 'seed: 1\nseed: 2', 'cv', /assay\.yaml:2:1: .*unique/],
    ['no mapping', 'default', 'cv', /assay\.yaml:1: .*KEY: VALUE/],
    [
      'an unknown parameter',
      `${BASE}params: {dummy: {depth: 3}}`,
      'cv',
      /assay\.yaml:4: params: unknown.*depth/,
    ],
    ['an unknown owner', `${BASE}params: {forrest: {x: 3}}`, 'cv', /assay\.yaml:4: .*"forrest"\n.*forest/],
    [
      'what says where options are',
      `${BASE}like: v3`,
      'cv',
      /assay\.yaml:4: like cannot be configured\n.*--like/,
    ],
    ['missing data', 'data: none.csv\ntarget: default', 'cv', /assay\.yaml:1: data: no file "none.csv"/],
  ];
  for (const [name, yaml, command, says] of wrong) {
    test(`is refused: ${name}`, async () => assert.match(await refused({ yaml }, command), says));
  }

  test('data that is not there stops nobody who does not read it', async () => {
    const yaml = 'data: none.csv\ntarget: default\nmodel: dummy\n';
    assert.equal((await assay({ yaml }, 'list')).code, 0);
    assert.equal((await options({ yaml }, 'cv', 'small.csv')).data, 'small.csv');
  });

  test('may be empty, or another file; help works with a broken one', async () => {
    assert.equal((await assay({ yaml: '# nothing\n' }, 'list')).code, 0);
    assert.equal((await assay({ yaml: '[' }, 'help')).code, 0);
    writeFileSync(scratch.path('other.yaml'), `${BASE}folds: 4\n`);
    const { modelling } = await options({}, 'cv', '--config', 'other.yaml');
    assert.equal(modelling?.folds, 4);
    assert.match(await refused({}, 'cv', '--config', 'none.yaml'), /none\.yaml: no such file/);
  });
});

describe('variables and --set', () => {
  test('a wrong value names the variable', async () => {
    const said = await refused({ yaml: BASE, env: { ASSAY_TEST_SIZE: '2' } }, 'train');
    assert.match(said, /ASSAY_TEST_SIZE takes a number from 0 to 0\.99, got "2"/);
  });

  test('ASSAY_DATA, lists, negations', async () => {
    const env = {
      ASSAY_DATA: 'small.csv',
      ASSAY_TARGET: 'default',
      ASSAY_DROP: 'age,income',
      ASSAY_NO_PROGRESS: '1',
    };
    const { options: shown } = await document<ConfigDocument>({ env }, 'config', 'show');
    const entry = (name: string) => shown.find((one) => one.name === name);
    assert.deepEqual(entry('DATA')?.value, 'small.csv');
    assert.deepEqual(entry('DATA')?.origin, { kind: 'variable', name: 'ASSAY_DATA' });
    assert.deepEqual(entry('drop')?.value, ['age', 'income']);
    assert.equal(entry('progress')?.value, false);
  });

  test('a near miss is told, another name is left alone', async () => {
    const { stderr } = await assay({ yaml: BASE, env: { ASSAY_SEDE: '1', ASSAY_QQQQQQQQ: '1' } }, 'list');
    assert.match(stderr, /ASSAY_SEDE .*did you mean ASSAY_SEED\?/);
    assert.doesNotMatch(stderr, /QQQQ/);
  });

  test('--set: a wrong form, key or value; a key of no use is told', async () => {
    assert.match(await refused({ yaml: BASE }, 'cv', '--set', 'folds'), /--set takes KEY=VALUE, got "folds"/);
    assert.match(await refused({ yaml: BASE }, 'cv', '--set', 'flods=3'), /--set unknown key "flods"/);
    assert.match(await refused({ yaml: BASE }, 'cv', '--set', 'folds=x'), /--set folds takes a whole number/);
    const { stderr } = await assay({ yaml: BASE }, 'eda', '--set', 'folds=3');
    assert.match(stderr, /--set folds: assay eda has no such option/);
  });
});

describe('--like', () => {
  test('the same step: the same options, whatever assay.yaml says', async () => {
    const first = await options(
      {},
      'cv',
      'small.csv',
      '-t',
      'default',
      '-m',
      'tree',
      '-k',
      '3',
      '-p',
      'max_depth=3',
    );
    const yaml = 'model: dummy\nfolds: 9\nrepeats: 2\nparams: {tree: {max_depth: 9}}\n';
    const { stderr } = await assay({ yaml }, 'cv', '--like', 'last');
    assert.match(stderr, /options like \S+\/v\d+/);
    const { options: again } = await document<{ options: Options }>({}, 'show', 'last');
    assert.deepEqual(again, first);
  });

  test('across steps: train takes what it has, cv the best of a search, a search keeps what somebody chose', async () => {
    const tuning = [
      'tune',
      'small.csv',
      '-t',
      'default',
      '-m',
      'tree',
      '-k',
      '2',
      '--trials',
      '2',
      '-x',
      'tuned',
    ];
    const { best } = await document<{ best: { params: object } }>({}, ...tuning);
    const cv = await options({}, 'cv', '--like', 'tuned/v1', '-x', 'tuned');
    assert.deepEqual(cv.modelling?.params, best.params);
    assert.equal(cv.modelling?.folds, 2);
    const train = await options({}, 'train', '--like', 'tuned/v1', '-x', 'tuned');
    assert.deepEqual(train.modelling?.params, best.params);
    const again = await options({}, 'tune', '--like', 'tuned/v1', '--trials', '1', '-x', 'tuned');
    const first = JSON.parse(scratch.text('experiments/tuned/v0001-tune-tree/options.json')) as Options;
    assert.deepEqual(again.tune?.space, first.tune?.space);
    const searched = await options({}, 'tune', '--like', 'old/v1', '--trials', '1', '-x', 'tuned');
    assert.deepEqual(searched.tune?.fixed, ['max_depth']);
    assert.equal(searched.modelling?.params.max_depth, 2);
  });

  test('every step does again all that it was told: --skip-done finds it done', async () => {
    const own = ['-x', 'again'];
    const told: readonly (readonly string[])[] = [
      ['eda', 'small.csv', '-t', 'default', '--drop', '1'],
      ['validate', 'small.csv', '--na', 'x'],
      ['resample', 'small.csv', '-t', 'default', '--sampler', 'random-over'],
      ['cv', 'small.csv', '-t', 'default', '-m', 'tree', '-k', '2', '--require', 'f1 >= 0', '--drop', '1'],
      ['train', 'small.csv', '-t', 'default', '-m', 'tree', '--threshold', '0.4'],
      ['predict', 'again/v5', 'small.csv', '--threshold', '0.2'],
      [
        'tune',
        'small.csv',
        '-t',
        'default',
        '-m',
        'tree',
        '--trials',
        '2',
        '-k',
        '2',
        '-p',
        'max_depth=2..4',
      ],
    ];
    for (const words of told) {
      const [step] = words;
      const first = await document<{ version: string }>({}, ...words, ...own);
      const model = step === 'predict' ? ['again/v5', 'small.csv'] : [];
      const line = [step, ...model, '--like', first.version, '--skip-done', ...own];
      const again = await document<{ version: string; reused?: boolean }>({}, ...line);
      assert.deepEqual([again.version, again.reused], [first.version, true], step);
    }
  });

  test('another model drops the parameters of the old one, one parameter replaces one', async () => {
    const other = await options({}, 'cv', '--like', 'old/v1', '-m', 'dummy');
    assert.equal(other.modelling?.model, 'dummy');
    assert.deepEqual(other.modelling?.params, {});
    const same = await options({}, 'cv', '--like', 'old/v1', '-p', 'min_samples_leaf=7');
    assert.equal(same.modelling?.params.max_depth, 2);
    assert.equal(same.modelling?.params.min_samples_leaf, 7);
    const alias = await options({}, 'cv', '--like', 'old/v1', '-p', 'min_data_in_leaf=9');
    assert.equal(alias.modelling?.params.min_samples_leaf, 9);
  });

  test('folds that were given are given again; changed data will do', async () => {
    const lines = Array.from({ length: 240 }, (_, row) => row % 4);
    writeFileSync(scratch.path('given.csv'), `fold\n${lines.join('\n')}\n`);
    const given = ['cv', 'small.csv', '-t', 'default', '-m', 'dummy', '--splits', 'given.csv', '-x', 'given'];
    const first = await document<{ split: { sha256: string } }>({}, ...given);
    rmSync(scratch.path('given.csv'));
    const again = await document<{ split: { sha256: string } }>({}, 'cv', '--like', 'given/v1');
    assert.equal(again.split.sha256, first.split.sha256);
    await scratch.json('data', 'generate', 'loans', '--rows', '200', '--seed', '6', '-o', 'new.csv');
    const other = await options({}, 'cv', 'new.csv', '--like', 'old/v1');
    assert.equal(other.data, 'new.csv');
    assert.equal(other.modelling?.params.max_depth, 2);
  });
});

describe('init and config show', () => {
  test('after init a bare cv works, and its hints repeat nothing', async () => {
    rmSync(scratch.path('assay.yaml'), { force: true });
    const { code, stdout } = await scratch.run('init', 'small.csv', '-t', 'last');
    assert.equal(code, 0);
    assert.match(stdout, /next +assay cv$/m);
    const yaml = scratch.text('assay.yaml');
    assert.match(yaml, /^target: default {2}/m);
    assert.match(yaml, /^positive: 1 +# \d+\.\d % of the rows$/m);
    assert.match(yaml, /^# {3}- customer_id +# id-like$/m);
    const shown = await assay({ yaml }, 'cv', '-k', '3', '-m', 'tree');
    assert.equal(shown.code, 0, shown.stderr);
    assert.match(shown.stdout, /target .*\(from assay\.yaml\)/);
    assert.match(shown.stdout, /assay compare small/);
    assert.match(shown.stdout, /assay tune -m tree -k 3$/m);
    assert.match(await refused({ yaml }, 'init', 'small.csv', '-t', 'default'), /assay\.yaml exists/);
    assert.equal((await scratch.run('init', 'small.csv', '-t', 'default', '-y')).code, 0);
  });

  test('everything that init comments out can be uncommented', async () => {
    rmSync(scratch.path('assay.yaml'), { force: true });
    await scratch.run('init', 'small.csv', '-t', 'default', '-o', 'full.yaml');
    const [head, ...rest] = scratch.text('full.yaml').split('\n\n');
    const live = rest.map((text) =>
      text.replace(/^# ([ -]*[\w-]+[:\s])/gm, '$1').replace(/^(Left|The) .*$/gm, ''),
    );
    const { options: shown } = await document<ConfigDocument>(
      { yaml: [head, ...live].join('\n\n') },
      'config',
      'show',
    );
    const originOf = (name: string) => shown.find((one) => one.name === name)?.origin.kind;
    for (const name of ['keep', 'model', 'folds', 'seed', 'params.forest.n_estimators']) {
      assert.equal(originOf(name), 'file', name);
    }
  });

  test('config show --origin tells each source', async () => {
    const given = { yaml: `${BASE}params: {dummy: {}}\ntune: {trials: 7}\n`, env: { ASSAY_SEED: '9' } };
    const { stdout } = await assay(given, 'config', 'show', 'tune', '--origin', '--set', 'folds=4');
    assert.match(stdout, /^target +default +assay\.yaml:2 target$/m);
    assert.match(stdout, /^trials +7 +assay\.yaml:5 tune\.trials$/m);
    assert.match(stdout, /^seed +9 +ASSAY_SEED$/m);
    assert.match(stdout, /^folds +4 +--set folds$/m);
    assert.match(stdout, /^repeats +1 +default$/m);
    assertKind('config', await document(given, 'config', 'show', '--like', 'old/v1'));
    assert.match(await refused(given, 'config', 'show', 'tnue'), /did you mean "tune"/);
  });
});

describe('what is done once cannot be configured', () => {
  test('a variable removes no tag, resumes no search, overwrites no file', async () => {
    await assay({}, 'tag', 'old/v1', 'kept');
    await assay({ env: { ASSAY_REMOVE: '1' } }, 'tag', 'old/v1', 'kept');
    assert.match((await assay({}, 'show', 'old/v1')).stdout, /kept/);
    assert.match(await refused({ yaml: `${BASE}resume: old/v1\n` }, 'cv'), /resume cannot be configured/);
    await assay({}, 'schema', 'trial', '-o', 'there.json');
    const again = await assay({ env: { ASSAY_YES: '1' } }, 'schema', 'trial', '-o', 'there.json');
    assert.equal(again.code, 2);
  });

  test('what is said of the text of CSV files does not concern JSON', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => JSON.stringify({ x: i, y: i % 2 ? 'a' : 'b' }));
    writeFileSync(scratch.path('rows.jsonl'), rows.join('\n'));
    const yaml = 'delimiter: ";"\nencoding: latin1\nheader: true\n';
    assert.equal((await assay({ yaml }, 'validate', 'rows.jsonl')).code, 0);
    assert.match(await refused({}, 'validate', 'rows.jsonl', '--delimiter', ';'), /--delimiter/);
  });
});
