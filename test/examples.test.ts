/** The worked examples of experiments/ are what this assay computes: each version is verified. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inPairs, QuickScratch } from './cli/scratch.js';

const examples = fileURLToPath(new URL('../../experiments', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'assay-examples-'));
const scratch = new QuickScratch();
after(() => {
  rmSync(folder, { recursive: true });
  scratch.remove();
});

// Copied, as a colleague would get them: nothing is looked up beside the clone.
const experiments = readdirSync(examples).filter((name) => name.startsWith('example-'));
for (const name of experiments) cpSync(join(examples, name), join(folder, name), { recursive: true });
const versions = experiments.flatMap((experiment) =>
  readdirSync(join(folder, experiment))
    .filter((name) => /^v\d{4}-/.test(name))
    .map((name) => join(folder, experiment, name)),
);

describe('worked examples', () => {
  test('are there, of every kind of task', () => {
    assert.deepEqual(experiments, ['example-customers', 'example-houses', 'example-loans']);
    assert.ok(versions.length >= 20);
  });

  test('each gives the same bytes again', async () => {
    const outcomes = await inPairs(versions, (path) => scratch.run('verify', path));
    outcomes.forEach(({ code, stderr, stdout }, i) => {
      assert.equal(code, 0, `${versions[i]}: ${stdout}${stderr}`);
    });
  });

  test('name no machine', () => {
    for (const path of versions) {
      const { host } = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8'));
      assert.equal(host, 'example', `${path} was made on ${hostname()}: make it with the host name example`);
    }
  });
});
