/** Runs rows of bad input on the real binary, each in a folder of its own, and checks what holds for all of them. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { Outcome } from '../run-assay.js';
import { QuickScratch } from '../scratch.js';
import type { Row } from './row.js';
import { GOOD } from './tables.js';

const MOST_MS = 10_000;
/** Processes at once. */
const LANES = 3;

const scratch = new QuickScratch();
after(() => scratch.remove());

/** Every path below a folder with the hash of what is there. Links are not followed. */
function contents(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (stat.isDirectory()) {
      found.set(name, 'a folder');
      for (const [below, hash] of contents(path)) found.set(join(name, below), hash);
    } else if (stat.isSymbolicLink()) found.set(name, readlinkSync(path));
    else found.set(name, createHash('sha256').update(readFileSync(path)).digest('hex'));
  }
  return found;
}

/** One version of each step that keeps something, made once. @returns the folder of the store */
let made: Promise<string> | undefined;
const filledStore = (): Promise<string> => {
  made ??= makeStore();
  return made;
};

async function makeStore(): Promise<string> {
  mkdirSync(scratch.path('made'));
  writeFileSync(scratch.path('made', 'good.csv'), GOOD);
  const data = ['good.csv', '-t', 'y', '-x', 'e'];
  for (const args of [
    ['cv', ...data, '-m', 'tree'],
    ['train', ...data, '-m', 'tree'],
    ['tune', ...data, '-m', 'tree', '--trials', '3'],
    ['resample', ...data, '--sampler', 'smote'],
    ['cv', ...data, '-m', 'dummy'],
  ]) {
    const { code, stderr } = await scratch.runWith({ folder: 'made' }, ...args);
    assert.equal(code, 0, stderr);
  }
  return scratch.path('made', 'experiments');
}

/** A folder with all that the row needs. @returns its name in the scratch folder */
async function folderFor({ files = {}, hasStore, spoil }: Row, name: string): Promise<string> {
  const folder = scratch.path(name);
  mkdirSync(folder);
  for (const [path, content] of Object.entries({ 'good.csv': GOOD, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  if (hasStore) cpSync(await filledStore(), join(folder, 'experiments'), { recursive: true });
  spoil?.(folder);
  return folder;
}

/** One error, at most one hint, both a line, nothing else that looks like a crash. */
function checkTalk({ exit, says, hint }: Row, { code, stdout, stderr }: Outcome): void {
  assert.equal(code, exit, stderr);
  assert.equal(stdout, '');
  assert.doesNotMatch(stderr, /^ +at |bug in assay|node:internal|TypeError|ZodError/m);
  const said = stderr.trimEnd().split('\n');
  const errors = said.filter((line) => line.startsWith('error: '));
  const hints = said.filter((line) => line.startsWith('hint: '));
  assert.equal(errors.length, 1, stderr);
  assert.ok(hints.length <= 1, stderr);
  assert.match(errors[0].slice('error: '.length), says);
  if (hint) assert.match(hints[0] ?? '', hint);
  // The error and its hint come last: what was said before is talk.
  assert.deepEqual(said.slice(-1 - hints.length), [...errors, ...hints]);
}

function checkJson({ exit, says, hint }: Row, { code, stdout, stderr }: Outcome): void {
  assert.equal(code, exit, stderr);
  assert.equal(stdout, '');
  const { error, ...rest } = JSON.parse(stderr.trimEnd().split('\n').at(-1) as string);
  assert.deepEqual([Object.keys(rest), Object.keys(error)], [[], ['code', 'message', 'hint']]);
  assert.match(error.code, /^ASSAY_[A-Z_]+$/);
  assert.match(error.message, says);
  if (hint) assert.match(error.hint, hint);
}

function checkFailed({ says }: Row, folder: string): void {
  const { status, error } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  assert.equal(status, 'failed');
  assert.match(error.message, says);
}

let nFolders = 0;

async function checkRow(row: Row): Promise<void> {
  nFolders++;
  const isTold = row.args.includes('--json');
  const asJson = isTold || (nFolders % 2 === 0 && !row.args.includes('--format'));
  const name = `row-${nFolders}`;
  const folder = await folderFor(row, name);
  const before = contents(folder);
  const run = (...more: string[]) => scratch.runWith({ folder: name, env: row.env }, ...row.args, ...more);
  const started = performance.now();
  if (asJson) checkJson(row, await run(...(isTold ? [] : ['--json'])));
  else checkTalk(row, await run());
  const tookMs = performance.now() - started;
  if (row.fails === undefined) assert.deepEqual(contents(folder), before, 'the folder is as it was');
  else checkFailed(row, join(folder, 'experiments', row.fails));
  assert.ok(tookMs < MOST_MS, `took ${tookMs.toFixed(0)} ms`);
}

/** A test for each row, several at a time; every other one with `--json`: the sentence is the same. */
export function eachRow(theme: string, rows: readonly Row[]): void {
  describe(theme, { concurrency: LANES }, () => {
    for (const row of rows) test(row.name, () => checkRow(row));
  });
}
