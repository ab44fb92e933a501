/** `tune --resume`: a search that was killed at any moment ends with the bytes of one that was left alone. */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Rng, stream } from '../../src/core/rng.js';
import { assertKind, inPairs, QuickScratch } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

/** Of the second test; the first has half as many. A long run by hand: ASSAY_TEST_KILLS=300. */
const KILLS = Number(process.env.ASSAY_TEST_KILLS ?? 12);

const KILL_AT = new URL('./kill-at.js', import.meta.url).href;
const SEARCH = [
  'tune',
  'small.csv',
  '-t',
  'y',
  '-m',
  'tree',
  '-k',
  '3',
  '--trials',
  '10',
  '-p',
  'max_depth=2..14',
];
const SAME = ['results.json', 'predictions.csv', 'model.bin'];

const folderOf = (experiment: string) =>
  scratch.path('experiments', experiment, scratch.folders(experiment).at(-1) as string);

const hasVersion = (experiment: string) =>
  existsSync(scratch.path('experiments', experiment)) && scratch.folders(experiment).length > 0;

const bytesOf = (experiment: string) =>
  Object.fromEntries(SAME.map((name) => [name, readFileSync(join(folderOf(experiment), name), 'base64')]));

const linesOf = (experiment: string) =>
  readFileSync(join(folderOf(experiment), 'trials.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1);

/** Runs a command that dies in place of a call that changes the file system. */
const killedAt = (call: number, ...args: string[]) =>
  scratch.startWith({ env: { ASSAY_TEST_KILL_AT: String(call) }, node: ['--import', KILL_AT] }, ...args)
    .ended;

/** The command that brings an experiment's search to its end, from wherever it is. */
const toGoOn = (experiment: string, jobs: number) => [
  ...(hasVersion(experiment) ? ['tune', '--resume', 'last'] : SEARCH),
  ...['-x', experiment, '-j', String(jobs)],
];

/** A kill may come after the last write: then there is nothing left to resume. */
const isDone = (stderr: string) => /cannot be resumed: it is done/.test(stderr);

let whole: Record<string, string>;
/** Calls of an undisturbed run that change the file system. */
let nCalls: number;

function assertWhole(experiment: string): void {
  assert.deepEqual(bytesOf(experiment), whole);
  const manifest = JSON.parse(readFileSync(join(folderOf(experiment), 'manifest.json'), 'utf8'));
  assertKind('manifest', manifest);
  assert.equal(manifest.status, 'done');
  assert.deepEqual(Object.keys(manifest.files), [
    'log.jsonl',
    'model.bin',
    'options.json',
    'predictions.csv',
    'results.json',
    'trials.jsonl',
  ]);
  assert.equal(linesOf(experiment).length, 10);
  assert.deepEqual(
    readdirSync(folderOf(experiment)).filter((name) => name.startsWith('.')),
    [],
  );
}

/** A search that was killed when about half of its trials had finished: a copy of `half` under another name. */
function halfway(experiment: string): string {
  const id = `${experiment}/v0001`;
  cpSync(scratch.path('experiments', 'half'), scratch.path('experiments', experiment), { recursive: true });
  const path = join(folderOf(experiment), 'manifest.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"half/v0001"', `"${id}"`));
  return id;
}

before(async () => {
  const rng = stream(3, 'small');
  const rows = Array.from({ length: 240 }, () => {
    const [a, b, c] = [rng.uniform(), rng.uniform(), rng.uniform()];
    return `${a},${b},${c},${a * b + 0.3 * rng.uniform() > 0.4 ? 'yes' : 'no'}`;
  });
  writeFileSync(scratch.path('small.csv'), `a,b,c,y\n${rows.join('\n')}\n`);
  const { code, stderr } = await killedAt(0, ...SEARCH, '-x', 'whole', '-j', '1');
  assert.equal(code, 0, stderr);
  nCalls = Number(/calls: (\d+)/.exec(stderr)?.[1]);
  whole = bytesOf('whole');
  assertWhole('whole');
  await killedAt(Math.floor(nCalls / 2), ...SEARCH, '-x', 'half', '-j', '1');
  const n = linesOf('half').length;
  assert.ok(n > 2 && n < 10, `${n} trials`);
});

describe('kill -9', () => {
  test('in place of calls spread over the whole run, then resumed', async () => {
    const nPoints = Math.ceil(KILLS / 2);
    // A slow run has more heartbeats than a fast one: the last call may never come.
    const last = nCalls - 5;
    let nKilled = 0;
    const calls = Array.from({ length: nPoints }, (_, i) => 1 + Math.floor((i * (last - 1)) / (nPoints - 1)));
    await inPairs(calls, async (call) => {
      const experiment = `call-${call}`;
      const { code } = await killedAt(call, ...SEARCH, '-x', experiment, '-j', '1');
      if (code === 0) return;
      assert.equal(code, null, `call ${call} of ${nCalls}`);
      nKilled++;
      const { code: end, stderr } = await scratch.run(...toGoOn(experiment, 2));
      assert.ok(end === 0 || isDone(stderr), `call ${call}: ${stderr}`);
      assertWhole(experiment);
    });
    assert.ok(nKilled >= nPoints - 1, `${nKilled} of ${nPoints} runs were killed`);
  });

  test('again and again, at random calls and moments, while it is resumed', async () => {
    let kills = 0;
    const killedSomewhere = async (args: readonly string[], rng: Rng) => {
      if (rng.below(2) === 0) return killedAt(1 + rng.below(nCalls), ...args);
      const { child, ended } = scratch.start(...args);
      await Promise.race([sleep(150 + rng.below(700)), ended]);
      child.kill('SIGKILL');
      return ended;
    };
    const untilDone = async (experiment: string, rng: Rng) => {
      for (;;) {
        const args = toGoOn(experiment, 1 + rng.below(2));
        const { code, stderr } = await (kills < KILLS ? killedSomewhere(args, rng) : scratch.run(...args));
        if (code === 0 || isDone(stderr)) break;
        assert.equal(code, null, stderr);
        kills++;
      }
      assertWhole(experiment);
    };
    const lane = async (number: number) => {
      for (let i = 0; kills < KILLS; i++)
        await untilDone(`chain-${number}-${i}`, stream(5, 'chain', number, i));
    };
    await Promise.all([lane(0), lane(1)]);
  });
});

describe('asked to end', () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    test(`${signal}: the hint goes on, and its version verifies`, async () => {
      const experiment = signal.toLowerCase();
      const long = ['tune', 'small.csv', '-t', 'y', '-p', 'n_estimators=40', '--trials', '14', '-j', '1'];
      const { child, ended } = scratch.start(...long, '-x', experiment);
      for (
        let i = 0;
        i < 1500 && !(hasVersion(experiment) && existsSync(join(folderOf(experiment), 'trials.jsonl')));
        i++
      )
        await sleep(20);
      child.kill(signal);
      const outcome = await ended;
      assert.equal(outcome.code, code, outcome.stderr);
      const [, hint] = /hint: +assay (.+)\n/.exec(outcome.stderr) ?? [];
      assert.equal(hint, `tune --resume ${experiment}/v0001`);
      const n = linesOf(experiment).length;
      assert.ok(n < 14, `${n} trials`);
      const resumed = await scratch.run(...hint.split(' '));
      assert.equal(resumed.code, 0, resumed.stderr);
      assert.match(resumed.stderr, new RegExp(`${n} of 14 trials had finished`));
      const verified = await scratch.json<{ same: boolean }>('verify', `${experiment}/v0001`);
      assert.equal(verified.same, true);
    });
  }
});

describe('what had finished', () => {
  const edit = (experiment: string, change: (lines: string[]) => string[]) =>
    writeFileSync(
      join(folderOf(experiment), 'trials.jsonl'),
      change(linesOf(experiment))
        .map((line) => `${line}\n`)
        .join(''),
    );

  const edited = (line: string, change: object) => JSON.stringify({ ...JSON.parse(line), ...change });

  const atBest = (lines: readonly string[]) => {
    const values = lines.map((line) => JSON.parse(line).value);
    return values.indexOf(Math.max(...values));
  };

  test('a trial that failed is not run again; one whose line is gone is', async () => {
    const id = halfway('failed');
    const best = atBest(linesOf('failed'));
    const [lost, failed] = [0, 1, 2].filter((at) => at !== best);
    edit('failed', (lines) =>
      lines
        .map((line, at) => (at === failed ? edited(line, { state: 'failed', value: null }) : line))
        .filter((_, at) => at !== lost),
    );
    const { trials } = await scratch.json<{ trials: object }>('tune', '--resume', id);
    assert.deepEqual(trials, { complete: 9, pruned: 0, failed: 1 });
    assert.equal(linesOf('failed').length, 10);
  });

  test('lines that are not of this search are exit 1, with their number', async () => {
    const id = halfway('edited');
    const before = linesOf('edited');
    const best = atBest(before);
    const wrong: [RegExp, (lines: string[]) => string[]][] = [
      [
        /line 2: trial 1 has other parameters/,
        ([a, b, ...rest]) => [a, edited(b, { params: { max_depth: 99 } }), ...rest],
      ],
      [/line 1: value/, ([a, ...rest]) => [edited(a, { value: 'high' }), ...rest]],
      [/line 1: trial 10 of 10/, ([a, ...rest]) => [edited(a, { number: 10 }), ...rest]],
      [/line 2 is no JSON/, ([a, ...rest]) => [a, '{"schema"', ...rest]],
      [/line \d+: trial 0 stands there twice/, (lines) => [...lines, edited(lines[0], { value: 0.1 })]],
      [
        /trial \d has f1 0.99999, run again it has 0/,
        (lines) => lines.map((line, at) => (at === best ? edited(line, { value: 0.99999 }) : line)),
      ],
    ];
    for (const [message, change] of wrong) {
      edit('edited', () => change(before));
      const error = await scratch.refused(1, 'tune', '--resume', id);
      assert.match(error.message, message);
      assert.match(error.hint, /line/);
    }
    edit('edited', () => [...before, before[0]]);
    await scratch.json('tune', '--resume', id);
    assert.deepEqual(bytesOf('edited'), whole);
  });

  test('when every trial failed, resuming fails alike', async () => {
    const lines = Array.from({ length: 60 }, (_, row) => `${row % 7},${row < 2 ? 'rare' : 'usual'}`);
    writeFileSync(scratch.path('rare.csv'), `x,y\n${lines.join('\n')}\n`);
    const words = ['rare.csv', '-t', 'y', '-k', '2', '-m', 'tree', '--sampler', 'smote', '--trials', '2'];
    const error = await scratch.refused(3, 'tune', ...words, '-x', 'rare');
    assert.deepEqual(await scratch.refused(3, 'tune', '--resume', 'rare/v0001'), error);
    assert.equal(linesOf('rare').length, 2);
  });
});

describe('the command line', () => {
  const refusedWith = async (message: RegExp, hint: RegExp, ...args: string[]) => {
    const error = await scratch.refused(2, 'tune', ...args);
    assert.match(error.message, message);
    assert.match(error.hint, hint);
  };

  test('what is done, of another step or of another assay cannot be resumed', async () => {
    await refusedWith(/whole\/v0001 cannot be resumed: it is done/, /assay list/, '--resume', 'whole/v0001');
    const long = ['cv', 'small.csv', '-t', 'y', '--repeats', '400', '-x', 'other'];
    const { child, ended } = scratch.start(...long);
    for (let i = 0; i < 500 && !hasVersion('other'); i++) await sleep(20);
    child.kill('SIGKILL');
    await ended;
    await refusedWith(/other\/v0001 is of cv/, /assay rerun other\/v0001/, '--resume', 'other/v0001');
    const id = halfway('older');
    const path = join(folderOf('older'), 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    const environment = { ...manifest.environment, assay: '0.0.1' };
    writeFileSync(path, JSON.stringify({ ...manifest, environment }));
    await refusedWith(/begun by assay 0\.0\.1/, /assay rerun older\/v0001/, '--resume', id);
  });

  test('data and options beside --resume are refused; the tag, -j and --data are not', async () => {
    const id = halfway('beside');
    await refusedWith(/small\.csv cannot stand beside --resume/, /--data FILE/, 'small.csv', '--resume', id);
    await refusedWith(
      /--trials cannot stand/,
      /assay tune --resume beside\/v0001;.*--like/,
      '--resume',
      id,
      '--trials',
      '20',
    );
    await refusedWith(/--target cannot stand/, /--resume/, '--resume', id, '-t', 'y');
    await refusedWith(/"beside\/v0001,v0002"/, /./, '--resume', 'beside/v0001,v0002');
    await refusedWith(
      /--data stands beside --resume alone/,
      /assay tune DATA/,
      'small.csv',
      '-t',
      'y',
      '--data',
      'a.csv',
    );
    await refusedWith(/DATA is missing/, /usage: assay tune DATA/, '-t', 'y');
    copyFileSync(scratch.path('small.csv'), scratch.path('copy.csv'));
    const { code, stderr } = await scratch.run(
      'tune',
      '--resume',
      id,
      '-j',
      '2',
      '--data',
      'copy.csv',
      '--tag',
      'late',
    );
    assert.equal(code, 0, stderr);
    assert.deepEqual(bytesOf('beside'), whole);
    assert.deepEqual(JSON.parse(readFileSync(join(folderOf('beside'), 'labels.json'), 'utf8')).tags, [
      'late',
    ]);
  });

  test('data that moved is asked for, data that changed is refused', async () => {
    const id = halfway('moved');
    renameSync(scratch.path('small.csv'), scratch.path('away.csv'));
    try {
      const missing = await scratch.refused(1, 'tune', '--resume', id);
      assert.match(missing.message, /data of moved\/v0001 is not to be found/);
      writeFileSync(scratch.path('small.csv'), 'a,y\n1,no\n2,yes\n');
      await scratch.refused(4, 'tune', '--resume', id);
    } finally {
      renameSync(scratch.path('away.csv'), scratch.path('small.csv'));
    }
    const { code } = await scratch.run('tune', '--resume', id);
    assert.equal(code, 0);
    assert.deepEqual(bytesOf('moved'), whole);
  });

  test('two at once: one goes on, the other is told', async () => {
    const id = halfway('both');
    const outcomes = await Promise.all([0, 1].map(() => scratch.run('tune', '--resume', id)));
    const codes = outcomes.map(({ code }) => code).sort();
    assert.deepEqual(codes, [0, 2], outcomes.map(({ stderr }) => stderr).join('\n'));
    assert.match(outcomes.find(({ code }) => code === 2)?.stderr ?? '', /cannot be resumed/);
    assert.deepEqual(bytesOf('both'), whole);
  });

  test('the screen shows the best trials, with -v all; a note and a tag given at the start are kept', async () => {
    await killedAt(
      Math.floor(nCalls / 2),
      ...SEARCH,
      '-x',
      'shown',
      '-j',
      '1',
      '--tag',
      'base',
      '--note',
      'first',
    );
    const { stdout } = await scratch.run('tune', '--resume', 'shown/v0001', '-v');
    assert.match(stdout, /trial +f1 +max_depth/);
    assert.doesNotMatch(stdout, /more trials/);
    assert.match(
      stdout,
      /assay cv --like shown\/v0001 -x shown -p tree\.max_depth=\d+ [\s\S]*--split-seed 43/,
    );
    const labels = JSON.parse(readFileSync(join(folderOf('shown'), 'labels.json'), 'utf8'));
    assert.deepEqual([labels.tags, labels.note], [['base'], 'first']);
  });

  test('a gate that fails is exit 3, as if the search had not been killed', async () => {
    const gate = ['--require', 'f1>=0.9999'];
    const undisturbed = await scratch.run(...SEARCH, '-x', 'gated-whole', ...gate);
    assert.equal(undisturbed.code, 3, undisturbed.stderr);
    await killedAt(Math.floor(nCalls / 2), ...SEARCH, '-x', 'gated', '-j', '1', ...gate);
    const { code, stdout, stderr } = await scratch.run('tune', '--resume', 'gated/v0001', '--json');
    assert.equal(code, 3, stderr);
    assert.equal(JSON.parse(stdout).gates[0].passed, false);
    assert.match(stderr, /ASSAY_GATE_FAILED/);
  });

  test('rows and ids are printed as tune prints them', async () => {
    const resumed = async (experiment: string, format: string) => {
      const id = halfway(experiment);
      const { stdout } = await scratch.run('tune', '--resume', id, '--format', format);
      return stdout;
    };
    assert.equal(await resumed('as-ids', 'ids'), 'as-ids/v0001\n');
    assert.match(await resumed('as-csv', 'csv'), /^version,step,model,.*\nas-csv\/v0001,tune,tree,/);
    assert.equal(JSON.parse(await resumed('as-jsonl', 'jsonl')).version, 'as-jsonl/v0001');
  });
});
