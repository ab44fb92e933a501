#!/usr/bin/env node
// Runs every compiled test and closes with one line `N passed, N failed, N skipped`, counted from the run.
// Arguments are parts of file names: `npm test -- core/rng` runs those only.
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

/** They take longest, and so begin first: at the end no core waits for one of them. */
const LONG = ['peers/', 'contracts/', 'cli/'];
const turn = (name) => {
  const at = LONG.findIndex((folder) => name.startsWith(folder));
  return at < 0 ? LONG.length : at;
};

const root = fileURLToPath(new URL('../dist/test', import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(root, { recursive: true })
  .map(String)
  .filter(
    (name) =>
      name.endsWith('.test.js') && (wanted.length === 0 || wanted.some((part) => name.includes(part))),
  )
  .sort()
  .sort((a, b) => turn(a) - turn(b))
  .map((name) => join(root, name));

const count = { passed: 0, failed: 0, skipped: 0 };
const tally = (kind) => (event) => {
  if (event.details?.type === 'suite') return;
  if (event.skip !== undefined || event.todo !== undefined) count.skipped++;
  else count[kind]++;
};
const stream = run({ files, concurrency: Math.max(1, cpus().length), timeout: 600_000 });
stream.on('test:pass', tally('passed'));
stream.on('test:fail', tally('failed'));
stream.compose(spec).pipe(process.stdout);
stream.on('end', () => {
  process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;
  setImmediate(() =>
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`),
  );
});
