import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { FIXTURE, fixture, plainEnv } from './run-assay.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are
const ESCAPE = /\u001b/;

function start(...args: string[]) {
  const child = spawn(process.execPath, [FIXTURE, ...args], { env: plainEnv() });
  const said = { text: '' };
  child.stderr.on('data', (chunk) => {
    said.text += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return { child, said, ended };
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(condition(), 'waited in vain');
}

describe('streams', () => {
  test('stdout is data, stderr is talk; -q and -v', () => {
    const plain = fixture(['cv', 'a.csv']);
    assert.equal(plain.stdout, 'screen false 100\n');
    assert.equal(plain.stderr, 'a note\nwarning: a warning\n');
    assert.equal(fixture(['cv', 'a.csv', '-q']).stderr, '');
    assert.match(fixture(['cv', 'a.csv', '-v']).stderr, /a detail/);
  });

  test('a warning stands once where both streams end in one place', () => {
    const run = (redirect: string) =>
      spawnSync('sh', ['-c', `"${process.execPath}" "${FIXTURE}" warned ${redirect}`], {
        encoding: 'utf8',
        env: plainEnv(),
      });
    assert.equal(run('2>&1').stdout, 'warning: look\nscreen said: look\n');
    assert.equal(run('').stdout, 'screen said: \n');
    assert.equal(run('-q 2>&1').stdout, 'screen said: \n');
  });

  test('colour: --color, then NO_COLOR, then FORCE_COLOR; none off a terminal', () => {
    const stderrOf = (args: string[], env?: Record<string, string>) =>
      fixture(['cv', 'a.csv', ...args], env).stderr;
    assert.doesNotMatch(stderrOf([]), ESCAPE);
    assert.match(stderrOf([], { FORCE_COLOR: '1' }), ESCAPE);
    assert.doesNotMatch(stderrOf([], { FORCE_COLOR: '0' }), ESCAPE);
    assert.doesNotMatch(stderrOf([], { NO_COLOR: '1', FORCE_COLOR: '1' }), ESCAPE);
    assert.match(stderrOf(['--color', 'always'], { NO_COLOR: '1' }), ESCAPE);
    assert.doesNotMatch(stderrOf(['--color', 'never'], { FORCE_COLOR: '1' }), ESCAPE);
    assert.equal(fixture(['cv', 'a.csv', '--color', 'always']).stdout, 'screen true 100\n');
    assert.match(fixture(['nonsense', '--color', 'always']).stderr, ESCAPE);
  });

  test('a reader that goes away is no error', () => {
    const command = `"${process.execPath}" "${FIXTURE}" lines; echo "code $?" >&2`;
    const { stdout, stderr } = spawnSync('sh', ['-c', `{ ${command}; } | head -1`], {
      encoding: 'utf8',
      env: plainEnv(),
    });
    assert.match(stdout, /^line 0 x+\n$/);
    assert.equal(stderr, 'code 0\n');
  });

  test('everything is written before the process ends', () => {
    const { stdout } = fixture(['lines']);
    assert.equal(stdout.split('\n').length, 20_002);
    assert.ok(stdout.endsWith('end\n'));
  });

  test('off a terminal progress is a plain line now and then, none with --no-progress', async () => {
    const { child, said, ended } = start('wait');
    await until(() => said.text.includes('waiting 1 of 4'));
    child.kill('SIGINT');
    await ended;
    assert.match(said.text, /^waiting 1 of 4 · \d+\.\d s, \d+\.\d\/(s|min), \d+\.\d s left$/m);
    assert.ok(!said.text.includes('\r') && !ESCAPE.test(said.text));

    const silent = start('wait', '--no-progress');
    await until(() => silent.said.text.includes('started'));
    await new Promise((resolve) => setTimeout(resolve, 250));
    silent.child.kill('SIGINT');
    await silent.ended;
    assert.doesNotMatch(silent.said.text, /waiting/);
  });
});

describe('failures', () => {
  test('--json: the error is one JSON document on stderr', () => {
    const { code, stdout, stderr } = fixture(['cv', 'a.csv', '-k', '1', '--format', 'json']);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    const { error } = JSON.parse(stderr);
    assert.deepEqual(Object.keys(error), ['code', 'message', 'hint']);
    assert.equal(error.code, 'ASSAY_OPTION_VALUE');
    assert.equal(JSON.parse(fixture(['nonsense', '--json']).stderr).error.code, 'ASSAY_UNKNOWN_COMMAND');
  });

  test('an unexpected error is a bug, exit 1; the stack comes with --debug', () => {
    const { code, stderr } = fixture(['crash']);
    assert.equal(code, 1);
    assert.match(stderr, /^error: x is not a function \(a bug in assay\)\nhint: .*--debug.*\n$/);
    assert.match(fixture(['crash', '--debug']).stderr, /TypeError: x is not a function\n +at /);
  });

  test('what the system refuses is no bug', () => {
    const { code, stderr } = fixture(['disk']);
    assert.equal(code, 1);
    assert.match(stderr, /^error: a\.csv: the disk is full \(write\)\nhint: {2}make room/);
  });

  test("a command's exit code is the process's", () => assert.equal(fixture(['compare']).code, 5));

  test('-o of a command with a product is left to the command', () => {
    const { stdout } = fixture(['product', '-o', 'never-written.csv']);
    assert.equal(stdout, 'wrote never-written.csv\n');
  });
});

async function interrupt(command: string, ...signals: NodeJS.Signals[]) {
  const { child, said, ended } = start(command);
  await until(() => said.text.includes('started'));
  for (const [i, signal] of signals.entries()) {
    (child as ChildProcess).kill(signal);
    if (i < signals.length - 1) await until(() => said.text.includes('in hand'));
  }
  return { code: await ended, stderr: said.text };
}

describe('signals', () => {
  test('the first Ctrl-C lets the command finish, exit 130', async () => {
    const { code, stderr } = await interrupt('wait', 'SIGINT');
    assert.equal(code, 130);
    assert.match(stderr, /finishing what is in hand; Ctrl-C again stops at once/);
    assert.match(stderr, /error: stopped after 1 of 4 folds\nhint: {2}what was finished is kept/);
  });

  test('the second stops at once', async () => {
    const { code, stderr } = await interrupt('stubborn', 'SIGINT', 'SIGINT');
    assert.equal(code, 130);
    assert.match(stderr, /error: stopped\n/);
  });

  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    test(`${signal} stops at once, exit 143`, async () => {
      const { code, stderr } = await interrupt('stubborn', signal);
      assert.equal(code, 143);
      assert.match(stderr, /error: stopped\n/);
      assert.doesNotMatch(stderr, /in hand/);
    });
  }

  test('what is being written is closed first; what does not close is not waited for', async () => {
    const closed = await interrupt('holding', 'SIGTERM');
    assert.equal(closed.code, 143);
    assert.match(closed.stderr, /error: closed in order/);
    const stuck = await interrupt('stuck', 'SIGINT', 'SIGINT');
    assert.equal(stuck.code, 130);
    assert.match(stuck.stderr, /finishing the stones in hand; Ctrl-C again stops at once\nerror: stopped\n/);
  });
});
