/** Processes that die or are asked to end at any moment, and many at once: nothing that was finished is lost. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { stream } from '../../src/core/rng.js';
import type { CvResults } from '../../src/core/schemas/evaluation.js';
import type { Plan } from '../../src/core/schemas/plan.js';
import { assertKind, inPairs, QuickScratch, type Running } from './scratch.js';

const scratch = new QuickScratch();
after(() => scratch.remove());

const T = ['loans', '-t', 'default'];
const SLOW_FOREST = ['-m', 'forest', '-p', 'n_estimators=2000'];

interface Listed {
  versions: { version: string; path: string; state: string; step: string | null }[];
}

/** Each writes for long enough to be met at its work. */
const LONG: Record<string, readonly string[]> = {
  cv: ['cv', ...T, ...SLOW_FOREST],
  tune: ['tune', ...T, '-m', 'tree', '--trials', '5000'],
  resample: ['resample', ...T, '--sampler', 'smote'],
  train: ['train', ...T, ...SLOW_FOREST],
};

const folderOf = (experiment: string, number: number) => {
  const name = `v${String(number).padStart(4, '0')}`;
  const dir = scratch.path('experiments', experiment);
  const found = existsSync(dir) ? readdirSync(dir).find((entry) => entry.startsWith(name)) : undefined;
  return found === undefined ? null : scratch.path('experiments', experiment, found);
};

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1500 && !condition(); i++) await sleep(20);
  assert.ok(condition(), 'waited in vain');
}

/** The manifest as anybody may find it while it is replaced: always whole. */
const manifestOf = (dir: string) => JSON.parse(readFileSync(`${dir}/manifest.json`, 'utf8'));

/** Has the process claimed a version of the experiment? */
const holds = (experiment: string, pid: number | undefined) =>
  scratch
    .folders(experiment)
    .some((folder) => manifestOf(scratch.path('experiments', experiment, folder)).pid === pid);

describe('kill -9', () => {
  before(async () => {
    await scratch.json('cv', ...T, '-m', 'dummy', '-x', 'killed');
  });

  test('at moments spread over the run: every folder can be read, and the next run takes the next number', async () => {
    const rng = stream(17, 'kill');
    const moments = Array.from({ length: 14 }, (_, i) => ({
      command: Object.values(LONG)[i % 4],
      atWork: i % 7 !== 0,
      afterMs: rng.below(900),
    }));
    await inPairs(moments, async ({ command, atWork, afterMs }) => {
      const { child, ended } = scratch.start(...command, '-x', 'killed');
      if (atWork) await until(() => child.exitCode !== null || holds('killed', child.pid));
      await Promise.race([sleep(afterMs), ended]);
      child.kill('SIGKILL');
      await ended;
    });

    const list = await scratch.json<Listed>('list', '-x', 'killed');
    assertKind('list', list);
    assert.ok(list.versions.length >= 13, 'they had begun to write');
    for (const { version, state } of list.versions)
      assert.ok(state === 'done' || state === 'interrupted', `${version} is ${state}`);
    assert.ok(list.versions.some(({ state }) => state === 'interrupted'));
    const screen = await scratch.run('list', '-x', 'killed');
    assert.equal(screen.code, 0);
    assert.match(screen.stdout, /interrupted/);

    const compared = await scratch.json<{ rows: { version: string }[] }>('compare', '-x', 'killed');
    assert.deepEqual(
      compared.rows.map(({ version }) => version),
      ['killed/v0001'],
    );
    await inPairs(list.versions.slice(-6), async ({ version }) => {
      assertKind('manifest', (await scratch.json(`show`, version)).manifest);
      assert.equal((await scratch.run('show', version)).code, 0);
    });

    const next = await scratch.json<{ version: string }>('cv', ...T, '-m', 'dummy', '-x', 'killed');
    const numbers = list.versions.map(({ version }) => Number(version.slice(-4)));
    assert.ok(Number(next.version.slice(-4)) > Math.max(...numbers));
  });

  test('trials that had finished are kept, every line whole', async () => {
    const { child, ended } = scratch.start(...LONG.tune, '-x', 'trials');
    const lines = () => {
      const dir = folderOf('trials', 1);
      const path = dir && `${dir}/trials.jsonl`;
      return path && existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
    };
    await until(() => lines().length > 8);
    child.kill('SIGKILL');
    await ended;
    for (const line of lines()) assertKind('trial', JSON.parse(line));
    const { versions } = await scratch.json<Listed>('list', '-x', 'trials');
    assert.equal(versions[0].state, 'interrupted');
  });

  test('verify of what never finished is exit 2, rerun starts it anew', async () => {
    const { message } = await scratch.refused(2, 'verify', 'trials/v0001');
    assert.match(message, /interrupted/);
    const { child, ended } = scratch.start('cv', ...T, ...SLOW_FOREST, '-x', 'again');
    await until(
      () => folderOf('again', 1) !== null && manifestOf(folderOf('again', 1) as string).data !== null,
    );
    await until(() => existsSync(`${folderOf('again', 1)}/options.json`));
    child.kill('SIGKILL');
    await ended;
    const rerun = scratch.start('rerun', 'again/v0001');
    await until(() => {
      const dir = folderOf('again', 2);
      return dir !== null && manifestOf(dir).parents.length > 0;
    });
    rerun.child.kill('SIGKILL');
    await rerun.ended;
    const { parents } = manifestOf(folderOf('again', 2) as string);
    assert.equal(parents[0].id, 'again/v0001');
  });
});

/** Starts a long step and waits until its work has begun. */
async function begun(experiment: string, command: readonly string[], file: string): Promise<Running> {
  const running = scratch.start(...command, '-x', experiment);
  await until(() => {
    const dir = folderOf(experiment, 1);
    return dir !== null && existsSync(`${dir}/${file}`);
  });
  return running;
}

/** Waits for words on a stream. */
const heard = (from: Readable, words: RegExp) =>
  new Promise<void>((resolve) => {
    from.on('data', (text: string) => words.test(text) && resolve());
  });

describe('asked to end', () => {
  /** Long at work, with folds that end every now and then. */
  const FOLDS = ['cv', ...T, '-m', 'forest', '-p', 'n_estimators=150', '--repeats', '40', '-j', '1'];
  const KEPT = /v0001 was interrupted; \d+ of 200 folds had finished and are kept in it/;

  async function assertInterrupted(experiment: string): Promise<string> {
    const dir = folderOf(experiment, 1) as string;
    const manifest = manifestOf(dir);
    assertKind('manifest', manifest);
    assert.equal(manifest.status, 'interrupted');
    const { versions } = await scratch.json<Listed>('list', '-x', experiment);
    assert.deepEqual(
      versions.map(({ state }) => state),
      ['interrupted'],
    );
    return dir;
  }

  test('Ctrl-C: what is in hand is finished and kept, exit 130', async () => {
    const { child, ended } = await begun('sigint', FOLDS, 'options.json');
    await sleep(900);
    child.kill('SIGINT');
    const outcome = await ended;
    assert.equal(outcome.code, 130, outcome.stderr);
    assert.equal(outcome.stdout, '');
    assert.match(outcome.stderr, /finishing the folds in hand; Ctrl-C again stops at once/);
    assert.match(outcome.stderr, KEPT);
    assert.match(outcome.stderr, /^hint: {2}assay rerun sigint\/v0001$/m);
    await assertInterrupted('sigint');
  });

  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    test(`${signal}: ends within a second, what had finished is kept, exit 143`, async () => {
      // The machine may be busy with other tests: the quickest of a few attempts counts.
      let least = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < 5 && least >= 1000; attempt++) {
        const experiment = `${signal.toLowerCase()}-${attempt}`;
        const { child, ended } = await begun(experiment, FOLDS, 'log.jsonl');
        await until(() => /"fold"/.test(readFileSync(`${folderOf(experiment, 1)}/log.jsonl`, 'utf8')));
        const asked = performance.now();
        child.kill(signal);
        const outcome = await ended;
        least = Math.min(least, performance.now() - asked);
        assert.equal(outcome.code, 143, outcome.stderr);
        const dir = await assertInterrupted(experiment);
        if (least >= 1000) continue;
        assert.match(outcome.stderr, KEPT);
        assert.ok(existsSync(`${dir}/predictions.csv`));
      }
      assert.ok(least < 1000, `ended after ${Math.round(least)} ms`);
    });
  }

  test('the second Ctrl-C says what stopped, what is kept and what goes on', async () => {
    const { child, ended } = await begun('twice', LONG.tune, 'trials.jsonl');
    child.kill('SIGINT');
    await heard(child.stderr as Readable, /finishing the trials in hand; Ctrl-C again stops at once/);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    assert.equal(code, 130);
    assert.match(stderr, /twice\/v0001 was interrupted; \d+ of \d+ trials had finished and are kept in it/);
    assert.match(stderr, /^hint: {2}assay tune --resume twice\/v0001$/m);
    const dir = await assertInterrupted('twice');
    const lines = readFileSync(`${dir}/trials.jsonl`, 'utf8').trimEnd().split('\n');
    for (const line of lines) assert.equal(JSON.parse(line).state, 'complete');
  });

  test('of a fit that is stopped at once nothing is said to be kept', async () => {
    const { child, ended } = await begun('fit', LONG.train, 'options.json');
    await sleep(300);
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    assert.equal(code, 143);
    assert.match(
      stderr,
      /fit\/v0001 was interrupted; nothing of it had finished\nhint: {2}assay rerun fit\/v0001/,
    );
    await assertInterrupted('fit');
  });

  test('Ctrl-C in train finishes the fit, and with it the version: exit 0', async () => {
    const train = ['train', ...T, '-m', 'forest', '-p', 'n_estimators=1000', '-j', '1'];
    const { child, ended } = await begun('whole', train, 'options.json');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /finishing the fit in hand; Ctrl-C again stops at once/);
    assert.match(stdout, /saved +whole\/v0001/);
    assert.equal(manifestOf(folderOf('whole', 1) as string).status, 'done');
    assert.ok(existsSync(`${folderOf('whole', 1)}/model.bin`));
  });

  test('Ctrl-C while the last fold of cv is in hand ends it as done', async () => {
    const cv = ['cv', ...T, '-k', '2', '-m', 'forest', '-p', 'n_estimators=1000', '-j', '2'];
    const { child, ended } = await begun('both', cv, 'options.json');
    await sleep(300);
    child.kill('SIGINT');
    assert.equal((await ended).code, 0);
    assert.equal(manifestOf(folderOf('both', 1) as string).status, 'done');
  });

  test('Ctrl-C while permutations run keeps the cross-validation and those done', async () => {
    const cv = ['cv', ...T, '-m', 'naive-bayes', '-k', '3', '--permutations', '100000', '-x', 'permuted'];
    const { child, ended } = scratch.start(...cv, '--json');
    // Written when the folds are done.
    await until(() => existsSync(`${folderOf('permuted', 1)}/predictions.csv`));
    await sleep(2000);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    assert.equal(code, 130, stderr);
    const { error } = JSON.parse(stderr.trimEnd().split('\n').at(-1) as string);
    assert.match(
      error.message,
      /permuted\/v0001 is done, but its permutation test was interrupted after \d+ of 100000/,
    );
    assert.equal(error.hint, 'assay rerun permuted/v0001');
    const dir = folderOf('permuted', 1) as string;
    assert.equal(manifestOf(dir).status, 'done');
    const results = JSON.parse(readFileSync(`${dir}/results.json`, 'utf8')) as CvResults;
    assertKind('results-cv', results);
    assert.deepEqual(JSON.parse(stdout).permutation, results.permutation);
    const { n, done, p, values } = results.permutation as Required<NonNullable<CvResults['permutation']>>;
    assert.deepEqual([n, values.length], [100000, done]);
    assert.equal(p === null, done < 19);
    const shown = await scratch.run('show', 'permuted/v0001');
    assert.match(shown.stdout, /\(interrupted\)/);
    assert.equal((await scratch.run('verify', 'permuted/v0001')).code, 0);
    const plan = await scratch.json<Plan>(...cv, '--skip-done', '--dry-run');
    assert.equal(plan.versions[0].reused, undefined, 'it does not stand for the whole test');
  });

  test('Ctrl-C is answered within 200 ms, and so is the second one', async () => {
    const answer = async (attempt: number) => {
      const { child, ended } = await begun(`prompt-${attempt}`, LONG.cv, 'options.json');
      await sleep(300);
      const asked = performance.now();
      const said = heard(child.stderr as Readable, /finishing the folds in hand; Ctrl-C again stops at once/);
      child.kill('SIGINT');
      await said;
      const first = performance.now() - asked;
      const askedAgain = performance.now();
      child.kill('SIGINT');
      await once(child, 'exit');
      const second = performance.now() - askedAgain;
      assert.equal((await ended).code, 130);
      return [first, second];
    };
    // The machine may be busy with other tests: the quickest of a few attempts counts, both answers of one.
    let best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let attempt = 0; attempt < 5 && Math.max(...best) >= 200; attempt++) {
      const now = await answer(attempt);
      if (Math.max(...now) < Math.max(...best)) best = now;
    }
    assert.ok(Math.max(...best) < 200, `answered after ${best.map(Math.round).join(' and ')} ms`);
  });

  test('Ctrl-C in tune keeps every finished trial', async () => {
    const { child, ended } = await begun('stopped', LONG.tune, 'trials.jsonl');
    await sleep(300);
    child.kill('SIGINT');
    assert.equal((await ended).code, 130);
    const dir = folderOf('stopped', 1) as string;
    const lines = readFileSync(`${dir}/trials.jsonl`, 'utf8').trimEnd().split('\n');
    for (const line of lines) assertKind('trial', JSON.parse(line));
    const { status, files } = manifestOf(dir);
    assert.equal(status, 'interrupted');
    assert.ok(files['trials.jsonl'].bytes > 0);
  });
});

test('20 processes write different steps into one experiment at once: 20 versions, no clash', async () => {
  const commands: readonly (readonly string[])[] = [
    ['cv', ...T, '-m', 'dummy'],
    ['cv', ...T, '-m', 'logistic', '-k', '3'],
    ['eda', ...T],
    ['validate', 'loans'],
    ['resample', ...T, '--sampler', 'random-under'],
  ];
  const all = Array.from({ length: 20 }, (_, i) => commands[i % commands.length]);
  const outcomes = await Promise.all(
    all.map((args) => scratch.run(...args, '-x', 'crowd', '-j', '1', '--json')),
  );
  for (const { code, stderr } of outcomes) assert.equal(code, 0, stderr);
  const ids = outcomes.map(({ stdout }) => JSON.parse(stdout).version as string);
  const wanted = Array.from({ length: 20 }, (_, i) => `crowd/v${String(i + 1).padStart(4, '0')}`);
  assert.deepEqual([...ids].sort(), wanted);

  const { versions } = await scratch.json<Listed>('list', '-x', 'crowd');
  assert.deepEqual(
    versions.map(({ version, state }) => [version, state]),
    wanted.map((id) => [id, 'done']),
  );
  versions.forEach(({ version, step }) => {
    assert.equal(step, all[ids.indexOf(version)][0]);
  });
  assert.equal(
    readdirSync(scratch.path('experiments', 'crowd')).filter((name) => /tmp/.test(name)).length,
    0,
  );
});
