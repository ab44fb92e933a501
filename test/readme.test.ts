import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'assay-readme-'));
after(() => rmSync(folder, { recursive: true }));

/** The last column of the board is seconds. */
const withoutTimes = (lines: readonly string[]) => lines.map((line) => line.replace(/\s+[\d.]+$/, ''));

const assay = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'bin/assay.js'), ...words], { cwd: folder, encoding: 'utf8' });

describe('README', () => {
  test('its board is what the demo prints', () => {
    const shown = /\$ npx assay demo\n([\s\S]*?)\n```/.exec(readme)?.[1].split('\n') ?? [];
    assert.ok(shown.length > 10, 'the block is there');
    const { status, stdout } = assay('demo', '-q');
    assert.equal(status, 0);
    assert.deepEqual(withoutTimes(shown), withoutTimes(stdout.split('\n').slice(0, shown.length)));
  });

  test('its five minutes run to the end, line by line', () => {
    const block = /## Five minutes\n[\s\S]*?```\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? '';
    const lines = block.split('\n').map((line) => line.replace(/\s+#.*$/, ''));
    assert.ok(lines.length > 6);
    for (const line of lines) {
      const [program, name, ...words] = line.split(/\s+/);
      if (program === 'rm') rmSync(join(folder, name));
      else {
        const { status, stderr } = assay(...words);
        assert.equal(status, 0, `${line}\n${stderr}`);
      }
    }
  });

  test('every command it names exists', () => {
    const { stdout } = assay('--help');
    const named = [...readme.matchAll(/assay ([a-z]+)[ `]/g)].map(([, command]) => command);
    assert.ok(named.length > 8);
    for (const command of new Set(named))
      assert.match(stdout, new RegExp(`^\\s+${command}\\s`, 'm'), command);
  });
});
