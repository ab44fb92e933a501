import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { AssayError, usageError } from '../../src/core/errors.js';
import { documentProblem } from '../../src/core/schemas/check-document.js';
import { placeHeld } from '../../src/store/held-folder.js';
import { findStore, openStore } from '../../src/store/store.js';
import { summarise } from '../../src/store/summary.js';
import { readVersion } from '../../src/store/version.js';
import { claimOf, cvDocument, doneVersion, quietStore, standingClock, temporaryFolder } from './fixture.js';

const worker = new URL('./claim-worker.js', import.meta.url).pathname;
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const withExit = (exitCode: number, message: RegExp) => (error: unknown) =>
  error instanceof AssayError &&
  error.exitCode === exitCode &&
  message.test(`${error.message}\n${error.hint}`);
/** A process id that no process has any more. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

describe('a version from claim to done', () => {
  test('is visible from the start and done by its last write', async (context) => {
    const store = quietStore(temporaryFolder(context));
    const parents = [{ id: 'credit/v0000', why: 'recipe' }];
    const writer = await claimOf(store, 'credit', 'cv', 'forest', { parents });
    assert.equal(writer.id, 'credit/v0001');
    assert.match(writer.dir, /credit\/v0001-cv-forest$/);
    assert.deepEqual(
      store.versions('credit').map(({ id, state }) => [id, state]),
      [['credit/v0001', 'running']],
    );
    await writer.writeJson('results.json', cvDocument(0.5));
    await writer.write('plots/roc.json', '{}\n');
    assert.equal(store.versions('credit')[0].state, 'running');
    await writer.finish({ timings: { total: 2 } });
    const { manifest, state } = readVersion(writer.dir);
    assert.equal(state, 'done');
    assert.equal(manifest?.data?.rows, 10);
    assert.deepEqual(manifest?.parents, parents);
    assert.deepEqual(Object.keys(manifest?.files ?? {}), [
      'log.jsonl',
      'options.json',
      'plots/roc.json',
      'results.json',
    ]);
  });

  test('the manifest satisfies its definition and names the bytes and hashes on disk', async (context) => {
    const writer = await doneVersion(quietStore(temporaryFolder(context)));
    const manifest = readJson(join(writer.dir, 'manifest.json'));
    assert.equal(documentProblem('manifest', manifest), null);
    assert.ok(Object.keys(manifest.files).length >= 3);
    for (const [name, { bytes, sha256 }] of Object.entries<{ bytes: number; sha256: string }>(
      manifest.files,
    )) {
      const content = readFileSync(join(writer.dir, name));
      assert.equal(content.byteLength, bytes, name);
      assert.equal(createHash('sha256').update(content).digest('hex'), sha256, name);
    }
    assert.deepEqual((await readVersion(writer.dir).check()).manifest, manifest);
  });

  test('a large file from pieces has the bytes of its pieces', async (context) => {
    const writer = await claimOf(quietStore(temporaryFolder(context)));
    const lines = Array.from({ length: 60_000 }, (_, row) => `${row},žluťoučký,"🦊"\n`);
    await writer.write('predictions.csv', lines);
    assert.equal(readFileSync(join(writer.dir, 'predictions.csv'), 'utf8'), lines.join(''));
    await writer.write('bytes.bin', new Uint8Array([0, 255, 10]));
    assert.deepEqual([...readFileSync(join(writer.dir, 'bytes.bin'))], [0, 255, 10]);
  });

  test('lines are appended as they come, and the log has times', async (context) => {
    const writer = await claimOf(quietStore(temporaryFolder(context)));
    writer.appendLine('trials.jsonl', { number: 0, value: Number.NaN });
    writer.appendLine('trials.jsonl', { number: 1 });
    assert.equal(
      readFileSync(join(writer.dir, 'trials.jsonl'), 'utf8'),
      '{"number":0,"value":null}\n{"number":1}\n',
    );
    writer.log({ event: 'warning', id: 'constant' });
    const events = readFileSync(join(writer.dir, 'log.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      events.map(({ event }) => event),
      ['claimed', 'warning'],
    );
    for (const event of events) assert.equal(documentProblem('log-event', event), null);
  });

  test('a failure keeps the error, an interruption what was written', async (context) => {
    const store = quietStore(temporaryFolder(context));
    const failing = await claimOf(store);
    await failing.fail(usageError('ASSAY_X', 'no such thing', 'try another'));
    const interrupted = await claimOf(store);
    await interrupted.writeJson('options.json', { schema: 'assay/options/1' });
    await interrupted.interrupt();
    const [first, second] = store.versions('credit');
    assert.deepEqual([first.state, second.state], ['failed', 'interrupted']);
    assert.deepEqual(first.manifest?.error, {
      code: 'ASSAY_X',
      message: 'no such thing',
      hint: 'try another',
    });
    assert.deepEqual(second.options(), { schema: 'assay/options/1' });
    assert.throws(() => interrupted.log({ event: 'late' }), /closed/);
  });

  test('a producer that fails leaves nothing behind', async (context) => {
    const writer = await claimOf(quietStore(temporaryFolder(context)));
    await writer.produce('data.parquet', async (path) => writeFileSync(path, 'PAR1'));
    assert.equal(readFileSync(join(writer.dir, 'data.parquet'), 'utf8'), 'PAR1');
    const failing = writer.produce('other.parquet', async (path) => {
      writeFileSync(path, 'half');
      throw new Error('crash');
    });
    await assert.rejects(failing, /crash/);
    assert.deepEqual(readdirSync(writer.dir).sort(), [
      'data.parquet',
      'log.jsonl',
      'manifest.json',
      'options.json',
    ]);
  });

  test('file names cannot leave the folder', async (context) => {
    const writer = await claimOf(quietStore(temporaryFolder(context)));
    for (const name of ['../x', '/x', 'a/../../x', '.hidden', '', 'a\\b']) {
      await assert.rejects(writer.write(name, ''), /not a file of a version/, name);
    }
  });
});

describe('numbers', () => {
  test('go on after the highest, are never used again, and count folders without a claim', async (context) => {
    const dir = temporaryFolder(context);
    const store = quietStore(dir);
    await doneVersion(store);
    const second = await doneVersion(store);
    rmSync(second.dir, { recursive: true });
    assert.equal((await claimOf(store, 'credit', 'train', 'tree')).id, 'credit/v0003');
    mkdirSync(join(dir, 'copied', 'v0041-eda'), { recursive: true });
    assert.equal((await claimOf(store, 'copied')).id, 'copied/v0042');
  });

  test('names that cannot be folders are refused with exit 2', async (context) => {
    const store = quietStore(temporaryFolder(context));
    for (const name of [
      '',
      '.',
      '..',
      'a/b',
      '/a',
      'a\\b',
      '-a',
      '@a',
      'last',
      'v3',
      'a b',
      'x'.repeat(101),
    ]) {
      await assert.rejects(claimOf(store, name), withExit(2, /cannot be the name/), name);
    }
    assert.deepEqual(store.experiments(), []);
  });

  test('20 processes claim 20 versions', async (context) => {
    const dir = temporaryFolder(context);
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const child = spawn(process.execPath, [worker, dir, 'once']);
        let printed = '';
        child.stdout.on('data', (chunk) => {
          printed += chunk;
        });
        const code = await new Promise((resolve) => child.on('close', resolve));
        assert.equal(code, 0);
        return printed.trim();
      }),
    );
    assert.equal(new Set(ids).size, 20);
    const versions = openStore(dir).versions('race');
    assert.deepEqual(
      versions.map(({ number }) => number),
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    for (const version of versions) {
      assert.equal(version.state, 'done');
      assert.deepEqual(readJson(version.file('results.json')).pid, version.manifest?.pid);
    }
  });
});

describe('a race for numbers', () => {
  test('6 processes that claim 100 numbers each, all at once, never share one', async (context) => {
    const dir = temporaryFolder(context);
    const children = Array.from({ length: 6 }, () => spawn(process.execPath, [worker, dir, 'numbers']));
    await Promise.all(children.map((child) => new Promise((resolve) => child.stdout.once('data', resolve))));
    const printed = await Promise.all(
      children.map((child) => {
        let text = '';
        child.stdout.on('data', (chunk) => {
          text += chunk;
        });
        let complaint = '';
        child.stderr.on('data', (chunk) => {
          complaint += chunk;
        });
        child.stdin.end('go');
        return new Promise<string>((resolve, reject) =>
          child.once('close', (code) => (code === 0 ? resolve(text) : reject(new Error(complaint)))),
        );
      }),
    );
    const numbers: number[] = printed.flatMap((text) => JSON.parse(text));
    numbers.sort((a, b) => a - b);
    assert.deepEqual(
      numbers,
      Array.from({ length: 600 }, (_, i) => i + 1),
    );
  });
});

describe('a race for labels', () => {
  test('6 processes that give 20 tags each lose none, a dead lock is taken over', async (context) => {
    const { dir } = await claimOf(quietStore(temporaryFolder(context)));
    const dead = { pid: deadPid() ?? 0, host: hostname(), heartbeat: new Date().toISOString() };
    assert.ok(placeHeld(join(dir, '.labels-lock'), dead));
    const children = Array.from({ length: 6 }, () => spawn(process.execPath, [worker, dir, 'tags']));
    await Promise.all(children.map((child) => new Promise((resolve) => child.stdout.once('data', resolve))));
    const codes = await Promise.all(
      children.map((child) => {
        child.stdin.end('go');
        return new Promise((resolve) => child.once('close', resolve));
      }),
    );
    assert.deepEqual(codes, [0, 0, 0, 0, 0, 0]);
    const expected = children.flatMap(({ pid }) =>
      Array.from({ length: 20 }, (_, turn) => `t${pid}-${turn}`),
    );
    assert.deepEqual(readVersion(dir).labels().tags, expected.sort());
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.startsWith('.')),
      [],
    );
  });
});

describe('dead holders', () => {
  test('kill -9 at any moment leaves a store that lists', async (context) => {
    const dir = temporaryFolder(context);
    for (let round = 0; round < 12; round++) {
      const child = spawn(process.execPath, [worker, dir, 'forever'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, (round * 7) % 40));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
    }
    const versions = openStore(dir).versions('race');
    assert.ok(versions.length >= 12);
    assert.equal(new Set(versions.map(({ number }) => number)).size, versions.length);
    for (const version of versions) {
      assert.ok(
        version.state === 'done' || version.state === 'interrupted',
        `${version.id} ${version.problem}`,
      );
      assert.ok(summarise(version));
      if (version.state === 'done')
        assert.equal(readJson(version.file('results.json')).pid, version.manifest?.pid);
    }
    assert.ok(versions.filter(({ state }) => state === 'interrupted').length >= 1);
    const next = readVersion((await claimOf(openStore(dir), 'race')).dir);
    assert.ok(next.number > versions[versions.length - 1].number);
    assert.equal(next.state, 'running');
  });

  test('same host: the process is asked', async (context) => {
    const store = quietStore(temporaryFolder(context), { pid: deadPid(), host: hostname() });
    const writer = await claimOf(store);
    assert.equal(store.versions('credit')[0].state, 'interrupted');
    assert.equal(readJson(join(writer.dir, 'manifest.json')).status, 'running');
  });

  test('same host: a process id that came back does not make an old run live', async (context) => {
    const store = quietStore(temporaryFolder(context));
    await claimOf(store);
    store.clock.pass(500);
    assert.equal(store.versions('credit')[0].state, 'running');
    store.clock.pass(200);
    assert.equal(store.versions('credit')[0].state, 'interrupted');
  });

  test('another host: its heartbeat', async (context) => {
    const store = quietStore(temporaryFolder(context), { pid: deadPid(), host: 'elsewhere' });
    const writer = await claimOf(store);
    store.clock.pass(50);
    writer.beat();
    store.clock.pass(59);
    assert.equal(store.versions('credit')[0].state, 'running');
    store.clock.pass(2);
    assert.equal(store.versions('credit')[0].state, 'interrupted');
  });

  test('the timer renews the heartbeat and does not keep the process', async (context) => {
    const clock = { ...standingClock(), now: () => new Date(), heartbeatMs: 5 };
    const writer = await claimOf(openStore(temporaryFolder(context), { clock }));
    const before = readVersion(writer.dir).manifest?.heartbeat ?? '';
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.ok((readVersion(writer.dir).manifest?.heartbeat ?? '') > before);
    await writer.finish({ timings: {} });
  });
});

describe('broken and moved folders', () => {
  test('a broken manifest is a corrupt version that is listed', async (context) => {
    const dir = temporaryFolder(context);
    const store = quietStore(dir);
    const whole = readFileSync(join((await doneVersion(store)).dir, 'manifest.json'), 'utf8');
    const broken: Record<string, RegExp> = {
      '': /JSON/,
      '{"schema": "assay/manifest/1"': /JSON/,
      null: /no JSON object/,
      '[]': /schema/,
      [whole.replace('manifest/1', 'manifest/9')]: /manifest\/9.*this assay reads/,
      [whole.replace('"done"', '"fine"')]: /unknown status "fine"/,
      [whole.replace(/"pid": \d+/, '"pid": "x"')]: /pid/,
    };
    for (const [text, problem] of Object.entries(broken)) {
      const folder = join(
        dir,
        'broken',
        `v${String(Object.keys(broken).indexOf(text) + 1).padStart(4, '0')}-cv`,
      );
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'manifest.json'), text);
      const version = readVersion(folder);
      assert.equal(version.state, 'corrupt');
      assert.match(version.problem, problem);
      assert.equal(summarise(version).state, 'corrupt');
      await assert.rejects(version.check(), withExit(1, /corrupt.*assay list/s));
    }
    assert.equal(store.versions('broken').length, Object.keys(broken).length);
  });

  test('a manifest that the light check passes and the definition does not is found when used', async (context) => {
    const writer = await doneVersion(quietStore(temporaryFolder(context)));
    const path = join(writer.dir, 'manifest.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"seed": 42', '"seed": "many"'));
    assert.equal(readVersion(writer.dir).state, 'done');
    await assert.rejects(readVersion(writer.dir).check(), withExit(1, /manifest\.json: seed/));
    const other = await doneVersion(quietStore(temporaryFolder(context)));
    writeFileSync(join(other.dir, 'results.json'), JSON.stringify({ ...cvDocument(0.5), rows: 1.5 }));
    await assert.rejects(readVersion(other.dir).check(), withExit(1, /results\.json: rows/));
    writeFileSync(join(other.dir, 'results.json'), '{"schema": "assay/results-magic/1"}');
    await assert.rejects(readVersion(other.dir).check(), withExit(1, /results\.json: its schema is none/));
    assert.throws(() => readVersion(join(writer.dir, 'nothing')).results(), withExit(1, /corrupt/));
  });

  test('left-over temporary files and empty folders break nothing', async (context) => {
    const dir = temporaryFolder(context);
    const store = quietStore(dir);
    const writer = await doneVersion(store);
    writeFileSync(join(writer.dir, '.tmp-1-0-results.json'), '{"half');
    mkdirSync(join(dir, 'credit', '.tmp-1-1-v0002-cv'));
    mkdirSync(join(dir, 'credit', 'v0009-cv-tree'));
    mkdirSync(join(dir, 'credit', 'notes'));
    writeFileSync(join(dir, 'credit', 'v0010-cv'), 'a file');
    mkdirSync(join(dir, 'no-experiment'));
    writeFileSync(join(dir, 'file.txt'), '');
    assert.deepEqual(store.experiments(), ['credit']);
    assert.deepEqual(
      store.versions('credit').map(({ state }) => state),
      ['done', 'corrupt'],
    );
  });

  test('a moved, renamed or copied folder keeps working', async (context) => {
    const dir = temporaryFolder(context);
    const store = quietStore(dir);
    const writer = await doneVersion(store);
    cpSync(writer.dir, join(dir, 'elsewhere', 'anything'), { recursive: true });
    assert.equal(readVersion(join(dir, 'elsewhere', 'anything')).id, 'credit/v0001');
    renameSync(join(dir, 'credit'), join(dir, 'renamed'));
    const [moved] = store.versions('renamed');
    assert.equal(moved.id, 'renamed/v0001');
    assert.equal(moved.results().model, 'forest');
    assert.equal((await moved.check()).manifest.id, 'credit/v0001');
  });

  test('100 versions are listed in under 100 ms', async (context) => {
    const dir = temporaryFolder(context);
    const { dir: first } = await doneVersion(quietStore(dir));
    for (let i = 2; i <= 100; i++) {
      cpSync(first, join(dir, 'credit', `v${String(i).padStart(4, '0')}-cv-forest`), { recursive: true });
    }
    const elapsedMs = [1, 2, 3, 4, 5].map(() => {
      const start = performance.now();
      assert.equal(
        openStore(dir)
          .versions('credit')
          .map((version) => summarise(version)).length,
        100,
      );
      return performance.now() - start;
    });
    assert.ok(Math.min(...elapsedMs) < 100, `${elapsedMs}`);
  });
});

describe('where the store is', () => {
  test('--store, else beside the assay.yaml found upward, else ./experiments', (context) => {
    const dir = temporaryFolder(context);
    const below = join(dir, 'a', 'b');
    mkdirSync(below, { recursive: true });
    assert.equal(findStore(undefined, below), join(below, 'experiments'));
    writeFileSync(join(dir, 'assay.yaml'), '');
    assert.equal(findStore(undefined, below), join(dir, 'experiments'));
    assert.equal(findStore('../s', below), join(dir, 'a', 's'));
  });

  test('a file is no store', (context) => {
    const path = join(temporaryFolder(context), 'file');
    writeFileSync(path, '');
    assert.throws(() => openStore(path), withExit(2, /is a file.*--store/s));
  });
});
