/** What the real binary answers a shell, and the script of bash loaded in bash. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { BINARY, plainEnv } from './run-assay.js';
import { QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const CSV = 'Loan Amount,age,Bad Flag\n1000,30,no\n2000,31,yes\n';

before(async () => {
  writeFileSync(scratch.path('my.csv'), CSV);
  writeFileSync(scratch.path('my.csv.gz'), gzipSync(CSV));
  writeFileSync(scratch.path('my.jsonl'), '{"size": 1, "place": "a"}\n{"size": 2, "kind": "b"}\n');
  await scratch.json('validate', 'my.csv', '-x', 'first', '--tag', 'champion');
  await scratch.json('validate', 'my.csv', '-x', 'other', '-E', 'elsewhere');
});

async function answer(...words: string[]) {
  const { code, stdout, stderr } = await scratch.run('complete', '--', ...words);
  assert.deepEqual([code, stderr], [0, '']);
  const lines = stdout.trimEnd().split('\n');
  const directive = Number(/^:(\d+)$/.exec(lines.pop() as string)?.[1]);
  return { values: lines.filter(Boolean).map((line) => line.split('\t')[0]), directive };
}

interface Case {
  readonly words: readonly string[];
  /** All of them in order; or some that must be among them. */
  readonly values: readonly string[];
  readonly some?: true;
}

const CASES: readonly Case[] = [
  { words: ['comp'], values: ['compare', 'completion'] },
  { words: ['--json', 'ver'], values: ['verify'] },
  { words: ['data', ''], values: ['generate', 'list', 'head'] },
  { words: ['data', 'generate', 'lo'], values: ['loans'] },
  { words: ['cv', 'my'], values: ['my.csv', 'my.csv.gz', 'my.jsonl'] },
  { words: ['cv', 'loa'], values: ['loans'] },
  { words: ['cv', './my.c'], values: ['./my.csv', './my.csv.gz'] },
  { words: ['cv', 'my.csv', '--fol'], values: ['--folds'] },
  { words: ['cv', 'my.csv', '--no-h'], values: ['--no-header'] },
  { words: ['cv', 'my.csv', '-t', ''], values: ['Loan Amount', 'age', 'Bad Flag'] },
  { words: ['cv', 'my.csv.gz', '-t', 'B'], values: ['Bad Flag'] },
  { words: ['cv', 'my.csv', '--no-header', '-t', ''], values: ['c1', 'c2', 'c3'] },
  { words: ['cv', 'my.jsonl', '-t', ''], values: ['size', 'place', 'kind'] },
  { words: ['cv', 'my.csv', '--drop', 'age,'], values: ['age,Loan Amount', 'age,Bad Flag'] },
  { words: ['cv', 'my.csv', '--slices', 'a'], values: ['auto', 'age'] },
  { words: ['tune', 'my.csv', '--slices', 'age,'], values: ['age,auto', 'age,Loan Amount', 'age,Bad Flag'] },
  { words: ['cv', 'my.csv', '--types', 'age=da'], values: ['age=date', 'age=date:dmy', 'age=date:mdy'] },
  { words: ['cv', 'my.csv', '--groups=a'], values: ['age'] },
  { words: ['cv', 'no.csv', '-t', ''], values: [] },
  {
    words: ['cv', 'loans', '--threshold', 'r'],
    values: ['recall', 'recall_macro', 'recall_micro', 'recall_weighted'],
  },
  { words: ['cv', 'loans', '--threshold', 'fb'], values: ['fbeta', 'fbeta@'], some: true },
  { words: ['score', 'my.csv', '--truth', 'B'], values: ['Bad Flag'] },
  { words: ['score', 'my.csv', '--proba', 'age,L'], values: ['age,Loan Amount'] },
  { words: ['score', 'my.csv', '--data', 'my.jsonl', '-t', 'p'], values: ['place'] },
  { words: ['cv', 'my.csv', '--conformal', 's'], values: ['split', 'split:aps'] },
  { words: ['cv', 'my.csv', '--calibrate', 'beta,i'], values: ['beta,isotonic'] },
  { words: ['compare', '--rule', ''], values: ['best', 'one-se', 'pct-loss='] },
  { words: ['cv', 'loans', '-m', 'tree,lo'], values: ['tree,logistic'] },
  { words: ['cv', 'loans', '--sampler', 'smo'], values: ['smote'], some: true },
  { words: ['cv', 'loans', '--sampler', 'smote+tom'], values: ['smote+tomek-links'] },
  { words: ['cv', 'loans', '--sampler', 'adasyn,smote+smote-t'], values: ['adasyn,smote+smote-tomek'] },
  { words: ['imbalance', 'loans', '--samplers', 'smote+no'], values: [] },
  {
    words: ['cv', 'loans', '--sampler', 'smote+tomek-links', '-p', 'tomek-links.sc'],
    values: ['tomek-links.scale='],
  },
  {
    words: ['resample', 'loans', '--sampler', 'smote+tomek-links', '-p', 'smote.k_'],
    values: ['smote.k_neighbors='],
  },
  { words: ['cv', 'loans', '--by', 'roc'], values: ['roc_auc'], some: true },
  { words: ['cv', 'loans', '--task', 'b'], values: ['binary'] },
  { words: ['tune', 'loans', '--search', 'g'], values: ['grid'], some: true },
  { words: ['cv', 'loans', '-p', 'n_est'], values: ['n_estimators='] },
  { words: ['cv', 'loans', '-m', 'knn', '-p', 'n_'], values: ['n_neighbors='] },
  { words: ['cv', 'loans', '--sampler', 'smote', '-p', 'smote.k'], values: ['smote.k_neighbors='] },
  { words: ['cv', 'loans', '-p', 'max_features=sq'], values: ['max_features=sqrt'] },
  { words: ['show', 'la'], values: ['last', 'last:validate'] },
  { words: ['show', '@'], values: ['@champion'] },
  { words: ['show', 'v'], values: ['v0001'] },
  { words: ['show', 'best:roc_auc'], values: ['best:roc_auc'], some: true },
  { words: ['compare', 'first/'], values: ['first/v0001'] },
  { words: ['show', '-E', 'elsewhere', 'oth'], values: ['other'] },
  { words: ['show', '-E', 'nowhere', ''], values: [] },
  { words: ['show', '-x', 'nothing', ''], values: [] },
  { words: ['schema', 'doc'], values: ['doctor'] },
  { words: ['help', 'al'], values: ['alerts'] },
  { words: ['completion', ''], values: ['bash', 'zsh', 'fish', 'powershell'] },
  { words: ['nonsense', ''], values: [] },
];

describe('complete', () => {
  for (const { words, values, some } of CASES) {
    test(words.join(' '), async () => {
      const found = await answer(...words);
      if (some) for (const value of values) assert.ok(found.values.includes(value), `${found.values}`);
      else assert.deepEqual(found.values, values);
    });
  }

  test('what goes on takes no blank, and paths are left to the shell', async () => {
    assert.equal((await answer('cv', 'loans', '-p', 'n_est')).directive & 2, 2);
    assert.equal((await answer('cv', 'loans', '-m', 'kn')).directive & 2, 0);
    assert.equal((await answer('cv', 'loans', '-o', '')).directive & 4, 0);
    assert.equal((await answer('cv', 'loans', '-E', '')).directive & 16, 16);
  });

  test('a broken assay.yaml, store and file change nothing', async () => {
    writeFileSync(scratch.path('assay.yaml'), 'folds: [');
    writeFileSync(scratch.path('broken.csv'), Buffer.from([0, 1, 2, 3]));
    assert.ok((await answer('show', '')).values.includes('last'));
    assert.deepEqual((await answer('cv', 'broken.csv', '-t', '')).values.length <= 1, true);
    assert.deepEqual((await answer('show', '-E', 'my.csv', '')).values, []);
  });

  test('nothing is written', async () => {
    const before = readdirSync(scratch.dir, { recursive: true }).sort();
    await answer('cv', 'my.csv', '-t', '');
    await answer('show', '-E', 'fresh', '');
    assert.deepEqual(readdirSync(scratch.dir, { recursive: true }).sort(), before);
  });

  test('no help and no hint names it', async () => {
    assert.doesNotMatch((await scratch.run('--help')).stdout, /^ {2}complete /m);
    assert.match((await scratch.refused(2, 'completee')).hint, /assay completion/);
  });
});

describe('completion', () => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    test(`${shell}: a script on stdout, how to install it on stderr`, async () => {
      const { code, stdout, stderr } = await scratch.run('completion', shell);
      assert.equal(code, 0);
      assert.match(stdout, /assay complete '?--/);
      assert.match(stderr, new RegExp(`assay completion ${shell}`));
    });
  }

  test('another shell', async () => {
    assert.match((await scratch.refused(2, 'completion', 'tcsh')).message, /unknown shell "tcsh"/);
  });
});

const hasBash = spawnSync('bash', ['--version']).status === 0;

/** A word for each part that bash makes of a line: it parts them at : = @ too. */
const BASH_LINES: readonly (readonly [line: string, words: string, reply: string])[] = [
  ['assay cv my.csv -t L', 'assay cv my.csv -t L', 'Loan\\ Amount'],
  ["assay cv my.csv -t 'Loan A", `assay cv my.csv -t "'Loan A"`, 'Loan Amount'],
  ["assay cv my.csv -t 'Loan Amount' --drop a", `assay cv my.csv -t "'Loan Amount'" --drop a`, 'age'],
  ['assay cv loans --model=fo', 'assay cv loans --model = fo', 'forest'],
  ['assay cv loans -p max_features=sq', 'assay cv loans -p max_features = sq', 'sqrt'],
  ['assay show best:roc_auc_ovr', 'assay show best : roc_auc_ovr', 'roc_auc_ovr'],
  ['assay show @ch', 'assay show @ ch', '@champion'],
];

describe('the script in bash', { skip: !hasBash }, () => {
  for (const [line, words, reply] of BASH_LINES) {
    test(line, async () => {
      const { stdout: script } = await scratch.run('completion', 'bash');
      const program = [
        `assay() { "${process.execPath}" "${BINARY}" "$@"; }`,
        script,
        `COMP_LINE=$LINE; COMP_POINT=${'$'}{#LINE}; COMP_WORDS=(${words})`,
        `COMP_CWORD=$((${'$'}{#COMP_WORDS[@]} - 1)); _assay_complete; printf '%s\\n' "${'$'}{COMPREPLY[@]}"`,
      ].join('\n');
      const env = plainEnv({ LINE: line, PATH: process.env.PATH ?? delimiter });
      const { stdout, stderr } = spawnSync('bash', ['-c', program], {
        cwd: scratch.dir,
        env,
        encoding: 'utf8',
      });
      assert.deepEqual([stdout, stderr], [`${reply}\n`, '']);
    });
  }
});
