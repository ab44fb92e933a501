/** Temporary folders go with the process, however it ends itself. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { withTempFolder } from '../../src/data/temp-folder.js';

test('a process that stops at once leaves no folder', () => {
  const at = JSON.stringify(new URL('../../src/data/temp-folder.js', import.meta.url).href);
  const script = `import { writeFileSync } from 'node:fs';
    import { openTempFolder } from ${at};
    await openTempFolder().close();
    const { path } = openTempFolder();
    writeFileSync(path + '/rows', 'a');
    process.stdout.write(path);
    process.exit(0);`;
  const path = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  assert.match(path, /assay-/);
  assert.equal(existsSync(path), false);
});

test('work that throws leaves no folder', async () => {
  let made = '';
  const work = withTempFolder(async (path) => {
    made = path;
    assert.ok(existsSync(path));
    throw new Error('in the middle');
  });
  await assert.rejects(work, /in the middle/);
  assert.equal(existsSync(made), false);
});
