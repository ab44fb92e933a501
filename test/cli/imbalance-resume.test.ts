/** `imbalance --resume`: a bake-off that was killed at any moment ends with the bytes of one that was left alone. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertKind, inPairs, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

/** A long run by hand: ASSAY_TEST_KILLS=100. */
const KILLS = Number(process.env.ASSAY_TEST_KILLS ?? 6);

const KILL_AT = new URL('./kill-at.js', import.meta.url).href;
const BAKE_OFF = [
  ...['imbalance', 'small.csv', '-t', 'default', '-k', '3', '-m', 'tree,logistic'],
  ...['--samplers', 'smote,random-under'],
];
const SAME = ['results.json', 'plots/calibration.json', 'plots/calibration.svg'];

const hasVersion = (experiment: string) =>
  existsSync(scratch.path('experiments', experiment)) && scratch.folders(experiment).length > 0;

const folderOf = (experiment: string) =>
  scratch.path('experiments', experiment, scratch.folders(experiment).at(-1) as string);

const bytesOf = (experiment: string) =>
  Object.fromEntries(SAME.map((name) => [name, readFileSync(join(folderOf(experiment), name), 'utf8')]));

const linesOf = (experiment: string) => {
  const path = join(folderOf(experiment), 'trials.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
};

/** Runs a command that dies in place of a call that changes the file system. */
const killedAt = (call: number, ...args: string[]) =>
  scratch.startWith({ env: { ASSAY_TEST_KILL_AT: String(call) }, node: ['--import', KILL_AT] }, ...args)
    .ended;

let whole: Record<string, string>;
/** Calls of an undisturbed run that change the file system. */
let nCalls: number;

before(async () => {
  const { code } = await scratch.run('data', 'generate', 'loans', '--rows', '240', '-o', 'small.csv');
  assert.equal(code, 0);
  const ended = await killedAt(0, ...BAKE_OFF, '-x', 'whole', '-j', '1');
  assert.equal(ended.code, 0, ended.stderr);
  nCalls = Number(/calls: (\d+)/.exec(ended.stderr)?.[1]);
  whole = bytesOf('whole');
  for (const line of linesOf('whole')) assertKind('trial', JSON.parse(line));
  assert.equal(linesOf('whole').length, 10);
});

describe('kill -9', () => {
  test('in place of calls spread over the whole run, then resumed: the same table, the same bytes', async () => {
    // A slow run has more heartbeats than a fast one: the last call may never come.
    const last = nCalls - 5;
    let nKilled = 0;
    const calls = Array.from({ length: KILLS }, (_, i) => 1 + Math.floor((i * (last - 1)) / (KILLS - 1)));
    await inPairs(calls, async (call) => {
      const experiment = `call-${call}`;
      const { code } = await killedAt(call, ...BAKE_OFF, '-x', experiment, '-j', '1');
      if (code === 0) return;
      assert.equal(code, null, `call ${call} of ${nCalls}`);
      nKilled++;
      const goOn = hasVersion(experiment) ? ['imbalance', '--resume', 'last'] : BAKE_OFF;
      const resumed = await scratch.run(...goOn, '-x', experiment, '-j', '2');
      assert.ok(resumed.code === 0 || /it is done/.test(resumed.stderr), `call ${call}: ${resumed.stderr}`);
      assert.deepEqual(bytesOf(experiment), whole, `call ${call}`);
      assert.equal(linesOf(experiment).length, 10);
    });
    assert.ok(nKilled >= KILLS - 1, `${nKilled} of ${KILLS} runs were killed`);
  });
});

describe('asked to end', () => {
  test('SIGINT: what had finished is kept, and the hint goes on', async () => {
    const long = ['imbalance', 'small.csv', '-t', 'default', '-p', 'n_estimators=150', '-j', '1'];
    const { child, ended } = scratch.start(...long, '-x', 'sigint');
    for (let i = 0; i < 1500 && !(hasVersion('sigint') && linesOf('sigint').length > 0); i++) await sleep(20);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    assert.equal(code, 130, stderr);
    const nDone = linesOf('sigint').length;
    assert.match(stderr, new RegExp(`interrupted; ${nDone} of \\d+ runs had finished and are kept in it`));
    assert.match(stderr, /assay imbalance --resume sigint\/v0001/);
    const resumed = await scratch.run('imbalance', '--resume', 'sigint/v0001');
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.match(resumed.stderr, new RegExp(`${nDone} of \\d+ runs had finished`));
    assert.equal((await scratch.json<{ same: boolean }>('verify', 'sigint/v0001')).same, true);
  });
});

describe('the command line', () => {
  test('data and options beside --resume are refused', async () => {
    const beside = await scratch.refused(2, 'imbalance', '--resume', 'whole/v1', '--samplers', 'smote');
    assert.match(beside.hint, /assay imbalance --resume whole\/v0001.*assay imbalance --like/);
    const done = await scratch.refused(2, 'imbalance', '--resume', 'whole/v1');
    assert.match(done.message, /it is done/);
    await scratch.refused(2, 'imbalance', 'small.csv', '-t', 'default', '--data', 'small.csv');
  });
});
