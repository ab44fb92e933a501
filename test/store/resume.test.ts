import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { AssayError } from '../../src/core/errors.js';
import { openStore } from '../../src/store/store.js';
import { claimOf, doneVersion, quietStore, standingClock, temporaryFolder } from './fixture.js';

const refused = (code: string, exitCode: number, message: RegExp) => (error: unknown) =>
  error instanceof AssayError &&
  error.code === code &&
  error.exitCode === exitCode &&
  message.test(error.message);

/** A tune version of another host, silent for ten minutes, its second line cut short. */
async function deadTune(context: TestContext) {
  const dir = temporaryFolder(context);
  const theirs = quietStore(dir, { pid: 99, host: 'elsewhere' });
  const dead = await claimOf(theirs, 'credit', 'tune', 'boost');
  dead.appendLine('trials.jsonl', { number: 0 });
  await dead.write('options.json', '{}\n');
  appendFileSync(join(dead.dir, 'trials.jsonl'), '{"number": 1, "val');
  const clock = standingClock();
  clock.pass(600);
  const ours = openStore(dir, { clock, holder: { pid: process.pid, host: hostname() } });
  return { dead, ours };
}

describe('resuming', () => {
  test('keeps what was finished, drops the line cut short, and ends as done', async (context) => {
    const { dead, ours } = await deadTune(context);
    const [version] = ours.versions('credit');
    assert.equal(version.state, 'interrupted');
    assert.deepEqual(version.lines('trials.jsonl'), [{ number: 0 }]);
    const writer = await ours.resume(version, ['tune', '--resume', 'v1']);
    assert.equal(ours.versions('credit')[0].state, 'running');
    writer.appendLine('trials.jsonl', { number: 1 });
    await writer.write('options.json', '{"again": true}\n');
    await writer.finish({ timings: { total: 1 } });
    const [done] = ours.versions('credit');
    assert.equal(done.state, 'done');
    assert.deepEqual(done.lines('trials.jsonl'), [{ number: 0 }, { number: 1 }]);
    const size = readFileSync(join(dead.dir, 'trials.jsonl')).byteLength;
    assert.equal(done.manifest?.files['trials.jsonl'].bytes, size);
    assert.deepEqual(
      done.lines('log.jsonl').map((line) => (line as { event: string }).event),
      ['claimed', 'resumed', 'done'],
    );
    assert.deepEqual(done.manifest?.command, ['tune', 'credit.csv']);
    assert.deepEqual(done.lines('nothing.jsonl'), []);
  });

  test('one process wins; the one that was taken for dead does not write over it', async (context) => {
    const { dead, ours } = await deadTune(context);
    const [version] = ours.versions('credit');
    const writer = await ours.resume(version, []);
    await assert.rejects(ours.resume(version, []), refused('ASSAY_NOT_RESUMABLE', 2, /is running it/));
    dead.beat();
    await assert.rejects(
      dead.finish({ timings: {} }),
      refused('ASSAY_TAKEN_OVER', 1, /was resumed by process/),
    );
    await dead.fail(new Error('late'));
    assert.equal(ours.versions('credit')[0].manifest?.pid, process.pid);
    assert.equal(ours.versions('credit')[0].state, 'running');
    await writer.interrupt();
    await (await ours.resume(ours.versions('credit')[0], [])).finish({ timings: {} });
    assert.equal(ours.versions('credit')[0].state, 'done');
  });

  test('a claim without its manifest: of a live process it stands, of a dead one it does not', async (context) => {
    const { dead, ours } = await deadTune(context);
    const [version] = ours.versions('credit');
    const path = join(dead.dir, 'manifest.json');
    const before = readFileSync(path, 'utf8');
    await ours.resume(version, []);
    writeFileSync(path, before);
    await assert.rejects(ours.resume(version, []), refused('ASSAY_NOT_RESUMABLE', 2, /just doing so/));
    const claims = join(dead.dir, '..', '.claims');
    const [claim] = readdirSync(claims).filter((name) => /^v0001-/.test(name));
    const holder = join(claims, claim, 'holder.json');
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(holder, JSON.stringify({ ...JSON.parse(readFileSync(holder, 'utf8')), pid: gone }));
    await ours.resume(version, []);
    assert.equal(ours.versions('credit')[0].state, 'running');
    assert.equal(readdirSync(claims).filter((name) => /^v0001-/.test(name)).length, 2);
  });

  test('what the dead one left under temporary names is cleared away', async (context) => {
    const { dead, ours } = await deadTune(context);
    writeFileSync(join(dead.dir, '.tmp-99-3-predictions.csv'), 'row,');
    await ours.resume(ours.versions('credit')[0], []);
    assert.deepEqual(readdirSync(dead.dir).sort(), [
      'log.jsonl',
      'manifest.json',
      'options.json',
      'trials.jsonl',
    ]);
  });

  test('what is done or runs is refused with exit 2', async (context) => {
    const store = quietStore(temporaryFolder(context));
    await doneVersion(store);
    await claimOf(store);
    const [done, running] = store.versions('credit');
    await assert.rejects(store.resume(done, []), refused('ASSAY_NOT_RESUMABLE', 2, /it is done/));
    await assert.rejects(
      store.resume(running, []),
      refused('ASSAY_NOT_RESUMABLE', 2, /process \d+ on .* is running it/),
    );
  });
});
