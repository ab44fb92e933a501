import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { commandEntries } from '../../src/commands/list.js';
import { assay, BINARY, plainEnv } from './run-assay.js';

const version = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;

describe('assay', () => {
  test('--help lists the commands that work, exit 0; alone the same, exit 2', () => {
    const help = assay(['--help']);
    assert.equal(help.code, 0);
    assert.equal(help.stderr, '');
    for (const { id, summary } of commandEntries.filter(({ heading }) => heading !== null)) {
      assert.match(help.stdout, new RegExp(`\\n  ${id} `));
      assert.ok(help.stdout.replace(/\s+/g, ' ').includes(summary));
    }
    const bare = assay([]);
    assert.deepEqual(bare, { ...help, code: 2 });
  });

  test('--version', () => {
    assert.deepEqual(assay(['--version']), { code: 0, stdout: `assay ${version}\n`, stderr: '' });
  });

  test('help COMMAND is COMMAND --help', () => {
    const help = assay(['help', 'schema']);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /usage {3}assay schema KIND/);
    assert.equal(assay(['schema', '--help']).stdout, help.stdout);
    assert.equal(assay(['--help', 'schema']).stdout, help.stdout);
  });

  test('every topic of help prints', () => {
    for (const topic of ['models', 'samplers', 'metrics', 'splitters', 'exit-codes']) {
      const { code, stdout } = assay(['help', topic]);
      assert.equal(code, 0, topic);
      assert.match(stdout, /^[A-Z]{4,}/);
    }
    const unknown = assay(['help', 'modles']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /unknown help topic "modles"\nhint: {2}did you mean "models"/);
  });

  test('schema prints a JSON Schema; an unknown kind is exit 2 with the nearest', () => {
    const { code, stdout } = assay(['schema', 'results-cv']);
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).properties.step.const, 'cv');
    const wrong = assay(['schema', 'manifst']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /unknown schema "manifst"\nhint: {2}did you mean "manifest"/);
  });

  test('an old Node gets a sentence and exit 1', () => {
    const preload = `data:text/javascript,${encodeURIComponent(
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } })`,
    )}`;
    const { status, stderr } = spawnSync(process.execPath, ['--import', preload, BINARY, '--version'], {
      encoding: 'utf8',
      env: plainEnv(),
    });
    assert.equal(status, 1);
    assert.equal(stderr, 'error: assay needs Node 20.17 or newer, this is 18.20.0\n');
  });

  test('-o writes what stdout would carry, and overwrites only with -y', () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-cli-'));
    try {
      const file = join(folder, 'schema.json');
      const first = assay(['schema', 'manifest', '-o', file]);
      assert.deepEqual(first, { code: 0, stdout: '', stderr: '' });
      assert.equal(readFileSync(file, 'utf8'), assay(['schema', 'manifest']).stdout);
      const second = assay(['schema', 'options', '-o', file]);
      assert.equal(second.code, 2);
      assert.match(second.stderr, /the file exists\nhint: {2}add -y/);
      assert.equal(readFileSync(file, 'utf8'), assay(['schema', 'manifest']).stdout);
      assert.equal(assay(['schema', 'options', '-y', '-o', file]).code, 0);
      assert.equal(readFileSync(file, 'utf8'), assay(['schema', 'options']).stdout);
      assert.match(assay(['schema', 'options', '-o', join(folder, 'no', 'x')]).stderr, /there is no folder/);
      assert.match(assay(['schema', 'options', '-o', folder]).stderr, /that is a folder/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('--help is there before anyone waits', () => {
    const LIMIT_MS = process.env.CI ? 600 : 150;
    const QUIET_NODE_MS = 60;
    const timed = (args: string[]) => {
      const started = performance.now();
      spawnSync(process.execPath, args, { env: plainEnv() });
      return performance.now() - started;
    };
    const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
    const runs = Array.from({ length: 5 }, () => ({
      node: timed(['-e', '0']),
      help: timed([BINARY, '--help']),
    }));
    // On a busy machine node alone is slower than on a quiet one; the limit grows by as much.
    const busy = Math.max(1, median(runs.map(({ node }) => node)) / QUIET_NODE_MS);
    const help = median(runs.map((run) => run.help));
    assert.ok(
      help < LIMIT_MS * busy,
      `--help took ${help.toFixed(0)} ms, the machine is ${busy.toFixed(1)}x busy`,
    );
  });
});

describe('the list of commands', () => {
  for (const entry of commandEntries) {
    test(`${entry.id}: help is complete, option names are used once, two examples`, async () => {
      const loaded = await entry.load();
      assert.equal(loaded.id, entry.id);
      assert.equal(loaded.summary, entry.summary);
      const { globalOptions } = await import('../../src/commands/global-options.js');
      for (const command of 'subcommands' in loaded ? loaded.subcommands : [loaded]) {
        const options = [...command.options, ...globalOptions];
        const names = options.flatMap((option) => [
          option.name,
          'short' in option ? option.short : undefined,
        ]);
        const used = names.filter((name) => name !== undefined);
        assert.deepEqual(used, [...new Set(used)], `${command.id}: a name is used twice`);
        assert.ok(command.examples.length >= 2, `${command.id}: two examples`);
        for (const example of command.examples) assert.match(example, /^assay /);
      }
    });
  }
});
